"""Area: where beside a number something may be drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """Where a pictogram may stand, in pixels."""

    x: float
    """Of its middle."""
    y: float
    wide: float
    high: float
