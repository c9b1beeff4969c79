"""An order means on the day when somebody agrees what it meant when it was asked for."""

from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa

from desk.actions.learning.ideas import day_meant
from desk.api.ideas import DayToPropose
from desk.api.orders import Agreement, agree, place
from desk.api.protocol.action import Call
from desk.api.registry import ACTIONS
from factory.people.visitor import OF_LINKS, OWNER
from wiring.factory import Factory

CHANNEL = "name: tales\ntitle: Tales\nformat: short\nideas: {topics: [The tower], per_day: 1}\n"
PROPOSE = next(one for one in ACTIONS if one.name == "propose_ideas")


def caller(factory: Factory) -> Call:
    """Return the owner, of a factory with a channel that has a topic."""
    folder = factory.settings.home / "channels"
    folder.mkdir(exist_ok=True)
    (folder / "tales.yaml").write_text(CHANNEL)
    return Call(factory, origin="", visitor=OF_LINKS[OWNER])


def test_ideas_that_were_ordered_before_midnight_are_those_of_that_day(idle_factory: Factory):
    call = caller(idle_factory)
    today = day_meant(None)
    ordered = place(call, PROPOSE, DayToPropose(), 0.0)
    assert ordered.asked == {"day": str(today)}, "what was shown, not what is today by then"
    yesterday = today - timedelta(days=1)
    order = place(call, PROPOSE, DayToPropose(day=yesterday), 0.0)
    agree(call, Agreement(order=order.id, usd=0.0))
    assert {one.day for one in idle_factory.catalogue.ideas.newest(9)} == {yesterday}


def test_an_order_that_names_no_day_is_of_the_day_when_it_was_placed(idle_factory: Factory):
    call, orders = caller(idle_factory), idle_factory.catalogue.orders
    order = orders.place(PROPOSE.name, {}, Decimal(0), "a model")
    earlier = sa.text("UPDATE factory.orders SET asked_at = asked_at - interval '3 days'")
    with idle_factory.catalogue.engine.begin() as connection:
        connection.execute(earlier)
    agree(call, Agreement(order=order.id, usd=0.0))
    placed = day_meant(None) - timedelta(days=3)
    assert {one.day for one in idle_factory.catalogue.ideas.newest(9)} == {placed}
