"""Stages of videos: when each began and how it ended."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from factory.workflow import events as topics
from factory.workflow.waiting import Wait
from resources.catalogue.events import announce
from resources.database.tables import stages, work_uses


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
