"""Experiments in Postgres: kept as they were registered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.errors import BadInput, NotFound, PermanentError
from factory.experiments.arm_assignment import arm_of_video
from factory.experiments.experiment import Arm, Experiment, KeptExperiment, ShownDay
from factory.workflow.platform_days import platform_day
from resources.database.connection import jsonable, refused_by_name, transact
from resources.database.experiment_tables import experiment_days, experiment_videos, experiments

ONE_AT_A_TIME = 7_142_035_599_286_057
"""Key of the advisory lock under which an experiment is registered, or a video given an arm."""


class PostgresExperiments:
    """See `factory.ports.Experiments`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def register(self, experiment: Experiment) -> None:
        """See `factory.ports.Experiments.register`."""
        facts = jsonable(experiment.model_dump(mode="json"), experiment.experiment_id)
        transact(self._engine, lambda c: _register(c, experiment, facts))

    def all(self) -> Sequence[KeptExperiment]:
        """See `factory.ports.Experiments.all`."""
        return transact(self._engine, _all)

    def find(self, experiment_id: str) -> KeptExperiment:
        """Return one.

        Raises:
            NotFound: there is none of that ID.
        """
        for one in self.all():
            if one.registered.experiment_id == experiment_id:
                return one
        raise NotFound(
            f"there is no experiment {experiment_id[:70]!r}; `factory experiments` lists them"
        )

    def shown(self, experiment_id: str) -> Sequence[ShownDay]:
        """See `factory.ports.Experiments.shown`."""
        question = (
            sa.select(experiment_days)
            .filter_by(experiment_id=experiment_id)
            .order_by(experiment_days.c.day)
        )
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [
            ShownDay(day=row.day, arm=row.arm, shown_at=row.shown_at, whole=row.whole)
            for row in rows
        ]

    def stop(self, experiment_id: str, by: str, note: str, winner: str, at: datetime) -> None:
        """See `factory.ports.Experiments.stop`: stopped by somebody, or told by a platform."""
        change = (
            sa.update(experiments)
            .where(experiments.c.experiment_id == experiment_id)
            .where(experiments.c.stopped_at.is_(None))
            .values(stopped_at=at, stopped_by=by, note=note, winner=winner)
        )
        if not transact(self._engine, lambda c: c.execute(change).rowcount):
            raise PermanentError(f"the experiment {experiment_id[:70]!r} is over already")

    def assign(self, experiment: Experiment, video_id: str) -> Arm:
        """Draw an arm for a video, or return the one that it was given."""
        with refused_by_name(video_id):
            return transact(self._engine, lambda c: _assign(c, experiment, video_id))

    def assigned(self, experiment_id: str) -> Mapping[str, str]:
        """Return the arm of every video that was given one, the first first."""
        return transact(self._engine, lambda c: _assigned(c, experiment_id))


def _all(c: Connection) -> Sequence[KeptExperiment]:
    rows = c.execute(sa.select(experiments).order_by(experiments.c.registered_at.desc()))
    return [
        KeptExperiment(
            registered=Experiment.from_facts(row.registered),
            stopped_at=row.stopped_at,
            stopped_by=row.stopped_by,
            note=row.note,
            winner=row.winner,
        )
        for row in rows
    ]


def _register(c: Connection, experiment: Experiment, facts: Mapping[str, Any]) -> None:
    c.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    known = _all(c)
    if any(one.registered.experiment_id == experiment.experiment_id for one in known):
        raise BadInput(f"there is an experiment {experiment.experiment_id!r} already; name another")
    today = platform_day(experiment.registered_at)
    for one in known:
        same = one.registered.video_id and one.registered.video_id == experiment.video_id
        if same and one.state(today) in ("registered", "running", "waiting"):
            raise BadInput(
                f"the experiment {one.registered.experiment_id} is under way on {experiment.video_id}; "
                "two at once could not be told apart"
            )
    c.execute(
        sa.insert(experiments).values(
            experiment_id=experiment.experiment_id,
            registered=facts,
            registered_at=experiment.registered_at,
        )
    )


def _assign(c: Connection, experiment: Experiment, video_id: str) -> Arm:
    c.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    before = _assigned(c, experiment.experiment_id)
    arms = {arm.name: arm for arm in experiment.arms}
    if video_id in before:
        return arms[before[video_id]]
    arm = arm_of_video(experiment, video_id, list(before.values()))
    facts = {"experiment_id": experiment.experiment_id, "video_id": video_id, "arm": arm.name}
    c.execute(sa.insert(experiment_videos).values(**facts))
    return arm


def _assigned(c: Connection, experiment_id: str) -> Mapping[str, str]:
    question = (
        sa.select(experiment_videos)
        .filter_by(experiment_id=experiment_id)
        .order_by(experiment_videos.c.assigned_at)
    )
    return {row.video_id: row.arm for row in c.execute(question)}
