"""Ledger: money is reserved before a call and settled after; a lost answer stays in doubt."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import PermanentError
from factory.money.charge import Charge
from factory.money.dollars import dollars
from factory.ports import Channels
from factory.units_of_work import Unit
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.money_tables import charges
from resources.journal.estimates import unconfirmed
from resources.journal.spending_limits import Payer, lock_money, payer_of, refused
from resources.journal.upserts import ENDED_CHARGE, NEW_CHARGE

LOST_ANSWERS = 2
"""A call whose answer got lost is repeated once; then a person must look."""


def reserve(
    connection: Connection, token: UUID, unit: Unit, channels: Channels | None = None
) -> None:
    """Set the estimate aside, unless it was for this token; one charge per claim.

    Args:
        connection: the transaction that claims the unit.
        token: of the claim.
        unit: what is asked for.
        channels: the channel files as they are now, for their limits.

    Raises:
        BudgetExceeded: a limit would be passed.
        ConfirmationNeeded: nobody has agreed to the price of the video yet.
        PermanentError: the answer to this very call got lost twice already.
    """
    if unit.estimate_usd <= 0 or _stands(connection, token):
        return
    lost = connection.scalar(
        sa.select(sa.func.count()).where(
            charges.c.fingerprint == unit.fingerprint, charges.c.state == "in_doubt"
        )
    )
    if (lost or 0) >= LOST_ANSWERS:
        raise PermanentError(
            f"{unit.video_id}: {unit.label} was asked of {unit.provider.name} {lost} times and the "
            f"answer got lost each time; up to {dollars(unit.estimate_usd * (lost or 0))} may be spent. "
            "Look at the vendor's own bill, then say what it was: `factory doubt` lists these calls, "
            "`factory doubt resolve` takes each by its number"
        )
    what = f"{unit.video_id}: {unit.label}, at {unit.provider.name},"
    payer = payer_of(connection, unit.video_id, channels, unit.channel)
    lock_money(connection)
    no = unconfirmed(connection, unit.video_id, unit.estimate_usd) or refused(
        connection, payer, what, unit.estimate_usd
    )
    if no:
        raise no
    connection.execute(NEW_CHARGE, _about(payer, unit, token) | {"state": "reserved"})


def inherit(connection: Connection, old: UUID, new: UUID) -> None:
    """Hand the charge of a job that goes on from a dead claim to the one that waits for it now.

    It may be in doubt meanwhile, as its video ended; then it is set aside again. One that a
    person has resolved as paid is the job's all the same, and is not made anew.
    """
    if not _stands(connection, old):
        return
    lock_money(connection)  # before the sums are touched, as in `doubt`
    again = sa.case((charges.c.state == "in_doubt", "reserved"), else_=charges.c.state)
    connection.execute(
        sa.update(charges)
        .where(charges.c.token == old, charges.c.state != "released")
        .values(token=new, state=again)
    )


def settle(connection: Connection, token: UUID, unit: Unit, charge: Charge) -> None:
    """The answer came: this is what it cost; a sum that is not believed is left to a person."""
    if unit.estimate_usd <= 0 and charge.usd <= 0 and not charge.disbelieved:
        return
    state, usd = "settled", charge.usd
    if charge.disbelieved:
        lock_money(connection)  # before the sums are touched, as in `doubt`
        state, usd = "in_doubt", None
        _tell(connection, token, unit, charge)
    payer = payer_of(connection, unit.video_id, None, unit.channel)
    facts = {"state": state, "settled_usd": usd}
    connection.execute(ENDED_CHARGE, _about(payer, unit, token) | facts)


def clear_up(connection: Connection, token: UUID, charge: Charge) -> None:
    """The answer came after all, too late to be used: what it cost is not in doubt any more."""
    if charge.disbelieved:
        return
    connection.execute(
        sa.update(charges)
        .where(charges.c.token == token, charges.c.state == "in_doubt")
        .values(state="settled", settled_usd=charge.usd, settled_at=sa.func.now())
    )


def release(connection: Connection, token: UUID) -> None:
    """The vendor refused: nothing was spent."""
    _close(connection, token, state="released")


def doubt(connection: Connection, token: UUID) -> None:
    """Nobody knows whether the vendor answered: the estimate counts as spent."""
    if _stands(connection, token):
        # Before the sums are touched: whoever sets money aside takes the lock first, then these.
        lock_money(connection)
    _close(connection, token, state="in_doubt")


def _tell(connection: Connection, token: UUID, unit: Unit, charge: Charge) -> None:
    facts = {
        "token": str(token),
        "label": unit.label,
        "provider": unit.provider.name,
        "said": charge.disbelieved,
        "estimated_usd": float(unit.estimate_usd),
    }
    announce(connection, topics.CHARGE_DOUBTED, unit.video_id, facts)


def _close(connection: Connection, token: UUID, **facts: object) -> None:
    connection.execute(
        sa.update(charges)
        .where(charges.c.token == token, charges.c.state == "reserved")
        .values(settled_at=sa.func.now(), **facts)
    )


def _stands(connection: Connection, token: UUID) -> bool:
    return bool(connection.scalar(sa.select(sa.exists().where(charges.c.token == token))))


def _about(payer: Payer, unit: Unit, token: UUID) -> dict[str, object]:
    return {
        "token": token,
        "video_id": unit.video_id,
        "channel": payer.channel,
        "tenant": payer.tenant,
        "stage": unit.stage,
        "label": unit.label,
        "fingerprint": unit.fingerprint,
        "provider": unit.provider.name,
        "model": unit.provider.model,
        "role": unit.provider.role,
        "estimated_usd": unit.estimate_usd,
    }
