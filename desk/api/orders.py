"""Orders: what a model wants done that costs money waits here until a person agrees."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import Field

from desk.actions.acting import acting_as
from desk.actions.machine_places import facts_told_to
from desk.api.protocol.action import Action, Call, NoInput
from factory.errors import FactoryError, NotFound, PermanentError, TakenOver, TransientError
from factory.records import Payload
from wiring.desk_imports import Order
from wiring.factory import Factory

TENTH_OF_A_CENT: Final = 0.001


class Orders(Payload):
    """What waits, oldest first."""

    orders: tuple[Order, ...]


class OneOrder(Payload):
    """An order, by its number."""

    order: int


class Agreement(OneOrder):
    """A person agrees to an order."""

    usd: float = Field(allow_inf_nan=False)
    """As it was shown; another one by now: 409."""


class Carried(Payload):
    """An order that was carried out, and what came of it."""

    order: Order
    answer: dict[str, Any] | None


def place(call: Call, action: Action, asked: Payload, usd: float) -> Order:
    """Keep what a model asks, as it means it now, until a person agrees to its price."""
    meant = action.meant(asked, datetime.now(UTC).date()) if action.meant else asked
    said = meant.model_dump(mode="json", exclude_defaults=True)
    price = Decimal(f"{usd:.6f}")
    return call.factory.catalogue.orders.place(action.name, said, price, call.by)


def _open(call: Call, asked: NoInput) -> Orders:
    return Orders(orders=tuple(call.factory.catalogue.orders.open()))


def _show(call: Call, asked: OneOrder) -> Carried:
    found = call.factory.catalogue.orders.find(asked.order)
    if found is None:
        raise NotFound(f"there is no order {asked.order}; GET /api/v1/orders lists what waits")
    return _carried(call, found)


def agree(call: Call, asked: Agreement) -> Carried:
    """Carry an order out, once; if it cannot be done it waits as before. See `carry_on` for one that is cut off.

    Raises:
        NotFound: there is no such order.
        PermanentError: it costs something else by now, was agreed to already, or is nothing that who
            agrees may do.
    """
    found = _show(call, asked).order
    action = _action(found.action)
    wanted = _wanted(action, found)
    _check_may(call, action, wanted)
    usd = action.costs_usd(call, wanted) if action.costs_usd else 0.0
    if not round(found.usd, 6) == round(usd, 6) == round(asked.usd, 6):
        raise PermanentError(
            f"order {found.id} was priced ${found.usd:.4f}, costs ${usd:.4f} now, and ${asked.usd:.4f} "
            "was agreed to; nothing was done. Have it asked for anew"
        )
    orders = call.factory.catalogue.orders
    agreed = orders.agree(asked.order, call.by, call.visitor.reference)
    try:
        answer = _done(call, action, wanted)
    except BaseException:
        with suppress(TakenOver):  # whoever carries it out by now says what comes of it
            orders.take_back(asked.order)
        raise
    orders.answered(asked.order, answer)
    return _carried(call, agreed.model_copy(update={"answer": answer}))


def carry_on(factory: Factory) -> list[str]:
    """Carry out what was agreed to and whose process ended over it; return what became of each, in words.

    What comes to the same when it is asked twice is done, once, as whoever agreed stands now, and only if
    they still may. All else, and what fails by a fault of ours, waits for a person again, who is told that it
    may be done already.
    """
    said: list[str] = []
    for order, reference in factory.catalogue.orders.cut_off():
        try:
            became = _carried_on(factory, order, reference)
        except TakenOver:
            became = "another process carries it out by now"
        except TransientError as error:
            became = f"is tried again: {error}"
        said.append(f"order {order.id} was cut off, and {became}")
    return said


def _carried_on(factory: Factory, order: Order, reference: str) -> str:
    """Carry one out, or let it wait for a person again; return what became of it, in words.

    Raises:
        TakenOver: it is another process's by now.
        TransientError: nothing came of it.
    """
    orders = factory.catalogue.orders
    visitor = factory.people.standing.of(reference)
    action = next((one for one in _actions() if one.name == order.action), None)
    try:
        if visitor is None or action is None or not action.same_again:
            raise PermanentError("it waits for somebody's word again")
        call = Call(
            factory,
            origin=factory.settings.public_url.rstrip("/"),
            visitor=visitor.model_copy(update={"name": order.agreed_by or visitor.name}),
        )
        wanted = _wanted(action, order)
        _check_may(call, action, wanted)
        with acting_as(call.by, "factory"), factory.kept_to(visitor.tenant):
            if action.costs_usd and action.costs_usd(call, wanted) > order.usd + TENTH_OF_A_CENT:
                raise PermanentError("it costs more by now")
            answer = _done(call, action, wanted)
    except (TakenOver, TransientError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours ends neither the others nor the looking
        orders.take_back(order.id, cut_off=True)
        why = error if isinstance(error, FactoryError) else f"{type(error).__name__}: {error}"
        return f"waits: {why}"
    orders.answered(order.id, answer)
    return "is done now"


def _wanted(action: Action, order: Order) -> Any:
    """Return what an order asks; what it leaves out is meant as on the day when it was placed."""
    asked = action.asks.model_validate(order.asked)
    return action.meant(asked, order.asked_at.astimezone(UTC).date()) if action.meant else asked


def _check_may(call: Call, action: Action, wanted: Any) -> None:
    """Return only if whoever agrees may agree, and may do what was ordered.

    Raises:
        PermanentError: they may not, as they stand now.
    """
    for one in (AGREE, action):
        if not call.may(one, getattr(wanted, "video_id", None)):
            raise PermanentError(
                f"{call.by} is known as {call.visitor.role}; `{one.name}` of this wants {one.role}, and "
                "nothing was done. Somebody who may do it can agree to it"
            )


def _done(call: Call, action: Action, wanted: Any) -> str:
    return (action.do(call, wanted) if action.do else NoInput()).model_dump_json()


def _actions() -> tuple[Action, ...]:
    from desk.api.registry import ACTIONS  # which names these here

    return ACTIONS


def _action(name: str) -> Action:
    found = next((one for one in _actions() if one.name == name), None)
    if found is None:
        raise PermanentError(f"nobody knows how to do {name!r} any more")
    return found


def _carried(call: Call, order: Order) -> Carried:
    """Return an order with what came of it, as who asks may read it."""
    said = json.loads(order.answer) if order.answer else None
    told = facts_told_to(call.visitor, call.factory, said)
    if told != said:
        order = order.model_copy(update={"answer": json.dumps(told, ensure_ascii=False)})
    return Carried(order=order, answer=told)


AGREE = Action(
    name="agree_to_order",
    method="POST",
    path="/orders/{order}",
    role="operator",
    about="Agree to the price of an order; it is carried out at once.",
    asks=Agreement,
    answers=Carried,
    do=agree,
    example={"order": 3, "usd": 0.42},
    tool=False,
    commands=("orders agree",),
)

ACTIONS = (
    Action(
        name="list_orders",
        method="GET",
        path="/orders",
        role="viewer",
        about="List what was asked for that costs money and waits until a person agrees.",
        answers=Orders,
        do=_open,
        commands=("orders",),
    ),
    Action(
        name="show_order",
        method="GET",
        path="/orders/{order}",
        role="viewer",
        about="Show one order, and what came of it.",
        asks=OneOrder,
        answers=Carried,
        do=_show,
        example={"order": 3},
    ),
    AGREE,
)
