"""Sums of figures in Postgres: made of those that the database keeps, so that none is added up here."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Engine

from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.channel_sums import ChannelSums
from factory.analytics.cost_and_return import CostAndReturn, cost_and_return
from factory.analytics.figures import COUNTED
from factory.analytics.kind_effects import MOST_VIDEOS
from factory.analytics.measured_video import FIRST_WEEK_DAYS, FirstWeek
from factory.analytics.view_curve import OLDEST_DAYS, PEERS, ViewCurve
from resources.catalogue.figures.derivable import derivable
from resources.catalogue.json_rows import Rows, rows
from resources.database.connection import transact
from resources.journal.limit_sums import PAID

DAYS = f"""
    SELECT channel, outlet, day, bool_and({derivable("outlet")}) AS derivable,
           {", ".join(f"sum({name})::float8 AS {name}" for name in COUNTED)}
    FROM factory.channel_figures
    WHERE day BETWEEN :first AND :last AND (:channel = '' OR channel = :channel)
    GROUP BY channel, outlet, day ORDER BY channel, outlet, day
"""
"""A channel that has come to another tenant has videos of both."""

COSTS = f"""
    WITH measured AS (
        SELECT v.channel, f.outlet, v.video_id FROM factory.first_weeks f JOIN factory.videos v USING (video_id)
        WHERE f.first_day <= :last AND (:channel = '' OR v.channel = :channel)
          AND {derivable("f.outlet")}
    ), paid AS (
        SELECT video_id, {PAID} AS usd
        FROM factory.charges WHERE video_id IN (SELECT video_id FROM measured) GROUP BY video_id
    ), costs AS (
        SELECT m.channel, m.outlet, count(*) AS videos, coalesce(sum(p.usd), 0) AS usd
        FROM measured m LEFT JOIN paid p USING (video_id) GROUP BY m.channel, m.outlet
    ), sums AS (
        SELECT channel, outlet, sum(views) AS views, sum(watch_seconds) AS watch_seconds
        FROM factory.channel_figures
        WHERE day <= :last AND (:channel = '' OR channel = :channel) GROUP BY channel, outlet
    )
    SELECT channel, outlet, c.videos, c.usd AS cost_usd, coalesce(s.views, 0) AS views,
           coalesce(s.watch_seconds, 0) AS watch_seconds
    FROM costs c JOIN sums s USING (channel, outlet) ORDER BY channel, outlet
"""

FIRST_WEEKS = f"""
    SELECT video_id, outlet, first_day, views FROM (
        SELECT f.*, row_number() OVER (
            PARTITION BY v.channel, f.outlet ORDER BY f.first_day DESC, f.video_id DESC
        ) AS place
        FROM factory.first_weeks f JOIN factory.videos v USING (video_id)
        WHERE f.first_day <= :over AND (:channel = '' OR v.channel = :channel)
          AND {derivable("f.outlet")}
    ) newest WHERE place <= :most ORDER BY video_id, outlet
"""

FIRST_WEEKS_OF = f"""
    SELECT video_id, outlet, first_day, views FROM factory.first_weeks
    WHERE first_day <= :over AND video_id = ANY (:videos) AND {derivable("outlet")}
    ORDER BY video_id, outlet
"""

CURVES = f"""
    WITH begun AS (
        SELECT f.video_id, f.outlet, v.channel, v.format, v.title,
               least(f.first_day, (p.published_at AT TIME ZONE 'UTC')::date) AS begun
        FROM factory.first_weeks f JOIN factory.videos v USING (video_id)
        LEFT JOIN (
            SELECT video_id, outlet, min(published_at) AS published_at FROM factory.posts
            GROUP BY video_id, outlet
        ) p USING (video_id, outlet)
        WHERE f.first_day <= :day AND (:channel = '' OR v.channel = :channel)
          AND (:outlet = '' OR f.outlet = :outlet) AND {derivable("f.outlet")}
    ), placed AS (
        SELECT *, row_number() OVER alike AS place, first_value(begun) OVER alike AS newest
        FROM begun WINDOW alike AS (PARTITION BY channel, outlet, format ORDER BY begun DESC, video_id)
    ), counted AS (
        SELECT *, count(*) FILTER (WHERE begun >= least(CAST(:day AS date) - {OLDEST_DAYS}, newest))
                  OVER (PARTITION BY channel, outlet, format) AS new
        FROM placed
    ), known AS (
        SELECT channel, outlet, max(day) AS last FROM factory.channel_figures
        WHERE day <= :day AND (:channel = '' OR channel = :channel) AND views IS NOT NULL
        GROUP BY channel, outlet
    )
    SELECT c.video_id, c.title, c.channel, c.outlet, c.format, c.begun, k.last, d.ages, d.views
    FROM counted c JOIN known k USING (channel, outlet) CROSS JOIN LATERAL (
        SELECT array_agg(o.day - c.begun ORDER BY o.day) AS ages,
               array_agg(coalesce(o.views, 0) ORDER BY o.day) AS views
        FROM (
            SELECT DISTINCT ON (day) day, views FROM factory.observations
            WHERE video_id = c.video_id AND outlet = c.outlet
              AND day BETWEEN c.begun AND least(k.last, c.begun + {OLDEST_DAYS})
            ORDER BY day, revision DESC
        ) o
    ) d
    WHERE c.place <= c.new + {PEERS} AND c.begun <= k.last
    ORDER BY c.channel, c.outlet, c.begun DESC, c.video_id
