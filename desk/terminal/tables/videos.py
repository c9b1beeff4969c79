"""Tables of videos, prices and parts: what the commands print for people."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

import click
from rich.console import Console
from rich.text import Text

from desk.actions.doctor_parts import PartFacts
from desk.actions.making.briefs import PricePlan, Taken
from desk.actions.making.launching import PAUSED
from desk.terminal.next_steps import next_step
from desk.terminal.printed_table import print_table
from desk.terminal.progress import rows as fact_rows
from desk.terminal.tables.money import charge_lines, cost_words
from desk.terminal.typed_commands import say, typed
from desk.terminal.wrapping import wrapped
from desk.web.displayed_names import decided
from desk.web.formatting import watched as watched_for
from factory.analytics.video_figures import VideoFigures
from factory.interchange.review_facts import ReviewFacts
from factory.interchange.video_facts import (
    CheckFacts,
    StandIn,
    VideoFacts,
    VideoSummary,
    short_hash,
)
from factory.money.default_limits import USD_PER_VIDEO
from factory.money.dollars import dollars
from factory.money.estimate import Estimate, PriceRow
from factory.rules.finding import Finding
from wiring.provider_names import provider_name

UNITS = {"frame": "stills", "viewing": "looks at the result"}
"""Kinds of work by people's words, where the kind's own name is none."""

BECAME = {
    "begun": "is being made",
    "queued": "is waiting; `factory up` makes it",
    "paused": f"is waiting: {PAUSED}",
}
"""What became of a video that was handed in."""

FOLDED = 90
"""Characters of what the pictures show, where it is told in one line."""

MARKS = {
    "ready": ("ready    ", "green"),
    "unused": ("not used ", "dim"),
    "warning": ("attention", "yellow"),
    "error": ("attention", "bold red"),
}
"""How a part stands, by its severity: the word, and its colour on a terminal."""


def show_list(videos: Sequence[VideoSummary]) -> None:
    """Print a row per video."""
    if not videos:
        say("No videos yet. `factory make examples/briefs/...` makes the first.")
        return
    rows = [
        (v.video_id, _state(v), short_hash(v.master_sha256 or "-"), v.format, v.title)
        for v in videos
    ]
    print_table(("video_id", "status", "master", "format", "title"), rows)


def _state(video: VideoSummary) -> str:
    """Return a video's state; what is out nowhere else is in the outbox, as on the desk."""
    here = video.status == "published" and (video.url or "").startswith("file:")
    return "in the outbox" if here else video.status


def show_taken(taken: Taken) -> None:
    """Print what became of a brief that was handed in."""
    for video in taken.videos:
        words = (
            BECAME.get(video.state)
            or f"was handed in before and is {video.status.replace('_', ' ')}"
        )
        told = typed(f"{video.video_id} {words}.")
        Console().print(told, markup=False, highlight=False, soft_wrap=True)


def show_prices(plan: PricePlan) -> None:
    """Print what briefs would cost, by role, and together."""
    for video in plan.videos:
        _show_price(video)
    if len(plan.videos) > 1:
        Console().print(f"{len(plan.videos)} videos, {dollars(plan.total_usd)} together.")


def _show_price(plan: Estimate) -> None:
    rows = [
        (
            *(row.role, _makers(row), f"{row.units} {row.unit}"),
            *(f"${row.each_usd:.4f}", dollars(row.total_usd)),
        )
        for row in plan.rows
    ]
    heads = ("role", "provider", "units", "price each", "total")
    click.secho(f"{plan.title}  ·  {plan.format}", italic=True)
    print_table(heads, rows, right=heads[2:])
    say(
        f"Total {dollars(plan.total_usd)}{_at_most(plan.budget_usd)}; "
        f"about {plan.seconds:.0f} s of video. Nothing was spent."
    )


def _makers(row: PriceRow) -> str:
    return ", or else ".join(provider_name(one) for one in (row.provider, row.second) if one)


def _at_most(budget_usd: float | None) -> str:
    if budget_usd is None:
        return typed(
            " of at most what `factory settings usd_per_video` says"
            f" ({dollars(USD_PER_VIDEO)} unless changed)"
        )
    return f" of at most {dollars(budget_usd)}"


def show_doctor(parts: Sequence[PartFacts]) -> None:
    """Print one line per part, and under it how to mend what is not ready."""
    console = Console()
    room = console.width if console.is_terminal else None
    for part in parts:
        word, colour = MARKS[part.severity]
        said = wrapped(
            f" {part.subject:<10} {part.provider:<24} {typed(part.found)}", room, indent=10
        )
        line = Text(word, style=colour).append(said, style="default")
        console.print(line, soft_wrap=True)
        if part.remedy:
            mend = wrapped(typed(f"to mend: {part.remedy}"), room, indent=10)
            console.print(Text(f"{'':<10}{mend}"), soft_wrap=True)


def show_one(video: VideoFacts) -> None:
    """Print everything about one video."""
    charges = [("charge", line) for line in charge_lines(video.charges)]
    facts = [*_facts(video), *_scenes(video), *charges, *_units(video), *_stages(video)]
    fact_rows(Console(), video.title, facts)


