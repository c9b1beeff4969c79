"""Reviews in Postgres: decisions about masters."""

from collections.abc import Sequence
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

REPEATED = "interval '2 minutes'"
"""The same decision again within it is the same click; later, somebody has decided anew."""


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
        with refused_by_name(review.video_id):
            transact(self._engine, lambda c: _decide(c, review))

    def decide_all(self, decided: Sequence[Review]) -> list[str]:
        """Record decisions in one transaction; return the videos whose master is another by now.

        Those are left alone; of the others all are recorded, or none.
        """

        def decide_all(connection: Connection) -> list[str]:
            left: list[str] = []
            for review in sorted(decided, key=lambda one: one.video_id):
                hold_still(connection, review.video_id)
                if connection.scalar(_master_of(review.video_id)) != review.master_sha256:
                    left.append(review.video_id)
                    continue
                _decide(connection, review)
            return left

        return transact(self._engine, decide_all)

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


def _master_of(video_id: str) -> sa.Select[tuple[str]]:
    return sa.select(artifacts.c.sha256).filter_by(
        video_id=video_id, stage="renders", name="master.mp4"
    )


def _decide(connection: Connection, review: Review) -> None:
    """Record a decision, unless it repeats the newest one: a click that arrives twice counts once."""
    hold_still(connection, review.video_id)
    facts = jsonable(review.model_dump(mode="json"), f"the review of {review.video_id}")
    newest = connection.execute(
        sa.select(reviews)
        .filter_by(video_id=review.video_id)
        .where(reviews.c.recorded_at > sa.func.now() - sa.text(REPEATED))
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).one_or_none()
    said = (review.master_sha256, review.decision, review.reviewer, review.note)
    if newest and (newest.master_sha256, newest.decision, newest.reviewer, newest.note) == said:
        return
    new = connection.execute(
        insert(reviews)
        .values(**{**review.model_dump(), "notes": facts["notes"]})
        .on_conflict_do_nothing()
        .returning(reviews.c.id)
    ).one_or_none()
    if new:
        announce(connection, topics.REVIEW_DECIDED, review.video_id, facts)
