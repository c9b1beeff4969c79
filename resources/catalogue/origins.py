"""Origins in Postgres: the idea a video came of, and what it was given in experiments."""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.experiments.experiment import Experiment
from factory.ideas.origin import GivenArm, Origin
from resources.catalogue.ideas import kept_idea
from resources.database.connection import transact
from resources.database.experiment_tables import experiment_videos, experiments
from resources.database.idea_tables import ideas


class PostgresOrigins:
    """See `factory.ports.Origins`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def origin(self, video_id: str) -> Origin:
        """See `factory.ports.Origins.origin`."""
        return transact(self._engine, lambda c: _origin(c, video_id))


def _origin(c: Connection, video_id: str) -> Origin:
    proposed = sa.select(ideas).where(ideas.c.video_id == video_id).order_by(ideas.c.idea_id)
    idea = c.execute(proposed.limit(1)).mappings().one_or_none()
    given = (
        sa.select(experiments.c.registered, experiment_videos.c.arm)
        .join(experiment_videos, experiments.c.experiment_id == experiment_videos.c.experiment_id)
        .where(experiment_videos.c.video_id == video_id)
        .order_by(experiments.c.experiment_id)
    )
    return Origin(
        idea=kept_idea(idea) if idea else None,
        arms=tuple(
            GivenArm(experiment=Experiment.from_facts(row.registered), arm=row.arm)
            for row in c.execute(given)
        ),
    )
