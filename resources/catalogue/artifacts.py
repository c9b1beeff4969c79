"""Artifacts in Postgres: the files that stages left behind."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.records import FileRef, Provider
from resources.catalogue.state_changes import keep_state
from resources.catalogue.video_lock import hold_still
from resources.database.connection import refused_by_name, transact
from resources.database.tables import artifacts

EARLIER = "earlier"
NEW = sa.insert(artifacts).values(
    made_at=sa.func.coalesce(sa.bindparam(EARLIER, type_=artifacts.c.made_at.type), sa.func.now())
)
"""A file that comes out as it was is not made again, so it stays as old as it is."""


class PostgresArtifacts:
    """See `factory.ports.Artifacts`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self,
        video_id: str,
        stage: str,
        files: Sequence[FileRef],
        *,
        provider: Provider | None,
        run_id: str | None,
    ) -> None:
        """See `factory.ports.Artifacts.record`."""
        made_by = provider or Provider(role="", name="factory")
        rows = [
            {
                **file.model_dump(),
                "video_id": video_id,
                "stage": stage,
                "provider": made_by.name,
                "model": made_by.model,
                "licence": made_by.licence,
                "run_id": run_id,
            }
            for file in files
        ]

        def replace(connection: Connection) -> None:
            hold_still(connection, video_id)
            earlier = _made_at(connection, video_id, stage)
            connection.execute(sa.delete(artifacts).filter_by(video_id=video_id, stage=stage))
            if rows:
                aged = [{**row, EARLIER: earlier.get((row["name"], row["sha256"]))} for row in rows]
                connection.execute(NEW, aged)
            keep_state(connection, video_id)

        with refused_by_name(video_id):
            transact(self._engine, replace)

    def artifact(self, video_id: str, stage: str, name: str) -> FileRef | None:
        """See `factory.ports.Artifacts.artifact`."""
        question = sa.select(
            artifacts.c.name, artifacts.c.sha256, artifacts.c.bytes, artifacts.c.media_type
        ).filter_by(video_id=video_id, stage=stage, name=name)
        row = transact(self._engine, lambda c: c.execute(question).mappings().one_or_none())
        return FileRef.model_validate(dict(row)) if row else None


def _made_at(connection: Connection, video_id: str, stage: str) -> dict[tuple[str, str], datetime]:
    """Return when each file that a stage left behind was made, by its name and hash."""
    question = sa.select(artifacts.c.name, artifacts.c.sha256, artifacts.c.made_at)
    rows = connection.execute(question.filter_by(video_id=video_id, stage=stage))
    return {(row.name, row.sha256): row.made_at for row in rows}
