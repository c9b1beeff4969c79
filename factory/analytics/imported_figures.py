"""Spreadsheets of figures: an export of YouTube Studio, or a plain CSV of anybody's.

A plain one has a row for each video and day: `day` (2026-11-27), `video` (the factory's video ID,
or the platform's ID or address of the post), `outlet`, and any of `METRICS` by its own name;
`click_rate` and `average_view_share` as shares.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from factory.analytics.figures import METRICS, WHOLE, Figures
from factory.analytics.numbers_in_text import number_in, seconds_in, share_in
from factory.documents.error_words import listed, refusal, shown
from factory.documents.front_matter import decode
from factory.errors import BadInput
from factory.workflow.platform_days import YEARS

MOST_BYTES: Final = 10_000_000
"""A hundred thousand rows, read in five seconds."""
MOST_PROBLEMS: Final = 20
"""What is told at most; with more wrong than that it is another kind of file."""

STUDIO: Final = "youtube"
"""The outlet of an export of YouTube Studio."""

OUTLET: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
OUTLET_WANTED: Final = "at most 40 of letters, digits, blanks, dots, '_' and '-'"

Reader = Callable[[str], float | None]


def _hours_in(text: str) -> float | None:
    hours = number_in(text)
    return None if hours is None else hours * 3600


STUDIO_COLUMNS: Final[Mapping[str, tuple[str, Reader]]] = {
    "Views": ("views", number_in),
    "Engaged views": ("engaged_views", number_in),
    "Watch time (hours)": ("watch_seconds", _hours_in),
    "Likes": ("likes", number_in),
    "Comments added": ("comments", number_in),
    "Shares": ("shares", number_in),
    "Subscribers gained": ("subscribers_gained", number_in),
    "Subscribers lost": ("subscribers_lost", number_in),
    "Impressions": ("impressions", number_in),
    "Impressions click-through rate (%)": ("click_rate", share_in),
    "Average percentage viewed (%)": ("average_view_share", share_in),
}
"""Columns of YouTube Studio's advanced mode, exported in English, and what they are here."""

STUDIO_OTHERS: Final = frozenset(
    {"Video title", "Video publish time", "Duration", "Subscribers", "Average view duration"}
)
"""Columns of the same export that say nothing of their own: derived, or known already."""

DAYS: Final = ("Date", "Day")
PLAIN: Final = ("day", "video", "outlet")
SECONDS: Final = "watch_seconds"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a spreadsheet."""

    line: int
    day: date
    outlet: str
    post: str
    """A video ID, a platform's ID or an address."""
    title: str
    """As the platform shows it; empty where the file does not say."""
    figures: Figures


@dataclass(frozen=True, slots=True)
class _Form:
    """What a file's columns mean."""

    day: str | None
    post: str
    title: str
    outlet: str | None
    figures: Mapping[str, tuple[str, Reader]]


def read_rows(data: bytes, file: str, day: date | None = None) -> tuple[Row, ...]:
    """Return the rows of a spreadsheet of figures; a row of totals is left out.

    Args:
        data: the file's bytes, CSV in UTF-8 with a line of headings.
        file: its name, for messages.
        day: of every row, where the file has no column for it.

    Raises:
        BadInput: it is another kind of file, or cells of it are wrong; each with its line.
    """
    subject = f"figures in {shown(file, 120)}"
    rows = "a line of headings and rows below it"
    if not data.strip():
        raise BadInput(f"{subject}: the file is empty; wanted {rows}")
    text = decode(data, subject, MOST_BYTES, rows)
    reader = csv.DictReader(io.StringIO(text), strict=True)
    problems: list[str] = []
    found: list[Row] = []
    try:
        form = _form(reader.fieldnames or (), subject, day)
        for cells in reader:
            if len(problems) >= MOST_PROBLEMS:
                break
            line = reader.line_num
            if None in cells or None in cells.values():
                problems.append(f"line {line}: has not as many cells as there are headings")
            elif cells[form.post].strip().lower() not in {"", "total"}:
                found += _row(cells, line, form, day, problems)
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: is no CSV: {error}")
    if problems:
        raise BadInput(refusal(subject, problems))
    if not found:
        raise BadInput(f"{subject}: there is no row of a video; nothing was taken in")
    _refuse_doubles(found, subject)
    return tuple(found)


