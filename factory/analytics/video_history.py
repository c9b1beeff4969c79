"""Video history: what platforms said of one video in its first four weeks, as a file beside the video."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from factory.analytics.figures import Observation
from factory.records import Payload

FILE: Final = "analytics.json"


class ToldDay(Payload):
    """One day at one outlet; what nobody said is left out."""

    day: date
    outlet: str
    figures: dict[str, float]
    revision: int


class VideoHistory(Payload):
    """One video's days, as told: nothing in it is computed here."""

    video_id: str
    known_to: date
    days: tuple[ToldDay, ...]


def histories(rows: Iterable[Observation]) -> Sequence[VideoHistory]:
    """Return the histories of new videos, of what is known of them, by day."""
    of: dict[str, list[Observation]] = {}
    for row in rows:
        of.setdefault(row.video_id, []).append(row)
    return [
        VideoHistory(
            video_id=video_id,
            known_to=own[-1].day,
            days=tuple(
                ToldDay(
                    day=row.day,
                    outlet=row.outlet,
                    figures=row.figures.known(),
                    revision=row.revision,
                )
                for row in own
            ),
        )
        for video_id, own in sorted(of.items())
    ]
