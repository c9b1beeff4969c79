"""Recognition: what a recogniser wrote down of a narration, and how much of it was heard as said."""

from factory.records import Payload, Provider
from factory.units_of_work import UnitDetail


class HeardDetail(UnitDetail):
    """What a recogniser wrote down of a few sentences."""

    text: str


class Misheard(Payload):
    """Words of a sentence that were heard otherwise; in one spelling, numbers as digits."""

    sentence_id: str
    said: str
    """Empty where something was heard that should not be said."""
    heard: str
    """Empty where nothing was heard."""


class Recognition(Payload):
    """How much of a narration was heard as it should be said."""

    words: int
    """Of what was listened to, as they are said."""
    errors: int
    """Words heard otherwise, not heard, or heard and not said; those of names do not count."""
    sentences: int
    """How many were listened to: of a narration of hours, some throughout."""
    misheard: tuple[Misheard, ...]
    provider: Provider

    @property
    def error_rate(self) -> float:
        """The word error rate, 0 to 1; above 1 where more is heard than said."""
        return self.errors / self.words if self.words else 0.0
