"""The calendar's page: a month, a week or a list, and moving a video by drag or by a form."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.publishing.calendar import (
    Entry,
    EntryState,
    Holiday,
    calendar,
    confirm_times,
    move_video,
    zone_of,
)
from desk.web.displayed_names import Shape
from desk.web.forms import field
from desk.web.page import desk_page
from factory.documents.error_words import one_of, shown
from factory.errors import BadInput
from factory.workflow.platform_days import YEARS
from wiring.factory import Factory

VIEWS: Final = {"month": "Month", "week": "Week", "list": "List"}
LISTED_DAYS: Final = 28
MOST_LINES: Final[Mapping[str, int]] = {"month": 6, "week": 20}
"""Lines of one day that a view shows before it leads to the list, which shows all."""
STATES: Final[Mapping[EntryState, tuple[Shape, str]]] = {
    "booked": ("waits", "Goes out"),
    "unconfirmed": ("yours", "To confirm"),
    "appointed": ("done", "At its platform"),
    "late": ("failed", "Late"),
    "missed": ("failed", "Missed"),
    "posted": ("out", "Out"),
    "planned": ("waits", "Not before"),
    "free": ("queued", "Free"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one time: a video, or a free slot, with every platform for which it does."""

    entries: tuple[Entry, ...]
    """One or more, alike but for their outlet, its address, and seconds; of what is out, for their time of the day, too."""

    @property
    def first(self) -> Entry:
        """What all say alike."""
        return self.entries[0]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Where."""
        return tuple(one.outlet for one in self.entries if one.outlet)


@dataclass(frozen=True, slots=True)
class Span:
    """Which days a view shows, and where the ones before and after begin."""

    first: date
    days: int
    before: date
    after: date
    title: str
    day: date
    """The one that was asked for."""
    month: int | None = None
    """Whose days stand out; None: all do."""


def calendar_page(factory: Factory, request: Request) -> Response:
    """Show what goes out when."""
    asked = request.query_params
    view, channel = asked.get("view", "month"), asked.get("channel", "")
    channels = factory.channels.all()
    wrong, now = "", datetime.now(UTC)
    try:
        today = now.astimezone(zone_of(factory, channel)).date()
        span = span_of(view, asked.get("from", ""), today)
        found = calendar(factory, span.first, span.days, channel=channel, now=now)
    except BadInput as error:
        wrong, view, channel = str(error), "month", ""
        today = now.astimezone(zone_of(factory, channel)).date()
        span = span_of(view, "", today)
        found = calendar(factory, span.first, span.days, now=now)
    here, zone = {"channel": channel} if channel else {}, ZoneInfo(found.time_zone)

    def address(view: str, first: date) -> str:
        return f"/calendar?{urlencode({'view': view, 'from': first.isoformat(), **here})}"

    return desk_page(
        request,
        factory,
        "calendar.html",
        here="calendar",
        status=400 if wrong else 200,
        view=view,
        views=VIEWS,
        span=span,
        found=found,
        by_day=lines_by_day(found.entries, zone),
        holidays=_holidays(found.holidays),
        days=[span.first + timedelta(days=n) for n in range(span.days)],
        today=today,
        zone=zone,
        most=MOST_LINES.get(view),
        states=STATES,
        missed=sum(one.state in ("late", "missed") for one in found.entries),
        slots=any(one.schedule for one in channels.values()),
        address=address,
        channel=channel,
        channels=[("", "All"), *((name, c.title) for name, c in sorted(channels.items()))],
        wrong=wrong,
    )


def lines_by_day(entries: Iterable[Entry], zone: ZoneInfo) -> Mapping[date, Sequence[Line]]:
    """Return what stands in each day of a zone, in order.

    One line is for all platforms of a video's minute; of what is out, for all of its day: platforms take
    what was sent at once within minutes of one another.
    """
    found: dict[tuple[object, ...], list[Entry]] = {}
    for one in entries:
        minute = one.at.astimezone(zone).replace(second=0, microsecond=0)
        when = minute.date() if one.state == "posted" else minute
        found.setdefault((when, one.channel, one.video_id, one.state), []).append(one)
    days: dict[date, list[Line]] = {}
    for alike in found.values():
        days.setdefault(alike[0].at.astimezone(zone).date(), []).append(Line(tuple(alike)))
    return days


def _holidays(holidays: Iterable[Holiday]) -> Mapping[date, Sequence[Holiday]]:
    found: dict[date, list[Holiday]] = {}
    for one in holidays:
        found.setdefault(one.day, []).append(one)
    return found


def span_of(view: str, written: str, today: date) -> Span:
    """Return the days of a view that holds a day.

    Raises:
        BadInput: no such view, or no such day.
    """
    if view not in VIEWS:
        raise BadInput(f"view {shown(view)}: wanted {one_of(view, VIEWS)}")
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise BadInput(f"from {shown(written)}: wanted a day such as 2026-12-01")
    monday = day - timedelta(days=day.weekday())
    week = timedelta(days=7)
    if view == "week":
        title = f"Week of {monday.day} {monday:%B %Y}"
        return Span(monday, 7, monday - week, monday + week, title, day)
    if view == "list":
        more = timedelta(days=LISTED_DAYS)
        return Span(day, LISTED_DAYS, day - more, day + more, f"From {day.day} {day:%B %Y}", day)
    first, days = day.replace(day=1), monthrange(day.year, day.month)[1]
    start = first - timedelta(days=first.weekday())
    weeks = -(-(first.weekday() + days) // 7)
    before, after = (first - timedelta(days=1)).replace(day=1), first + timedelta(days=days)
    return Span(start, 7 * weeks, before, after, f"{day:%B %Y}", day, day.month)


def change_time(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Give a video another time at one platform or several, or confirm the times that it has.

    Raises:
        BadInput: nothing that the page asks, or a time that the channel's rules forbid.
    """
    video_id, act = request.path_params["video_id"], field(form, "do")
    if act == "confirm":
        confirm_times(factory, video_id)
    elif act == "next":
        for outlet in field(form, "outlet").split():
            move_video(factory, video_id, outlet, "")
    elif act == "move":
        at = _with_zone(form)
        for outlet in field(form, "outlet").split():
            move_video(factory, video_id, outlet, at)
    else:
        raise BadInput("the form says neither move, next nor confirm; load the page again")
    back = form.get("back", "")
    return RedirectResponse(back if back.startswith("/calendar?") else "/calendar", 303)


def _with_zone(form: Mapping[str, str]) -> str:
    """Return the time of a form, in the zone of the page that it came from unless it says one.

    Raises:
        BadInput: it is none.
    """
    written = field(form, "at")
    try:
        moment = datetime.fromisoformat(written)
        zone = ZoneInfo(field(form, "zone"))
    except (ValueError, OSError, KeyError):
        raise BadInput(f"time {shown(written)}: wanted such as 2026-12-01T18:00") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()