def show_made(video: VideoFacts, seconds: float, console: Console) -> None:
    """Print what `factory make` leaves behind and what to do next."""
    console.print()
    *facts, last = _facts(video)
    fact_rows(console, video.title, [*facts, *_pictures(video), ("took", f"{seconds:.1f} s"), last])


def _facts(video: VideoFacts) -> list[tuple[str, str]]:
    facts = [("video id", video.video_id), ("status", _state(video))]
    facts += _files(video)
    if video.master_sha256 and video.master_made_at:
        made = f"{video.master_made_at:%Y-%m-%d %H:%M %Z}"
        facts.append(("master", f"{short_hash(video.master_sha256)}, made {made}"))
    measured = video.measured
    if measured:
        facts += [
            ("length", f"{measured.seconds:.1f} s, {measured.width}x{measured.height}"),
            ("loudness", f"{measured.integrated_lufs:.1f} LUFS"),
            ("true peak", f"{measured.true_peak_dbtp:.1f} dBTP"),
        ]
    facts += [("figures", _watched(one)) for one in video.figures]
    facts.append(("cost", cost_words(video.charges)))
    if video.waits_because:
        facts.append(("waits", typed(video.waits_because)))
    if video.checks:
        facts += _checks(video.checks)
    if video.verdict:
        facts += [("refused", typed(reason)) for reason in video.verdict.reasons]
    facts += [("flagged", words) for words in video.flagged]
    facts += [("asked", row.words) for row in video.asked[-1:]]
    facts += [("decided", _decision(row)) for row in video.reviews]
    facts += [("stood in", _stand_in(row)) for row in video.stand_ins]
    facts.append(("work", f"{_counted(video.units_done)} done, {video.units_reused} reused"))
    if video.broke:
        facts.append(("error", typed(video.broke)))
    return [*facts, ("next", typed(next_step(video)))]


def _scenes(video: VideoFacts) -> list[tuple[str, str]]:
    """Return for each scene what its picture shows, and why."""
    told = (line.partition(": ") for line in video.shown)
    return [(f"scene {scene.lstrip('s0')}", f"shows {typed(words)}") for scene, _, words in told]


def _pictures(video: VideoFacts) -> list[tuple[str, str]]:
    """Return in one line what the pictures show."""
    told = dict.fromkeys(line.partition(": ")[2].partition(" (")[0] for line in video.shown)
    named = shorten(", ".join(told), FOLDED, placeholder=" ...")
    more = typed(f"show {named}; `factory show {video.video_id}` says why")
    return [("pictures", more)] if told else []


def _watched(one: VideoFigures) -> str:
    """Return what viewers did at one outlet; what nobody told is left out."""
    said = [
        f"{value:,.0f} {name}"
        for name, value in (("views", one.views), ("likes", one.likes))
        if value is not None
    ]
    if one.watch_seconds is not None:
        said.append(f"{watched_for(one.watch_seconds)} watched")
    if one.average_view_share is not None:
        said.append(f"{one.average_view_share:.0%} seen on average")
    sums = ", ".join(said) or "nothing of its viewers"
    return f"{one.outlet}: {sums}; to {one.last}, computed here of its days"


def _files(video: VideoFacts) -> list[tuple[str, str]]:
    """Return where the files lie: the folder once, if they share one, and each file's name."""
    folders = {path.parent for path in video.files.values()}
    if len(folders) != 1:
        return [(what, _near(path)) for what, path in video.files.items()]
    return [
        ("folder", _near(folders.pop())),
        *((what, path.name) for what, path in video.files.items()),
    ]


def _counted(units: int) -> str:
    return "1 unit" if units == 1 else f"{units} units"


def _decision(row: ReviewFacts) -> str:
    note = f": {row.note}" if row.note else ""
    when = f"{row.decided_at:%Y-%m-%d %H:%M}, master {short_hash(row.master_sha256)}"
    return f"{row.reviewer}: {decided(row)}, {when}{note}"


def _checks(checks: CheckFacts) -> list[tuple[str, str]]:
    passed = f"{checks.passed} of {checks.rules} passed"
    if checks.of_earlier:
        passed += ", of the version before the one that is being made"
    elif checks.so_far:
        passed += " so far"
    if checks.not_asked:
        passed += f"; {checks.not_asked} more rules are about what this video does not have"
    said = [("checks", passed)]
    said += [("refusal", _found(one)) for one in checks.refusals]
    return [*said, *(("warning", _found(one)) for one in checks.warnings)]


def _found(finding: Finding) -> str:
    advice = f"; {typed(finding.advice)}" if finding.advice else ""
    return f"{finding.rule}: found {finding.found}; wanted {finding.wanted}{advice}"


def _near(path: Path) -> str:
    """Return a path as it is typed from here: relative where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _units(video: VideoFacts) -> list[tuple[str, str]]:
    return [
        ("units", f"{UNITS.get(row.kind, row.kind)}: {row.done} done, {row.reused} reused")
        for row in video.units
    ]


def _stand_in(row: StandIn) -> str:
    return f"{provider_name(row.provider)} instead of {provider_name(row.instead_of)}: {row.units} {row.kind}"


def _stages(video: VideoFacts) -> list[tuple[str, str]]:
    return [(stage.stage, stage.status) for stage in video.stages]
