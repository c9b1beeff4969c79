"""An order means on the day when somebody agrees what it meant when it was asked for."""

from datetime import timedelta

from desk.actions.learning.ideas import day_meant
from desk.api.ideas import DayToPropose
from desk.api.orders import Agreement, agree, place
from desk.api.protocol.action import Call
from desk.api.registry import ACTIONS
from factory.people.visitor import OF_LINKS, OWNER
from wiring.factory import Factory

CHANNEL = "name: tales\ntitle: Tales\nformat: short\nideas: {topics: [The tower], per_day: 1}\n"


def test_ideas_that_were_ordered_before_midnight_are_those_of_that_day(idle_factory: Factory):
    folder = idle_factory.settings.home / "channels"
    folder.mkdir(exist_ok=True)
    (folder / "tales.yaml").write_text(CHANNEL)
    call = Call(idle_factory, origin="", visitor=OF_LINKS[OWNER])
    action = next(one for one in ACTIONS if one.name == "propose_ideas")
    today = day_meant(None)
    ordered = place(call, action, DayToPropose(), 0.0)
    assert ordered.asked == {"day": str(today)}, "what was shown, not what is today by then"
    yesterday = today - timedelta(days=1)
    order = place(call, action, DayToPropose(day=yesterday), 0.0)
    agree(call, Agreement(order=order.id, usd=0.0))
    assert {one.day for one in idle_factory.catalogue.ideas.newest(9)} == {yesterday}
