"""The catalogue in Postgres: the business facts of every video."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.brief.brief import AcceptedBrief, Brief
from factory.errors import BadInput, PermanentError, Postponed, TransientError
from factory.ids import check_video_id
from factory.interchange.views import CataloguedVideo, SpendingRow, VideoSummary
from factory.records import FileRef, Provider
from factory.reviews.decision import Review
from factory.workflow import events as topics
from factory.workflow.waiting import Wait
from resources.catalogue import reports
from resources.catalogue.events import announce
from resources.catalogue.posts import Posts
from resources.catalogue.stages import begin_stage, end_stage
from resources.catalogue.videos import accept, identity
from resources.database.connection import (
    RIDE_SECONDS,
    error_words,
    jsonable,
    open_database,
    refused_by_name,
    transact,
)
from resources.database.money_tables import charges
from resources.database.tables import artifacts, briefs, config, events, reviews, stages, videos
from resources.journal.budgets import SPENT

T = TypeVar("T")


def open_catalogue(url: str, *, ride_seconds: float = RIDE_SECONDS) -> "PostgresCatalogue":
    """Connect, bring the tables up to date, and return the catalogue; see `open_database`."""
    return PostgresCatalogue(open_database(url, ride_seconds=ride_seconds))


class PostgresCatalogue:
    """See `factory.ports.Catalogue` and `factory.ports.Intake`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._posts = Posts(engine)

    def find(self, brief: Brief) -> str | None:
        """See `factory.ports.Intake.find`: by the `id` it asks for, or by channel and title."""
        if brief.video_id:
            same = videos.c.video_id == brief.video_id
        else:
            same = videos.c.identity == identity(brief)
        return self._ask(lambda c: c.scalar(sa.select(videos.c.video_id).where(same)))

    def accept(self, accepted: AcceptedBrief) -> int:
        """See `factory.ports.Intake.accept`; a changed channel counts as a changed brief.

        Raises:
            BadInput: the video ID, or this channel and title, is another video's already.
        """
        facts = jsonable(accepted.model_dump(mode="json"), f"the brief {accepted.video_id}")
        return self._ask(lambda c: accept(c, accepted, facts))

    def brief(self, video_id: str) -> AcceptedBrief:
        """See `factory.ports.Catalogue.brief`."""
        check_video_id(video_id)
        newest = (
            sa.select(briefs.c.accepted)
            .where(briefs.c.video_id == video_id)
            .order_by(briefs.c.revision.desc())
            .limit(1)
        )
        facts = self._ask(lambda c: c.scalar(newest))
        if facts is None:
            raise PermanentError(
                f"there is no video {video_id}; `factory list` shows those there are"
            )
        return AcceptedBrief.model_validate(facts)

    def revision(self, video_id: str) -> int:
        """See `factory.ports.Catalogue.revision`."""
        newest = sa.select(sa.func.coalesce(sa.func.max(briefs.c.revision), 0)).where(
            briefs.c.video_id == video_id
        )
        return int(self._ask(lambda c: c.scalar(newest)) or 0)

    @contextmanager
    def stage(self, video_id: str, stage: str, run_id: str | None) -> Iterator[None]:
        """See `factory.ports.Catalogue.stage`; the units of its last attempt are forgotten."""
        token = uuid4()
        with refused_by_name(video_id):
            self._ask(lambda c: begin_stage(c, video_id, stage, run_id, token))
        try:
            yield
        except BaseException as error:
            words, permanent = error_words(error), isinstance(error, PermanentError)
            wait = Wait.from_error(error, words) if isinstance(error, Postponed) else None
            try:
                self._ask(
                    lambda c: end_stage(c, token, error=words, permanent=permanent, wait=wait)
                )
            except TransientError as lost:
                error.add_note(f"and it could not be recorded: {lost}")
            raise
        self._ask(lambda c: end_stage(c, token))

    def wait(self, run_id: str) -> Wait | None:
        """See `factory.ports.Catalogue.wait`."""
        question = (
            sa.select(stages.c.wait)
            .where(stages.c.run_id == run_id, stages.c.failed_at.is_not(None))
            .order_by(stages.c.failed_at.desc())
        )
        waits = self._ask(lambda c: c.scalars(question).all())
        if not waits or None in waits:
            return None
        return Wait.model_validate(waits[0])

    def run_lost(self, run_id: str, error: str) -> int:
        """Record that a run died: the stages it was in have failed; return how many they were."""
        lost = (
            sa.select(stages.c.token)
            .where(stages.c.run_id == run_id)
            .where(stages.c.finished_at.is_(None), stages.c.failed_at.is_(None))
        )

        def end(connection: Connection) -> int:
            tokens = connection.scalars(lost).all()
            for token in tokens:
                end_stage(connection, token, error=error, permanent=False)
            return len(tokens)

        return self._ask(end)

    def record(
        self,
        video_id: str,
        stage: str,
        files: Sequence[FileRef],
        *,
        provider: Provider | None,
        run_id: str | None,
    ) -> None:
        """See `factory.ports.Catalogue.record`."""
        made_by = provider or Provider(role="", name="factory")
        rows = [
            {
                **file.model_dump(),
                "video_id": video_id,
                "stage": stage,
                "provider": made_by.name,
                "model": made_by.model,
                "licence": made_by.licence,
                "run_id": run_id,
            }
            for file in files
        ]

        def replace(connection: Connection) -> None:
            connection.execute(sa.delete(artifacts).filter_by(video_id=video_id, stage=stage))
            if rows:
                connection.execute(sa.insert(artifacts), rows)

        with refused_by_name(video_id):
            self._ask(replace)

    def artifact(self, video_id: str, stage: str, name: str) -> FileRef | None:
        """See `factory.ports.Catalogue.artifact`."""
        question = sa.select(
            artifacts.c.name, artifacts.c.sha256, artifacts.c.bytes, artifacts.c.media_type
        ).filter_by(video_id=video_id, stage=stage, name=name)
        row = self._ask(lambda c: c.execute(question).mappings().one_or_none())
        return FileRef.model_validate(dict(row)) if row else None

    def announce(self, topic: str, video_id: str | None, payload: Mapping[str, Any]) -> None:
        """See `factory.ports.Catalogue.announce`; after a lost connection it may stand twice."""
        facts = jsonable(dict(payload), f"the event {topic}")
        self._ask(lambda c: announce(c, topic, video_id or None, facts))

    def events(self, after_id: int = 0, limit: int = 1000) -> list[dict[str, Any]]:
        """Return events in order, from the one after `after_id`."""
        question = (
            sa.select(events).where(events.c.id > after_id).order_by(events.c.id).limit(limit)
        )
        return self._ask(lambda c: [dict(row) for row in c.execute(question).mappings()])

    def last_event(self) -> int:
        """Return the number of the newest event, or 0."""
        question = sa.select(sa.func.coalesce(sa.func.max(events.c.id), 0))
        return int(self._ask(lambda c: c.scalar(question)) or 0)

    def review(self, video_id: str, master_sha256: str) -> Review | None:
        """See `factory.ports.Catalogue.review`."""
        newest = (
            sa.select(*(reviews.c[name] for name in Review.model_fields))
            .filter_by(video_id=video_id, master_sha256=master_sha256)
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        row = self._ask(lambda c: c.execute(newest).mappings().one_or_none())
        return Review.model_validate(dict(row)) if row else None

    def decide(self, review: Review) -> None:
        """See `factory.ports.Catalogue.decide`; the same decision twice is one."""
        facts = jsonable(review.model_dump(mode="json"), f"the review of {review.video_id}")

        def decide(connection: Connection) -> None:
            new = connection.execute(
                insert(reviews)
                .values(**review.model_dump())
                .on_conflict_do_nothing()
                .returning(reviews.c.id)
            ).one_or_none()
            if new:
                announce(connection, topics.REVIEW_DECIDED, review.video_id, facts)

        with refused_by_name(review.video_id):
            self._ask(decide)

    def unreported_reviews(self, limit: int) -> list[tuple[int, Review]]:
        """See `factory.ports.Catalogue.unreported_reviews`."""
        question = (
            sa.select(reviews.c.id, *(reviews.c[name] for name in Review.model_fields))
            .where(reviews.c.reported_at.is_(None))
            .order_by(reviews.c.id)
            .limit(limit)
        )
        rows = self._ask(lambda c: c.execute(question).mappings().all())
        return [
            (row["id"], Review.model_validate({k: row[k] for k in Review.model_fields}))
            for row in rows
        ]

    def reported(self, number: int) -> None:
        """See `factory.ports.Catalogue.reported`."""
        told = sa.update(reviews).where(reviews.c.id == number).values(reported_at=sa.func.now())
        self._ask(lambda c: c.execute(told))

    def approved(self, video_id: str) -> bool:
        """Whether the newest decision about the video's present master is an approval."""
        master = self.artifact(video_id, "renders", "master.mp4")
        review = self.review(video_id, master.sha256) if master else None
        return review is not None and review.decision == "approved"

    def units(self, video_id: str) -> list[dict[str, Any]]:
        """See `factory.ports.Catalogue.units`; the same for every attempt at the same result."""
        return self._ask(lambda c: reports.units(c, video_id))

    def cost_usd(self, video_id: str) -> float:
        """See `factory.ports.Catalogue.cost_usd`."""
        total = sa.select(sa.func.coalesce(sa.func.sum(SPENT), 0)).where(
            charges.c.video_id == video_id
        )
        return float(self._ask(lambda c: c.scalar(total)) or 0)

    def money(self, days: int) -> list[SpendingRow]:
        """Return what was spent in the last days, newest day first, by channel, layer and vendor."""
        return self._ask(lambda c: reports.money(c, days))

    def post(
        self,
        video_id: str,
        outlet: str,
        master_sha256: str,
        files_sha256: str,
        publish: Callable[[], Mapping[str, str]],
        has: Callable[[Mapping[str, str]], bool],
    ) -> Mapping[str, str]:
        """See `factory.ports.Catalogue.post`."""
        return self._posts.post(video_id, outlet, master_sha256, files_sha256, publish, has)

    def list_videos(self, limit: int = 50, before: str | None = None) -> list[VideoSummary]:
        """Return videos with all their status words, newest first, older than `before`."""
        return self._ask(lambda c: reports.list_videos(c, limit, before))

    def show(self, video_id: str) -> CataloguedVideo:
        """Return everything about one video; raise PermanentError if there is no such video."""
        check_video_id(video_id)
        return self._ask(lambda c: reports.show(c, video_id))

    def config(self) -> dict[str, Any]:
        """Return every setting that is kept in the database, by key."""
        question = sa.select(config.c.key, config.c.value).order_by(config.c.key)
        return self._ask(lambda c: {row.key: row.value for row in c.execute(question)})

    def configure(self, key: str, value: bool | float) -> None:
        """Change one setting.

        `paused`: no launch is claimed. `distribution`: while false, only the outbox publishes.
        `auto_approval`: what holds for a channel that says nothing about reviews; a channel that
        says `review: automatic` itself is honoured. `usd_per_video`, `usd_per_day` (a channel's),
        `usd_per_month` (a tenant's): limits where nothing else sets one. `confirm_above_usd`: a
        video that will cost more waits for a person. `spending_stopped`: nothing is bought.
        `requests_at_once`: of one step, at a vendor.

        Raises:
            BadInput: no such setting, or a value of another type.
        """
        known = self.config()
        kind = bool if isinstance(known.get(key), bool) else float
        fits = isinstance(value, bool) == (kind is bool) and (kind is bool or value >= 0)
        if key not in known or not fits:
            raise BadInput(
                f"setting {key}={value!r}: wanted one of {', '.join(known)}, "
                "true or false for switches and dollars for limits"
            )
        change = (
            sa.update(config)
            .where(config.c.key == key)
            .values(value=kind(value), updated_at=sa.func.now())
        )
        self._ask(lambda c: c.execute(change))

    def server_version(self) -> str:
        """Return the server's own version, such as `18.6`."""
        found = self._ask(lambda c: c.scalar(sa.text("SHOW server_version")))
        return str(found).split()[0]

    def _ask(self, do: Callable[[Connection], T]) -> T:
        return transact(self.engine, do)
