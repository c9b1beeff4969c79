"""What the commands about money do; each returns facts or one sentence, and prints nothing."""

import getpass
import os
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from factory.errors import BadInput
from factory.money.limits import PERIODS, Scope
from wiring.factory import Factory, open_factory

BY_HAND = {"true": True, "false": False}


def confirm_prices(videos: Sequence[str]) -> str:
    """Agree to the estimates of these videos."""
    with open_factory() as factory:
        agreed = factory.estimates.confirm(videos, getpass.getuser())
    total = sum(row["usd"] for row in agreed)
    return f"Agreed to ${total:.2f} for {len(agreed)} of them; `factory up` goes on with them."


def limit_facts(scope: Scope, name: str, usd: str | None) -> dict[str, Any]:
    """Set a limit if a sum is given; return the limit and its use."""
    with open_factory() as factory:
        if usd is not None:
            sum_usd = None if usd == "default" else _dollars(usd)
            factory.budgets.set(scope, name, sum_usd, getpass.getuser())
        limit = factory.budgets.limit(scope, name)
    return {
        "scope": scope,
        "name": name,
        "period": PERIODS[scope],
        "usd": float(limit.usd),
        "spent_usd": float(limit.spent_usd),
        "reserved_usd": float(limit.reserved_usd),
        "left_usd": float(limit.left_usd),
    }


def change_setting(key: str | None, value: str | None) -> dict[str, Any]:
    """Change one setting if both are given; return all."""
    with open_factory() as factory:
        if key is not None and value is not None:
            said = BY_HAND.get(value.lower())
            factory.catalogue.configure(key, float(_dollars(value)) if said is None else said)
            _let_go_on(factory)
        found = factory.catalogue.config()
    if key is None:
        return found
    if key not in found:
        raise BadInput(f"setting {key!r} is unknown; there are: {', '.join(found)}")
    return {key: found[key]}


def waiting_prices() -> list[dict[str, Any]]:
    """Return the videos that wait until somebody agrees to their price."""
    with open_factory() as factory:
        return factory.estimates.waiting()


def spending_facts(days: int) -> dict[str, Any]:
    """Return what was spent in the last days, and the vendors that are being left alone."""
    with open_factory() as factory:
        return {
            "days": factory.catalogue.money(days),
            "vendors": factory.circuits.states(),
            "emulated": bool(os.environ.get("FACTORY_SANDBOX")),
        }


def _let_go_on(factory: Factory) -> None:
    while factory.budgets.wake():
        continue


def _dollars(given: str) -> Decimal:
    try:
        found = Decimal(given.removeprefix("$"))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0:
        raise BadInput(f"{given!r} is not a sum; wanted dollars such as 7.50, or `default`")
    return found
