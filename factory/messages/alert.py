"""Alert: something a person should know of now, told once for each cause."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from factory.messages.message import Message
from factory.money.dollars import dollars
from factory.records import Payload
from factory.workflow.layer_hook import HOOKS_FILE, HookFailed

Kind = Literal["failure", "budget", "review", "report"]
HEADINGS: Mapping[Kind, str] = {
    "failure": "Failed",
    "budget": "Budget",
    "review": "Nobody decided",
    "report": "Report",
}
COOL_DOWN: Mapping[Kind, timedelta] = {
    "failure": timedelta(hours=6),
    "budget": timedelta(days=31),
    "review": timedelta(days=7),
    "report": timedelta(days=31),
}
"""The same cause is told again only after it, and only when there is something new about it."""

FAILED_WITHIN: Final = timedelta(days=1)
"""So long after it failed something stands failed: of what was told nothing is left by then."""
LAPSED_AFTER: Final = timedelta(minutes=10)
"""A cause that stood at none of so many looks, one a minute, was mended: when it stands again, it is new."""

REASON_CHARS = 600
CAUSE_CHARS = 200
MOST_NAMED = 5


class Alert(Payload):
    """One cause and what is known of it now."""

    cause: str
    kind: Kind
    title: str
    facts: tuple[str, ...] = ()
    remedy: str = ""
    link: str = "/"
    videos: tuple[str, ...] = ()
    """Those that it concerns."""
    events: tuple[str, ...] = ()
    """Fingerprints of what happened, where videos alone do not say what is new: video, layer and reason of a hook."""

    @property
    def message(self) -> Message:
        """It as it is told."""
        named = ", ".join(self.videos[:MOST_NAMED])
        more = len(self.videos) - MOST_NAMED
        lines = [f"{named} and {more} more" if more > 0 else named] if self.videos else []
        remedy = [f"To mend: {self.remedy}"] if self.remedy else []
        return Message(
            heading=HEADINGS[self.kind],
            title=self.title,
            facts=(*self.facts, *lines, *remedy),
            link=self.link,
        )


class Failure(Payload):
    """A video that failed."""

    video_id: str
    stage: str
    provider: str
    """Who was asked there, if anybody."""
    error: str


class HeldReview(Payload):
    """A review that was given up."""

    video_id: str
    title: str


class WeekOfChannel(Payload):
    """What was decided about a channel's videos in a week."""

    channel: str
    approved: int
    rejected: int
    changes: int
    held: int
    by_policy: int
    """Of the approvals, those in which nobody looked."""
    median_hours: float | None
    """From the question to the decision, where somebody was asked."""
    published: int
    """Videos, wherever each went out, as the weekly report counts them."""
    spent_usd: float


class KeptAlert(Payload):
    """An alert as it is kept."""

    id: int
    alert: Alert
    first_at: datetime
    last_at: datetime
    told: int
    """How often."""
    told_at: datetime | None
    muted_until: datetime | None


def is_due(alert: Alert, kept: KeptAlert | None, told: Alert | None, now: datetime) -> bool:
    """Whether an alert is told now.

    That some of what was told is mended, or was long ago, is nothing new.

    Args:
        alert: as it stands.
        kept: what is known of its cause; None: nothing yet.
        told: as it was told last; None: never since it stands.
        now: the moment.
    """
    if kept and kept.muted_until and kept.muted_until > now:
        return False
    if kept is None or kept.told_at is None:
        return True
    if told and now < kept.told_at + FAILED_WITHIN and _is_part(alert, told):
        return False
    return alert != told and now >= kept.told_at + COOL_DOWN[alert.kind]


def _is_part(alert: Alert, told: Alert) -> bool:
    return set(alert.events or alert.videos) < set(told.events or told.videos)


def failure_alerts(found: Sequence[Failure]) -> list[Alert]:
    """Return one alert for each cause: the same stage, provider and reason, whichever the video."""
    causes: dict[str, list[Failure]] = {}
    for one in found:
        causes.setdefault(_cause_of(one), []).append(one)
    return [_failure(cause, those) for cause, those in causes.items()]


