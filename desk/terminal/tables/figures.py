"""What the commands about figures print for people."""

from collections.abc import Sequence

from rich.console import Console

from desk.actions.learning.figures import MOST_NEW, Figures, Imported
from desk.terminal.printed_table import print_table
from desk.terminal.typed_commands import say
from factory.analytics.derived_metrics import WITHHELD
from factory.analytics.meaning_of_views import NEVER_ADDED
from factory.analytics.peer_comparison import VERDICT_WORDS
from factory.analytics.video_kinds import kind_words
from factory.listing.outlet_names import outlet_name
from factory.money.dollars import dollars

LEFT_OUT_SHOWN = 10
NUMBERS = frozenset(
    {"days", "hours", "views", "half had*", "watched h", "usual views*", "videos", "cost"}
    | {"per 1,000 views*", "per hour*", "times usual*", "in 80 of 100*"}
)
"""Heads of columns that stand to the right."""


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


def show_figures(figures: Figures, *, everything: bool = False) -> None:
    """Print what is known of a day, what needs somebody first; what is computed here says so.

    Args:
        everything: also the rows that a first look leaves out.
    """
    console = Console(highlight=False)
    console.print(f"To {figures.day}. Starred columns are computed here, not by a platform.")
    if figures.withheld:
        say(WITHHELD)
    if not figures.days and not figures.costs and not figures.first_hours:
        say("Nothing is known yet: `factory figures import FILE` takes in an export.")
        return
    most = None if everything else MOST_NEW
    left_out = _new_videos(figures, most) + _first_hours(figures, most)
    _day(figures)
    _costs(figures)
    left_out += _kinds(figures, most)
    _what_a_view_is(console, figures)
    if left_out:
        say(f"\n{left_out} more rows: `factory figures --all`")


def _day(figures: Figures) -> None:
    _table(
        "The day",
        ("channel", "outlet", "views", "watched h", "usual views*", "odd*"),
        [
            (
                one.channel,
                outlet_name(one.outlet),
                _count(one.figures["views"]),
                _hours(one.figures["watch_seconds"]),
                _count(one.usual_views),
                ("yes" if one.odd else "no") if one.judged else "too few days",
            )
            for one in figures.days
        ],
    )


def _new_videos(figures: Figures, most: int | None) -> int:
    return _table(
        "Which new ones need somebody?",
        ("video", "what to do*", "outlet", "days", "views", "half had*"),
        [
            (
                f"{one.title}  {one.video_id}",
                VERDICT_WORDS[one.verdict],
                outlet_name(one.outlet),
                str(one.age_days),
                _count(one.views),
                _count(one.middle),
            )
            for one in figures.new_videos
        ],
        most,
    )


def _first_hours(figures: Figures, most: int | None) -> int:
    return _table(
        "How have the newest begun, read each hour?",
        ("video", "outlet", "hours", "views", "half had*"),
        [
            (
                f"{one.title}  {one.video_id}",
                outlet_name(one.outlet),
                f"{one.age_hours:.0f}",
                _count(one.now),
                _count(one.usual),
            )
            for one in figures.first_hours
        ],
        most,
    )


def _what_a_view_is(console: Console, figures: Figures) -> None:
    console.print()
    for outlet, words in figures.a_view_is.items():
        console.print(f"A view at {outlet_name(outlet)}: {words}.", markup=False)
    if len(figures.a_view_is) > 1:
        console.print(NEVER_ADDED)


def _costs(figures: Figures) -> None:
    _table(
        "What it cost, from the beginning",
        ("channel", "outlet", "videos", "cost", "views", "per 1,000 views*", "per hour*"),
        [
            (
                one.channel,
                outlet_name(one.outlet),
                str(one.videos),
                dollars(one.cost_usd),
                _count(one.views),
                _usd(one.usd_per_thousand_views),
                _usd(one.usd_per_watched_hour),
            )
            for one in figures.costs
        ],
    )


def _kinds(figures: Figures, most: int | None) -> int:
    return _table(
        "What does better than usual in its first week",
        ("what", "channel", "outlet", "videos", "times usual*", "in 80 of 100*"),
        [
            (
                kind_words(one.attribute, one.value),
                one.channel,
                outlet_name(one.outlet),
                str(one.videos),
                f"{one.times_usual:.2f}",
                f"{one.low:.2f} to {one.high:.2f}",
            )
            for one in figures.kinds
        ],
        most,
    )


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], most: int | None = None
) -> int:
    """Print the first rows; return how many are left out."""
    if rows:
        print_table(heads, rows[:most], right=NUMBERS, title=f"\n{title}")
    return len(rows) - len(rows[:most])


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _hours(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:,.1f}"


def _usd(value: float | None) -> str:
    return "" if value is None else dollars(value)
