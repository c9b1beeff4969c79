"""View curve: a video's views at one outlet, added up by its age."""

from datetime import date
from typing import Final

from factory.records import Payload

OLDEST_DAYS: Final = 28
"""After four weeks a video is new no more."""
PEERS: Final = 20
"""So many others it is compared with, the newest before it: what a channel was years ago is no measure."""


class ViewCurve(Payload):
    """A video's views at one outlet, added up by age in days."""

    video_id: str
    title: str
    channel: str
    outlet: str
    format: str
    begun: date
    """Age 0: the day of its first post, or of its first figures if earlier."""
    views: tuple[float, ...]
    """From age 0 to the last day that is known there, `OLDEST_DAYS` at most; a day of which nothing
    is known in between adds nothing."""

    def age(self, day: date) -> int:
        """Return its age in days on a day."""
        return (day - self.begun).days
