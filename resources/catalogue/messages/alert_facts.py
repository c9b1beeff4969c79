"""What alerts are made from, read from the catalogue."""

from datetime import datetime

from sqlalchemy import Engine

from factory.listing.outlet_names import outlet_name
from factory.messages.alert import Failure, HeldReview, WeekOfChannel
from factory.workflow.layer_hook import HookFailed
from resources.catalogue.json_rows import rows
from resources.database.connection import transact
from resources.provider_register import provider_name

FAILED = """
    SELECT s.video_id, coalesce(s.failed_stage, s.phase, 'a run') AS stage,
           coalesce(s.error, '') AS error,
           coalesce(CASE s.failed_stage
               WHEN 'scripts' THEN b.accepted #>> '{channel,words,provider}'
               WHEN 'audio' THEN b.accepted #>> '{channel,voice,provider}'
               WHEN 'visuals' THEN b.accepted #>> '{channel,pictures,provider}'
               ELSE nullif(split_part(s.failed_stage, '/', 2), '')
           END, '') AS provider
    FROM factory.unfinished_videos s JOIN factory.briefs b USING (video_id, revision)
    WHERE s.status = 'failed' AND s.updated_at >= :since ORDER BY s.updated_at LIMIT 500
"""
HOOKS = """
    SELECT payload FROM factory.events
    WHERE topic = 'hook.failed' AND at >= :since ORDER BY seq DESC LIMIT 100
"""
GIVEN_UP = """
    SELECT w.video_id, s.title FROM factory.review_waits w
    JOIN factory.video_status s USING (video_id, master_sha256)
    WHERE w.held_at >= :since AND s.status = 'held' ORDER BY w.held_at LIMIT 100
"""
WEEK = """
    WITH decided AS (
        SELECT v.channel, r.decision, r.reviewer, r.recorded_at - w.asked_at AS waited
        FROM factory.reviews r JOIN factory.videos v USING (video_id)
        LEFT JOIN factory.review_waits w USING (video_id, master_sha256)
        WHERE r.decided_at >= :since AND r.decided_at < :until
    ), counted AS (
        SELECT channel,
               count(*) FILTER (WHERE decision = 'approved') AS approved,
               count(*) FILTER (WHERE decision = 'rejected') AS rejected,
               count(*) FILTER (WHERE decision = 'changes') AS changes,
               count(*) FILTER (WHERE decision = 'held') AS held,
               count(*) FILTER (WHERE decision = 'approved' AND reviewer LIKE 'policy:%')
                   AS by_policy,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM waited) / 3600)
                   AS median_hours
        FROM decided GROUP BY channel
    ), published AS (
        SELECT v.channel, count(DISTINCT video_id) AS published
        FROM factory.posts p JOIN factory.videos v USING (video_id)
        WHERE p.published_at >= :since AND p.published_at < :until GROUP BY v.channel
    ), spent AS (
        SELECT channel, sum(spent_usd) AS spent_usd FROM factory.money_by_day
        WHERE day >= CAST(:since AS date) AND day < CAST(:until AS date) GROUP BY channel
    )
    SELECT channel, coalesce(approved, 0) AS approved, coalesce(rejected, 0) AS rejected,
           coalesce(changes, 0) AS changes, coalesce(held, 0) AS held,
           coalesce(by_policy, 0) AS by_policy, median_hours,
           coalesce(published, 0) AS published, coalesce(spent_usd, 0) AS spent_usd
    FROM counted FULL JOIN published USING (channel) FULL JOIN spent USING (channel)
    ORDER BY channel
"""


class PostgresAlertFacts:
    """See `factory.ports.AlertFacts`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def failures(self, since: datetime) -> list[Failure]:
        """See `factory.ports.AlertFacts.failures`."""
        found = transact(self._engine, lambda c: rows(c, FAILED, since=since))
        return [
            Failure.model_validate({**row, "provider": _asked(row["stage"], row["provider"])})
            for row in found
        ]

    def failed_hooks(self, since: datetime) -> list[HookFailed]:
        """See `factory.ports.AlertFacts.failed_hooks`."""
        found = transact(self._engine, lambda c: rows(c, HOOKS, since=since))
        return [HookFailed.model_validate(row["payload"]) for row in reversed(found)]

    def given_up(self, since: datetime) -> list[HeldReview]:
        """See `factory.ports.AlertFacts.given_up`."""
        found = transact(self._engine, lambda c: rows(c, GIVEN_UP, since=since))
        return [HeldReview.model_validate(row) for row in found]

    def week(self, since: datetime, until: datetime) -> list[WeekOfChannel]:
        """See `factory.ports.AlertFacts.week`."""
        found = transact(self._engine, lambda c: rows(c, WEEK, since=since, until=until))
        return [WeekOfChannel.model_validate(row) for row in found]


def _asked(stage: str, provider: str) -> str:
    """Return by what people call it who was asked; empty where nobody was."""
    if stage.startswith("uploads/"):
        return outlet_name(provider)
    return provider_name(provider)
