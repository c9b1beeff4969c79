"""Stages in Postgres: when each began and how it ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import PermanentError, Postponed, TakenOver, TransientError
from factory.workflow import events as topics
from factory.workflow.waiting import Wait
from resources.catalogue.events import announce
from resources.database.connection import error_words, refused_by_name, transact
from resources.database.fences import Fence, fenced
from resources.database.tables import stages, work_uses
from resources.tracing import spans


class PostgresStages:
    """See `factory.ports.Stages`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def stage(self, video_id: str, stage: str, run_id: str | None) -> Iterator[None]:
        """See `factory.ports.Stages.stage`; the units of its last attempt are forgotten, and it is fenced off."""
        with (
            spans.span(f"stage {stage}", video_id=video_id, run_id=run_id),
            self._recorded(video_id, stage, run_id),
        ):
            yield

    @contextmanager
    def _recorded(self, video_id: str, stage: str, run_id: str | None) -> Iterator[None]:
        token = uuid4()
        with refused_by_name(video_id):
            transact(self._engine, lambda c: _begin_stage(c, video_id, stage, run_id, token))
        try:
            with fenced(_fence(video_id, stage, token)):
                yield
        except BaseException as error:
            words, permanent = error_words(error), isinstance(error, PermanentError)
            wait = Wait.from_error(error, words) if isinstance(error, Postponed) else None
            try:
                transact(
                    self._engine,
                    lambda c: _end_stage(c, token, error=words, permanent=permanent, wait=wait),
                )
            except (TransientError, TakenOver) as lost:
                error.add_note(f"and it could not be recorded: {lost}")
            raise
        transact(self._engine, lambda c: _end_stage(c, token))

    def wait(self, run_id: str) -> Wait | None:
        """See `factory.ports.Stages.wait`."""
        question = (
            sa.select(stages.c.wait)
            .where(stages.c.run_id == run_id, stages.c.failed_at.is_not(None))
            .order_by(stages.c.failed_at.desc())
        )
        waits = transact(self._engine, lambda c: c.scalars(question).all())
        if not waits or None in waits:
            return None
        # Of several outlets, the one whose time comes first.
        found = [Wait.from_facts(facts) for facts in waits]
        return min(found, key=lambda wait: wait.until or datetime.max.replace(tzinfo=UTC))

    def got_further(self, video_id: str, run_id: str) -> bool:
        """See `factory.ports.Stages.got_further`; units that were only handed out do not count."""
        finished = sa.select(stages.c.token).where(
            stages.c.video_id == video_id,
            stages.c.run_id == run_id,
            stages.c.finished_at.is_not(None),
        )
        done = sa.select(work_uses.c.fingerprint).where(
            work_uses.c.video_id == video_id,
            work_uses.c.run_id == run_id,
            work_uses.c.reused.is_(False),
        )
        question = sa.select(finished.exists() | done.exists())
        return bool(transact(self._engine, lambda c: c.scalar(question)))

    def run_lost(self, run_id: str, error: str) -> int:
        """See `factory.ports.Stages.run_lost`."""
        lost = (
            sa.select(stages.c.token)
            .where(stages.c.run_id == run_id)
            .where(stages.c.finished_at.is_(None), stages.c.failed_at.is_(None))
        )

        def end(connection: Connection) -> int:
            tokens = connection.scalars(lost).all()
            for token in tokens:
                _end_stage(connection, token, error=error, permanent=False)
            return len(tokens)

        return transact(self._engine, end)


def _fence(video_id: str, stage: str, token: UUID) -> Fence:
    """Return what keeps an attempt from writing files, buying and publishing once a newer one has begun."""
    ours = sa.and_(stages.c.video_id == video_id, stages.c.stage == stage, stages.c.token == token)
    return Fence(
        sa.select(sa.literal(value=True)).select_from(stages).where(ours),
        f"{video_id}: another process has begun the stage {stage} since; this one writes nothing more",
    )


def _begin_stage(
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
        "shared_units": None,
        "progress_done": None,
        "progress_total": None,
        "progress_seconds_left": None,
        "progress_doing": None,
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


def _end_stage(
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