def _failure(cause: str, those: Sequence[Failure]) -> Alert:
    one = those[-1]
    videos = tuple(sorted({each.video_id for each in those}))
    by = f" by {one.provider}" if one.provider else ""
    return Alert(
        cause=cause,
        kind="failure",
        title=f"{one.stage}{by}, {len(videos)} video{'s' if len(videos) > 1 else ''}",
        facts=(
            f"Stage: {one.stage}",
            f"Provider: {one.provider or 'none'}",
            one.error[:REASON_CHARS],
        ),
        remedy=f"what it says, then *Try again* on the desk, or `factory make` the brief again; "
        f"`factory show {one.video_id}` tells all",
        link=f"/videos/{one.video_id}",
        videos=videos,
    )


def _cause_of(one: Failure) -> str:
    """Return the same words for what failed alike: without the video's name, numbers and hashes."""
    plain = one.error.replace(one.video_id, "VIDEO")[:CAUSE_CHARS]
    plain = re.sub(r"\b[0-9a-f]{8,}\b|\d+(\.\d+)?", "#", plain)
    said = f"{one.stage}\0{one.provider}\0{plain}"
    return f"failure {hashlib.sha256(said.encode()).hexdigest()[:16]}"


def hook_alerts(found: Sequence[HookFailed]) -> list[Alert]:
    """Return one alert for each hook that failed, with what it said last and whose layers they were.

    A file of hooks that cannot be read is one cause, at whichever layers it was looked into.
    """
    by_hook: dict[str, list[HookFailed]] = {}
    for one in found:
        in_full = f"{one.hook} {one.moment} {one.layer}"
        by_hook.setdefault(HOOKS_FILE if one.hook == HOOKS_FILE else in_full, []).append(one)
    return [_hook(name, those) for name, those in by_hook.items()]


def _hook(name: str, those: Sequence[HookFailed]) -> Alert:
    last = those[-1]
    videos = tuple(sorted({one.video_id for one in those} - {""}))
    stages = ", ".join(dict.fromkeys(one.layer for one in those))
    remedy = f"the program, or its entry in {HOOKS_FILE}, where `seconds` is how long it may take"
    if name == HOOKS_FILE:
        remedy = "that file, as it says; `factory doctor` reads it again"
    return Alert(
        cause=f"hook {name}",
        kind="failure",
        title=f"hook {name}",
        facts=(
            f"Stage: {stages}",
            last.words[:REASON_CHARS],
            "What was to be made goes on without it.",
        ),
        remedy=remedy,
        link=f"/videos/{last.video_id}" if last.video_id else "/",
        videos=videos,
        events=tuple(sorted({_fingerprint(one) for one in those})),
    )


def _fingerprint(one: HookFailed) -> str:
    happened = f"{one.video_id}\0{one.layer}\0{one.words}"
    return hashlib.sha256(happened.encode()).hexdigest()[:16]


def held_alerts(found: Sequence[HeldReview]) -> list[Alert]:
    """Return an alert for each review that nobody decided in time."""
    return [
        Alert(
            cause=f"review {one.video_id}",
            kind="review",
            title=one.title,
            facts=("It was asked for, reminded of twice and given to others; it is held now.",),
            remedy=f"decide about it on the desk, or `factory approve {one.video_id}`",
            link=f"/review/{one.video_id}",
            videos=(one.video_id,),
        )
        for one in found
    ]


def week_report(week: str, channels: Sequence[WeekOfChannel]) -> list[Alert]:
    """Return the report of a week that is over; nothing where nothing happened."""
    if not channels:
        return []
    approved = sum(one.approved for one in channels)
    decided = approved + sum(one.rejected + one.changes for one in channels)
    share = f", {approved / decided:.0%} approved" if decided else ""
    return [
        Alert(
            cause=f"report {week}",
            kind="report",
            title=f"Reviews in {week}: {decided} decided{share}",
            facts=tuple(_week_line(one) for one in channels),
            link="/analytics",
        )
    ]


def _week_line(one: WeekOfChannel) -> str:
    waited = (
        "" if one.median_hours is None else f"; decided after {one.median_hours:.1f} h (median)"
    )
    policy = f" ({one.by_policy} by policy)" if one.by_policy else ""
    return (
        f"{one.channel}: {one.approved} approved{policy}, {one.rejected} rejected, {one.changes} to be "
        f"changed, {one.held} held{waited}; {one.published} published; "
        f"{dollars(one.spent_usd)} spent"
    )
