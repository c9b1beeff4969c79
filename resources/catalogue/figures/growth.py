"""Growth in Postgres: what was paid and watched by day; days whose figures were told otherwise later; what parts of videos cost."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Engine

from factory.analytics.growth import Growth, growth
from factory.analytics.weekly_report.week import LayerCost
from resources.catalogue.figures.derivable import derivable
from resources.catalogue.json_rows import Rows, rows
from resources.database.connection import transact
from resources.journal.limit_sums import PAID
from resources.provider_register import provider_name

PAID_FOR_CHANNEL: Final = f"""
    SELECT day, {PAID} AS usd FROM factory.charges
    WHERE day <= :last AND video_id IN (
        SELECT f.video_id FROM factory.first_weeks f JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND f.outlet = :outlet AND f.first_day <= :last
    )
    GROUP BY day
"""
WATCHED_OF_CHANNEL: Final = f"""
    SELECT day, sum(views) AS views FROM factory.channel_figures
    WHERE channel = :channel AND outlet = :outlet AND day <= :last AND {derivable("outlet")}
    GROUP BY day HAVING sum(views) IS NOT NULL
"""
PAID_FOR_VIDEO: Final = f"""
    SELECT day, {PAID} AS usd FROM factory.charges
    WHERE video_id = :video_id AND day <= :last GROUP BY day
"""
WATCHED_OF_VIDEO: Final = f"""
    SELECT DISTINCT ON (day) day, views FROM factory.observations
    WHERE video_id = :video_id AND outlet = :outlet AND day <= :last AND {derivable("outlet")}
      AND views IS NOT NULL
    ORDER BY day, revision DESC
"""
TITLE: Final = "SELECT title FROM factory.videos WHERE video_id = :video_id"
CHANGED: Final = """
    SELECT o.day, count(DISTINCT o.video_id) AS videos
    FROM factory.observations o JOIN factory.videos v USING (video_id)
    WHERE o.changed AND o.day BETWEEN :first AND :last AND o.outlet = :outlet
      AND v.channel = :channel
    GROUP BY o.day
"""
"""By the index of what was changed alone; a figure that was added later, as reach is, changes nothing."""
LAYERS: Final = """
    SELECT role, provider, sum(calls)::int AS calls, sum(spent_usd) AS usd FROM factory.money
    WHERE channel = :channel AND day BETWEEN :first AND :last
    GROUP BY role, provider HAVING sum(spent_usd) > 0 ORDER BY usd DESC, role, provider
"""


class PostgresGrowth:
    """What a channel or a video has cost by day, beside its views at one outlet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_channel(self, channel: str, outlet: str, last: date) -> Growth | None:
        """Return a channel's, of the videos that have figures there; None without any that may be computed with."""
        asked = {"channel": channel, "outlet": outlet, "last": last}
        return self._growth(channel, outlet, PAID_FOR_CHANNEL, WATCHED_OF_CHANNEL, asked)

    def of_video(self, video_id: str, outlet: str, last: date) -> Growth | None:
        """Return one video's."""
        asked = {"video_id": video_id, "outlet": outlet, "last": last}
        found = self._all(TITLE, {"video_id": video_id})
        title = found[0]["title"] if found else video_id
        return self._growth(title, outlet, PAID_FOR_VIDEO, WATCHED_OF_VIDEO, asked)

    def changed(self, channel: str, outlet: str, first: date, last: date) -> Mapping[date, int]:
        """Return of how many videos something was told otherwise later, by day."""
        asked = {"channel": channel, "outlet": outlet, "first": first, "last": last}
        return {row["day"]: row["videos"] for row in self._all(CHANGED, asked)}

    def layers(self, channel: str, first: date, last: date) -> Sequence[LayerCost]:
        """Return what each part of a channel's videos has cost on these days, the dearest first."""
        asked = {"channel": channel, "first": first, "last": last}
        return [
            LayerCost(
                **{**row, "provider": provider_name(row["provider"]), "usd": float(row["usd"])}
            )
            for row in self._all(LAYERS, asked)
        ]

    def _growth(
        self, title: str, outlet: str, paid: str, watched: str, asked: Mapping[str, Any]
    ) -> Growth | None:
        views = {row["day"]: float(row["views"]) for row in self._all(watched, asked)}
        if not views:
            return None
        usd = {row["day"]: float(row["usd"] or 0) for row in self._all(paid, asked)}
        return growth(title, outlet, usd, views)

    def _all(self, question: str, asked: Mapping[str, Any]) -> Rows:
        return transact(self._engine, lambda c: rows(c, question, **asked))
