"""Metrics in Postgres: what platforms said of videos, only ever added to."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.analytics.figures import ASKED, METRICS, DayFigures, Figures, Observation
from factory.analytics.measured_video import MeasuredVideo
from factory.analytics.posted_videos import PostedVideo
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.json_rows import rows
from resources.database.analytics_tables import observations
from resources.database.connection import transact

ONE_AT_A_TIME = 7_142_035_599_286_058
"""Key of the advisory lock under which answers are compared with what is known."""

Key = tuple[date, str, str]

BETWEEN = """
    SELECT * FROM (
        SELECT DISTINCT ON (day, video_id, outlet) * FROM factory.observations
        WHERE day BETWEEN :first AND :last AND (:outlet = '' OR outlet = :outlet)
        ORDER BY day, video_id, outlet, revision DESC
    ) newest WHERE starts_with(source, :source) ORDER BY day, video_id, outlet
"""

KNOWN = """
    SELECT DISTINCT ON (day, video_id, outlet) * FROM factory.observations
    WHERE day BETWEEN :first AND :last AND video_id = ANY (:videos)
    ORDER BY day, video_id, outlet, revision DESC
"""

OF_NEW_VIDEOS = """
    WITH new AS (
        SELECT video_id FROM factory.first_weeks GROUP BY video_id
        HAVING min(first_day) BETWEEN :first AND :last
    )
    SELECT DISTINCT ON (day, video_id, outlet) o.* FROM new JOIN factory.observations o USING (video_id)
    WHERE day <= :last ORDER BY day, video_id, outlet, revision DESC
"""

OF_VIDEO = """
    SELECT DISTINCT ON (day, outlet) * FROM factory.observations
    WHERE video_id = :video_id ORDER BY day, outlet, revision DESC
"""

VIDEOS = """
    SELECT v.video_id, v.channel, v.format, v.language, v.title, p.published_at,
           coalesce(i.source, '') AS idea_source, coalesce(b.tags, '[]') AS tags
    FROM factory.videos v
    LEFT JOIN (
        SELECT video_id, min(published_at) AS published_at FROM factory.posts
        WHERE video_id = ANY (:videos) GROUP BY video_id
    ) p USING (video_id)
    LEFT JOIN LATERAL (
        SELECT accepted->'brief'->'tags' AS tags FROM factory.briefs
        WHERE video_id = v.video_id ORDER BY revision DESC LIMIT 1
    ) b ON true
    LEFT JOIN (
        SELECT video_id, min(proposed->>'source') AS source FROM factory.ideas
        WHERE video_id = ANY (:videos) GROUP BY video_id
    ) i USING (video_id)
    WHERE v.video_id = ANY (:videos) ORDER BY v.video_id
"""

POSTED = """
    SELECT v.video_id, v.title, coalesce(p.outlet, '') AS outlet,
           coalesce(p.post_id, '') AS post_id, coalesce(p.url, '') AS url,
           CAST(p.published_at AT TIME ZONE 'UTC' AS date) AS posted_on
    FROM factory.videos v
    LEFT JOIN factory.posts p ON p.video_id = v.video_id AND p.published_at IS NOT NULL
    WHERE v.deleted_at IS NULL
