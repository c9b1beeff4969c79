"""Clicks in Postgres: each counts once, and no signed request is taken a second time."""

import hashlib

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import Forged
from factory.messages.click import Click, Taken
from resources.database.connection import jsonable, transact
from resources.database.message_tables import chat_clicks, chat_signatures

KEPT = sa.text("interval '1 hour'")
"""Signatures are refused for their age after five minutes."""


class PostgresClicks:
    """What was answered in chats."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def refuse_again(self, signature: str) -> None:
        """Take a signature for the first time.

        Raises:
            Forged: it was taken before: somebody sends a request once more.
        """
        mark = hashlib.sha256(signature.encode()).hexdigest()
        new = insert(chat_signatures).values(sha256=mark).on_conflict_do_nothing()
        old = sa.delete(chat_signatures).where(chat_signatures.c.received_at < sa.func.now() - KEPT)

        def take(connection: Connection) -> bool:
            connection.execute(old)
            return connection.execute(new).rowcount == 1

        if not transact(self._engine, take):
            raise Forged("this very request was sent before; it counted then")

    def before(self, click: Click) -> Taken | None:
        """Note a click; return what came of it if it has arrived before.

        A click that was made before another one of the same person on the same master, and comes
        after it, counts no more.
        """
        new = (
            insert(chat_clicks)
            .values(
                messenger=click.messenger,
                click=click.id,
                account=click.account,
                video_id=click.video_id,
                decision=click.decision,
                clicked_at=click.at,
            )
            .on_conflict_do_nothing()
        )
        this = sa.select(chat_clicks.c.taken).filter_by(messenger=click.messenger, click=click.id)
        later = sa.select(chat_clicks.c.decision).where(
            chat_clicks.c.messenger == click.messenger,
            chat_clicks.c.account == click.account,
            chat_clicks.c.video_id == click.video_id,
            chat_clicks.c.clicked_at > click.at,
            chat_clicks.c.taken["counted"].astext == "true",
        )

        def before(connection: Connection) -> Taken | None:
            connection.execute(new)
            facts = connection.scalar(this)
            if facts:
                return Taken.from_facts(facts)
            overtaken = connection.scalar(later.limit(1))
            if overtaken is None:
                return None
            words = f"You have decided since then ({overtaken}); this older click changes nothing."
            return Taken(counted=False, words=words)

        return transact(self._engine, before)

    def took(self, click: Click, taken: Taken) -> None:
        """Record what came of a click."""
        facts = jsonable(taken.model_dump(mode="json"), "what came of a click")
        closing = (
            sa.update(chat_clicks)
            .filter_by(messenger=click.messenger, click=click.id)
            .values(taken=facts)
        )
        transact(self._engine, lambda c: c.execute(closing))
