"""The weekly report as a page of its own: one file, without scripts or anything from elsewhere."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final, NamedTuple

from factory.analytics.charts.answers import Answer
from factory.analytics.charts.plot import spoken
from factory.analytics.charts.style import CHART_STYLE
from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.weekly_report.week import (
    WatchedVideo,
    WeeklyReport,
    WeekVideo,
    name_of,
)
from factory.listing.outlet_names import outlet_name
from factory.money.dollars import dollars
from factory.money.part_names import part_name
from factory.text.file_sizes import size_words

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 84rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1a17; background: #fbf9f5; }
@media (prefers-color-scheme: dark) { body { color: #ece7dd; background: #191714; } }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem .25rem 0;
  border-top: 1px solid #8884; vertical-align: top; } .n { text-align: right; }
figure { margin: 1.5rem 0; } figure svg { width: 100%; height: auto; } h3 { font-size: 1rem; }
.faint { opacity: .7; font-size: .9rem; }
@media (min-width: 72rem) { body, .figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 0 3rem; align-items: start; } h1, .whole, .figures > h2 { grid-column: 1 / -1; } }
"""


class Linked(NamedTuple):
    """Words of a table that lead somewhere."""

    words: str
    address: str


RIGHT: Final = ' class="n"'
STANDS: Final = {"new": "Waits for a decision", "approved": "Approved"}
"""How an idea that is tried next stands, by its state."""
NO_IDEA = (
    "<p>No idea waits. <code>factory ideas propose</code> proposes today's of every channel that has "
    "topics; <code>ideas</code> in a channel's file gives it some.</p>"
)


class Number(NamedTuple):
    """A figure of a table, which stands at the right of its column."""

    words: str


class Lines(NamedTuple):
    """Words of a table, and below them what is said further, a line each."""

    words: str
    further: Sequence[str]


Cell = str | Linked | Number | Lines
"""Of a table; text is escaped."""
Titled = Callable[[WeekVideo | WatchedVideo], Cell]
"""How a table names a video."""


def week_page(report: WeeklyReport, answers: WeekAnswers | None) -> str:
    """Return the report as HTML; every word in it is escaped."""
    title = f"{report.channel}, {name_of(report.first)}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}{CHART_STYLE}</style>'
        f"</head><body><h1>{escape(title)}</h1>{week_parts(report, answers)}</body></html>"
    )


def week_parts(report: WeeklyReport, answers: WeekAnswers | None, *, linked: bool = False) -> str:
    """Return what stands in the page, for the desk's own, too, where titles lead to their videos."""
    titled = _linked if linked else _unlinked
    return "".join(
        (
            _sum_up(report),
            _videos("Made", "Its ID", report.facts.made, "Nothing was made.", titled),
            _videos("Published", "Where", report.facts.published, "Nothing went out.", titled),
            _videos(
                "Refused", "By whom, and why", report.facts.refused, "Nothing was refused.", titled
            ),
            _watching(report, titled),
            _costs(report),
            _next(report),
            _pictures(answers),
            f'<p class="faint whole">† computed here, not by a platform. Made {spoken(report.made_at.date())} '
            f"{report.made_at:%Y, %H:%M} UTC; figures that come later change it.</p>",
        )
    )


def _linked(video: WeekVideo | WatchedVideo) -> Cell:
    return Linked(video.title, f"/videos/{video.video_id}")


def _unlinked(video: WeekVideo | WatchedVideo) -> Cell:
    return video.title


def _sum_up(report: WeeklyReport) -> str:
    facts, rate = report.facts, report.approval_rate
    approved = (
        f"{facts.approved} of {facts.decided} decisions were approvals ({rate:.0%})"
        if rate is not None
        else "nobody decided anything"
    )
    return (
        f'<p class="whole"><strong>{spoken(report.first)} to {spoken(report.last)} {report.last:%Y}.</strong> {len(facts.made)} made, '
        f"{len(facts.published)} published, {len(facts.refused)} refused; {approved}; "
        f"{escape(dollars(report.cost_usd))} spent. A week is the platform's, from Monday to Sunday on the Pacific coast.</p>"
    )


