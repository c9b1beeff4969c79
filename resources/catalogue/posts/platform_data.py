"""What platforms told this factory: looked at again in time, and deleted when it must be."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.ports import AccountPosts, Forgotten
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.posts.post_figures import delete_figures
from resources.database.connection import transact

OF_ACCOUNT = """
    SELECT v.video_id, v.channel FROM factory.videos v, LATERAL (
        SELECT accepted -> 'channel' -> CAST(:outlet AS text) ->> 'account' AS account
        FROM factory.briefs WHERE video_id = v.video_id ORDER BY revision DESC LIMIT 1
    ) b WHERE b.account = :account
"""
OURS = f"video_id IN (SELECT video_id FROM ({OF_ACCOUNT}) o)"
NAMED = "payload ->> 'outlet' = :outlet AND (payload ? 'post_id' OR payload ? 'url')"
HOLDS = {
    "figures": f"factory.observations WHERE outlet = :outlet AND {OURS}",
    "readings": f"factory.readings WHERE outlet = :outlet AND {OURS}",
    "retention curves": f"factory.retentions WHERE outlet = :outlet AND {OURS}",
    "audiences": (
        "factory.audiences WHERE outlet = :outlet "
        f"AND channel IN (SELECT channel FROM ({OF_ACCOUNT}) o)"
    ),
    "consents": "factory.grants WHERE outlet = :outlet AND account = :account",
}
"""Rows that are deleted whole."""
POSTS = (
    f"factory.posts WHERE outlet = :outlet AND {OURS} AND (coalesce(post_id, '') <> '' OR "
    "coalesce(url, '') <> '' OR notes IS NOT NULL OR error IS NOT NULL)"
)
EVENTS = f"factory.events WHERE {OURS} AND {NAMED}"
"""Rows that stay without what the platform told."""

TO_VERIFY = sa.text("""
    SELECT p.outlet, b.account, array_agg(p.post_id ORDER BY p.id) AS post_ids
    FROM factory.posts p, LATERAL (
        SELECT accepted -> 'channel' -> p.outlet ->> 'account' AS account
        FROM factory.briefs WHERE video_id = p.video_id ORDER BY revision DESC LIMIT 1
    ) b
    WHERE p.published_at IS NOT NULL AND coalesce(p.post_id, '') <> '' AND b.account IS NOT NULL
      AND p.gone_at IS NULL AND coalesce(p.verified_at, p.published_at) < :before
    GROUP BY p.outlet, b.account ORDER BY 1, 2
""")


class PostgresPlatformData:
    """See `factory.ports.PlatformData`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def posts_to_verify(self, before: datetime) -> Sequence[AccountPosts]:
        """See `factory.ports.PlatformData.posts_to_verify`."""
        rows = transact(self._engine, lambda c: c.execute(TO_VERIFY, {"before": before}).all())
        return [AccountPosts(row.outlet, row.account, tuple(row.post_ids)) for row in rows]

    def verified(self, outlet: str, post_ids: Collection[str], there: Collection[str]) -> int:
        """See `factory.ports.PlatformData.verified`."""

        def note(connection: Connection) -> int:
            asked = {"outlet": outlet, "ids": list(post_ids), "there": list(there)}
            gone = connection.execute(
                sa.text("""
                    UPDATE factory.posts SET verified_at = now(),
                        gone_at = CASE WHEN post_id <> ALL (:there) THEN now() END
                    WHERE outlet = :outlet AND post_id = ANY (:ids)
                    RETURNING video_id, gone_at
                """),
                asked,
            ).all()
            videos = [row.video_id for row in gone if row.gone_at]
            delete_figures(connection, outlet, videos)
            for video_id in videos:
                announce(connection, topics.POST_GONE, video_id, {"outlet": outlet})
            return len(videos)

        return transact(self._engine, note)

    def forget(self, outlet: str, account: str, by: str) -> Forgotten:
        """See `factory.ports.PlatformData.forget`."""
        which = {"outlet": outlet, "account": account}

        def forget(connection: Connection) -> Forgotten:
            deleted = {
                name: connection.execute(sa.text(f"DELETE FROM {rows}"), which).rowcount
                for name, rows in HOLDS.items()
            }
            table, _, condition = POSTS.partition(" WHERE ")
            emptied = (
                f"UPDATE {table} SET post_id = '', url = '', answer = CAST(:emptied AS jsonb), "
                f"notes = NULL, error = NULL, forgotten_at = now() WHERE {condition}"
            )
            told = {**which, "emptied": '{"post_id": "", "url": ""}'}
            deleted["posts"] = connection.execute(sa.text(emptied), told).rowcount
            table, _, condition = EVENTS.partition(" WHERE ")
            scrubbed = f"UPDATE {table} SET payload = payload - 'post_id' - 'url' WHERE {condition}"
            deleted["events"] = connection.execute(sa.text(scrubbed), which).rowcount
            left = {
                name: connection.scalar(sa.text(f"SELECT count(*) FROM {rows}"), which) or 0
                for name, rows in {**HOLDS, "posts": POSTS, "events": EVENTS}.items()
            }
            facts = {**which, "by": by, "deleted": deleted, "left": left}
            announce(connection, topics.PLATFORM_FORGOTTEN, None, facts)
            return Forgotten(outlet, account, deleted, left)

        return transact(self._engine, forget)
