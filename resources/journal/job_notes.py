"""Notes of a unit of work that is under way: kept in the journal, written by its owner alone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import TransientError
from resources.database.connection import jsonable, transact
from resources.database.tables import work


class JobNotes:
    """See `factory.units_of_work.Notes`; fenced by the claim's token.

    Args:
        engine: the database.
        token: of the claim.
        what: video and unit, to begin an error with.
        noted: what an earlier attempt left behind.
    """

    def __init__(self, engine: Engine, token: UUID, what: str, noted: dict[str, Any]) -> None:
        self._engine = engine
        self._token = token
        self._what = what
        self._noted = noted

    def get(self) -> dict[str, Any]:
        """See `factory.units_of_work.Notes.get`."""
        return dict(self._noted)

    def put(self, facts: Mapping[str, Any]) -> None:
        """See `factory.units_of_work.Notes.put`."""
        noted = jsonable(dict(facts), f"{self._what}: the notes")
        keep = (
            sa.update(work)
            .where(work.c.token == self._token, work.c.owner.is_not(None))
            .values(notes=noted or None)
        )
        kept = transact(self._engine, lambda connection: connection.execute(keep).rowcount)
        if not kept:
            raise TransientError(
                f"{self._what}: somebody else took it over, so {noted} was not noted; "
                "a job that was just submitted goes on without anybody waiting for it"
            )
        self._noted = noted
