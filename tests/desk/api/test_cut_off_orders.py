"""An order whose process is killed over it is carried out by the next desk, once, or waits for a person."""

import os
import signal
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.api import orders as api_orders
from desk.api.orders import Agreement, agree, carry_on
from desk.api.protocol.action import Action, Call
from desk.api.registry import ACTIONS
from factory.errors import PermanentError
from factory.people.visitor import OF_LINKS, OWNER, Visitor
from resources.catalogue.catalogue import open_catalogue
from tests.databases import cut_locks
from tests.desk.terminal.studio import WORDS
from wiring.factory import Factory

ORDERED = {"channel": "demo", "title": "The clock", "words": WORDS}
REDRAWN = {"video_id": "demo-no-such-video", "scene_id": "s001", "redraw": True}


def of(name: str) -> Action:
    return next(one for one in ACTIONS if one.name == name)


def killed_over(
    factory: Factory,
    name: str,
    asked: dict[str, Any],
    *,
    done: bool,
    visitor: Visitor = OF_LINKS[OWNER],
) -> int:
    """Order something, and be killed when somebody has agreed: before it is done, or just after."""
    call = Call(factory, origin="", visitor=visitor)
    order = factory.catalogue.orders.place(name, asked, Decimal(0), "token model")
    action = of(name)

    def do(of_call: Call, wanted: Any) -> Any:
        if done and action.do:
            action.do(of_call, wanted)
        os.kill(os.getpid(), signal.SIGKILL)

    factory.catalogue.engine.dispose()
    child = os.fork()
    if child == 0:
        api_orders._actions = lambda: (replace(action, do=do, costs_usd=None),)
        agree(call, Agreement(order=order.id, usd=0.0))
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    factory.catalogue.engine.dispose()
    return order.id


@pytest.mark.parametrize("done", [False, True])
def test_a_video_whose_order_was_cut_off_is_made_by_the_next_desk_once(
    idle_factory: Factory, done: bool
):
    number = killed_over(idle_factory, "make_video", ORDERED, done=done)
    orders = idle_factory.catalogue.orders
    assert len(idle_factory.catalogue.reports.list_videos()) == done
    assert carry_on(idle_factory) == [f"order {number} was cut off, and is done now"]
    assert carry_on(idle_factory) == []
    (video,) = idle_factory.catalogue.reports.list_videos()
    found = orders.find(number)
    assert found and video.video_id in str(found.answer) and found.agreed_by == OWNER
    with pytest.raises(PermanentError, match="waits for anybody"):
        orders.agree(number, "mara", "person-1")


def test_what_would_be_done_twice_waits_for_a_person_who_is_told(idle_factory: Factory):
    number = killed_over(idle_factory, "change_picture", REDRAWN, done=False)
    orders = idle_factory.catalogue.orders
    assert orders.open() == []
    (said,) = carry_on(idle_factory)
    assert "waits for somebody's word" in said
    (waiting,) = orders.open()
    assert waiting.id == number and waiting.cut_off_at and waiting.agreed_by is None
    assert orders.agree(number, "mara", "person-1").cut_off_at is None
    orders.take_back(number)


def test_an_order_that_is_being_carried_out_is_nobody_elses(idle_factory: Factory):
    orders = idle_factory.catalogue.orders
    order = orders.place("make_video", ORDERED, Decimal(0), "token model")
    orders.agree(order.id, "owner", "owner")
    assert carry_on(idle_factory) == [], "its process lives"
    cut_locks(idle_factory.catalogue.engine)
    assert carry_on(idle_factory) == [], "so it does without the connection of its lock"
    another = open_catalogue(
        idle_factory.catalogue.engine.url.render_as_string(hide_password=False)
    )
    assert list(another.orders.cut_off()) == [], "as another process sees, too"
    another.engine.dispose()
    with pytest.raises(PermanentError, match="being carried out"):
        orders.agree(order.id, "mara", "person-1")
    orders.answered(order.id, "{}")
    assert carry_on(idle_factory) == []


