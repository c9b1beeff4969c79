"""Who listens hears every event once, in order, however slow it is and whenever it came."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import event

from desk.actions import event_listeners
from desk.actions.event_listeners import Event, EventListeners
from factory.workflow.events import TOPICS
from resources.catalogue.events import announce
from wiring.factory import Factory

T = TypeVar("T")
AT_MOST_SECONDS = 10


@pytest.fixture(autouse=True)
def in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the catalogue at once, so that who listens and the loop always take the same turns."""

    async def at_once(question: Callable[[], T]) -> T:
        return question()

    monkeypatch.setattr(event_listeners, "run_in_threadpool", at_once)
    monkeypatch.setattr(event_listeners, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(event_listeners, "MOST_WAITING", 3)


def happen(factory: Factory, count: int = 1) -> None:
    with factory.catalogue.engine.begin() as connection:
        for _ in range(count):
            announce(connection, min(TOPICS), None, {})


def numbers_after(factory: Factory, start: int) -> list[int]:
    return [one["id"] for one in factory.catalogue.events.after(start)]


async def took(events: AsyncIterator[Event | None], count: int) -> list[int]:
    """Return the numbers of the next events, fewer where the listener is let go before."""
    numbers = list[int]()
    async for one in events:
        numbers += [] if one is None else [one["id"]]
        if len(numbers) == count:
            break
    return numbers


def hear(listening: Callable[[], Awaitable[T]]) -> T:
    async def in_time() -> T:
        async with asyncio.timeout(AT_MOST_SECONDS):
            return await listening()

    return asyncio.run(in_time())


def test_a_listener_that_takes_too_little_loses_nothing_when_it_comes_back(idle_factory: Factory):
    start = idle_factory.catalogue.events.last()

    async def listening() -> tuple[list[int], list[int], list[int]]:
        listeners = EventListeners(idle_factory)
        slow, quick = listeners.heard(None), listeners.heard(None)
        wait = [asyncio.ensure_future(took(one, 1)) for one in (slow, quick)]
        await asyncio.sleep(0)  # both have asked what they missed, and wait
        happen(idle_factory)
        before, _ = await asyncio.gather(*wait)
        for _ in range(2):
            happen(idle_factory, 2)
            await took(quick, 2)
        let_go = await took(slow, 5)
        again = await took(listeners.heard(before[-1]), 4)
        return before, let_go, again

    before, let_go, again = hear(listening)
    assert let_go == []
    assert before + again == numbers_after(idle_factory, start)
    assert len(again) == 4


def test_the_first_listener_hears_what_happens_between_its_question_and_the_loops(
    idle_factory: Factory,
):
    start = idle_factory.catalogue.events.last()
    engine, happened = idle_factory.catalogue.engine, list[bool]()

    def just_then(*executed: Any) -> None:
        if "seq > " in executed[2] and not happened:
            happened.append(True)
            happen(idle_factory)

    event.listen(engine, "after_cursor_execute", just_then)
    heard = hear(lambda: took(EventListeners(idle_factory).heard(None), 1))
    assert heard == numbers_after(idle_factory, start)


def test_a_place_that_is_not_there_yet_keeps_nobody_waiting(idle_factory: Factory):
    async def listening() -> tuple[list[int], list[int]]:
        listeners = EventListeners(idle_factory)
        ahead, other = listeners.heard(10**18), listeners.heard(None)
        await anext(ahead)
        await anext(other)
        first = asyncio.ensure_future(took(ahead, 1))
        second = asyncio.ensure_future(took(other, 1))
        happen(idle_factory)
        return await first, await second

    start = idle_factory.catalogue.events.last()
    heard = hear(listening)
    happened = numbers_after(idle_factory, start)
    assert heard == (happened, happened)
