"""Facts that touch several tables at once: a brief accepted, a stage begun and ended, an event."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from factory import events as topics
from factory.brief import AcceptedBrief, Brief
from factory.errors import BadInput
from factory.waiting import Wait
from resources.tables import briefs, events, stages, videos, work_uses


def identity(brief: Brief) -> str:
    """Two briefs of the same identity are the same video."""
    parts = (
        ("id", brief.video_id)
        if brief.video_id
        else ("title", brief.channel, brief.language, brief.title)
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def accept(connection: Connection, accepted: AcceptedBrief, facts: dict[str, Any]) -> int:
    """Record a brief, given too as the JSON to keep; return its revision.

    Raises:
        BadInput: the video ID, or this channel and title, is another video's already.
    """
    brief, video_id = accepted.brief, accepted.video_id
    about = {"format": brief.format, "language": brief.language, "title": brief.title}
    connection.execute(
        insert(videos)
        .values(video_id=video_id, identity=identity(brief), channel=brief.channel, **about)
        .on_conflict_do_nothing()
    )
    video = connection.execute(
        sa.select(videos).where(videos.c.video_id == video_id).with_for_update()
    ).one_or_none()
    if video is None:
        other = connection.scalar(
            sa.select(videos.c.video_id).where(videos.c.identity == identity(brief))
        )
        raise BadInput(f"{brief.title!r} of channel {brief.channel} is already the video {other}")
    if video.channel != brief.channel:
        raise BadInput(
            f"video ID {video_id} belongs to {video.title!r} of channel {video.channel}; "
            f"channel {brief.channel} needs another `id`"
        )
    newest = connection.execute(
        sa.select(briefs).filter_by(video_id=video_id).order_by(briefs.c.revision.desc()).limit(1)
    ).one_or_none()
    if newest and (newest.brief_sha256, newest.accepted["channel"]) == (
        accepted.brief_sha256,
        facts["channel"],
    ):
        return newest.revision
    revision = newest.revision + 1 if newest else 1
    connection.execute(sa.update(videos).where(videos.c.video_id == video_id).values(**about))
    connection.execute(
        sa.insert(briefs).values(
            video_id=video_id,
            revision=revision,
            brief_sha256=accepted.brief_sha256,
            accepted=facts,
            review=accepted.channel.review,
            publish_at=brief.publish_at,
            source=accepted.source,
            accepted_at=accepted.accepted_at,
            # Later than any stage that began before this line, even inside one transaction.
            recorded_at=sa.func.clock_timestamp(),
        )
    )
    announce(
        connection,
        topics.BRIEF_ACCEPTED,
        video_id,
        {"revision": revision, "brief_sha256": accepted.brief_sha256, "source": accepted.source},
    )
    return revision


def begin_stage(
    connection: Connection, video_id: str, stage: str, run_id: str | None, token: UUID
) -> None:
    """Record that a stage begins, once per token; the units of its last attempt are forgotten."""
    fresh = {
        "token": token,
        "run_id": run_id,
        "started_at": sa.func.clock_timestamp(),
        "finished_at": None,
        "failed_at": None,
        "permanent": None,
        "error": None,
        "wait": None,
    }
    began = connection.execute(
        insert(stages)
        .values(video_id=video_id, stage=stage, **fresh)
        .on_conflict_do_update(
            constraint=stages.primary_key,
            set_={**fresh, "attempts": stages.c.attempts + 1},
            where=stages.c.token != token,
        )
        .returning(stages.c.attempts)
    ).one_or_none()
    if began:
        connection.execute(sa.delete(work_uses).filter_by(video_id=video_id, stage=stage))
        facts = {"stage": stage, "attempt": began.attempts, "run_id": run_id}
        announce(connection, topics.STAGE_STARTED, video_id, facts)


def end_stage(
    connection: Connection,
    token: UUID,
    *,
    error: str | None = None,
    permanent: bool | None = None,
    wait: Wait | None = None,
) -> None:
    """Close a stage's attempt, unless a newer attempt has begun or it is closed already."""
    when = "finished_at" if error is None else "failed_at"
    ended = connection.execute(
        sa.update(stages)
        .where(stages.c.token == token)
        .where(stages.c.finished_at.is_(None), stages.c.failed_at.is_(None))
        .values(
            {
                when: sa.func.clock_timestamp(),
                "error": error,
                "permanent": permanent,
                "wait": wait.model_dump(mode="json") if wait else None,
            }
        )
        .returning(stages.c.video_id, stages.c.stage, stages.c.attempts)
    ).one_or_none()
    if ended:
        topic = topics.STAGE_FINISHED if error is None else topics.STAGE_FAILED
        facts = {"stage": ended.stage, "attempt": ended.attempts}
        announce(
            connection, topic, ended.video_id, facts if error is None else {**facts, "error": error}
        )


def announce(
    connection: Connection, topic: str, video_id: str | None, payload: Mapping[str, Any]
) -> None:
    """Append an event; raise ValueError if nobody knows its topic."""
    if topic not in topics.TOPICS:
        raise ValueError(f"event topic {topic!r}: wanted one of {', '.join(sorted(topics.TOPICS))}")
    connection.execute(
        sa.insert(events).values(topic=topic, video_id=video_id, payload=dict(payload))
    )