"""


class PostgresMetrics:
    """See `factory.ports.Metrics`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, source: str, figures: Sequence[DayFigures]) -> Sequence[date]:
        """See `factory.ports.Metrics.record`; the same answer twice is kept once."""
        answers = {(one.day, one.video_id, one.outlet): one for one in figures}
        if not answers:
            return ()
        return transact(self._engine, lambda c: _record(c, source, answers))

    def between(
        self, first: date, last: date, *, outlet: str = "", source: str = ""
    ) -> Sequence[Observation]:
        """See `factory.ports.Metrics.between`."""
        return self._observed(BETWEEN, first=first, last=last, outlet=outlet, source=source)

    def of_new_videos(self, first: date, last: date) -> Sequence[Observation]:
        """See `factory.ports.Metrics.of_new_videos`."""
        return self._observed(OF_NEW_VIDEOS, first=first, last=last)

    def of_video(self, video_id: str) -> Sequence[Observation]:
        """Return what is known of one video, day by day, as it was said last."""
        return self._observed(OF_VIDEO, video_id=video_id)

    def videos(self, video_ids: Collection[str]) -> Sequence[MeasuredVideo]:
        """See `factory.ports.Metrics.videos`."""
        found = transact(self._engine, lambda c: rows(c, VIDEOS, videos=list(video_ids)))
        return [MeasuredVideo.model_validate(row) for row in found]

    def posted(self) -> Sequence[PostedVideo]:
        """Return every video by the names it may have on a platform."""
        found = transact(self._engine, lambda c: rows(c, POSTED))
        return [PostedVideo.model_validate(row) for row in found]

    def last_day(self) -> date | None:
        """Return the last day of which anything is known."""
        question = sa.select(sa.func.max(observations.c.day))
        return transact(self._engine, lambda c: c.scalar(question))

    def changed_after(self, moment: str) -> tuple[Sequence[date], str]:
        """See `factory.ports.NewFigures.changed_after`; a moment is in ISO 8601."""
        question = """
            SELECT array_agg(DISTINCT day ORDER BY day) AS days, max(captured_at) AS newest
            FROM factory.observations WHERE captured_at > coalesce(:moment, '-infinity')::timestamptz
              AND NOT starts_with(source, :asked)
        """
        asked = {"moment": moment or None, "asked": ASKED}
        found = transact(
            self._engine,
            lambda c: c.execute(sa.text(question), asked).mappings().one(),
        )
        newest = found["newest"]
        return found["days"] or (), newest.isoformat() if newest else moment

    def _observed(self, question: str, **asked: Any) -> Sequence[Observation]:
        found = transact(
            self._engine, lambda c: c.execute(sa.text(question), asked).mappings().all()
        )
        return [_observation(row) for row in found]


def _record(c: Connection, source: str, answers: dict[Key, DayFigures]) -> Sequence[date]:
    c.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    known = _known(c, answers)
    new: list[dict[str, Any]] = []
    for key, answer in sorted(answers.items()):  # a day after the other, which is summed at once
        before, revision = known.get(key, (Figures(), 0))
        after = before.under(answer.figures)
        if revision == 0 or after != before:
            names = {"day": key[0], "video_id": key[1], "outlet": key[2], "source": source}
            figures = {name: getattr(after, name) for name in METRICS}
            changed = any(figures[name] != told for name, told in before.known().items())
            new.append({**names, "revision": revision + 1, "changed": changed, **figures})
    if not new:
        return ()
    c.execute(sa.insert(observations), new)
    days = sorted({row["day"] for row in new})
    told = {"source": source, "rows": len(new), "first": str(days[0]), "last": str(days[-1])}
    announce(c, topics.ANALYTICS_COLLECTED, None, told)
    return days


def _known(c: Connection, answers: dict[Key, DayFigures]) -> dict[Key, tuple[Figures, int]]:
    days = sorted({day for day, _, _ in answers})
    videos = sorted({video_id for _, video_id, _ in answers})
    asked = {"first": days[0], "last": days[-1], "videos": videos}
    found = c.execute(sa.text(KNOWN), asked).mappings()
    return {
        (row["day"], row["video_id"], row["outlet"]): (_figures(row), row["revision"])
        for row in found
        if (row["day"], row["video_id"], row["outlet"]) in answers
    }


def _figures(row: Any) -> Figures:
    return Figures.model_validate({name: row[name] for name in METRICS})


def _observation(row: Any) -> Observation:
    return Observation(
        day=row["day"],
        video_id=row["video_id"],
        outlet=row["outlet"],
        figures=_figures(row),
        source=row["source"],
        revision=row["revision"],
        captured_at=row["captured_at"],
    )