"""
"""Of those alike in channel, outlet and format: every new one, or those that went out last, and as many peers."""


KNOWS_MOST = f"""
    SELECT channel, outlet FROM factory.channel_figures
    WHERE (:channel = '' OR channel = :channel)
    GROUP BY channel, outlet
    ORDER BY sum(num_nonnulls({", ".join(COUNTED)})) FILTER (
                 WHERE day > (SELECT max(day) FROM factory.channel_figures) - :days
             ) DESC NULLS LAST, channel, outlet LIMIT 1
"""


class PostgresFigureSums:
    """See `factory.ports.FigureSums`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return every channel and outlet of which anything is known, in order."""
        question = "SELECT DISTINCT channel, outlet FROM factory.channel_figures ORDER BY 1, 2"
        return [(row["channel"], row["outlet"]) for row in self._all(question)]

    def knows_most(self, channel: str = "") -> tuple[str, str] | None:
        """Return the channel and outlet of which most figures of the last days are known; None of nothing.

        Args:
            channel: the only one; empty for all.
        """
        found = self._all(KNOWS_MOST, channel=channel, days=LOOKED_BACK_DAYS)
        return (found[0]["channel"], found[0]["outlet"]) if found else None

    def last_day(self, channel: str, outlet: str) -> date | None:
        """Return the last day of which views are known of a channel at an outlet: it is complete."""
        question = "SELECT max(day) AS day FROM factory.channel_figures WHERE channel = :channel AND outlet = :outlet AND views IS NOT NULL"
        (found,) = self._all(question, channel=channel, outlet=outlet)
        return found["day"]

    def days(self, first: date, last: date, channel: str = "") -> Sequence[ChannelSums]:
        """See `factory.ports.FigureSums.days`."""
        return [
            ChannelSums(
                channel=row["channel"],
                outlet=row["outlet"],
                day=row["day"],
                derivable=row["derivable"],
                figures={name: row[name] for name in COUNTED if row[name] is not None},
            )
            for row in self._all(DAYS, first=first, last=last, channel=channel)
        ]

    def costs(self, last: date, channel: str = "") -> Sequence[CostAndReturn]:
        """See `factory.ports.FigureSums.costs`."""
        return [
            cost_and_return(
                row["channel"],
                row["outlet"],
                videos=row["videos"],
                cost_usd=float(row["cost_usd"]),
                views=row["views"],
                watch_seconds=float(row["watch_seconds"]),
            )
            for row in self._all(COSTS, last=last, channel=channel)
        ]

    def first_weeks(self, last: date, channel: str = "") -> Sequence[FirstWeek]:
        """See `factory.ports.FigureSums.first_weeks`."""
        over = last - timedelta(days=FIRST_WEEK_DAYS)
        found = self._all(FIRST_WEEKS, over=over, channel=channel, most=MOST_VIDEOS)
        return [FirstWeek.model_validate(row) for row in found]

    def first_weeks_of(self, video_ids: Sequence[str], last: date) -> Sequence[FirstWeek]:
        """Return the first weeks of these videos that are over on a day, at every outlet."""
        over = last - timedelta(days=FIRST_WEEK_DAYS)
        found = self._all(FIRST_WEEKS_OF, over=over, videos=list(video_ids))
        return [FirstWeek.model_validate(row) for row in found]

    def curves(self, day: date, channel: str = "", outlet: str = "") -> Sequence[ViewCurve]:
        """See `factory.ports.FigureSums.curves`."""
        return [_curve(row) for row in self._all(CURVES, day=day, channel=channel, outlet=outlet)]

    def _all(self, question: str, **asked: Any) -> Rows:
        return transact(self._engine, lambda c: rows(c, question, **asked))


def _curve(row: Any) -> ViewCurve:
    days = min((row["last"] - row["begun"]).days, OLDEST_DAYS) + 1
    added = [0.0] * days
    for age, views in zip(row["ages"] or (), row["views"] or (), strict=True):
        added[age] = views
    return ViewCurve(
        video_id=row["video_id"],
        title=row["title"],
        channel=row["channel"],
        outlet=row["outlet"],
        format=row["format"],
        begun=row["begun"],
        views=tuple(accumulate(added)),
    )
