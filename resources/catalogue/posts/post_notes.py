"""Notes of a post: what an outlet wants remembered before it is out, such as an upload's session."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import TransientError
from resources.database.connection import jsonable, transact
from resources.database.post_tables import posts


class PostNotes:
    """See `factory.units_of_work.Notes`; they belong to the post that is claimed with this token."""

    def __init__(self, engine: Engine, token: UUID) -> None:
        self._engine = engine
        self._token = token

    def get(self) -> dict[str, Any]:
        """See `factory.units_of_work.Notes.get`."""
        question = sa.select(posts.c.notes).where(posts.c.token == self._token)
        return transact(self._engine, lambda c: c.scalar(question)) or {}

    def put(self, facts: Mapping[str, Any]) -> None:
        """See `factory.units_of_work.Notes.put`."""
        note = (
            sa.update(posts)
            .where(posts.c.token == self._token, posts.c.owner.is_not(None))
            .values(notes=jsonable(dict(facts), "the outlet's notes"))
        )
        if transact(self._engine, lambda c: c.execute(note)).rowcount == 0:
            raise TransientError(
                "another process took this post over while it was being sent; that one goes on"
            )
