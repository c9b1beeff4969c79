"""Sums of each video's figures over some days in Postgres, of the newest that is known of each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.analytics.packaging import Clicked
from factory.experiments.experiment import TRIALS
from resources.catalogue.rows import Rows, rows
from resources.database.connection import transact

NEWEST: Final = """
    SELECT DISTINCT ON (o.day, o.video_id, o.outlet) o.video_id, v.title, o.views, o.impressions,
           o.click_rate, o.average_view_share
    FROM factory.observations o JOIN factory.videos v USING (video_id)
    WHERE o.day BETWEEN :first AND :last AND (:channel = '' OR v.channel = :channel)
      AND (:outlet = '' OR o.outlet = :outlet) AND (:video_id = '' OR o.video_id = :video_id)
    ORDER BY o.day, o.video_id, o.outlet, o.revision DESC
"""

CLICKED = f"""
    SELECT video_id, title, sum(impressions) AS impressions, sum(impressions * click_rate) AS clicks,
           coalesce(sum(views) FILTER (WHERE average_view_share IS NOT NULL), 0) AS views,
           coalesce(sum(views * average_view_share), 0) AS viewed
    FROM ({NEWEST}) n WHERE impressions > 0 AND click_rate IS NOT NULL
    GROUP BY video_id, title ORDER BY video_id
"""

OUT_SINCE = """
    SELECT count(*) FROM (
        SELECT video_id FROM factory.posts JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel GROUP BY video_id HAVING min(published_at) >= :moment
    ) out
"""


class PostgresVideoSums:
    """Sums of a channel's videos at an outlet, or of one video."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def clicked(self, channel: str, outlet: str, first: date, last: date) -> Sequence[Clicked]:
        """Return every video of a channel that was shown at an outlet on these days."""
        asked = {"channel": channel, "outlet": outlet, "video_id": ""}
        found = self._all(CLICKED, first=first, last=last, **asked)
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
            f"WHERE {count} > 0 AND {measure} IS NOT NULL"
        )
        asked = {"channel": channel, "outlet": outlet, "video_id": video_id}
        (row,) = self._all(question, first=first, last=last, **asked)
        return row["trials"]

    def out_since(self, channel: str, moment: datetime) -> int:
        """Return how many of a channel's videos went out for the first time since a moment."""
        asked = {"channel": channel, "moment": moment}
        return transact(self._engine, lambda c: c.scalar(sa.text(OUT_SINCE), asked)) or 0

    def _all(self, question: str, **asked: Any) -> Rows:
        return transact(self._engine, lambda c: rows(c, question, **asked))
