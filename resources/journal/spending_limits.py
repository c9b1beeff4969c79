"""Spending limits in Postgres: the limits that hold for a video, and how much of each is used.

A limit that somebody set with `factory limit` comes first, then what the channel's file says now,
then the factory's own in `config`.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.channel.channel import Channel
from factory.errors import BadInput, BudgetExceeded
from factory.money.dollars import dollars
from factory.money.spending_limits import Scope, SpendingLimit, refusal
from factory.ports import Channels
from resources.database.connection import transact
from resources.database.money_tables import limits
from resources.database.tables import briefs, config, launches, videos
from resources.journal.limit_sums import used, used_now

MONEY_LOCK = 7_142_035_599_286_042
"""Key of the advisory lock under which money is set aside: one transaction at a time."""

AT_A_TIME = 20
"""Launches that are looked at in one go when money may have come free."""


@dataclass(frozen=True, slots=True)
class Payer:
    """On whose behalf a video spends, and how much its channel allows."""

    video_id: str
    channel: str = ""
    tenant: str = ""
    keys: Channel | None = None


def payer_of(
    connection: Connection, video_id: str, channels: Channels | None, channel: str = ""
) -> Payer:
    """Return who pays for a video, or for what is made for none.

    Args:
        connection: the database.
        video_id: whose.
        channels: the files as they are now; without one that can be read, or where it is another
            tenant's by now than the video, the brief's copy holds.
        channel: who pays for what is of no video in the catalogue.
    """
    row = connection.execute(
        sa.select(videos.c.channel, videos.c.tenant, briefs.c.accepted["channel"].label("keys"))
        .join(briefs, briefs.c.video_id == videos.c.video_id)
        .where(videos.c.video_id == video_id)
        .order_by(briefs.c.revision.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        files = channel_now(channel, channels)
        return Payer(video_id, channel, files.tenant if files else "", files)
    keys = channel_now(row.channel, channels)
    if keys is None or keys.tenant != row.tenant:
        keys = Channel.model_validate(row.keys)
    return Payer(video_id, row.channel, row.tenant, keys)


def lock_money(connection: Connection) -> None:
    """Be the only one who sets money aside until this transaction ends."""
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MONEY_LOCK)))


def limits_of(connection: Connection, payer: Payer, now: datetime) -> list[SpendingLimit]:
    """Return every limit that holds for a video, with its use."""
    set_by_hand = {
        (row.scope, row.name): row.usd
        for row in connection.execute(sa.select(limits)).all()
        if not payer.tenant or row.tenant in (None, payer.tenant)
    }
    own = _own_limits(connection)
    keys = payer.keys
    wanted: list[tuple[Any, str, Decimal]] = [
        ("video", payer.video_id, _first(keys and keys.budget_usd_per_video, own["usd_per_video"]))
    ]
    if payer.channel:
        a_day = _first(keys and keys.budget_usd_per_day, own["usd_per_day"])
        wanted.append(("channel", payer.channel, a_day))
    if payer.tenant:
        wanted.append(("tenant", payer.tenant, own["usd_per_month"]))
    return [
        SpendingLimit(
            scope,
            name,
            set_by_hand.get((scope, name), usd),
            *used(connection, scope, name, payer.tenant, now),
        )
        for scope, name, usd in wanted
    ]


def refused(
    connection: Connection, payer: Payer, what: str, asked_usd: Decimal
) -> BudgetExceeded | None:
    """Return why this sum may not be spent now, or None if it may."""
    now = connection.scalar(sa.select(sa.func.clock_timestamp()))
    assert now is not None
    stopped = sa.select(config.c.value).where(config.c.key == "spending_stopped")
    if connection.scalar(stopped):
        return BudgetExceeded(
            f"{what} asks for {dollars(asked_usd)}, but all spending is stopped. The video waits until "
            "`factory settings spending_stopped false`",
            scope="all spending",
            usd=float(asked_usd),
        )
    return refusal(what, asked_usd, limits_of(connection, payer, now), now)


def channel_now(name: str, channels: Channels | None) -> Channel | None:
    """Return a channel as its file is now; None where there is none that can be read."""
    if channels is None:
        return None
    try:
        return channels.named(name)
    except BadInput:
        return None


def _own_limits(connection: Connection) -> dict[str, Decimal]:
    rows = connection.execute(sa.select(config).where(config.c.key.like("usd_per_%")))
    return {row.key: Decimal(str(row.value)) for row in rows}


def _first(given: float | None, otherwise: Decimal) -> Decimal:
    return otherwise if given is None else Decimal(str(given))


class PostgresSpendingLimits:
    """See `factory.ports.SpendingLimits`."""

    def __init__(self, engine: Engine, channels: Channels) -> None:
        self._engine = engine
        self._channels = channels

    def wake(self) -> int:
        """See `factory.ports.SpendingLimits.wake`; a few at a time, so that a tick stays short."""
        waiting = sa.and_(
            launches.c.ended_at.is_(None),
            launches.c.claimed_at.is_(None),
            launches.c.not_before > sa.func.now(),
            launches.c.wait["waits_for"].astext == "budget",
        )
        some = sa.select(launches.c.id, launches.c.video_id, launches.c.wait)
        some = some.where(waiting).order_by(sa.func.random()).limit(AT_A_TIME)

        def wake(connection: Connection) -> int:
            due = [
                row.id
                for row in connection.execute(some).all()
                if self._has_room(connection, row.video_id, row.wait)
            ]
            now = {"not_before": sa.func.now()}
            connection.execute(sa.update(launches).where(launches.c.id.in_(due)).values(now))
            return len(due)

        return transact(self._engine, wake)

    def limits(self, video_id: str) -> list[SpendingLimit]:
        """Return the limits that hold for a video, with their use."""

        def ask(connection: Connection) -> list[SpendingLimit]:
            payer = payer_of(connection, video_id, self._channels)
            now = connection.scalar(sa.select(sa.func.clock_timestamp()))
            assert now is not None
            return limits_of(connection, payer, now)

        return transact(self._engine, ask)

    def limit(self, scope: Scope, name: str) -> SpendingLimit:
        """Return one limit with its use.

        Raises:
            BadInput: nobody of that name ever had a video.
        """
        column = {
            "video": videos.c.video_id,
            "channel": videos.c.channel,
            "tenant": videos.c.tenant,
        }[scope]
        newest = (
            sa.select(videos.c.video_id)
            .join(briefs, briefs.c.video_id == videos.c.video_id)
            .where(column == name)
            .order_by(briefs.c.recorded_at.desc())
            .limit(1)
        )
        video_id = transact(self._engine, lambda connection: connection.scalar(newest))
        found = [one for one in self.limits(video_id) if one.scope == scope] if video_id else []
        if not found or found[0].name != name:
            raise BadInput(f"there is no {scope} {name} with a video; `factory list` shows videos")
        return found[0]

    def in_use(self) -> list[SpendingLimit]:
        """Return the limits of every channel there is, a day, and of every tenant, a month."""
        channels = self._channels.all()
        tenants = {keys.tenant for keys in channels.values() if keys.tenant}

        def ask(connection: Connection) -> list[SpendingLimit]:
            by_hand = {
                (row.scope, row.name): row.usd for row in connection.execute(sa.select(limits))
            }
            own = _own_limits(connection)
            wanted: list[tuple[Scope, str, str, Decimal]] = [
                ("channel", name, keys.tenant, _first(keys.budget_usd_per_day, own["usd_per_day"]))
                for name, keys in sorted(channels.items())
            ]
            wanted.extend(("tenant", name, name, own["usd_per_month"]) for name in sorted(tenants))
            uses = used_now(connection)
            nothing = Decimal(0), Decimal(0)
            return [
                SpendingLimit(
                    scope,
                    name,
                    by_hand.get((scope, name), usd),
                    *uses.get((scope, name, tenant), nothing),
                )
                for scope, name, tenant, usd in wanted
            ]

        return transact(self._engine, ask)

    def set(self, scope: Scope, name: str, usd: Decimal | None, by: str) -> None:
        """Set a limit by hand, or with None let what the files say hold again; wake who waits."""
        facts = {"usd": usd, "set_by": by, "set_at": sa.func.now()}
        here = sa.and_(limits.c.scope == scope, limits.c.name == name)

        def change(connection: Connection) -> None:
            if usd is None:
                connection.execute(sa.delete(limits).where(here))
                return
            connection.execute(
                insert(limits)
                .values(scope=scope, name=name, **facts)
                .on_conflict_do_update(constraint=limits.primary_key, set_=facts)
            )

        transact(self._engine, change)
        self.wake()

    def _has_room(self, connection: Connection, video_id: str, wait: dict[str, Any]) -> bool:
        payer = payer_of(connection, video_id, self._channels)
        return refused(connection, payer, video_id, Decimal(str(wait["usd"]))) is None
