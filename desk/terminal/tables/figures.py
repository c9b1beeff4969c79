"""What the commands about figures print for people."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Column, Table

from desk.actions.learning.figures import Figures, Imported
from desk.terminal.tables.money import dollars
from desk.terminal.typed_commands import say
from factory.analytics.derived_metrics import WITHHELD
from factory.analytics.meaning_of_views import NEVER_ADDED
from factory.analytics.video_kinds import kind_words

LEFT_OUT_SHOWN = 10


def show_imported(imported: Imported) -> None:
    """Print what became of a file."""
    console = Console(highlight=False)
    if imported.rows:
        console.print(
            f"{imported.rows} rows of {imported.videos} videos, {imported.first} to {imported.last}; "
            f"{imported.changed} days have something new",
            markup=False,
        )
    if imported.unknown:
        console.print(
            f"{len(imported.unknown)} posts are of no video that is known here, and were left out. A "
            "video is known by its ID, by the address of its post, or by its exact title:",
            markup=False,
        )
        _some(console, imported.unknown)
    if imported.early:
        console.print(
            f"{len(imported.early)} rows were left out, as their video was not out on that day:",
            markup=False,
        )
        _some(console, imported.early)


def _some(console: Console, names: Sequence[str]) -> None:
    for name in names[:LEFT_OUT_SHOWN]:
        console.print(f"  {name}", markup=False)
    if len(names) > LEFT_OUT_SHOWN:
        console.print(f"  and {len(names) - LEFT_OUT_SHOWN} more")


def show_figures(figures: Figures) -> None:
    """Print what is known of a day; what is computed here says so."""
    console = Console(highlight=False)
    console.print(f"To {figures.day}. Starred columns are computed here, not by a platform.")
    _first_hours(console, figures)
    if figures.withheld:
        say(WITHHELD)
    if not figures.days and not figures.costs:
        say("Nothing is known yet: `factory figures import FILE` takes in an export.")
        return
    _day(console, figures)
    _new_videos(console, figures)
    _costs(console, figures)
    _kinds(console, figures)
    _what_a_view_is(console, figures)


def _day(console: Console, figures: Figures) -> None:
    _print(
        console,
        "The day",
        ("channel", "outlet", "views", "watched h", "usual views*", "odd*"),
        (
            (
                one.channel,
                one.outlet,
                _count(one.figures["views"]),
                _hours(one.figures["watch_seconds"]),
                _count(one.usual_views),
                ("yes" if one.odd else "no") if one.judged else "too few days",
            )
            for one in figures.days
        ),
    )


def _new_videos(console: Console, figures: Figures) -> None:
    _print(
        console,
        "New videos beside their channel's others at the same age",
        ("video", "outlet", "days", "views", "half had*", "verdict*"),
        (
            (
                one.video_id,
                one.outlet,
                str(one.age_days),
                _count(one.views),
                _count(one.middle),
                one.verdict,
            )
            for one in figures.new_videos
        ),
    )


def _first_hours(console: Console, figures: Figures) -> None:
    _print(
        console,
        "The first 72 hours, read each hour",
        ("video", "outlet", "hours", "views", "half of its channel's others had*"),
        (
            (
                one.video_id,
                one.outlet,
                f"{one.age_hours:.0f}",
                _count(one.now),
                _count(one.usual),
            )
            for one in figures.first_hours
        ),
    )


def _what_a_view_is(console: Console, figures: Figures) -> None:
    console.print()
    for outlet, words in figures.a_view_is.items():
        console.print(f"A view at {outlet}: {words}.", markup=False)
    if len(figures.a_view_is) > 1:
        console.print(NEVER_ADDED)


def _costs(console: Console, figures: Figures) -> None:
    _print(
        console,
        "What it cost, from the beginning",
        ("channel", "outlet", "videos", "cost", "views", "per 1,000 views*", "per hour*"),
        (
            (
                one.channel,
                one.outlet,
                str(one.videos),
                dollars(one.cost_usd),
                _count(one.views),
                _usd(one.usd_per_thousand_views),
                _usd(one.usd_per_watched_hour),
            )
            for one in figures.costs
        ),
    )


def _kinds(console: Console, figures: Figures) -> None:
    _print(
        console,
        "What does better than usual in its first week",
        ("channel", "outlet", "what", "videos", "times usual*", "in 80 of 100*"),
        (
            (
                one.channel,
                one.outlet,
                kind_words(one.attribute, one.value),
                str(one.videos),
                f"{one.times_usual:.2f}",
                f"{one.low:.2f} to {one.high:.2f}",
            )
            for one in figures.kinds
        ),
    )


def _print(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    # An ID that is cut off names nothing, and cannot be copied.
    table = Table(
        *(Column(name, overflow="fold") for name in columns),
        title=title,
        title_justify="left",
        box=None,
    )
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        console.print()
        console.print(table, markup=False)


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _hours(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:,.1f}"


def _usd(value: float | None) -> str:
    return "" if value is None else dollars(value)
