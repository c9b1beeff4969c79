"""How much room a month of videos takes, by what the last thirty days left."""

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.ports import StorageNeed
from resources.database.connection import transact
from resources.storage_cleanup.unneeded_results import INTERMEDIATE

NEED = sa.text("""
    WITH made AS (
        SELECT DISTINCT ON (sha256) sha256, bytes, at, intermediate FROM (
            SELECT sha256, bytes, made_at AS at, false AS intermediate FROM factory.artifacts
            UNION ALL
            SELECT sha256, bytes, done_at, kind = ANY(:intermediate) FROM factory.work
            WHERE done_at IS NOT NULL
        ) files WHERE at > now() - interval '30 days'
        ORDER BY sha256, intermediate
    ), masters AS (
        SELECT count(*) AS videos FROM factory.artifacts
        WHERE stage = 'renders' AND name = 'master.mp4' AND made_at > now() - interval '30 days'
    ), shown AS (
        -- A post in the outbox is a second copy.
        SELECT coalesce(sum(a.bytes), 0) AS bytes FROM factory.posts p
        JOIN factory.artifacts a ON a.video_id = p.video_id AND a.sha256 = p.master_sha256
        WHERE p.outlet = 'outbox' AND p.published_at > now() - interval '30 days'
    )
    SELECT (SELECT videos FROM masters) AS videos,
           coalesce(sum(bytes), 0) + (SELECT bytes FROM shown) AS bytes,
           coalesce(sum(bytes) FILTER (WHERE intermediate), 0) AS intermediate_bytes,
           30 / greatest(1, extract(epoch FROM now() - min(at)) / 86400) AS times
    FROM made
""")
"""`times`: a younger factory is reckoned up to a month, by whole days at least."""


def storage_need(engine: Engine) -> StorageNeed:
    """Return what a month takes at the rate of the last thirty days."""
    row = transact(engine, lambda c: c.execute(NEED, {"intermediate": INTERMEDIATE}).one())
    times = float(row.times or 0)
    return StorageNeed(
        videos=round(row.videos * times),
        bytes=int(float(row.bytes) * times),
        intermediate_bytes=int(float(row.intermediate_bytes) * times),
    )
