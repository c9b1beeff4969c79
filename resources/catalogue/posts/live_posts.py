"""Live posts in Postgres: what is out, and on whose account."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from factory.ports import LivePost, PostStanding
from factory.workflow.platform_days import PLATFORM_ZONE
from resources.catalogue.json_rows import rows
from resources.database.connection import transact

DOWN = """EXISTS (
    SELECT FROM factory.takedowns t WHERE t.post = p.id AND NOT EXISTS (
        SELECT FROM factory.reviews r WHERE r.video_id = t.video_id
          AND r.decision = 'approved' AND r.for_tenant = r.tenant AND r.recorded_at > t.asked_at
    )
)"""
"""Of a post `p`: its takedown was asked for, and it was not approved since."""
OUT = """(
    p.published_at IS NOT NULL AND p.post_id IS NOT NULL
    AND p.gone_at IS NULL AND p.forgotten_at IS NULL
)"""
"""Of a post `p`: it stands at its outlet, as far as is known."""
LIVE = f"""
    SELECT p.video_id, v.channel, p.outlet, p.post_id,
           b.accepted->'channel'->p.outlet->>'account' AS account, p.published_at,
           p.master_sha256, {DOWN} AS down
    FROM factory.posts p
    JOIN factory.videos v USING (video_id)
    JOIN LATERAL (
        SELECT accepted FROM factory.briefs b WHERE b.video_id = p.video_id
        ORDER BY revision DESC LIMIT 1
    ) b ON true
    WHERE {OUT} AND v.deleted_at IS NULL
      AND b.accepted->'channel'->p.outlet->>'account' IS NOT NULL
      AND {{which}}
    ORDER BY p.published_at, p.video_id
"""
BY_DAY = "CAST(p.published_at AT TIME ZONE :zone AS date) <= :day"
OF_VIDEO = "p.video_id = :video_id AND p.outlet = :outlet"
STANDING = f"""
    SELECT {DOWN} AS down FROM factory.posts p JOIN factory.videos v USING (video_id)
    WHERE p.video_id = :video_id AND p.outlet = :outlet AND {OUT} AND v.deleted_at IS NULL
    ORDER BY p.published_at DESC LIMIT 1
"""
TO_COME = """
    SELECT s.status FROM factory.video_status s
    JOIN LATERAL (
        SELECT outlets FROM factory.briefs b WHERE b.video_id = s.video_id
        ORDER BY revision DESC LIMIT 1
    ) b ON true
    WHERE s.video_id = :video_id AND :outlet = ANY (b.outlets)
      AND s.status NOT IN ('published', 'rejected', 'cancelled', 'deleted')
"""


class PostgresLivePosts:
    """See `factory.ports.LivePosts`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def live(self, day: date) -> Sequence[LivePost]:
        """See `factory.ports.LivePosts.live`; a post that was made anew is named by its newest ID."""
        by_day = LIVE.format(which=BY_DAY)
        found = transact(self._engine, lambda c: rows(c, by_day, day=day, zone=PLATFORM_ZONE))
        newest = {(one["video_id"], one["outlet"]): one for one in found}
        return [LivePost.model_validate(one) for one in newest.values()]

    def newest(self, video_id: str, outlet: str) -> LivePost | None:
        """See `factory.ports.LivePosts.newest`."""
        asked = {"video_id": video_id, "outlet": outlet}
        of_video = LIVE.format(which=OF_VIDEO)
        found = transact(self._engine, lambda c: rows(c, of_video, **asked))
        return LivePost.model_validate(found[-1]) if found else None

    def to_come(self, video_id: str, outlet: str) -> str:
        """See `factory.ports.LivePosts.to_come`."""
        asked = {"video_id": video_id, "outlet": outlet}
        found = transact(self._engine, lambda c: rows(c, TO_COME, **asked))
        return str(found[0]["status"]) if found else ""

    def standing(self, video_id: str, outlet: str) -> PostStanding:
        """See `factory.ports.LivePosts.standing`."""
        asked = {"video_id": video_id, "outlet": outlet}
        found = transact(self._engine, lambda c: rows(c, STANDING, **asked))
        if not found:
            return "gone"
        return "down" if found[0]["down"] else "out"
