"""Messages in Postgres: each sent once per conversation, and changed where it stands."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.messages.delivery import Delivery
from factory.messages.message import Message, MessengerName
from resources.database.connection import jsonable, transact
from resources.database.message_tables import messages

STILL_WAITS = """
    EXISTS (
        SELECT FROM factory.video_status s WHERE s.video_id = factory.messages.video_id
        AND s.status = 'awaiting_review' AND s.master_sha256 = message ->> 'master_sha256' {alike}
    )
"""
WAITS = sa.literal_column(STILL_WAITS.format(alike=""), sa.Boolean)
AS_SHOWN = sa.literal_column(
    STILL_WAITS.format(
        alike="AND coalesce(s.listing_sha256, '') = coalesce(message ->> 'listing_sha256', '')"
    ),
    sa.Boolean,
)
CLAIMED = sa.text("interval '3 minutes'")
"""For so long nobody else gets a claimed message; who died with it is taken over then."""

ASKING = sa.and_(
    messages.c.message["master_sha256"].astext != "", messages.c.message["decided"].astext == ""
)
DUE = sa.and_(
    messages.c.sha256 != messages.c.said_sha256,
    messages.c.given_up_at.is_(None),
    messages.c.not_before <= sa.func.now(),
)


class PostgresMessages:
    """See `factory.ports.Messages`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(
        self, cause: str, messenger: MessengerName, conversation: str, message: Message
    ) -> None:
        """See `factory.ports.Messages.put`."""
        facts = jsonable(message.model_dump(mode="json"), f"the message about {cause}")
        says = {"message": facts, "sha256": message.sha256}
        key = {"cause": cause, "messenger": messenger, "conversation": conversation}
        new = insert(messages).values(**key, **says, video_id=message.video_id)
        anew = {"attempts": 0, "not_before": sa.func.now(), "given_up_at": None, "error": None}
        change = new.on_conflict_do_update(
            index_elements=list(key),
            set_={**says, **anew},
            where=messages.c.sha256 != message.sha256,
        )
        transact(self._engine, lambda c: c.execute(change))

    def outdated(self, video_id: str = "") -> list[tuple[str, Delivery, bool]]:
        """See `factory.ports.Messages.outdated`."""
        question = (
            sa.select(messages, WAITS.label("waits"))
            .where(ASKING, ~AS_SHOWN)
            .order_by(messages.c.id)
        )
        if video_id:
            question = question.where(messages.c.video_id == video_id)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [(row.cause, delivery_of(row), row.waits) for row in rows]

    def claim(self, limit: int) -> list[Delivery]:
        """See `factory.ports.Messages.claim`."""
        due = (
            sa.select(messages.c.id)
            .where(DUE)
            .order_by(messages.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def claim(connection: Connection) -> list[Delivery]:
            mine = [row.id for row in connection.execute(due)]
            taken = (
                sa.update(messages)
                .where(messages.c.id.in_(mine))
                .values(attempts=messages.c.attempts + 1, not_before=sa.func.now() + CLAIMED)
                .returning(messages)
            )
            rows = connection.execute(taken).all() if mine else []
            return sorted(map(delivery_of, rows), key=lambda one: one.id)

        return transact(self._engine, claim)

    def done(
        self,
        delivery: Delivery,
        *,
        sent_as: str = "",
        error: str = "",
        again_at: datetime | None = None,
    ) -> None:
        """See `factory.ports.Messages.done`."""
        if error:
            over = None if again_at else sa.func.now()
            facts = {"error": error[:1000], "given_up_at": over}
            facts |= {"not_before": again_at} if again_at else {}
        else:
            first = not delivery.sent_as
            facts = {
                "said_sha256": delivery.message.sha256,
                "sent_as": sent_as or delivery.sent_as,
                "sent_at" if first else "changed_at": sa.func.now(),
                "attempts": 0,
                "error": None,
            }
        closing = sa.update(messages).where(messages.c.id == delivery.id).values(**facts)
        transact(self._engine, lambda c: c.execute(closing))


def delivery_of(row: sa.Row) -> Delivery:
    """Return a message as it is to be carried."""
    return Delivery(
        id=row.id,
        messenger=row.messenger,
        conversation=row.conversation,
        message=Message.from_facts(row.message),
        sent_as=row.sent_as,
        attempts=row.attempts,
    )
