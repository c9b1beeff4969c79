"""Whose turn it is: channels one after the other, however many launches each has asked for."""

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from resources.database.tables import launches, videos


def turns(wanted: ColumnElement[bool]) -> sa.Select[tuple[int, int]]:
    """Return `id` and `turn` of the launches that are wanted, the first turn first.

    A launch's turn is how many of its channel are under way, or wanted before it. So each channel's
    first comes before any channel's second, and a new one's before what others have asked for long ago.
    """
    mine, other = videos.alias("mine"), videos.alias("other")
    begun = launches.alias("begun")
    at_work = (
        sa.select(other.c.channel, sa.func.count().label("runs"))
        .join(begun, begun.c.video_id == other.c.video_id)
        .where(begun.c.ended_at.is_(None), begun.c.claimed_at.is_not(None))
        .group_by(other.c.channel)
        .subquery()
    )
    oldest = launches.c.claimed_at.asc().nulls_first(), launches.c.id
    place = sa.func.row_number().over(partition_by=mine.c.channel, order_by=oldest)
    turn = (place - 1 + sa.func.coalesce(at_work.c.runs, 0)).label("turn")
    return (
        sa.select(launches.c.id, turn)
        .join(mine, mine.c.video_id == launches.c.video_id)
        .outerjoin(at_work, at_work.c.channel == mine.c.channel)
        .where(wanted)
        .order_by(turn, *oldest)
    )