def _videos(
    heading: str, words: str, videos: Sequence[WeekVideo], nothing: str, titled: Titled
) -> str:
    if not videos:
        return _section(heading, f"<p>{escape(nothing)}</p>")
    rows = ((titled(one), one.words or one.video_id) for one in videos)
    return _section(heading, _table(("Video", words), rows))


def _watching(report: WeeklyReport, titled: Titled) -> str:
    parts = ""
    for heading, watched in (("Best", report.facts.best), ("Worst", report.facts.worst)):
        if watched:
            rows = (
                (titled(one), outlet_name(one.outlet), Number(f"{one.views:,.0f}"))
                for one in watched
            )
            parts += f"<h3>{heading}</h3>{_table(('Video', 'Outlet', 'Views'), rows)}"
    if not parts:
        parts = "<p>No platform has told any figure of the week.</p>"
    for one in report.odd:
        views, usual = one.figures["views"] or 0, one.usual_views or 0
        said = (
            f"{spoken(one.day)}: {views:,.0f} views at {outlet_name(one.outlet)}; "
            f"usual are about {usual:,.0f}.†"
        )
        parts += f"<p><strong>Out of line.</strong> {escape(said)}</p>"
    if report.missing:
        days = ", ".join(map(spoken, report.missing))
        parts += f'<p class="faint">Nothing is known of {days}.</p>'
    return _section("Watched", parts)


def _pictures(found: WeekAnswers | None) -> str:
    """Return every answer of analytics, as the desk draws it."""
    if found is None:
        return ""
    parts = "".join(_figure(one) for one in found.answers)
    if found.others:
        names = escape(" and ".join(map(outlet_name, found.others)))
        parts += f'<p class="faint">The desk says the same of {names}; figures of two are never added.</p>'
    return _section(f"What the figures say at {outlet_name(found.outlet)}", parts, "whole figures")


def _figure(one: Answer) -> str:
    mark = "†" if one.ours else ""
    drawn = f'<p class="faint">{escape(one.legend)}</p>' if one.svg else ""
    return (
        f'<figure class="fig chart"><h3>{escape(one.question)}</h3><p>{escape(one.says)}{mark}</p>'
        f"{one.svg}{drawn}</figure>"
    )


def _costs(report: WeeklyReport) -> str:
    spent = (
        (part_name(one.role), one.provider, Number(f"{one.calls:,}"), Number(dollars(one.usd)))
        for one in report.facts.costs
    )
    table = _table(("Part", "Made by", "Calls", "Cost"), spent) if report.facts.costs else ""
    months = (
        (
            f"{one.videos:.0f} videos",
            Number(dollars(one.vendors_usd)),
            Number(size_words(one.stored_bytes)),
        )
        for one in report.projections()
    )
    return _section(
        "Cost",
        (table or "<p>Everything was made on this machine.</p>")
        + "<h3>A month at this volume, at twice and at four times†</h3>"
        + _table(("Made", "Vendors", "Masters to store"), months)
        + '<p class="faint">Add what your hosting takes for the machine and for storage; nothing else '
        "grows with the volume.</p>",
    )


def _next(report: WeeklyReport) -> str:
    ideas = (
        (one.title, Lines(f"{STANDS[one.state]}, score {one.score:.2f}.", one.reasons))
        for one in report.facts.next
    )
    parts = _table(("Idea", "Why"), ideas) if report.facts.next else NO_IDEA
    parts += "".join(f"<p>{escape(line)}</p>" for line in report.tried)
    return _section("What is tried next, and why", parts)


def _section(heading: str, content: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f"<section{of_kind}><h2>{escape(heading)}</h2>{content}</section>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    every = [list(row) for row in rows]
    right = [isinstance(one, Number) for one in every[0]] if every else [False] * len(heads)
    head = "".join(
        f"<th{RIGHT * at_right}>{escape(one)}</th>"
        for one, at_right in zip(heads, right, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in every)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Linked):
        return f'<td><a href="{escape(cell.address)}">{escape(cell.words)}</a></td>'
    if isinstance(cell, Number):
        return f"<td{RIGHT}>{escape(cell.words)}</td>"
    if isinstance(cell, Lines):
        further = "".join(f'<br><span class="faint">{escape(one)}</span>' for one in cell.further)
        return f"<td>{escape(cell.words)}{further}</td>"
    return f"<td>{escape(cell)}</td>"
