"""The timetable: which video goes out when, at which outlet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from factory.channel.channel import Channel


@dataclass(frozen=True, slots=True)
class Booking:
    """One video's time at one outlet."""

    video_id: str
    outlet: str
    channel: str
    at: datetime
    booked_by: str
    confirmed_by: str = ""


class Timetable(Protocol):
    """Whose time is when; no moment of a channel is given to two videos at one outlet."""

    def booking(self, video_id: str, outlet: str) -> Booking | None:
        """Return the time that a video has there and that has not come to an end."""
        ...

    def book_next(self, video_id: str, outlet: str, channel: Channel, by: str) -> Booking:
        """Return the time that a video has there, or give it the next free slot.

        Not before the brief's `publish_at`. What has missed its time by more than the channel
        allows gets the next free slot, and the missed one stays on record.

        Raises:
            BadInput: the channel has no free slot within a year.
        """
        ...

    def overdue(self) -> Sequence[Booking]:
        """Return those whose time has come and whose video is not out."""
        ...

    def release(self) -> int:
        """Free the times of videos that were rejected, held, called off or deleted; say how many."""
        ...


@dataclass(frozen=True, slots=True)
class AppointedPost:
    """A post that its platform will show by itself."""

    video_id: str
    outlet: str
    at: datetime
    post: Mapping[str, str]
    """What the outlet answered when it was begun."""


class AppointedPosts(Protocol):
    """Posts that platforms show by themselves, and whether they still shall."""

    def without_time(self) -> Sequence[AppointedPost]:
        """Return those that would be shown although their time was moved or taken from them."""
        ...

    def withdrawn(self, post: AppointedPost) -> None:
        """Note that its platform will not show it by itself any more."""
        ...
