"""Rhythm: how many videos a week had a time to go out, and how many of them kept it."""

from datetime import date
from typing import Final

from factory.records import Payload

WEEKS: Final = 8


class RhythmWeek(Payload):
    """One week of a channel at an outlet, from Monday (UTC) on."""

    first: date
    published: int
    """At the time they had, or without one."""
    missed: int
    """Times that passed without their video."""
    to_come: int
    """Times that are given and have not come."""
