"""The daily run: what it did today, and why it did not do the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from desk.actions.making.launching import PAUSED, is_paused
from desk.actions.publishing.calendar import calendar
from desk.actions.today import Today, today
from factory.records import Payload
from factory.workflow.events import IDEAS_CAUGHT_UP, IDEAS_NOT_PROPOSED
from wiring.day_runs import JobRuns, runs_since
from wiring.factory import Factory, open_factory

FIGURES, IDEAS = "measure", "propose"
"""The jobs of the morning."""


class DailyLine(Payload):
    """One part of the day."""

    what: str
    did: str
    why_not: str = ""
    """Why the rest of it was not done; empty where nothing is left."""


class Daily(Payload):
    """The day, as the daily run leaves it."""

    day: date
    lines: tuple[DailyLine, ...]


def daily_here() -> Daily:
    """Return `daily` of the factory of this home."""
    with open_factory() as factory:
        return daily(factory, datetime.now(UTC))


def daily(factory: Factory, now: datetime) -> Daily:
    """Return what the day's runs did so far, in the zone of the daily run.

    Args:
        factory: whose.
        now: with a time zone.
    """
    settings = factory.settings
    here, midnight = _day_of(factory, now)
    runs = runs_since(factory.catalogue.engine, (FIGURES, IDEAS), midnight)
    due = here.strftime("%H:%M") >= settings.daily_at
    facts = today(factory)
    rests = {
        one["channel"]: one["why"]
        for one in _told(factory, midnight)
        if one["day"] == str(here.date()) and "why" in one
    }
    lines = (
        _figures(factory, runs),
        *_ideas(factory, here.date(), runs, rests, settings.daily_at, due=due),
        *missed_days(factory, now),
        *_videos(facts, _out_on(factory, here.date(), now)),
    )
    paused = (DailyLine(what="everything", did="", why_not=PAUSED),) if is_paused(factory) else ()
    return Daily(day=here.date(), lines=(*paused, *lines))


def _day_of(factory: Factory, now: datetime) -> tuple[datetime, datetime]:
    """Return a moment in the zone of the daily run, and when that day began, in UTC."""
    here = now.astimezone(ZoneInfo(factory.settings.time_zone))
    return here, datetime.combine(here.date(), time(), here.tzinfo).astimezone(UTC)


def missed_days(factory: Factory, now: datetime) -> tuple[DailyLine, ...]:
    """Return a line for each channel of which the daily run told today that days were missed."""
    here, midnight = _day_of(factory, now)
    told = [one for one in _told(factory, midnight) if one["day"] < str(here.date())]
    lines: list[DailyLine] = []
    for channel in dict.fromkeys(one["channel"] for one in told):
        own = [one for one in told if one["channel"] == channel]
        made_up = sorted({one["day"] for one in own if "why" not in one})
        reasons = dict.fromkeys(one["why"] for one in own if "why" in one)
        lines.append(
            DailyLine(
                what=f"missed days of {channel}",
                did=f"made up for {', '.join(made_up)}" if made_up else "",
                why_not="; ".join(reasons),
            )
        )
    return tuple(lines)


def _told(factory: Factory, since: datetime) -> Sequence[Mapping[str, str]]:
    """Return what the daily run said since a moment of days and channels, left out or made up for."""
    about = (IDEAS_NOT_PROPOSED, IDEAS_CAUGHT_UP)
    return [one["payload"] for one in factory.catalogue.events.since(since, about)]


def _figures(factory: Factory, runs: Mapping[str, JobRuns]) -> DailyLine:
    known = factory.catalogue.metrics.last_day()
    did = f"known to {known}" if known else "none yet"
    asked = runs.get(FIGURES)
    if asked is None:
        grants = [one for one in factory.accounts.grants.all() if not one.refused_at]
        if not grants:
            why = "no account is connected that could be asked: `factory connect youtube`"
        else:
            why = "nothing was asked for today: `factory up` runs it every morning"
        return DailyLine(what="figures", did=did, why_not=why)
    said = f"{did}; {asked.succeeded} of {asked.runs} days asked for and made"
    why = f"{asked.failed} failed: see the job `{FIGURES}` in Dagster" if asked.failed else ""
    return DailyLine(what="figures", did=said, why_not=why)


def _ideas(
    factory: Factory,
    day: date,
    runs: Mapping[str, JobRuns],
    rests: Mapping[str, str],
    at: str,
    *,
    due: bool,
) -> Iterator[DailyLine]:
    """Yield a line for each channel that has a list of topics.

    Args:
        factory: whose.
        day: today.
        runs: what ran today, by job.
        rests: channels that the daily run left out today, with the reason.
        at: when it is due.
        due: whether that is over.
    """
    ideas = factory.catalogue.ideas.of_day(day)
    ran = runs.get(IDEAS)
    for channel in factory.channels.all().values():
        if channel.ideas is None:
            continue
        own = [idea for idea in ideas if idea.channel == channel.name]
        states = Counter(idea.state for idea in own)
        made = sum(idea.video_id is not None for idea in own)
        did = f"{len(own)} proposed, {states['approved']} approved, {made} became videos"
        to_make = sum(
            idea.state == "approved" and not idea.video_id and not idea.refused for idea in own
        )
        refused = "; ".join(idea.refused for idea in own if idea.refused)
        why = ""
        if not own and channel.name in rests:
            why = rests[channel.name]
        elif not own and ran is None:
            why = (
                f"the daily run is at {at}"
                if not due
                else "the daily run has not run: `factory up`"
            )
        elif not own and ran is not None and ran.failed:
            why = f"the daily run failed: see the job `{IDEAS}` in Dagster"
        elif not own:
            why = "no topic of its list is left that was not told or turned down lately"
        else:
            undecided = f"{states['new']} wait for a decision: `factory ideas`"
            approved = f"{to_make} approved become videos while `factory up` runs"
            why = "; ".join([undecided] * bool(states["new"]) + [approved] * bool(to_make))
        yield DailyLine(
            what=f"ideas of {channel.name}",
            did=did,
            why_not="; ".join(filter(None, (why, refused))),
        )


def _out_on(factory: Factory, day: date, now: datetime) -> int:
    """Return how many videos went out on a day of the factory's zone."""
    entries = calendar(factory, day, 1, now=now).entries
    return len({one.video_id for one in entries if one.state == "posted"})


def _videos(facts: Today, out: int) -> Iterator[DailyLine]:
    """Yield what is made, decided and published, and what each that stands still waits for."""
    did = f"{len(facts.at_work)} at work"
    waits = Counter(
        video.waits_because or video.status.replace("_", " ") for video in facts.waiting
    )
    why = "; ".join(f"{count} wait: {words}" for words, count in waits.most_common(3))
    failed = f"{len(facts.failed)} failed: `factory list`" if facts.failed else ""
    yield DailyLine(what="videos", did=did, why_not="; ".join(filter(None, (why, failed))))
    undecided = f"{len(facts.to_decide)} wait for a reviewer" if facts.to_decide else ""
    yield DailyLine(what="review", did="", why_not=undecided)
    later = f"{len(facts.scheduled)} have their time to come" if facts.scheduled else ""
    yield DailyLine(what="published", did=f"{out} today", why_not=later)
