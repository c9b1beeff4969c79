"""Week answers: the pictures of a weekly report, of the outlet where most is known of a channel."""

from dataclasses import dataclass

from factory.analytics.charts.answers import Answer


@dataclass(frozen=True, slots=True)
class WeekAnswers:
    """What analytics says of a channel at one outlet, to the end of a week."""

    outlet: str
    others: tuple[str, ...]
    """Outlets of which the desk says the same; figures of two are never added."""
    answers: tuple[Answer, ...]
