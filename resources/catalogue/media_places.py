"""Where the files of every video lie in the store: below the prefix of its tenant."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import TransientError
from factory.ids import PREVIEWS
from factory.people.tenant import DEFAULT, media_prefix
from resources.database.confinement import confined_tenant
from resources.database.connection import transact
from resources.database.tables import videos
from resources.database.tenant_tables import channels

AT_A_TIME: Final = 20
MOST_SECONDS: Final = 5.0
"""Videos that are moved in one go, and for how long another is begun, so that a tick stays short."""

MISPLACED: Final = sa.text("""
    SELECT video_id, tenant, media_tenant FROM factory.videos v
    WHERE media_tenant IS DISTINCT FROM tenant AND NOT EXISTS (
        SELECT FROM factory.stages s
        WHERE s.video_id = v.video_id AND s.finished_at IS NULL AND s.failed_at IS NULL
    ) AND NOT EXISTS (
        SELECT FROM factory.launches l
        WHERE l.video_id = v.video_id AND l.claimed_at IS NOT NULL AND l.ended_at IS NULL
    ) AND (CAST(:tenant AS text) IS NULL OR :tenant IN (tenant, media_tenant))
    ORDER BY random() LIMIT 1 FOR UPDATE OF v SKIP LOCKED
""")
"""Whoever works on a video reads its files where they lie now. Any of them is taken, so that one whose
files cannot be moved stands in nobody's way for long."""
MOVED: Final = sa.text("UPDATE factory.videos SET media_tenant = tenant WHERE video_id = :video_id")


class MovableFiles(Protocol):
    """A store that can lay a video's files elsewhere."""

    def move(self, video_id: str, source: str, target: str) -> None:
        """Move all files of a video from one prefix to another; what was moved before stays so."""
        ...


class PostgresMediaPlaces:
    """See `factory.ports.MediaPlaces`."""

    def __init__(self, engine: Engine, files: MovableFiles) -> None:
        self._engine = engine
        self._files = files

    def settle(self, tenant: str | None = None) -> int:
        """See `factory.ports.MediaPlaces.settle`."""
        moved, began = 0, time.monotonic()
        while moved < AT_A_TIME and time.monotonic() - began < MOST_SECONDS:
            if not transact(self._engine, lambda c: self._move_one(c, tenant)):
                break
            moved += 1
        return moved

    @contextmanager
    def held(self, video_id: str) -> Iterator[None]:
        """Keep a video's files where they lie until the block ends, after a move that has begun.

        For whoever writes a file and is no stage: a file that is written into a folder while that is
        being moved is left behind. Nothing within the block may hold the video still.
        """
        with self._engine.begin() as connection:
            connection.execute(
                sa.select(videos.c.video_id)
                .where(videos.c.video_id == video_id)
                .with_for_update(read=True)
            )
            yield

    def videos_below(self, tenant: str) -> Sequence[str]:
        """Return the videos that are known to have their files below a tenant's prefix."""
        there = sa.select(videos.c.video_id).where(videos.c.media_tenant == tenant)
        return transact(self._engine, lambda c: c.scalars(there).all())

    def _move_one(self, connection: Connection, tenant: str | None) -> bool:
        """Move the files of one video while its row is held; False where none is misplaced."""
        row = connection.execute(MISPLACED, {"tenant": tenant}).one_or_none()
        if row is None:
            return False
        try:
            self._files.move(row.video_id, media_prefix(row.media_tenant), media_prefix(row.tenant))
        except OSError as error:
            raise TransientError(
                f"could not lay the files of {row.video_id} below the prefix of tenant {row.tenant}: "
                f"{error}; see to the folder's rights and room, it is tried again by itself"
            ) from error
        connection.execute(MOVED, {"video_id": row.video_id})
        return True


def prefix_of_video(engine: Engine, video_id: str) -> str:
    """Return below what the files of a video lie, or will lie where nobody knows the video.

    Previews of a channel lie with its tenant's files. Whoever is kept to a tenant sees no other
    tenant's video, and is led below its own prefix.
    """
    place = sa.select(videos.c.media_tenant).where(videos.c.video_id == video_id)
    row = transact(engine, lambda c: c.execute(place).one_or_none())
    if row is not None:
        return media_prefix(row.media_tenant)
    owner = None
    if video_id.startswith(PREVIEWS):
        of_channel = channels.c.channel == video_id.removeprefix(PREVIEWS)
        tenant = sa.select(channels.c.tenant).where(of_channel)
        owner = transact(engine, lambda c: c.scalar(tenant))
    return media_prefix(owner or confined_tenant() or DEFAULT)
