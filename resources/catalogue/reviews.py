"""Reviews in Postgres: decisions about masters."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.reviews.decision import POLICY, Review
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.launch_queue import request_launch
from resources.catalogue.video_lock import hold_still
from resources.database.connection import jsonable, refused_by_name, transact
from resources.database.tables import artifacts, launches, reviews, videos


class PostgresReviews:
    """See `factory.ports.Reviews`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def review(self, video_id: str, master_sha256: str) -> Review | None:
        """See `factory.ports.Reviews.review`."""
        newest = (
            sa.select(*(reviews.c[name] for name in Review.model_fields))
            .filter_by(video_id=video_id, master_sha256=master_sha256)
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        row = transact(self._engine, lambda c: c.execute(newest).mappings().one_or_none())
        return Review.model_validate(dict(row)) if row else None

    def decide(self, review: Review) -> None:
        """See `factory.ports.Reviews.decide`; the same decision twice is one."""
        facts = jsonable(review.model_dump(mode="json"), f"the review of {review.video_id}")

        def decide(connection: Connection) -> None:
            hold_still(connection, review.video_id)
            new = connection.execute(
                insert(reviews)
                .values(**review.model_dump())
                .on_conflict_do_nothing()
                .returning(reviews.c.id)
            ).one_or_none()
            if new:
                announce(connection, topics.REVIEW_DECIDED, review.video_id, facts)

        with refused_by_name(review.video_id):
            transact(self._engine, decide)

    def unreported(self, limit: int) -> list[tuple[int, Review]]:
        """See `factory.ports.Reviews.unreported`."""
        question = (
            sa.select(reviews.c.id, *(reviews.c[name] for name in Review.model_fields))
            .where(reviews.c.reported_at.is_(None))
            .order_by(reviews.c.id)
            .limit(limit)
        )
        rows = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return [
            (row["id"], Review.model_validate({k: row[k] for k in Review.model_fields}))
            for row in rows
        ]

    def reported(self, number: int, by: str, not_before: datetime | None = None) -> None:
        """See `factory.ports.Reviews.reported`."""

        def report(connection: Connection) -> None:
            this = connection.execute(sa.select(reviews).where(reviews.c.id == number)).one()
            hold_still(connection, this.video_id)
            if (
                this.decision == "approved"
                and this.reviewer != POLICY
                and _stands(connection, this)
            ):
                request_launch(connection, this.video_id, "publish", "approved", by, not_before)
            connection.execute(
                sa.update(reviews).where(reviews.c.id == number).values(reported_at=sa.func.now())
            )

        transact(self._engine, report)

    def approved(self, video_id: str) -> bool:
        """Whether the newest decision about the video's present master is an approval."""
        newest = (
            sa.select(reviews.c.decision)
            .join(
                artifacts,
                sa.and_(
                    artifacts.c.video_id == reviews.c.video_id,
                    artifacts.c.sha256 == reviews.c.master_sha256,
                ),
            )
            .where(
                artifacts.c.video_id == video_id,
                artifacts.c.stage == "renders",
                artifacts.c.name == "master.mp4",
            )
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        return transact(self._engine, lambda c: c.scalar(newest)) == "approved"


def _stands(connection: Connection, decision: sa.Row[Any]) -> bool:
    """Whether a decision is the newest about its video, which is neither called off since nor gone."""
    newer = sa.select(reviews.c.id).where(
        reviews.c.video_id == decision.video_id, reviews.c.id > decision.id
    )
    called_off = sa.select(launches.c.id).where(
        launches.c.video_id == decision.video_id,
        launches.c.outcome == "cancelled",
        launches.c.ended_at > decision.recorded_at,
    )
    gone = sa.select(videos.c.video_id).where(
        videos.c.video_id == decision.video_id, videos.c.deleted_at.is_not(None)
    )
    against = sa.or_(newer.exists(), called_off.exists(), gone.exists())
    return not connection.scalar(sa.select(against))
