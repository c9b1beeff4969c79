"""Sums that limits are compared with: what videos, channels and tenants have spent and set aside."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql

from factory.money.spending_limits import Scope, day_of
from resources.database.money_tables import charges, spending

SPENT = sa.case(
    (charges.c.state == "settled", charges.c.settled_usd),
    (charges.c.state == "in_doubt", charges.c.estimated_usd),
    else_=0,
)
"""What one charge has cost, as far as is known."""
PAID: Final = (
    f"sum({SPENT.compile(dialect=postgresql.dialect(), compile_kwargs={'literal_binds': True})})"
)
"""The same of all rows of `factory.charges` in a question that is written as text; null where there is none."""

RESERVED = sa.case((charges.c.state == "reserved", charges.c.estimated_usd), else_=0)


def used(
    connection: Connection, scope: str, name: str, tenant: str, now: datetime
) -> tuple[Decimal, Decimal]:
    """Return what is spent and what is reserved of one limit.

    Of a channel's day that is what its tenant pays for: videos that stayed with the tenant that the
    channel had before use none of it.
    """
    if scope == "video":
        question = sa.select(sa.func.sum(SPENT), sa.func.sum(RESERVED)).where(
            charges.c.video_id == name
        )
    else:
        today = day_of(now).date()
        of_channel = sa.and_(
            spending.c.channel == name, spending.c.tenant == tenant, spending.c.day == today
        )
        of_tenant = sa.and_(spending.c.tenant == name, spending.c.day >= today.replace(day=1))
        question = sa.select(
            sa.func.sum(spending.c.spent_usd), sa.func.sum(spending.c.reserved_usd)
        ).where(of_channel if scope == "channel" else of_tenant)
    spent, reserved = connection.execute(question).one()
    return Decimal(spent or 0), Decimal(reserved or 0)


def used_now(connection: Connection) -> dict[tuple[Scope, str, str], tuple[Decimal, Decimal]]:
    """Return what every channel has used today and every tenant this month: spent, reserved.

    Each by scope, name and who paid.
    """
    today = sa.func.timezone("UTC", sa.func.now()).cast(sa.Date)
    month = sa.func.date_trunc("month", today).cast(sa.Date)
    sums = sa.func.sum(spending.c.spent_usd), sa.func.sum(spending.c.reserved_usd)
    found: dict[tuple[Scope, str, str], tuple[Decimal, Decimal]] = {}
    kinds: tuple[tuple[Scope, Any, Any], ...] = (
        ("channel", spending.c.channel, spending.c.day == today),
        ("tenant", spending.c.tenant, spending.c.day >= month),
    )
    for scope, name, when in kinds:
        question = sa.select(name, spending.c.tenant, *sums).where(when)
        for who, tenant, spent, reserved in connection.execute(
            question.group_by(name, spending.c.tenant)
        ):
            found[scope, who, tenant] = spent, reserved
    return found
