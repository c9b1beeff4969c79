"""What a stage says of its result, as plain values; `factory_assets.stage.stage` shows it in Dagster."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


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
    """Return a picture that is shown where it stands; `name` is read where it cannot be."""
    return Markdown(f"![{name}]({url})")
