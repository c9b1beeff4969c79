"""The launch queue in Postgres: which phase of which video is to run, claimed by one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Engine, Row
from sqlalchemy.dialects.postgresql import insert

from factory.workflow.launch import Launch
from factory.workflow.phases import PHASES, UNHEARD_SECONDS
from factory.workflow.waiting import Wait
from resources.catalogue.launches.paused_channels import resting
from resources.catalogue.launches.tenant_turns import turns
from resources.database.connection import refused_by_name, transact
from resources.database.run_tables import run_leases
from resources.database.tables import config, launches
from resources.machine.claim_owners import certainly_alive, certainly_dead, this_process

OPEN = launches.c.ended_at.is_(None)
AGE = sa.func.extract("epoch", sa.func.clock_timestamp() - launches.c.claimed_at)

LOOKS_AGAIN = sa.func.now() + sa.func.make_interval(0, 0, 0, 1)
REASON_CHARS = 500


class PostgresLaunches:
    """See `factory.ports.Launches`; one open launch per video and phase."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def request(
        self,
        video_id: str,
        phase: str,
        reason: str,
        by: str,
        not_before: datetime | None = None,
        *,
        first: bool = False,
    ) -> int:
        """See `factory.ports.Launches.request`."""

        def request(connection: Connection) -> int:
            before = connection.scalar(_newest(video_id)) if first else None
            return before or request_launch(connection, video_id, phase, reason, by, not_before)

        with refused_by_name(video_id):
            return transact(self._engine, request)

    def asked_before(self, video_id: str) -> bool:
        """Whether anything of a video was ever asked for."""
        return transact(self._engine, lambda c: c.scalar(_newest(video_id)) is not None)

    def put_back(self, video_id: str, phase: str, wait: Wait, by: str) -> bool:
        """See `factory.ports.Launches.put_back`; one that waits for a person looks once a day."""
        new = (
            insert(launches)
            .values(
                video_id=video_id,
                phase=phase,
                reason=f"waits: {wait.words}"[:REASON_CHARS],
                requested_by=by,
                wait=wait.model_dump(mode="json"),
                not_before=wait.until or LOOKS_AGAIN,
            )
            .on_conflict_do_nothing(index_elements=["video_id", "phase"], index_where=OPEN)
            .returning(launches.c.id)
        )
        with refused_by_name(video_id):
            return transact(self._engine, lambda c: c.scalar(new) is not None)

    def claim(self, limit: int, by: str, phases: Sequence[str] = PHASES) -> list[Launch]:
        """See `factory.ports.Launches.claim`; channels in turn, of each the oldest first."""

        def claim(connection: Connection) -> list[Launch]:
            if _paused(connection):
                return []
            due = sa.or_(launches.c.not_before.is_(None), launches.c.not_before <= sa.func.now())
            waiting = sa.and_(launches.c.claimed_at.is_(None), due)
            wanted = sa.and_(
                OPEN, launches.c.phase.in_(phases), sa.or_(waiting, _unheard()), ~resting()
            )
            first = turns(wanted).limit(limit).cte()
            # What somebody else has claimed since the turns were counted is left out again.
            candidates = connection.execute(
                sa.select(launches, AGE.label("age"), first.c.turn)
                .join(first, first.c.id == launches.c.id)
                .where(wanted)
                .order_by(first.c.turn, launches.c.id)
                .with_for_update(of=launches, skip_locked=True)
            ).all()
            free = {row.id: row.turn for row in candidates if _is_free(row)}
            return _take(connection, launches.c.id.in_(free), by, in_process=False, turn_of=free)

        return transact(self._engine, claim)

    def claim_video(
        self,
        video_id: str,
        phase: str,
        *,
        reason: str,
        by: str,
        asked_by: str = "",
        in_process: bool = False,
        nothing_runs: bool = False,
    ) -> Launch | None:
        """Ask for one phase and claim it; None if somebody else has it, or its channel or all rests.

        What is asked for meanwhile stays asked for, and begins when they go on. `asked_by` is who
        wanted it, where that is not who begins it. `in_process` says that the phase runs inside
        this very process and ends with it; so the launch can be claimed again as soon as this
        process is dead, and not before. `nothing_runs` says that no factory runs in this home: what one had begun, whose process was of
        this machine and is dead, is free then, unless its run was handed to a worker.
        """

        def claim(connection: Connection) -> Launch | None:
            launch_id = request_launch(connection, video_id, phase, reason, asked_by or by)
            if _paused(connection):
                return None
            row = connection.execute(
                sa.select(launches, AGE.label("age"))
                .where(launches.c.id == launch_id, OPEN, ~resting())
                .with_for_update()
            ).one_or_none()
            if row is None:
                return None
            left_behind = nothing_runs and _is_left_behind(connection, row)
            if not left_behind and not _is_free(row):
                return None
            mine = launches.c.id == launch_id
            turn = connection.execute(turns(mine)).one().turn
            turn_of = {launch_id: turn}
            return _take(connection, mine, by, in_process=in_process, turn_of=turn_of)[0]

        with refused_by_name(video_id):
            return transact(self._engine, claim)

    def open_claimed(self) -> list[Launch]:
        """See `factory.ports.Launches.open_claimed`."""
        question = (
            sa.select(launches, AGE.label("age"))
            .where(OPEN, launches.c.claimed_at.is_not(None))
            .order_by(launches.c.id)
        )
        return transact(self._engine, lambda c: [_launch(row) for row in c.execute(question)])


