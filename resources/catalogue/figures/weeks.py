"""Weeks in Postgres: what a channel made, published and refused, in its own facts."""

from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.analytics.weekly_report.week import (
    LayerCost,
    NextIdea,
    WatchedVideo,
    WeekFacts,
    WeekVideo,
)
from factory.ideas.idea import ProposedIdea
from factory.listing.outlet_names import outlet_name
from factory.workflow.platform_days import beginning_of, platform_day
from resources.database.connection import transact
from resources.provider_register import provider_name

MADE = """
    SELECT v.video_id, v.title, '' AS words FROM factory.stages s JOIN factory.videos v USING (video_id)
    WHERE s.stage = 'renders' AND v.channel = :channel
      AND s.finished_at >= :begins AND s.finished_at < :ends
    ORDER BY s.finished_at
"""
PUBLISHED = """
    SELECT v.video_id, v.title,
           array_agg(p.outlet ORDER BY p.outlet) AS outlets,
           array_agg(p.url ORDER BY p.outlet) AS urls
    FROM factory.posts p JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND p.published_at >= :begins AND p.published_at < :ends
    GROUP BY v.video_id, v.title ORDER BY min(p.published_at), v.video_id
"""
REFUSED = """
    SELECT v.video_id, v.title,
           concat(CASE r.decision WHEN 'rejected' THEN 'rejected by ' ELSE 'sent back by ' END,
                  r.reviewer, CASE WHEN r.note = '' THEN '' ELSE ': ' || r.note END) AS words,
           r.decided_at AS at
    FROM factory.reviews r JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND r.decision IN ('rejected', 'changes')
      AND r.decided_at >= :begins AND r.decided_at < :ends
    UNION ALL
    SELECT v.video_id, v.title, concat(s.stage, ': ', s.error), s.failed_at
    FROM factory.stages s JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND s.failed_at >= :begins AND s.failed_at < :ends
      AND s.finished_at IS NULL AND s.wait ->> 'waits_for' IS NULL
    ORDER BY at
"""
DECIDED = """
    SELECT count(*) AS decided, count(*) FILTER (WHERE r.decision = 'approved') AS approved
    FROM factory.reviews r JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND r.decision <> 'held'
      AND r.decided_at >= :begins AND r.decided_at < :ends
"""
COSTS = """
    SELECT role, provider, sum(calls) AS calls, sum(spent_usd) AS usd FROM factory.money
    WHERE channel = :channel AND day >= :first AND day <= :last
    GROUP BY role, provider HAVING sum(spent_usd) > 0 ORDER BY usd DESC
"""
BYTES = """
    SELECT coalesce(sum(a.bytes), 0) FROM factory.artifacts a JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND a.name = 'master.mp4'
      AND a.made_at >= :begins AND a.made_at < :ends
"""
NEXT = """
    SELECT proposed, state, score FROM factory.ideas
    WHERE channel = :channel AND state IN ('new', 'approved') AND video_id IS NULL
    ORDER BY state, score DESC LIMIT 5
"""
WATCHED = """
    WITH watched AS (
        SELECT w.video_id, v.title, w.outlet, w.views
        FROM factory.video_weeks w JOIN factory.videos v USING (video_id)
        WHERE w.monday = :first AND w.views IS NOT NULL AND v.channel = :channel
    ), placed AS (
        SELECT *, row_number() OVER (ORDER BY views DESC, video_id, outlet) AS place,
               count(*) OVER () AS of
        FROM watched
    )
    SELECT * FROM placed WHERE place <= :named OR place > of - :named ORDER BY place
"""
NAMED: Final = 3
"""So many of the best, and of the worst, are named."""
CHANNELS = "SELECT DISTINCT channel FROM factory.videos WHERE deleted_at IS NULL ORDER BY channel"
NEWEST: Final = """
    SELECT max(at) FROM (
        SELECT max(s.finished_at) AS at FROM factory.stages s JOIN factory.videos v USING (video_id)
        WHERE s.stage = 'renders' AND v.channel = :channel AND s.finished_at < :ends
        UNION ALL
        SELECT max(p.published_at) FROM factory.posts p JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND p.published_at < :ends
        UNION ALL
        SELECT max(r.decided_at) FROM factory.reviews r JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND r.decided_at < :ends
        UNION ALL
        SELECT max(s.failed_at) FROM factory.stages s JOIN factory.videos v USING (video_id)
        WHERE v.channel = :channel AND s.failed_at < :ends
          AND s.finished_at IS NULL AND s.wait ->> 'waits_for' IS NULL
    ) happened
"""
PAID_LAST: Final = """
    SELECT max(day) FROM factory.money WHERE channel = :channel AND day <= :last AND spent_usd > 0
"""
WATCHED_LAST: Final = """
    SELECT max(w.monday) FROM factory.video_weeks w JOIN factory.videos v USING (video_id)
    WHERE v.channel = :channel AND w.views IS NOT NULL AND w.monday <= :last
"""
LONGEST_WORDS = 400


