"""Briefs in Postgres: what was accepted for every video, each revision kept."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel
from factory.errors import BadInput, NotFound, Unreadable
from factory.ids import KEPT_CHARS, check_video_id
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.post_changes import take_from_brief
from resources.catalogue.tenants import know_channel
from resources.database.connection import jsonable, transact
from resources.database.tables import briefs, videos
from resources.tracing import spans


class PostgresBriefs:
    """See `factory.ports.Briefs`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, brief: Brief) -> str | None:
        """See `factory.ports.Briefs.find`: by the `id` it asks for, or by channel and title."""
        if brief.video_id:
            same = videos.c.video_id == brief.video_id
        else:
            same = videos.c.identity == _identity(brief)
        return transact(self._engine, lambda c: c.scalar(sa.select(videos.c.video_id).where(same)))

    def accept(self, accepted: AcceptedBrief) -> int:
        """See `factory.ports.Briefs.accept`; a changed channel counts as a changed brief.

        So do edits by hand; a brief that brings none keeps those of the revision before.

        Raises:
            BadInput: the video ID, or this channel and title, is another video's already.
        """
        facts = jsonable(accepted.model_dump(mode="json"), f"the brief {accepted.video_id}")
        began_ns = time.time_ns()
        revision, is_new = transact(self._engine, lambda c: _accept(c, accepted, facts))
        if is_new:
            spans.accepted(accepted.video_id, revision, began_ns)
        return revision

    def newest(self, video_id: str) -> AcceptedBrief:
        """See `factory.ports.Briefs.newest`."""
        check_video_id(video_id)
        newest = (
            sa.select(briefs.c.accepted)
            .where(briefs.c.video_id == video_id)
            .order_by(briefs.c.revision.desc())
            .limit(1)
        )
        facts = transact(self._engine, lambda c: c.scalar(newest))
        if facts is None:
            raise NotFound(f"there is no video {video_id}; `factory list` shows those there are")
        return AcceptedBrief.from_facts(facts)

    def excerpts_of(self, video_id: str) -> Sequence[tuple[str, str]]:
        """Return the IDs and titles of the videos that show passages of this one, the oldest first."""
        question = """
            SELECT DISTINCT v.video_id, v.title, v.created_at FROM factory.briefs b
            JOIN factory.videos v USING (video_id)
            WHERE starts_with(b.video_id, :begins) AND b.accepted->'excerpt'->>'video_id' = :video_id
              AND v.deleted_at IS NULL
            ORDER BY v.created_at, v.video_id
        """
        asked = {"video_id": video_id, "begins": video_id[:KEPT_CHARS]}
        rows = transact(self._engine, lambda c: c.execute(sa.text(question), asked).all())
        return [(row.video_id, row.title) for row in rows]

    def revision(self, video_id: str) -> int:
        """See `factory.ports.Briefs.revision`."""
        newest = sa.select(sa.func.coalesce(sa.func.max(briefs.c.revision), 0)).where(
            briefs.c.video_id == video_id
        )
        return int(transact(self._engine, lambda c: c.scalar(newest)) or 0)


def _identity(brief: Brief) -> str:
    """Two briefs of the same identity are the same video."""
    parts = (
        ("id", brief.video_id)
        if brief.video_id
        else ("title", brief.channel, brief.language, brief.title)
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _accept(
    connection: Connection, accepted: AcceptedBrief, facts: dict[str, Any]
) -> tuple[int, bool]:
    """Record a brief, given too as the JSON to keep; return its revision, and whether that is new.

    Raises:
        BadInput: the video ID, or this channel and title, is another video's already.
    """
    brief, video_id = accepted.brief, accepted.video_id
    about: dict[str, Any] = {
        "format": brief.format,
        "language": brief.language,
        "title": brief.title,
        "tenant": accepted.channel.tenant,
    }
    if accepted.edits is None and accepted.excerpt is None:
        # Edits and passages bring along the channel as it was when their video was taken in.
        know_channel(connection, accepted.channel)
    _own_video(connection, brief, video_id, about)
    newest = connection.execute(
        sa.select(briefs).filter_by(video_id=video_id).order_by(briefs.c.revision.desc()).limit(1)
    ).one_or_none()
    before = newest.accepted.get("edits") if newest else None
    if accepted.edits is None:
        facts = {**facts, "edits": before}  # what a person changed by hand stays
    if newest and (newest.brief_sha256, _as_written_now(newest.accepted["channel"]), before) == (
        accepted.brief_sha256,
        facts["channel"],
        facts["edits"],
    ):
        return newest.revision, False
    revision = newest.revision + 1 if newest else 1
    if newest and newest.accepted["brief"].get("mode", "auto") != brief.mode:
        about["stepwise"] = brief.mode == "stepwise"
    connection.execute(sa.update(videos).where(videos.c.video_id == video_id).values(**about))
    connection.execute(
        sa.insert(briefs).values(
            video_id=video_id,
            revision=revision,
            brief_sha256=accepted.brief_sha256,
            accepted=facts,
            review=accepted.channel.review,
            outlets=list(accepted.channel.outlets),
            publish_at=brief.publish_at,
            source=accepted.source,
            accepted_at=accepted.accepted_at,
            # Later than any stage that began before this line, even inside one transaction.
            recorded_at=sa.func.clock_timestamp(),
        )
    )
    take_from_brief(connection, accepted)
    announce(
        connection,
        topics.BRIEF_ACCEPTED,
        video_id,
        {"revision": revision, "brief_sha256": accepted.brief_sha256, "source": accepted.source},
    )
    return revision, True


def _as_written_now(kept: dict[str, Any]) -> dict[str, Any]:
    """Return a channel that was kept, with the keys that are new to the factory since."""
    try:
        return jsonable(Channel.from_facts(kept).model_dump(mode="json"), "a channel")
    except Unreadable:
        return kept


def _own_video(
    connection: Connection, brief: Brief, video_id: str, about: Mapping[str, Any]
) -> None:
    """Lock the brief's video, made if there is none; raise BadInput if the ID or title is another's."""
    connection.execute(
        insert(videos)
        .values(
            video_id=video_id,
            identity=_identity(brief),
            channel=brief.channel,
            stepwise=brief.mode == "stepwise",
            media_tenant=about["tenant"],
            **about,
        )
        .on_conflict_do_nothing()
    )
    video = connection.execute(
        sa.select(videos).where(videos.c.video_id == video_id).with_for_update()
    ).one_or_none()
    if video is None:
        other = connection.scalar(
            sa.select(videos.c.video_id).where(videos.c.identity == _identity(brief))
        )
        raise BadInput(f"{brief.title!r} of channel {brief.channel} is already the video {other}")
    if video.channel != brief.channel:
        raise BadInput(
            f"video ID {video_id} belongs to {video.title!r} of channel {video.channel}; "
            f"channel {brief.channel} needs another `id`"
        )
