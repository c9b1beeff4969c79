"""Claims of posts: one master at one outlet is one row, and one process has it; so nothing goes out twice."""

from contextlib import AbstractContextManager
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row
from sqlalchemy.dialects.postgresql import insert

from factory.ports import Outlet, Publication
from resources.catalogue.posts.post_figures import delete_figures
from resources.database.connection import transact
from resources.database.fences import unfenced
from resources.database.leases import LeaseKeeper, is_free, lapsed, until
from resources.database.post_tables import posts


class PostClaims:
    """Which process is at which post.

    Args:
        engine: the database.
        owner: this process.
        lease_seconds: how long a claim lasts that nobody renews.
    """

    def __init__(self, engine: Engine, owner: str, lease_seconds: float) -> None:
        self._engine = engine
        self.owner = owner
        self._leases = LeaseKeeper(engine, posts, lease_seconds)

    def holding(self, token: UUID) -> AbstractContextManager[object]:
        """Keep a claim for as long as this lasts."""
        return self._leases.holding(token)

    def row(
        self, connection: Connection, publication: Publication, outlet: Outlet, lock: bool = False
    ) -> Row | None:
        """Return the post of this master at this outlet, and whether its lease is over."""
        question = (
            sa.select(posts, lapsed(posts, self._leases.lease_seconds).label("lease_lapsed"))
            .where(posts.c.video_id == publication.video_id, posts.c.outlet == outlet.name)
            .where(posts.c.master_sha256 == publication.master_sha256)
        )
        return connection.execute(question.with_for_update() if lock else question).one_or_none()

    def is_unclaimed(self, row: Row) -> bool:
        """Whether nobody is at it, or whoever was is gone."""
        return is_free(row.owner, row.lease_lapsed)

    def claim(
        self,
        publication: Publication,
        outlet: Outlet,
        token: UUID,
        lost: UUID | None,
        *,
        gone: bool = False,
    ) -> bool:
        """Take the post, unless somebody is at it, or has published it meanwhile.

        `lost` is the token of a publication that the outlet no longer has whole, or has not at all:
        then it is `gone`, and what goes out in its place is a new one.
        """
        ours = {
            "token": token,
            "owner": self.owner,
            "lease_expires_at": until(self._leases.lease_seconds),
        }
        key = {
            "video_id": publication.video_id,
            "outlet": outlet.name,
            "master_sha256": publication.master_sha256,
        }

        def take(connection: Connection) -> bool:
            fresh = connection.execute(
                insert(posts).values(**key, **ours).on_conflict_do_nothing().returning(posts.c.id)
            ).one_or_none()
            if fresh:
                return True
            row = self.row(connection, publication, outlet, lock=True)
            if row is None or row.token == token:
                return row is not None
            meanwhile = is_of(row, publication) and row.token != lost
            if meanwhile or not self.is_unclaimed(row):
                return False
            again = {"attempts": posts.c.attempts + 1, "claimed_at": sa.func.now()}
            if gone and row.token == lost:
                again["gone_at"] = sa.func.now()
                delete_figures(connection, outlet.name, [publication.video_id])
            connection.execute(
                sa.update(posts)
                .where(posts.c.id == row.id)
                .values(**again, failed_at=None, error=None, **ours)
            )
            return True

        return transact(self._engine, take)

    def abandoned(self, video_id: str, outlet: Outlet) -> list[Row]:
        """Return what processes that are gone had begun; none where somebody lives who is at it."""
        question = sa.select(
            posts, lapsed(posts, self._leases.lease_seconds).label("lease_lapsed")
        ).where(posts.c.video_id == video_id, posts.c.outlet == outlet.name)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        begun = [row for row in rows if row.owner is not None]
        return begun if all(self.is_unclaimed(row) for row in begun) else []

    def note(self, token: UUID, **facts: object) -> bool:
        """Note facts at a post that is claimed with this token; return whether it is."""
        closing = (
            sa.update(posts)
            .where(posts.c.token == token, posts.c.owner.is_not(None))
            .values(**facts)
        )
        with unfenced():  # the claim's own token is its fence
            return transact(self._engine, lambda c: c.execute(closing)).rowcount > 0


def is_of(row: Row, publication: Publication) -> bool:
    """Whether a post was published with exactly these files."""
    return row.published_at is not None and row.files_sha256 == publication.files_sha256
