"""Switches: what a person turns on and off while the factory runs."""

from typing import Protocol


class Switches(Protocol):
    """The factory's switches, by name."""

    def on(self, switch: str) -> bool:
        """Whether it is on; one that nobody knows is off."""
        ...

    def number(self, setting: str) -> float:
        """Return what a setting that is a number says; 0 where nobody knows it."""
        ...
