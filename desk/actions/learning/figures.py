"""Figures of published videos: taking them in from a file, and looking at them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from factory.analytics.channel_days import LOOKED_BACK_DAYS, ChannelDay, channel_days
from factory.analytics.channel_sums import days_before
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.derived_metrics import OUTLET, SETTING, is_derivable
from factory.analytics.figures import Observation
from factory.analytics.first_hours import FirstHours
from factory.analytics.imported_figures import MOST_BYTES, read_rows
from factory.analytics.kind_performance import Performance, performances
from factory.analytics.meaning_of_views import meanings
from factory.analytics.peer_comparison import AgeBand, age_bands
from factory.analytics.posted_videos import PostedVideos
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.records import Payload
from factory.workflow.platform_days import check_day
from wiring.channel_analytics import costs_to, last_day
from wiring.factory import Factory, open_factory

MOST_NEW: Final = 12
"""New videos that are shown at first, those that need somebody before the others."""


class Imported(Payload):
    """What became of a file of figures."""

    rows: int
    """Of our videos."""
    videos: int
    first: date | None
    last: date | None
    changed: int
    """Days about which the file said something new."""
    unknown: tuple[str, ...]
    """What no video of ours is known by: ID and title as the file has them."""
    early: tuple[str, ...]
    """Days and videos that were left out, as the video was not out yet: `2026-11-02 VIDEO`."""


class Figures(Payload):
    """What is known of the days up to one, and what can be said of it."""

    day: date
    days: tuple[ChannelDay, ...]
    new_videos: tuple[AgeBand, ...]
    """Those that need somebody first."""
    costs: tuple[CostAndReturn, ...]
    kinds: tuple[Performance, ...]
    first_hours: tuple[FirstHours, ...]
    """Of posts that are not 72 hours old, read each hour."""
    a_view_is: dict[str, str]
    """What each platform counts as a view; views of two platforms are never added."""
    withheld: bool
    """Whether nothing is computed of YouTube's figures, as nobody has accepted what it asks for."""


def import_figures(path: Path, day: date | None) -> Imported:
    """Take in a spreadsheet; see `take_in_figures`."""
    data = _bytes_of(path)
    with open_factory() as factory:
        return take_in_figures(factory, data, path.name, day)


def take_in_figures(factory: Factory, data: bytes, name: str, day: date | None) -> Imported:
    """Take in a spreadsheet; see `factory.analytics.imported_figures`.

    Raises:
        BadInput: it cannot be read; nothing of it was taken in.
    """
    rows = read_rows(data, name, day and check_day(day))
    metrics = factory.catalogue.metrics
    posted = PostedVideos.of(metrics.posted())
    known, others = posted.sorted_out(rows)
    ours = [one for one in known if posted.was_out(one)]
    changed = metrics.record(f"file {name}", ours)
    days = sorted({one.day for one in ours})
    unknown = dict.fromkeys(f"{row.post} {row.title}".strip() for row in others)
    return Imported(
        rows=len(ours),
        videos=len({one.video_id for one in ours}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        changed=len(changed),
        unknown=tuple(unknown),
        early=tuple(f"{one.day} {one.video_id}" for one in known if not posted.was_out(one)),
    )


def figures(factory: Factory, day: date) -> Figures:
    """Return what is known of a day, and what can be said of it.

    Raises:
        BadInput: nobody means that day.
    """
    check_day(day)
    kept = factory.catalogue.kept_answers
    found = kept.answer("", ("figures", day), lambda: _figures(factory, day))
    return found.model_copy(update={"costs": tuple(costs_to(factory, day))})


def _figures(factory: Factory, day: date) -> Figures:
    sums = factory.catalogue.figure_sums
    weeks = sums.first_weeks(day)
    videos = factory.catalogue.metrics.videos({one.video_id for one in weeks})
    now = datetime.now(UTC)
    first = tuple(one for one in factory.catalogue.readings.first_hours(now) if one.is_young(now))
    accepted = factory.catalogue.settings.on(SETTING)
    outlets = {outlet for _, outlet in sums.choices()} | {one.outlet for one in first}
    return Figures(
        day=day,
        days=tuple(channel_days(sums.days(days_before(day, LOOKED_BACK_DAYS), day), day)),
        new_videos=tuple(age_bands(sums.curves(day), day)),
        costs=(),
        kinds=tuple(performances(weeks, videos)),
        first_hours=tuple(
            one if is_derivable(one.outlet, accepted=accepted) else one.alone() for one in first
        ),
        a_view_is=meanings(outlets),
        withheld=OUTLET in outlets and not accepted,
    )


def figures_of(day: date | None) -> Figures:
    """Return `figures` of a day, or of the last of which anything is known."""
    with open_factory() as factory:
        return figures(factory, day or last_day(factory))


def observations(first: date, last: date) -> Sequence[Observation]:
    """Return what is known of every video on these days, both included."""
    with open_factory() as factory:
        return factory.catalogue.metrics.between(first, last)


def _bytes_of(path: Path) -> bytes:
    attempt = f"could not read the figures in {shown(path.name, 120)}"
    if path.is_dir():
        raise BadInput(f"{attempt}: it is a folder; wanted a CSV file")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{attempt}: {error.strerror}") from error
