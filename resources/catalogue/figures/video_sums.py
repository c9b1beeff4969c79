"""Sums of each video's figures over some days in Postgres, of the newest that is known of each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.analytics.packaging import Clicked
from factory.analytics.rhythm import WEEKS, RhythmWeek
from factory.experiments.experiment import TRIALS
from resources.catalogue.figures.derivable import derivable
from resources.catalogue.json_rows import Rows, rows
from resources.database.connection import transact


def _newest(first: str, last: str) -> str:
    """Return the question of the newest answers of each video, between two days by name.

    Backwards along the primary key, which holds these figures: nothing is sorted, and no row is read.
    """
    return f"""
        SELECT DISTINCT ON (day, video_id, outlet) video_id, views, impressions, click_rate, average_view_share
        FROM factory.observations
        WHERE day BETWEEN :{first} AND :{last} AND (:outlet = '' OR outlet = :outlet)
          AND (:video_id = '' OR video_id = :video_id)
        ORDER BY day DESC, video_id DESC, outlet DESC, revision DESC
    """


NEWEST: Final = _newest("first", "last")


def _shown(first: str, last: str) -> str:
    """Return the question of the days of each video that tell its impressions and click rate."""
    return f"""
        SELECT video_id, impressions, impressions * click_rate AS clicks,
               CASE WHEN average_view_share IS NOT NULL THEN views END AS views,
               views * average_view_share AS viewed
        FROM ({_newest(first, last)}) n WHERE impressions > 0 AND click_rate IS NOT NULL
    """


CLICKED = f"""
    WITH sums AS MATERIALIZED (
        SELECT video_id, sum(impressions) AS impressions, sum(clicks) AS clicks,
               coalesce(sum(views), 0) AS views, coalesce(sum(viewed), 0) AS viewed
        FROM (
            SELECT video_id, impressions, clicks, shared_views AS views, viewed FROM factory.video_weeks
            WHERE monday BETWEEN :monday AND :sunday AND outlet = :outlet AND impressions > 0
            UNION ALL {_shown("first", "before")} UNION ALL {_shown("after", "last")}
        ) days GROUP BY video_id
    )
    SELECT s.*, v.title FROM sums s JOIN factory.videos v USING (video_id)
    WHERE (:channel = '' OR v.channel = :channel) AND {derivable(":outlet")} ORDER BY video_id
"""
"""Whole weeks are summed already; the days before and after them are read one by one."""

OUT_SINCE = """
    SELECT count(*) FROM (
        SELECT video_id FROM factory.posts JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel GROUP BY video_id HAVING min(published_at) >= :moment
    ) out
"""

RHYTHM: Final = """
    WITH weeks AS (
        SELECT cast(w AS date) AS first FROM generate_series(
            date_trunc('week', cast(:day AS timestamp)) - make_interval(weeks => :weeks - 1),
            date_trunc('week', cast(:day AS timestamp)) + interval '1 week', interval '1 week'
        ) w
    ), out AS (
        SELECT date_trunc('week', p.published_at)::date AS first, count(*) AS published
        FROM factory.posts p JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND p.outlet = :outlet AND p.published_at IS NOT NULL GROUP BY 1
    ), given AS (
        SELECT date_trunc('week', at)::date AS first, count(*) FILTER (WHERE outcome = 'missed') AS missed,
               count(*) FILTER (WHERE ended_at IS NULL) AS to_come
        FROM factory.bookings WHERE channel = :channel AND outlet = :outlet GROUP BY 1
    )
    SELECT first, coalesce(published, 0) AS published, coalesce(missed, 0) AS missed,
           coalesce(to_come, 0) AS to_come
    FROM weeks LEFT JOIN out USING (first) LEFT JOIN given USING (first) ORDER BY first DESC
"""
"""The weeks that lead up to a day, and the one after it."""


def weeks_and_days(first: date, last: date) -> Mapping[str, date]:
    """Return by what `CLICKED` is asked about these days: its whole weeks, and the days before and after them."""
    monday = first + timedelta(days=-first.weekday() % 7)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    if sunday < monday:  # no whole week: each day is one before
        monday, sunday = last + timedelta(days=1), last
    before, after = monday - timedelta(days=1), sunday + timedelta(days=1)
    return {
        "first": first,
        "before": before,
        "monday": monday,
        "sunday": sunday,
        "after": after,
        "last": last,
    }


class PostgresVideoSums:
    """Sums of a channel's videos at an outlet, or of one video."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def clicked(self, channel: str, outlet: str, first: date, last: date) -> Sequence[Clicked]:
        """Return every video of a channel that was shown at an outlet on these days."""
        asked = {"channel": channel, "outlet": outlet, "video_id": ""}
        found = self._all(CLICKED, **weeks_and_days(first, last), **asked)
        return [Clicked.model_validate(row) for row in found]

    def trials(
        self,
        measure: str,
        outlet: str,
        first: date,
        last: date,
        *,
        channel: str = "",
        video_id: str = "",
    ) -> float:
        """Return how often a measure of `TRIALS` could have come out one way or the other on these days."""
        count = TRIALS[measure]
        question = (
            f"SELECT coalesce(sum({count}), 0) AS trials FROM ({NEWEST}) n "
            f"WHERE {count} > 0 AND {measure} IS NOT NULL AND (:channel = '' OR video_id IN "
            "(SELECT video_id FROM factory.videos WHERE channel = :channel))"
        )
        asked = {"channel": channel, "outlet": outlet, "video_id": video_id}
        (row,) = self._all(question, first=first, last=last, **asked)
        return row["trials"]

    def out_since(self, channel: str, moment: datetime) -> int:
        """Return how many of a channel's videos went out for the first time since a moment."""
        asked = {"channel": channel, "moment": moment}
        return transact(self._engine, lambda c: c.scalar(sa.text(OUT_SINCE), asked)) or 0

    def rhythm(self, channel: str, outlet: str, day: date) -> Sequence[RhythmWeek]:
        """Return the week after a day, its own and those before it, the newest first."""
        found = self._all(RHYTHM, channel=channel, outlet=outlet, day=day, weeks=WEEKS)
        return [RhythmWeek.model_validate(row) for row in found]

    def _all(self, question: str, **asked: Any) -> Rows:
        return transact(self._engine, lambda c: rows(c, question, **asked))
