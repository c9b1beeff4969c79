"""Overviews of tenants in Postgres: each fact of all of them in one pass, at one moment."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine

from factory.interchange.tenant_overview import DAYS, TenantOverview
from factory.people.tenant import DEFAULT
from resources.catalogue.json_rows import rows
from resources.catalogue.state_changes import PUBLISHED
from resources.catalogue.tenant_limits import HAS
from resources.database.connection import transact

OF_ALL: Final = {
    what: question.replace(".tenant = t.tenant", f".tenant IS NULL AND t.tenant = '{DEFAULT}'")
    for what, question in HAS.items()
}
"""Whoever comes in for the whole factory is counted with its default tenant."""

OVERVIEWS: Final = f"""
    WITH state AS (
        SELECT tenant, jsonb_object_agg(status, videos) AS videos FROM (
            SELECT tenant, status, count(*) AS videos FROM (
                SELECT tenant, status FROM factory.unfinished_videos
                UNION ALL
                SELECT tenant, '{PUBLISHED}' FROM factory.videos
                WHERE video_id NOT IN (SELECT video_id FROM factory.unfinished)
            ) word GROUP BY tenant, status
        ) each GROUP BY tenant
    ), month AS (
        SELECT tenant, sum(spent_usd) AS spent_usd, sum(reserved_usd) AS reserved_usd
        FROM factory.spending
        WHERE day >= date_trunc('month', now() AT TIME ZONE 'UTC')::date GROUP BY tenant
    ), queue AS (
        SELECT tenant, count(*) AS waiting,
               extract(epoch FROM now() - min(greatest(requested_at, not_before))) AS oldest_seconds
        FROM factory.launches
        WHERE ended_at IS NULL AND claimed_at IS NULL AND coalesce(not_before <= now(), true)
        GROUP BY tenant
    ), decided AS (
        SELECT tenant, count(*) AS decisions,
               avg((decision = 'approved')::int) AS approved
        FROM factory.reviews
        WHERE decided_at > now() - interval '{DAYS} days' AND decision <> 'held' GROUP BY tenant
    ), run AS (
        SELECT tenant, count(*) AS runs, count(*) FILTER (WHERE outcome = 'failed') AS failed_runs
        FROM factory.launches
        WHERE ended_at > now() - interval '{DAYS} days' AND outcome IN ('succeeded', 'failed')
        GROUP BY tenant
    ), post AS (
        SELECT tenant, count(*) AS published FROM factory.posts
        WHERE published_at > now() - interval '{DAYS} days' GROUP BY tenant
    )
    SELECT t.tenant, t.most_channels, t.most_people, t.most_tokens,
           ARRAY(SELECT channel FROM factory.channels c WHERE c.tenant = t.tenant ORDER BY 1)
               AS channels,
           coalesce(state.videos, '{{}}') AS videos,
           coalesce(
               (SELECT usd FROM factory.limits WHERE scope = 'tenant' AND name = t.tenant),
               (SELECT (value #>> '{{}}')::numeric FROM factory.config WHERE key = 'usd_per_month')
           ) AS limit_usd,
           coalesce(month.spent_usd, 0) AS spent_usd,
           coalesce(month.reserved_usd, 0) AS reserved_usd,
           coalesce(queue.waiting, 0) AS waiting,
           coalesce(queue.oldest_seconds, 0) AS oldest_seconds,
           coalesce(decided.decisions, 0) AS decisions, decided.approved,
           coalesce(run.runs, 0) AS runs, coalesce(run.failed_runs, 0) AS failed_runs,
           coalesce(post.published, 0) AS published,
           ({HAS["people"]}) + ({OF_ALL["people"]}) AS people,
           ({HAS["tokens"]}) + ({OF_ALL["tokens"]}) AS tokens
    FROM factory.tenants t
    LEFT JOIN state USING (tenant) LEFT JOIN month USING (tenant) LEFT JOIN queue USING (tenant)
    LEFT JOIN decided USING (tenant) LEFT JOIN run USING (tenant) LEFT JOIN post USING (tenant)
    ORDER BY t.tenant
"""


class PostgresTenantOverviews:
    """How tenants do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> Sequence[TenantOverview]:
        """Return them by name; while somebody of one tenant is served, that one alone."""
        found = transact(self._engine, lambda c: rows(c, OVERVIEWS))
        return [TenantOverview.model_validate(row) for row in found]
