"""Whose turn it is: tenants one after the other, and channels of each, however much they have asked for."""

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from resources.database.tables import launches, videos


def turns(wanted: ColumnElement[bool]) -> sa.Select[tuple[int, int]]:
    """Return `id` and `turn` of the launches that are wanted, the first turn first.

    In its channel a launch comes after what is under way, or was wanted before it: that many launches
    are before it. Where several tenants have something under way or wanted, its turn is how many of
    its tenant's are before it, channels in turn; else how many of its channel's. So each tenant's
    first comes before any tenant's second, and so each channel's, whatever others asked for long ago.
    """
    open_one = launches.c.ended_at.is_(None)
    is_wanted = sa.func.coalesce(wanted, sa.false())
    each = (
        sa.select(
            launches.c.id,
            launches.c.claimed_at,
            videos.c.channel,
            videos.c.tenant,
            is_wanted.label("wanted"),
        )
        .join(videos, videos.c.video_id == launches.c.video_id)
        .where(open_one, sa.or_(wanted, launches.c.claimed_at.is_not(None)))
        .subquery()
    )
    oldest = each.c.claimed_at.asc().nulls_first(), each.c.id
    in_channel = sa.func.row_number().over(
        partition_by=each.c.channel, order_by=(each.c.wanted, *oldest)
    )
    placed = sa.select(each, (in_channel - 1).label("place")).subquery()
    in_tenant = sa.func.row_number().over(
        partition_by=placed.c.tenant, order_by=(placed.c.place, placed.c.id)
    )
    several = sa.func.min(placed.c.tenant).over() != sa.func.max(placed.c.tenant).over()
    ranked = sa.select(
        placed.c.id,
        placed.c.claimed_at,
        placed.c.wanted,
        sa.case((several, in_tenant - 1), else_=placed.c.place).label("turn"),
    ).subquery()
    first = ranked.c.turn, ranked.c.claimed_at.asc().nulls_first(), ranked.c.id
    return sa.select(ranked.c.id, ranked.c.turn).where(ranked.c.wanted).order_by(*first)