def request_launch(
    connection: Connection,
    video_id: str,
    phase: str,
    reason: str,
    by: str,
    not_before: datetime | None = None,
) -> int:
    """Ask for a phase within a transaction; return the open launch, new or not."""
    new = (
        insert(launches)
        .values(
            video_id=video_id,
            phase=phase,
            reason=reason,
            requested_by=by,
            not_before=not_before,
        )
        .on_conflict_do_nothing(index_elements=["video_id", "phase"], index_where=OPEN)
        .returning(launches.c.id)
    )
    # One that nobody has begun takes the newer time; one that was put back keeps its pause.
    fresh = sa.and_(launches.c.claimed_at.is_(None), launches.c.attempts == 1)
    present = (
        sa.update(launches)
        .where(OPEN, launches.c.video_id == video_id, launches.c.phase == phase)
        .values(not_before=sa.case((fresh, not_before), else_=launches.c.not_before))
        .returning(launches.c.id)
    )
    # The open one may end between the two questions; then the first succeeds at the next try.
    while True:
        launch_id = connection.scalar(new) or connection.scalar(present)
        if launch_id is not None:
            return launch_id


def _take(
    connection: Connection,
    which: ColumnElement[bool],
    by: str,
    *,
    in_process: bool,
    turn_of: Mapping[int, int],
) -> list[Launch]:
    """Claim rows that are locked and free; one that was claimed before counts as put back."""
    before = sa.case((launches.c.claimed_at.is_(None), 0), else_=1)
    taken = connection.execute(
        sa.update(launches)
        .where(which)
        .values(
            attempts=launches.c.attempts + before,
            claimed_at=sa.func.clock_timestamp(),
            claimed_by=by,
            owner=this_process(),
            in_process=in_process,
            run_id=None,
            wait=None,
        )
        .returning(launches, sa.literal(0.0).label("age"))
    )
    claimed = (replace(_launch(row), turn=turn_of[row.id]) for row in taken)
    return sorted(claimed, key=lambda launch: (launch.turn, launch.id))


def _newest(video_id: str) -> sa.Select[tuple[int]]:
    return (
        sa.select(launches.c.id)
        .where(launches.c.video_id == video_id)
        .order_by(launches.c.id.desc())
        .limit(1)
    )


def _paused(connection: Connection) -> bool:
    return bool(connection.scalar(sa.select(config.c.value).where(config.c.key == "paused")))


def _unheard() -> ColumnElement[bool]:
    """Claimed, and perhaps abandoned: without a run for long, or inside some process."""
    silent = sa.and_(launches.c.run_id.is_(None), AGE > UNHEARD_SECONDS)
    return sa.and_(launches.c.claimed_at.is_not(None), sa.or_(silent, launches.c.in_process))


def _is_free(row: Row[Any]) -> bool:
    if row.claimed_at is None or row.owner is None:
        return True
    if row.in_process:
        return certainly_dead(row.owner) or (
            row.run_id is None and row.age > UNHEARD_SECONDS and not certainly_alive(row.owner)
        )
    return row.run_id is None and row.age > UNHEARD_SECONDS


def _is_left_behind(connection: Connection, row: Row[Any]) -> bool:
    """Whether it was claimed by a factory of this machine that is dead, and no worker has its run."""
    if row.in_process or row.owner is None or not certainly_dead(row.owner):
        return False
    leased = sa.select(run_leases.c.run_id).where(run_leases.c.run_id == row.run_id)
    return row.run_id is None or connection.scalar(leased) is None


def _launch(row: Row[Any]) -> Launch:
    return Launch(
        id=row.id,
        video_id=row.video_id,
        phase=row.phase,
        attempts=row.attempts,
        claimed_seconds=float(row.age or 0),
        reason=row.reason,
        claimed_by=row.claimed_by or "",
        run_id=row.run_id,
        waits=row.waits,
        owner_is_dead=bool(row.in_process and row.owner and certainly_dead(row.owner)),
    )
