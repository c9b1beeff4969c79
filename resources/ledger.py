"""Ledger: money is set aside before a call and settled after; a lost answer stays in doubt."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from factory.errors import PermanentError
from factory.work import Unit
from resources.tables import charges

LOST_ANSWERS = 2
"""A call whose answer got lost is repeated once; then a person must look."""

SPENT = sa.case(
    (charges.c.state == "settled", charges.c.settled_usd),
    (charges.c.state == "in_doubt", charges.c.estimated_usd),
    else_=0,
)
"""What one charge has cost, as far as is known."""


def reserve(connection: Connection, token: UUID, unit: Unit) -> None:
    """Set the estimate aside; one charge per claim, known by the claim's token.

    Raises:
        PermanentError: the answer to this very call got lost twice already.
    """
    if unit.estimate_usd <= 0:
        return
    lost = connection.scalar(
        sa.select(sa.func.count()).where(
            charges.c.fingerprint == unit.fingerprint, charges.c.state == "in_doubt"
        )
    )
    if (lost or 0) >= LOST_ANSWERS:
        raise PermanentError(
            f"{unit.video_id}: {unit.label} was asked of {unit.provider.name} {lost} times and the "
            f"answer got lost each time; up to ${unit.estimate_usd * (lost or 0):.2f} may be spent. "
            "Look at the vendor's own bill, then set state to 'released' or 'settled' in "
            f"factory.charges where fingerprint = '{unit.fingerprint}'"
        )
    connection.execute(
        insert(charges)
        .values(token=token, state="reserved", **_about(unit))
        .on_conflict_do_nothing()
    )


def settle(connection: Connection, token: UUID, unit: Unit, cost_usd: float) -> None:
    """The answer came: this is what it cost."""
    if unit.estimate_usd <= 0 and cost_usd <= 0:
        return
    facts = {"state": "settled", "settled_usd": cost_usd, "settled_at": sa.func.now()}
    connection.execute(
        insert(charges)
        .values(token=token, **_about(unit), **facts)
        .on_conflict_do_update(index_elements=["token"], set_=facts)
    )


def release(connection: Connection, token: UUID) -> None:
    """The vendor refused: nothing was spent."""
    _close(connection, token, state="released")


def doubt(connection: Connection, token: UUID) -> None:
    """Nobody knows whether the vendor answered: the estimate counts as spent."""
    _close(connection, token, state="in_doubt")


def _close(connection: Connection, token: UUID, **facts: object) -> None:
    connection.execute(
        sa.update(charges)
        .where(charges.c.token == token, charges.c.state == "reserved")
        .values(settled_at=sa.func.now(), **facts)
    )


def _about(unit: Unit) -> dict[str, object]:
    return {
        "video_id": unit.video_id,
        "stage": unit.stage,
        "fingerprint": unit.fingerprint,
        "provider": unit.provider.name,
        "estimated_usd": unit.estimate_usd,
    }
