"""What a stage says of its result, as plain values; `factory_assets.stage.stage` shows it in Dagster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

SHOWN_CHARS = 990
"""Dagster lays out less than 1,000 characters where they stand; more of them are behind a click."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text that is laid out where it is shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that can be followed."""

    url: str


Metadata = Mapping[str, str | int | float | datetime | Markdown | Link | None]
"""Facts by name, for whoever looks at one materialisation."""


def picture(name: str, url: str) -> Markdown:
    """Return a picture that is shown where it stands, and that leads to the whole when clicked.

    Args:
        name: read where it cannot be shown.
        url: of the whole; the door gives a smaller one that fits a page.
    """
    return Markdown(f"[![{name}]({url}?preview)]({url})")
