"""Video history: what platforms said of one video in its first four weeks, as a file beside the video."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from factory.analytics.figures import Observation
from factory.analytics.peer_comparison import OLDEST_DAYS
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


def histories(rows: Iterable[Observation], day: date) -> Sequence[VideoHistory]:
    """Return the histories of videos that are new on a day.

    Args:
        rows: of all videos, from `OLDEST_DAYS` before the day on, by day; a video of which anything is known
            on the first of them is new no more.
        day: the last that counts.
    """
    oldest = day - timedelta(days=OLDEST_DAYS)
    of: dict[str, list[Observation]] = {}
    for row in rows:
        if row.day <= day:
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
        if own[0].day > oldest
    ]
