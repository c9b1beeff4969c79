"""Waiting reviews in Postgres, and what was done about each."""

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert

from factory.messages.review_reminders import ReviewWait, Step
from resources.catalogue.json_rows import rows
from resources.database.connection import transact
from resources.database.message_tables import review_waits

WAITING = """
    SELECT s.video_id, s.master_sha256, w.asked_at, coalesce(w.reminders, 0) AS reminders,
           w.reminded_at, w.escalated_at,
           coalesce(b.accepted #> '{channel,reviewing}', '{}') AS reviewing
    FROM factory.unfinished_videos s JOIN factory.briefs b USING (video_id, revision)
    LEFT JOIN factory.review_waits w USING (video_id, master_sha256)
    WHERE s.status = 'awaiting_review' AND s.master_sha256 IS NOT NULL AND w.held_at IS NULL
    ORDER BY s.master_made_at LIMIT :limit
"""


class PostgresReviewWaits:
    """See `factory.ports.ReviewWaits`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, limit: int) -> list[ReviewWait]:
        """See `factory.ports.ReviewWaits.waiting`."""
        found = transact(self._engine, lambda c: rows(c, WAITING, limit=limit))
        return [ReviewWait.model_validate(row) for row in found]

    def took(self, wait: ReviewWait, step: Step) -> bool:
        """See `factory.ports.ReviewWaits.took`."""
        key = {"video_id": wait.video_id, "master_sha256": wait.master_sha256}
        if step == "ask":
            change = insert(review_waits).values(**key).on_conflict_do_nothing()
        else:
            now, this = sa.func.now(), review_waits.c
            facts = {
                "remind": {"reminders": this.reminders + 1, "reminded_at": now},
                "escalate": {"escalated_at": now},
                "hold": {"held_at": now},
            }[step]
            as_it_was = sa.and_(
                this.reminders == wait.reminders,
                this.escalated_at.is_not_distinct_from(wait.escalated_at),
                this.held_at.is_(None),
            )
            change = sa.update(review_waits).filter_by(**key).where(as_it_was).values(**facts)
        return transact(self._engine, lambda c: c.execute(change)).rowcount == 1
