"""Plot: the ground of a chart, its scale, and lines on it, as SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

LEFT, RIGHT, TOP, BOTTOM = 64, 612, 30, 292
WIDTH, HEIGHT = 640, 324
LINES: Final = 4
"""Of the ground, above zero."""
ROUND: Final = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)
"""A quarter of each has two digits."""
SMALL: Final = 20
"""Up to here a top is a multiple of four, so that counts have whole numbers."""
BELOW: Final = BOTTOM + 24
NEAR_END, LABEL_GAP = 20.0, 7
"""Pixels: words in the middle of a place so near to an end would be cut off; and between a line and its words."""
MOST_DAYS, MOST_MONTHS = 5, 4
"""So many stand side by side; of days each other one alone where a page is 360 pixels wide."""
FEW_DAYS: Final = 15
"""Up to so many a day more or less between two names is seen."""
LONG_DAYS: Final = 300
"""From so many days on a day is told with its year, and not by its number."""

Points = Sequence[tuple[float, float | None]]
"""Places and values; None is a gap, across which no line runs."""


def anchor(x: float, room: float) -> str:
    """Return the class of words at a place: where they begin, end or are in the middle, so that they fit."""
    return "s" if x - LEFT < room else "e" if RIGHT - x < room else "m"


@dataclass(frozen=True, slots=True)
class Plot:
    """A field from `first` to `last` and from 0 to `top`, in pixels of a picture of 640 by 324."""

    first: float
    last: float
    top: float

    @classmethod
    def of(cls, first: float, last: float, highest: float) -> "Plot":
        """Return a plot whose top is a round number above the highest value."""
        return cls(first, max(last, first + 1), round_above(highest))

    def x(self, place: float) -> float:
        """Return pixels from the left."""
        share = (place - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def y(self, value: float) -> float:
        """Return pixels from above."""
        return round(BOTTOM - value / self.top * (BOTTOM - TOP), 1)

    def ground(self, unit: str = "", said: Callable[[float], str] | None = None) -> str:
        """Return horizontal lines, each with its value as `said` says it, then the unit."""
        steps = [self.top * step / LINES for step in range(LINES + 1)]
        return "".join(
            f'<line class="gr" x1="{LEFT}" x2="{RIGHT}" y1="{self.y(v)}" y2="{self.y(v)}"/>'
            f'<text x="{LEFT - 8}" y="{self.y(v) + 4}" class="e{" opt" if n % 2 else ""}">{(said or short)(v)}{unit}</text>'
            for n, v in enumerate(steps)
        )

    def line(self, points: Points, kind: str) -> str:
        """Return a line with gaps where values are unknown; a value that stands alone is a dot."""
        runs: list[list[tuple[float, float]]] = [[]]
        for place, value in points:
            if value is None:
                runs.append([])
            else:
                runs[-1].append((self.x(place), self.y(value)))
        drawn = [run for run in runs if len(run) > 1]
        dots = "".join(
            f'<circle class="bar" cx="{run[0][0]}" cy="{run[0][1]}" r="4"/>'
            for run in runs
            if len(run) == 1
        )
        moves = " ".join(f"M{_joined(run)}" for run in drawn)
        return (f'<path class="{kind}" d="{moves}"/>' if moves else "") + dots

    def band(self, low: Points, high: Points) -> str:
        """Return the field between two lines without gaps."""
        above = [(self.x(place), self.y(value or 0)) for place, value in high]
        below = [(self.x(place), self.y(value or 0)) for place, value in reversed(low)]
        return f'<path class="bd" d="M{_joined([*above, *below])} Z"/>'

    def upright(self, place: float, kind: str = "now") -> str:
        """Return a line from top to bottom."""
        return f'<line class="{kind}" x1="{self.x(place)}" x2="{self.x(place)}" y1="{TOP}" y2="{BOTTOM}"/>'

    def across(self, value: float, kind: str = "cut") -> str:
        """Return a line from left to right."""
        return f'<line class="{kind}" x1="{LEFT}" x2="{RIGHT}" y1="{self.y(value)}" y2="{self.y(value)}"/>'

    def field(self, first: float, last: float) -> str:
        """Return a ground from one place to another, which sets off what lies on it."""
        width = round(self.x(last) - self.x(first), 1)
        return f'<rect class="hit" x="{self.x(first)}" y="{TOP}" width="{width}" height="{BOTTOM - TOP}"/>'

    def layer(self, low: Points, high: Points, opacity: float, words: str) -> str:
        """Return the field between two lines, named when it is pointed at."""
        above = [(self.x(place), self.y(value or 0)) for place, value in high]
        below = [(self.x(place), self.y(value or 0)) for place, value in reversed(low)]
        return (
            f'<path class="ly" fill-opacity="{opacity:g}" d="M{_joined([*above, *below])} Z">'
            f"<title>{escape(words)}</title></path>"
        )

    def mark(self, place: float, value: float, words: str, kind: str, radius: float) -> str:
        """Return a disc, which says more when it is pointed at."""
        return (
            f'<circle class="{kind}" cx="{self.x(place)}" cy="{self.y(value)}" r="{radius:g}">'
            f"<title>{escape(words)}</title></circle>"
        )

    def dot(self, place: float, value: float, words: str = "") -> str:
        """Return a mark on a line; the words are shown when it is pointed at."""
        title = f"<title>{escape(words)}</title>" if words else ""
        return (
            f'<circle class="pt" cx="{self.x(place)}" cy="{self.y(value)}" r="6">{title}</circle>'
        )

    def below(self, place: float, words: str, *, spare: bool = False) -> str:
        """Return words under the ground, which stay inside the picture at its ends; spare ones need a wide page."""
        x = self.x(place)
        kind = anchor(x, NEAR_END) + (" opt" if spare else "")
        return f'<text x="{x}" y="{BELOW}" class="{kind}">{escape(words)}</text>'

    def days_below(self, first: date, count: int) -> list[str]:
        """Return days under a ground that has one for each place from 0: 7 Nov, or Nov 2026 of many."""
        long = count > LONG_DAYS
        found = spread(count, MOST_MONTHS if long else evenly(count))
        days = [(place, first + timedelta(days=place)) for place in found]
        if long:
            return [self.below(n, f"{day:%b %Y}") for n, day in days]
        few = count < MOST_DAYS
        return [
            self.below(n, spoken(day), spare=not few and bool(at % 2))
            for at, (n, day) in enumerate(days)
        ]

    def above(self, place: float, words: str) -> str:
        """Return words over the ground, beside an upright line, on the side that has room."""
        x = self.x(place)
        side = -LABEL_GAP if x > (LEFT + RIGHT) / 2 else LABEL_GAP
        kind = "e" if side < 0 else "s"
        return f'<text x="{x + side}" y="{TOP - LABEL_GAP}" class="{kind}">{escape(words)}</text>'

    def beside(self, place: float, words: str, value: float = 0) -> str:
        """Return words beside an upright line, on the side that has room, where a page is wide enough for them."""
        left = self.x(place) < (LEFT + RIGHT) / 2
        gap = LABEL_GAP if left else -LABEL_GAP
        y = self.y(value) + (18 if value else -6)
        kind = "s" if left else "e"
        return f'<text x="{self.x(place) + gap:g}" y="{y:g}" class="{kind} q opt">{escape(words)}</text>'

    def label(
        self, place: float, value: float, words: str, kind: str = "", raised: float = 0
    ) -> str:
        """Return words beside a value, so many pixels above it."""
        y = round(self.y(value) - raised, 1)
        return f'<text x="{self.x(place)}" y="{y:g}" class="{kind}">{escape(words)}</text>'


def picture(name: str, title: str, about: str, parts: Sequence[str], height: int = HEIGHT) -> str:
    """Return a whole picture, which says in words what it shows.

    Args:
        name: of letters and digits, one of its own on the page.
        title: what is drawn.
        about: what one sees; read in place of the picture by who cannot.
        parts: in the order in which they are drawn.
        height: in the units of which 640 are its width.
    """
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}t {name}d">'
        f'<title id="{name}t">{escape(title)}</title><desc id="{name}d">{escape(about)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def round_above(value: float) -> float:
    """Return the least top that is not below a value, at least 4, and of which a quarter is short to say."""
    if value <= SMALL:
        return float(max(1, ceil(value / LINES)) * LINES)
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in ROUND if step * power >= value)


def short(value: float) -> str:
    """Return a number as an axis has it: 950, 1.5k, 12k, 3.5M."""
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    if value >= 1e3:
        return f"{value / 1e3:g}k"
    return f"{value:,.0f}" if value == ceil(value) else f"{value:g}"


def shortened(words: str, most: int) -> str:
    """Return a name in so many characters; a long one loses its middle, as its end may be the number of a part."""
    if len(words) <= most:
        return words
    _, _, end = words[-(most // 3) :].partition(" ")
    if not end:
        return f"{words[: most - 1].rstrip()}…"
    begin = words[: most - len(end) - 3]
    return f"{(begin.rpartition(' ')[0] or begin).rstrip()} … {end}"


def whole(value: float) -> str:
    """Return a count in full: 122,119."""
    return f"{value:,.0f}"


def spoken(day: date, last: date | None = None) -> str:
    """Return a day as one says it: 7 Nov; with its year where that is another than the last day's."""
    told = f"{day.day} {day:%b}"
    return told if last is None or day.year == last.year else f"{told} {day.year}"


def evenly(count: int) -> int:
    """Return how many days are named of so many: of a few days so many that they stand equally far apart."""
    most = MOST_DAYS + 1
    exact = (n for n in range(most, 2, -1) if (count - 1) % (n - 1) == 0)
    return next(exact, MOST_DAYS) if count <= FEW_DAYS else MOST_DAYS


def spread(count: int, most: int) -> Sequence[int]:
    """Return at most so many of the places 0 to count - 1, evenly, the first and the last among them."""
    if count <= most:
        return range(count)
    found = [round(step * (count - 1) / (most - 1)) for step in range(most)]
    return [found[0], *(b for a, b in pairwise(found) if b != a)]


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " L".join(f"{x:g} {y:g}" for x, y in points)
