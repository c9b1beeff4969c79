"""Waiting: why a video does not go on at this moment, and when it is looked at again."""

from datetime import datetime
from typing import Self

from factory.errors import Postponed, WaitsFor
from factory.records import Payload


class Wait(Payload):
    """What a stage ran into that is nobody's mistake."""

    waits_for: WaitsFor
    scope: str
    """`channel tales`, `google`, `confirmation v-1`."""
    until: datetime | None = None
    """None: until somebody acts."""
    usd: float = 0.0
    """What it wanted to spend."""
    words: str

    @classmethod
    def from_error(cls, error: Postponed, words: str) -> Self:
        """Return what the error says."""
        return cls(
            waits_for=error.waits_for,
            scope=error.scope,
            until=error.until,
            usd=error.usd,
            words=words,
        )
