"""News: one line whenever a brief is accepted or rejected, or a video is finished or has failed."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from desk.actions.event_feed import EventFeed
from factory.errors import FactoryError
from factory.money.sums import dollars
from factory.workflow import events as topics
from wiring.factory import Factory

LOOK_SECONDS = 1.0
LONGEST_LINE = 160


@contextmanager
def told(factory: Factory, say: Callable[[str], None]) -> Iterator[None]:
    """Say what happens, by a thread of its own, for as long as the block lasts."""
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(factory, say, done), name="news", daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()


def _tell(factory: Factory, say: Callable[[str], None], done: threading.Event) -> None:
    """Look again and again; a database that is away is waited for elsewhere."""
    feed = EventFeed(factory)
    while not done.wait(LOOK_SECONDS):
        try:
            for event in feed.unseen():
                line = headline(event)
                if line and not (event["topic"] == topics.RUN_FAILED and _waits(factory, event)):
                    say(line)
        except FactoryError:
            continue


def _waits(factory: Factory, event: Mapping[str, Any]) -> bool:
    """Whether a run ended only because its video waits: for money, for a vendor, for a person."""
    return factory.catalogue.stages.wait(event["payload"]["run_id"]) is not None


def headline(event: Mapping[str, Any]) -> str | None:
    """Return the line about one event, if a person wants to know of it."""
    facts, video = event["payload"], event["video_id"]
    match event["topic"]:
        case topics.BRIEF_ACCEPTED:
            line = f"accepted   {video}"
        case topics.BRIEF_REJECTED:
            line = f"rejected   {facts['file']}: {facts['reason']}"
        case topics.VIDEOS_RENDERED:
            line = f"rendered   {video}"
        case topics.POSTS_PUBLISHED:
            line = f"finished   {video}, in {facts.get('outlet', 'its outlet')}"
        case topics.CHARGE_DOUBTED:
            line = (
                f"in doubt   {video}: {facts['provider']} charged {facts['said']!r} dollars for "
                f"{facts['label']}, wanted {dollars(facts['estimated_usd'])} at most; `factory doubt`"
            )
        case topics.RUN_FAILED:
            line = f"failed     {video or facts['job']}: {facts['error']}"
        case _:
            return None
    line = "".join(c if c.isprintable() else " " for c in line.partition("\n")[0])
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 2]} …"
