"""Reviews in Postgres: decisions about masters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.channel.review_settings import Policy
from factory.reviews.decision import EVERY_OUTLET, POLICY, Review
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.launches.launch_queue import request_launch
from resources.catalogue.reviews.second_reviewer import agreed_with
from resources.catalogue.video_lock import hold_still
from resources.database.connection import jsonable, refused_by_name, transact
from resources.database.tables import artifacts, briefs, launches, reviews, videos

COLUMNS = [reviews.c[name] for name in Review.model_fields]

MASTER, LISTING = ("renders", "master.mp4"), ("listings", "listing.json")
"""Stage and name of what is decided about."""

REPEATED = "interval '2 minutes'"
"""The same decision again within it is the same click; later, somebody has decided anew."""

COUNTS = sa.or_(reviews.c.decision != "approved", reviews.c.for_tenant == reviews.c.tenant)
"""An approval counts for the tenant alone for whom it was given; a refusal stays with its video."""


class PostgresReviews:
    """See `factory.ports.Reviews`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def review(
        self, video_id: str, master_sha256: str, outlet: str = EVERY_OUTLET
    ) -> Review | None:
        """See `factory.ports.Reviews.review`."""
        newest = _newest(video_id, master_sha256, outlet)
        row = transact(self._engine, lambda c: c.execute(newest).mappings().one_or_none())
        return Review.model_validate(dict(row)) if row else None

    def decide(self, review: Review) -> Review:
        """See `factory.ports.Reviews.decide`; the same decision twice is one."""
        with refused_by_name(review.video_id):
            return transact(self._engine, lambda c: _decide(c, review))

    def decide_all(self, decided: Sequence[Review]) -> list[str]:
        """Record decisions in one transaction; return the videos that are others by now than were seen.

        Those are left alone; of the others all are recorded, or none.
        """

        def decide_all(connection: Connection) -> list[str]:
            left: list[str] = []
            for review in sorted(decided, key=lambda one: one.video_id):
                hold_still(connection, review.video_id)
                there = _made(connection, review.video_id)
                if there != (review.master_sha256, review.listing_sha256):
                    left.append(review.video_id)
                    continue
                _decide(connection, review)
            return left

        return transact(self._engine, decide_all)

    def unreported(self, limit: int) -> list[tuple[int, Review]]:
        """See `factory.ports.Reviews.unreported`."""
        question = (
            sa.select(reviews.c.id, *COLUMNS)
            .where(reviews.c.reported_at.is_(None))
            .order_by(reviews.c.id)
            .limit(limit)
        )
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [(row.id, _review(row)) for row in rows]

    def reported(self, number: int, by: str, not_before: datetime | None = None) -> None:
        """See `factory.ports.Reviews.reported`."""

        def report(connection: Connection) -> None:
            this = connection.execute(sa.select(reviews).where(reviews.c.id == number)).one()
            hold_still(connection, this.video_id)
            if (
                this.reviewer != POLICY
                and _review(this).approves(_policy_of(connection, this.video_id))
                and _stands(connection, this)
                and _review(this).covers(_made(connection, this.video_id)[1])
            ):
                request_launch(connection, this.video_id, "publish", "approved", by, not_before)
            connection.execute(
                sa.update(reviews).where(reviews.c.id == number).values(reported_at=sa.func.now())
            )

        transact(self._engine, report)

    def approved(self, video_id: str) -> bool:
        """Whether the present master and listing of a video are approved for any of its outlets."""

        def approved(connection: Connection) -> bool:
            master, listing = _made(connection, video_id)
            brief = connection.execute(_brief_of(video_id)).one_or_none()
            if not master or brief is None:
                return False
            found = [
                connection.execute(_newest(video_id, master, one)).one_or_none()
                for one in brief.outlets
            ]
            standing = [_review(row) for row in found if row and _review(row).covers(listing)]
            return any(one.approves(brief.review) for one in standing)

        return transact(self._engine, approved)


