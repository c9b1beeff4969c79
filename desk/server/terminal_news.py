"""News: one line whenever a brief is accepted or rejected, a video waits, is published or fails."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from desk.actions.event_feed import EventFeed
from factory.errors import FactoryError
from factory.listing.outlet_names import OUTBOX
from factory.money.dollars import dollars
from factory.workflow import events as topics
from factory.workflow.phases import MAX_ATTEMPTS, earliest
from wiring.factory import Factory
from wiring.provider_names import provider_name

LOOK_SECONDS = 1.0
LONGEST_LINE = 240


@contextmanager
def told(factory: Factory, say: Callable[[str], None], after: int) -> Iterator[None]:
    """Say what happens, by a thread of its own, for as long as the block lasts.

    Args:
        factory: where.
        say: how a line is shown.
        after: the event before the first that is told of: what lay in the inbox is taken in, or refused, before
            the desk answers.
    """
    done = threading.Event()
    feed = EventFeed(factory, after)
    teller = threading.Thread(
        target=_tell, args=(factory, feed, say, done), name="news", daemon=True
    )
    teller.start()
    try:
        yield
    finally:
        done.set()


def _tell(
    factory: Factory, feed: EventFeed, say: Callable[[str], None], done: threading.Event
) -> None:
    """Look again and again; a database that is away is waited for elsewhere."""
    while not done.wait(LOOK_SECONDS):
        try:
            for event in feed.unseen():
                line = headline(event, _waiting(factory, event))
                if line:
                    say(line)
        except FactoryError:
            continue


def _waiting(factory: Factory, event: Mapping[str, Any]) -> str:
    """Return what a video waits for since this event: money, a vendor, a person, its time."""
    video_id = event["video_id"]
    if event["topic"] == topics.RUN_FAILED:
        wait = factory.catalogue.stages.wait(event["payload"]["run_id"])
        return wait.words if wait else ""
    if event["topic"] != topics.VIDEOS_RENDERED:
        return ""
    accepted = factory.catalogue.briefs.newest(video_id)
    if accepted.channel.review != "automatic" and not factory.catalogue.reviews.approved(video_id):
        return f"look at it (`factory open {video_id}`), then `factory approve {video_id}`"
    due = earliest("publish", accepted.brief)
    return f"until {due:%Y-%m-%d %H:%M %Z}" if due and due > datetime.now(UTC) else ""


def headline(event: Mapping[str, Any], waits: str = "") -> str | None:
    """Return the line about one event, if a person wants to know of it.

    Args:
        event: its topic, video and payload.
        waits: what the video waits for since then.
    """
    facts, video = event["payload"], event["video_id"]
    match event["topic"]:
        case topics.BRIEF_ACCEPTED:
            line = f"accepted   {video}"
        case topics.BRIEF_REJECTED:
            line = f"rejected   {facts['file']}: {_first_reason(facts)}"
        case topics.VIDEOS_RENDERED if facts.get("refused"):
            return None  # why is told as soon as its run has ended
        case topics.VIDEOS_RENDERED:
            line = f"waiting    {video}: {waits}" if waits else f"rendered   {video}"
        case topics.POSTS_PUBLISHED:
            outlet = facts.get("outlet", "its outlet")
            line = f"published  {video}, in {outlet}"
            if outlet == OUTBOX:
                line = f"finished   {video}, in the outbox"
        case topics.CHARGE_DOUBTED:
            line = (
                f"in doubt   {video}: {provider_name(facts['provider'])} charged {facts['said']!r} dollars for "
                f"{facts['label']}, wanted {dollars(facts['estimated_usd'])} at most; `factory doubt`"
            )
        case topics.HOOK_FAILED:
            line = (
                f"hook       {facts['hook']} {facts['moment']} {facts['layer']}: {facts['words']}"
            )
        case topics.RUN_FAILED if waits:
            line = f"waiting    {video or facts['job']}: {waits}"
        case topics.RUN_FAILED if facts.get("died_at_attempt", MAX_ATTEMPTS) < MAX_ATTEMPTS:
            line = f"goes on    {video}: {facts['job']} begins again, as {facts['error']}"
        case topics.RUN_FAILED:
            line = f"failed     {video or facts['job']}: {facts['error']}"
        case _:
            return None
    line = "".join(c if c.isprintable() else " " for c in line.partition("\n")[0])
    if event["topic"] == topics.VIDEOS_RENDERED:
        return line  # words of ours, with commands that are copied whole
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 2]} …"


def _first_reason(facts: Mapping[str, Any]) -> str:
    """Return the first reason of a refusal, and where the others lie if there are more."""
    subject, *reasons = facts["reason"].splitlines()
    if not subject.endswith(":") or not reasons:
        return subject
    first = reasons[0].strip().removeprefix("- ")
    return f"{first}; all reasons: inbox/rejected/{facts['file']}.reason.txt"