class PostgresWeeks:
    """See `factory.ports.Weeks`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def channels(self) -> tuple[str, ...]:
        """See `factory.ports.Weeks.channels`."""
        return tuple(transact(self._engine, lambda c: c.scalars(sa.text(CHANNELS)).all()))

    def newest_day(self, channel: str, last: date) -> date | None:
        """See `factory.ports.Weeks.newest_day`."""
        asked = {"channel": channel, "last": last, "ends": beginning_of(last + timedelta(days=1))}

        def ask(c: Connection) -> date | None:
            happened = c.scalar(sa.text(NEWEST), asked)
            days = [
                c.scalar(sa.text(WATCHED_LAST), asked),
                c.scalar(sa.text(PAID_LAST), asked),
                platform_day(happened) if happened else None,
            ]
            return max(filter(None, days), default=None)

        return transact(self._engine, ask)

    def facts(self, channel: str, first: date, last: date) -> WeekFacts:
        """See `factory.ports.Weeks.facts`; days are those of the platform, costs those of UTC."""
        asked = {
            "channel": channel,
            "first": first,
            "last": last,
            "begins": beginning_of(first),
            "ends": beginning_of(last + timedelta(days=1)),
            "named": NAMED,
        }
        return transact(self._engine, lambda c: _facts(c, asked))


def _facts(c: Connection, asked: dict[str, Any]) -> WeekFacts:
    def rows(question: str) -> Any:
        return c.execute(sa.text(question), asked).mappings().all()

    (decided,) = rows(DECIDED)
    watched = [(row["place"], _watched(row)) for row in rows(WATCHED)]
    return WeekFacts(
        made=_videos(rows(MADE)),
        published=_videos([{**row, "words": _where(row)} for row in rows(PUBLISHED)]),
        refused=_videos(rows(REFUSED)),
        approved=decided["approved"],
        decided=decided["decided"],
        costs=tuple(
            LayerCost(
                role=row["role"],
                provider=provider_name(row["provider"]),
                calls=int(row["calls"]),
                usd=float(row["usd"]),
            )
            for row in rows(COSTS)
        ),
        made_bytes=int(c.scalar(sa.text(BYTES), asked) or 0),
        next=tuple(_next(row) for row in rows(NEXT)),
        best=tuple(one for place, one in watched if place <= NAMED),
        worst=tuple(one for place, one in reversed(watched) if place > NAMED),
    )


def _videos(rows: Any) -> tuple[WeekVideo, ...]:
    return tuple(
        WeekVideo(video_id=row["video_id"], title=row["title"], words=row["words"][:LONGEST_WORDS])
        for row in rows
    )


def _where(row: Any) -> str:
    """Return at which outlets a video is, each with its address where it has one."""
    posts = zip(row["outlets"], row["urls"], strict=True)
    return "; ".join(", ".join(filter(None, (outlet_name(to), url))) for to, url in posts)


def _watched(row: Any) -> WatchedVideo:
    return WatchedVideo(
        video_id=row["video_id"], title=row["title"], outlet=row["outlet"], views=row["views"]
    )


def _next(row: Any) -> NextIdea:
    idea = ProposedIdea.from_facts(row["proposed"])
    reasons = tuple(f"{reason.words.rstrip('.')}." for reason in idea.reasons)
    return NextIdea(title=idea.title, state=row["state"], score=row["score"], reasons=reasons)
