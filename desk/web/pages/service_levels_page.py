"""The page of service levels."""

from starlette.requests import Request
from starlette.responses import Response

from desk.actions.service_levels import ServiceLevel, Unit, service_levels
from desk.web.formatting import money
from desk.web.page import desk_page
from wiring.factory import Factory

WORDS = {True: "met", False: "missed", None: "nothing to count"}


def levels_page(factory: Factory, request: Request) -> Response:
    """Show what was promised, beside what was."""
    facts = service_levels(factory)
    rows = [
        (
            level.about,
            f"{'at most' if level.at_most else 'at least'} {in_unit(level.wanted, level.unit)}",
            "–" if level.found is None else in_unit(level.found, level.unit),
            level.counted,
            WORDS[level.met],
        )
        for level in facts.levels
    ]
    return desk_page(
        request,
        factory,
        "service_levels.html",
        here="levels",
        facts=facts,
        rows=rows,
        headline=headline(facts.levels),
    )


def headline(levels: tuple[ServiceLevel, ...]) -> str:
    """Return how it stands, in one sentence."""
    missed = [level.about.lower() for level in levels if level.met is False]
    if missed:
        return f"Missed: {', '.join(missed)}."
    return "All met." if any(level.met for level in levels) else "Nothing to count yet."


def in_unit(value: float, unit: Unit) -> str:
    """Return a value as people read it: 95 %, $0.78, 4.2 min."""
    if unit == "share":
        return f"{value:.1%}".replace(".0%", "%").replace("%", " %")
    return money(value) if unit == "usd" else f"{value:.1f} min"
