"""Planned changes in Postgres: those that are still to be made, and who is asked about them."""

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.messages.delivery import Delivery
from factory.ports import PlannedChange
from resources.catalogue.messages.messages import delivery_of
from resources.catalogue.posts.post_changes import MOMENT, NEWEST_POST, OPEN
from resources.database.connection import transact
from resources.database.message_tables import messages

PLANNED = f"""
    SELECT c.id AS number, c.video_id, c.outlet, c.what, c.value AS "to", {MOMENT} AS at, c.after_seconds,
           c.of_brief
    FROM factory.post_changes c {NEWEST_POST} JOIN factory.videos v ON v.video_id = c.video_id
    WHERE {OPEN} AND v.deleted_at IS NULL AND (:video_id = '' OR c.video_id = :video_id)
    ORDER BY c.video_id, c.id
"""
ASKING = sa.and_(
    messages.c.message["changes"][0].isnot(None), messages.c.message["decided"].astext == ""
)


class PostgresPlannedChanges:
    """See `factory.ports.PlannedChanges`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, video_id: str = "") -> list[PlannedChange]:
        """See `factory.ports.PlannedChanges.open`."""
        asked = {"video_id": video_id}
        rows = transact(self._engine, lambda c: c.execute(sa.text(PLANNED), asked).mappings().all())
        return [PlannedChange.model_validate(dict(row)) for row in rows]

    def questions(self, video_id: str = "") -> list[tuple[str, Delivery]]:
        """See `factory.ports.PlannedChanges.questions`."""
        question = sa.select(messages).where(ASKING).order_by(messages.c.id)
        if video_id:
            question = question.where(messages.c.video_id == video_id)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [(row.cause, delivery_of(row)) for row in rows]