def test_whoever_may_come_in_no_more_has_nothing_carried_out(idle_factory: Factory):
    number = killed_over(idle_factory, "make_video", ORDERED, done=False)
    with idle_factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE factory.orders SET agreed_as = 'person-999'")
    (said,) = carry_on(idle_factory)
    assert f"order {number} was cut off, and waits" in said
    assert idle_factory.catalogue.reports.list_videos() == []


def test_whoever_may_do_less_by_now_has_no_more_carried_out(idle_factory: Factory):
    accounts = idle_factory.people.accounts
    mara = accounts.add("Mara", "operator", "eleven red herrings", by=OWNER)
    shown = Visitor(name="Mara", role="operator", known_by="password", person=mara.id)
    number = killed_over(idle_factory, "make_video", ORDERED, done=False, visitor=shown)
    accounts.change_role("Mara", "viewer", by=OWNER)
    (said,) = carry_on(idle_factory)
    assert f"order {number} was cut off, and waits: Mara is known as viewer" in said
    assert idle_factory.catalogue.reports.list_videos() == []
    (waiting,) = idle_factory.catalogue.orders.open()
    again = Agreement(order=waiting.id, usd=waiting.usd)
    viewer = shown.model_copy(update={"role": "viewer"})
    with pytest.raises(PermanentError, match="wants operator"):
        agree(Call(idle_factory, origin="", visitor=viewer), again)


def test_an_order_that_fails_by_a_fault_of_ours_waits_and_those_behind_it_are_done(
    idle_factory: Factory, monkeypatch: pytest.MonkeyPatch
):
    titles = ("The clock", "A second clock")
    numbers = [
        killed_over(idle_factory, "make_video", {**ORDERED, "title": title}, done=False)
        for title in titles
    ]
    make = of("make_video")

    def do(call: Call, wanted: Any) -> Any:
        assert make.do
        if wanted.title == titles[0]:
            raise ValueError("could not convert string to float")
        return make.do(call, wanted)

    monkeypatch.setattr(api_orders, "_actions", lambda: (replace(make, do=do, costs_usd=None),))
    first, second = carry_on(idle_factory)
    assert f"order {numbers[0]} was cut off, and waits: ValueError: could not convert" in first
    assert second == f"order {numbers[1]} was cut off, and is done now"
    assert [one.id for one in idle_factory.catalogue.orders.open()] == numbers[:1]


TAKEN_OVER = "UPDATE factory.process_locks SET token = gen_random_uuid()"


@pytest.mark.parametrize("fault", [None, ValueError("a fault of ours")])
def test_an_order_that_another_process_took_over_is_left_to_it(
    idle_factory: Factory, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
):
    engine = idle_factory.catalogue.engine
    number = killed_over(idle_factory, "make_video", ORDERED, done=False)
    make = of("make_video")

    def do(call: Call, wanted: Any) -> Any:
        with engine.begin() as connection:
            connection.exec_driver_sql(TAKEN_OVER)
        if fault:
            raise fault
        return Agreement(order=number, usd=0)

    monkeypatch.setattr(api_orders, "_actions", lambda: (replace(make, do=do, costs_usd=None),))
    assert carry_on(idle_factory) == [
        f"order {number} was cut off, and another process carries it out by now"
    ]
    found = idle_factory.catalogue.orders.find(number)
    assert found and found.agreed_by == OWNER and found.answer is None
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM factory.process_locks")
    order = idle_factory.catalogue.orders.place("make_video", ORDERED, Decimal(0), "token model")
    if fault:
        with pytest.raises(ValueError, match="a fault of ours"):
            agree(
                Call(idle_factory, origin="", visitor=OF_LINKS[OWNER]),
                Agreement(order=order.id, usd=0.0),
            )


def test_who_only_looks_reads_who_agrees_in_place_of_a_button(
    looker: TestClient, idle_factory: Factory
):
    idle_factory.catalogue.orders.place("make_video", {}, Decimal("0.42"), "token model")
    page = looker.get("/orders").text
    assert "An operator agrees" in page and "<button" not in page.partition("<footer")[0]
