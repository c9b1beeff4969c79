"""When a video goes out at an outlet: by its channel's schedule, or at once."""

from collections.abc import Mapping
from datetime import datetime

from factory.channel.channel import Channel
from factory.errors import SlotAwaited
from factory.ports import Timetable


def booked_time(
    timetable: Timetable, video_id: str, outlet: str, channel: Channel
) -> datetime | None:
    """Return when a video goes out there; None: at once, as neither channel nor person says a time.

    Args:
        timetable: whose time is when.
        video_id: which video.
        outlet: where.
        channel: as its file is now.

    Raises:
        SlotAwaited: its time waits until a person has confirmed it.
        BadInput: the channel has no free slot.
    """
    schedule = channel.schedule
    if not (schedule and schedule.slots.get(outlet)) and not timetable.booking(video_id, outlet):
        return None
    booking = timetable.book_next(video_id, outlet, channel, by="factory")
    if schedule and schedule.confirm and not booking.confirmed_by:
        here = booking.at.astimezone(schedule.zone)
        raise SlotAwaited(
            f"{video_id} would go out at {outlet} on {here:%Y-%m-%d %H:%M} ({schedule.time_zone}); "
            f"`factory schedule {video_id} --confirm` confirms that time, --at and --next choose "
            "another",
            scope=f"slot {outlet}",
        )
    return booking.at


def await_its_time(video_id: str, outlet: str, post: Mapping[str, str]) -> None:
    """Wait where a post stands unseen until its platform shows it.

    Raises:
        SlotAwaited: so it is.
    """
    if "at" not in post:
        return
    at = datetime.fromisoformat(post["at"])
    raise SlotAwaited(
        f"{video_id} stands unseen at {post['url']} and is shown there at {at:%Y-%m-%d %H:%M} UTC; "
        f"`factory schedule {video_id}` moves it",
        until=at,
        scope=f"slot {outlet}",
    )
