"""What the commands about money do; each returns facts and prints nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from desk.actions.acting import acting
from factory.errors import BadInput
from factory.interchange.spending_row import SpendingRow
from factory.interchange.video_facts import ChargeFacts
from factory.money.charge import plain_sum
from factory.money.spending_limits import PERIODS, Scope
from factory.records import Payload
from factory.workflow.changed_setting import ChangedSetting
from wiring.factory import Factory, open_factory

BY_HAND = {"true": True, "false": False}


class PricedVideo(Payload):
    """A video whose price somebody agrees to, or has agreed to."""

    video_id: str
    channel: str = ""
    title: str = ""
    usd: float


class LimitFacts(Payload):
    """One limit and its use."""

    scope: Scope
    name: str
    period: str
    usd: float
    spent_usd: float
    reserved_usd: float
    left_usd: float


class VendorState(Payload):
    """A vendor that failed, and whether it is being left alone."""

    provider: str
    failures: int
    open: bool | None
    open_until: datetime | None
    error: str | None


class Spending(Payload):
    """What was spent in the last days, and the vendors that are being left alone."""

    days: tuple[SpendingRow, ...]
    vendors: tuple[VendorState, ...]
    emulated: bool


def confirm_prices(videos: Sequence[str], shown: str | None = None) -> tuple[PricedVideo, ...]:
    """Agree to the estimates of these videos: as they stand, or to the sum that was shown.

    Raises:
        BadInput: what was shown is no sum.
        PermanentError: one of them has no price, or another; nothing was agreed to.
    """
    shown_usd = None if shown is None else sum_in_dollars(shown, "as `factory prices` tells it")
    with open_factory() as factory:
        agreed = factory.estimates.confirm(videos, acting(), shown_usd)
    return tuple(PricedVideo.model_validate(row) for row in agreed)


def limit_facts(scope: Scope, name: str, usd: str | None) -> LimitFacts:
    """Set a limit if a sum is given; return the limit and its use."""
    with open_factory() as factory:
        if usd is not None:
            sum_usd = None if usd == "default" else sum_in_dollars(usd, "or `default`")
            factory.spending_limits.set(scope, name, sum_usd, acting())
        limit = factory.spending_limits.limit(scope, name)
    return LimitFacts(
        scope=scope,
        name=name,
        period=PERIODS[scope],
        usd=float(limit.usd),
        spent_usd=float(limit.spent_usd),
        reserved_usd=float(limit.reserved_usd),
        left_usd=float(limit.left_usd),
    )


def change_setting(key: str | None, value: str | None) -> Mapping[str, bool | float]:
    """Change one setting if both are given; return all."""
    with open_factory() as factory:
        if key is not None and value is not None:
            said = BY_HAND.get(value.lower())
            number = float(sum_in_dollars(value, "`true` or `false`")) if said is None else said
            factory.catalogue.settings.change(key, number, acting())
            _let_go_on(factory)
        found = factory.catalogue.settings.all()
    if key is None:
        return found
    if key not in found:
        raise BadInput(f"setting {key!r} is unknown; there are: {', '.join(found)}")
    return {key: found[key]}


def changed_settings() -> Mapping[str, ChangedSetting]:
    """Return who changed which setting last, and when."""
    with open_factory() as factory:
        return factory.catalogue.settings.changed()


def waiting_prices() -> tuple[PricedVideo, ...]:
    """Return the videos that wait until somebody agrees to their price."""
    with open_factory() as factory:
        return tuple(PricedVideo.model_validate(row) for row in factory.estimates.waiting())


def spending_facts(days: int) -> Spending:
    """Return what was spent in the last days, and the vendors that are being left alone."""
    with open_factory() as factory:
        return Spending(
            days=tuple(factory.catalogue.costs.money(days)),
            vendors=tuple(VendorState.model_validate(row) for row in factory.circuits.states()),
            emulated=bool(factory.settings.sandbox),
        )


def doubts() -> tuple[ChargeFacts, ...]:
    """Return the calls whose answer never came, oldest first."""
    with open_factory() as factory:
        factory.abandoned_work.release()
        return tuple(factory.doubts.open())


def resolve_doubt(subject: str, charged_usd: Decimal | None) -> tuple[ChargeFacts, ...]:
    """Say what the vendor billed for calls in doubt; None: nothing.

    Args:
        subject: a charge's number, or a video.
        charged_usd: what one call cost; of several calls of a video each is resolved by itself.

    Raises:
        BadInput: nothing of it is in doubt, or one sum is given for several calls.
    """
    with open_factory() as factory:
        found = factory.doubts.open(subject)
        if not found:
            raise BadInput(f"nothing of {subject} is in doubt; `factory doubt` lists what is")
        if charged_usd is not None and len(found) > 1:
            numbers = ", ".join(str(charge.id) for charge in found)
            raise BadInput(
                f"{subject} has {len(found)} calls in doubt ({numbers}) and one sum was given; "
                "resolve each by its number"
            )
        by = acting()
        resolved = tuple(factory.doubts.resolve(charge.id, charged_usd, by) for charge in found)
        _let_go_on(factory)
    return resolved


def _let_go_on(factory: Factory) -> None:
    while factory.spending_limits.wake():
        continue


def sum_in_dollars(given: str, otherwise: str) -> Decimal:
    """Return the sum that was typed; `otherwise` says what else is taken.

    Raises:
        BadInput: it is none.
    """
    found = plain_sum(given.removeprefix("$"))
    if found is None:
        raise BadInput(f"{given!r} is not a sum; wanted dollars such as 7.50, {otherwise}")
    return found
