"""Stills: the desk's pictures of a day's answers, in Dagster's metadata by their address behind the door."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import quote

from factory.analytics.charts.answers import QUESTIONS
from factory.ports import FigureSums
from factory_assets.stage.dagster_metadata import Markdown, Metadata, picture

MOST: Final = 6
"""Channels and outlets whose pictures are shown; the desk has all."""


def stills(day: date, sums: FigureSums, *answers: str) -> Metadata:
    """Return the pictures of answers about each channel and outlet that has figures of a day.

    Args:
        day: the last that is drawn.
        sums: say which channels were watched where.
        answers: of `charts.answers.QUESTIONS`.
    """
    found = sorted({(one.channel, one.outlet) for one in sums.days(day, day)})[:MOST]
    return stills_of(day, found, *answers)


def stills_of(day: date, found: Iterable[tuple[str, str]], *answers: str) -> Metadata:
    """Return the pictures about these channels at these outlets."""
    return {
        f"{answer}: {channel} at {outlet}": _asked(
            QUESTIONS[answer].words,
            f"/analytics/stills/{quote(channel, '')}/{quote(outlet, '')}/{day}/{answer}.svg",
        )
        for channel, outlet in found
        for answer in answers
    }


def _asked(question: str, url: str) -> Markdown:
    """Return a question above its picture: it is read before the desk has drawn it, and where no desk runs."""
    return Markdown(f"[{question}]({url})\n\n{picture(question, url).text}")