def _form(headings: Sequence[str], subject: str, day: date | None) -> _Form:
    """Recognise a file by its headings."""
    there = set(headings)
    if "Content" in there:
        dated = next((name for name in DAYS if name in there), None)
        form = _Form(dated, "Content", "Video title", None, _known(STUDIO_COLUMNS, there))
        unread = there - {"Content", *DAYS, *STUDIO_COLUMNS, *STUDIO_OTHERS}
    elif {"video", "outlet"} <= there:
        own = {name: (name, seconds_in if name == SECONDS else number_in) for name in METRICS}
        dated = "day" if "day" in there else None
        form = _Form(dated, "video", "title", "outlet", _known(own, there))
        unread = there - {*PLAIN, "title", *METRICS}
    else:
        raise BadInput(
            f"{subject}: headings {listed(map(shown, headings)) or 'are missing'}; wanted those of an "
            f"export of YouTube Studio in English (`Content`, `Views` ...), or {listed(PLAIN)} and "
            f"any of {listed(METRICS)}"
        )
    problems = [f"{shown(name)}: is no figure that is known here" for name in sorted(unread)]
    if not form.figures:
        problems.append(f"there is no column of figures; wanted any of {listed(METRICS)}")
    if form.day is None and day is None:
        problems.append(
            "no column says the day; name it with --day, or export the table by day (`Date`)"
        )
    if problems:
        raise BadInput(refusal(subject, problems))
    return form


def _known(
    columns: Mapping[str, tuple[str, Reader]], there: set[str]
) -> dict[str, tuple[str, Reader]]:
    return {heading: how for heading, how in columns.items() if heading in there}


def _row(
    cells: Mapping[str, str], line: int, form: _Form, day: date | None, problems: list[str]
) -> Iterator[Row]:
    wrong: list[str] = []
    when = _day(cells[form.day], wrong) if form.day else day
    figures: dict[str, float] = {}
    for heading, (name, read) in form.figures.items():
        try:
            value = read(cells[heading])
            if value is None:
                continue
            _check(name, value)
        except ValueError as error:
            wrong.append(f"{heading}: {error}")
        else:
            figures[name] = value
    outlet = cells[form.outlet].strip() if form.outlet else STUDIO
    if not OUTLET.fullmatch(outlet):
        found = shown(outlet, 60) if outlet else "is empty"
        wrong.append(f"outlet: {found}; wanted the platform, such as youtube: {OUTLET_WANTED}")
    problems += [f"line {line}: {problem}" for problem in wrong]
    if not wrong and when is not None:
        post, title = cells[form.post].strip(), (cells.get(form.title) or "").strip()
        yield Row(line, when, outlet, post, title, Figures.model_validate(figures))


def _check(name: str, value: float) -> None:
    if name in WHOLE and value != int(value):
        raise ValueError(f"{value:g} is not a whole number")
    if name not in {"likes", "shares", "comments"} and value < 0:
        raise ValueError(f"{value:g} is below zero")
    if name == "click_rate" and value > 1:
        raise ValueError(f"{value:g} is above 1, which is all of them")


def _day(text: str, problems: list[str]) -> date | None:
    for form in ("%Y-%m-%d", "%b %d, %Y"):
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    problems.append(f"{shown(text)} is no day; wanted one such as 2026-11-27")
    return None


def _refuse_doubles(found: Sequence[Row], subject: str) -> None:
    first: dict[tuple[date, str, str], int] = {}
    problems: list[str] = []
    for row in found:
        key = (row.day, row.outlet, row.post)
        if key in first:
            problems.append(
                f"line {row.line}: {shown(row.post)} on {row.day} stands in line {first[key]} too"
            )
        first.setdefault(key, row.line)
    if problems:
        raise BadInput(refusal(subject, problems[:MOST_PROBLEMS]))