def _stands(connection: Connection, decision: sa.Row[Any]) -> bool:
    """Whether a decision is the newest about its video, which is neither called off since nor gone."""
    newer = sa.select(reviews.c.id).where(
        reviews.c.video_id == decision.video_id,
        reviews.c.id > decision.id,
        reviews.c.outlet.in_((EVERY_OUTLET, decision.outlet)),
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
    counts = sa.select(reviews.c.id).where(reviews.c.id == decision.id, COUNTS).exists()
    return bool(connection.scalar(sa.select(sa.and_(counts, ~against))))


def _made(connection: Connection, video_id: str) -> tuple[str, str]:
    """Return the SHA-256 of a video's master and of its listing as they are now; empty: there is none."""
    question = (
        sa.select(artifacts.c.name, artifacts.c.sha256)
        .filter_by(video_id=video_id)
        .where(sa.tuple_(artifacts.c.stage, artifacts.c.name).in_((MASTER, LISTING)))
    )
    found = {row.name: row.sha256 for row in connection.execute(question)}
    return found.get(MASTER[1], ""), found.get(LISTING[1], "")


def _brief_of(video_id: str) -> sa.Select[tuple[str, list[str]]]:
    return (
        sa.select(briefs.c.review, briefs.c.outlets)
        .filter_by(video_id=video_id)
        .order_by(briefs.c.revision.desc())
        .limit(1)
    )


def _policy_of(connection: Connection, video_id: str) -> Policy:
    return connection.execute(_brief_of(video_id)).one().review


def _newest(video_id: str, master_sha256: str, outlet: str) -> sa.Select[tuple[Any, ...]]:
    """Return the question for the newest decision about a master that speaks of an outlet.

    There is none where it is the approval of a tenant whose video this was.
    """
    newest = (
        sa.select(reviews.c.id)
        .filter_by(video_id=video_id, master_sha256=master_sha256)
        .where(reviews.c.outlet.in_((EVERY_OUTLET, outlet)))
        .order_by(reviews.c.id.desc())
        .limit(1)
    )
    return sa.select(*COLUMNS).where(reviews.c.id == newest.scalar_subquery(), COUNTS)


def _review(row: sa.Row[Any]) -> Review:
    facts = row._mapping
    return Review.model_validate({name: facts[name] for name in Review.model_fields})


def _agreeing(connection: Connection, review: Review) -> Review:
    """Return an approval with the name of the other reviewer who approved the same, if one did."""
    if review.decision != "approved" or review.by_policy:
        return review
    question = _newest(review.video_id, review.master_sha256, review.outlet)
    row = connection.execute(question).one_or_none()
    other = agreed_with(connection, _review(row) if row else None, review)
    return review.model_copy(update={"agreed_with": other})


def _decide(connection: Connection, review: Review) -> Review:
    """Record a decision, unless it repeats the newest one: a click that arrives twice counts once."""
    hold_still(connection, review.video_id)
    review = _agreeing(connection, review)
    facts = jsonable(review.model_dump(mode="json"), f"the review of {review.video_id}")
    newest = connection.execute(
        sa.select(reviews)
        .filter_by(video_id=review.video_id)
        .where(reviews.c.recorded_at > sa.func.now() - sa.text(REPEATED), COUNTS)
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).one_or_none()
    if newest and _said(_review(newest)) == _said(review):
        return review
    new = connection.execute(
        insert(reviews)
        .values(**{**review.model_dump(), "notes": facts["notes"]})
        .on_conflict_do_nothing()
        .returning(reviews.c.id)
    ).one_or_none()
    if new:
        announce(connection, topics.REVIEW_DECIDED, review.video_id, facts)
    return review


def _said(review: Review) -> tuple[str, ...]:
    shown = (review.master_sha256, review.listing_sha256)
    return (*shown, review.decision, review.outlet, review.reviewer, review.note)
