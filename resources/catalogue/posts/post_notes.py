"""Notes of a post: what an outlet wants remembered before it is out, such as an upload's session."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.errors import OutcomeUnknown, PermanentError, TransientError
from resources.database.connection import jsonable, transact
from resources.database.fences import unfenced
from resources.database.post_tables import posts
from resources.machine.secret_encryption import Seal

SEALED: Final = "sealed"
"""The one key of notes as they are kept: an upload's address is as good as a key to whoever reads it."""


class PostNotes:
    """See `factory.units_of_work.Notes`; they belong to the post that is claimed with this token."""

    def __init__(self, engine: Engine, token: UUID, seal: Seal) -> None:
        self._engine = engine
        self._token = token
        self._seal = seal

    def get(self) -> dict[str, Any]:
        """See `factory.units_of_work.Notes.get`.

        Raises:
            OutcomeUnknown: they were sealed with another key, and the post is not known to be out.
        """
        question = sa.select(posts.c.notes, posts.c.post_id, posts.c.video_id, posts.c.outlet)
        ours = question.where(posts.c.token == self._token)
        row = transact(self._engine, lambda c: c.execute(ours).one_or_none())
        kept = row.notes or {} if row else {}
        # What a person found of a post is kept as it was said: an address that everybody may open.
        if row is None or SEALED not in kept:
            return kept
        try:
            return json.loads(self._seal.open(kept[SEALED]))
        except PermanentError as error:
            if row.post_id:
                return {"post_id": row.post_id}
            raise OutcomeUnknown(
                f"{row.video_id}: what was noted of its upload to {row.outlet} was sealed with another key; "
                f"look there whether it is out, then `factory posts resolve {row.video_id} {row.outlet}` "
                "with `--id ID` or `--not-posted`"
            ) from error

    def put(self, facts: Mapping[str, Any]) -> None:
        """See `factory.units_of_work.Notes.put`."""
        note = (
            sa.update(posts)
            .where(posts.c.token == self._token, posts.c.owner.is_not(None))
            .values(notes=_sealed(facts, self._seal))
        )
        with (
            unfenced()
        ):  # the claim's own token is its fence: what a platform took is found again by it
            noted = transact(self._engine, lambda c: c.execute(note)).rowcount
        if not noted:
            raise TransientError(
                "another process took this post over while it was being sent; that one goes on"
            )


def seal_open_notes(engine: Engine, seal: Seal) -> int:
    """Seal the notes of posts that an earlier version kept open; return of how many.

    What lies in the database before has no key there, so that no migration can do it.
    """
    question = sa.select(posts.c.id, posts.c.notes).where(
        sa.func.jsonb_typeof(posts.c.notes) == "object",
        posts.c.notes != sa.cast({}, posts.c.notes.type),
        ~posts.c.notes.has_key(SEALED),
        posts.c.resolved_at.is_(None),
    )
    rows = transact(engine, lambda c: c.execute(question).all())
    for row in rows:
        change = sa.update(posts).where(posts.c.id == row.id, posts.c.notes == row.notes)
        sealed = change.values(notes=_sealed(row.notes, seal))
        transact(engine, lambda c, sealed=sealed: c.execute(sealed))
    return len(rows)


def _sealed(facts: Mapping[str, Any], seal: Seal) -> dict[str, str]:
    told = jsonable(dict(facts), "the outlet's notes")
    return {SEALED: seal.seal(json.dumps(told))} if told else {}
