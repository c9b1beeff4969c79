"""Notice times that were missed or taken away, so that the calendar says what will happen."""

import dagster as dg

from factory.errors import FactoryError, PermanentError
from factory.ports import AppointedPosts, Briefs, Channels, Outlets, Timetable


@dg.sensor(
    minimum_interval_seconds=20,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "A video that missed its slot gets the next free one; what was rejected or called off gives "
        "its slot back, and its platform is told not to show it."
    ),
)
def missed_slots(
    context: dg.SensorEvaluationContext,
    timetable: dg.ResourceParam[Timetable],
    appointed_posts: dg.ResourceParam[AppointedPosts],
    briefs: dg.ResourceParam[Briefs],
    channels: dg.ResourceParam[Channels],
    outlets: dg.ResourceParam[Outlets],
) -> dg.SkipReason:
    """Bring the timetable up to date; no run comes of it."""
    released = timetable.release()
    files = channels.all()
    for booking in timetable.overdue():
        try:
            snapshot = briefs.newest(booking.video_id).channel
            channel = files.get(snapshot.name, snapshot)
            now = timetable.book_next(booking.video_id, booking.outlet, channel, "missed_slots")
        except PermanentError as error:
            context.log.error(f"{booking.video_id} at {booking.outlet}: {error}")
            continue
        if now.at != booking.at:
            context.log.warning(
                f"{booking.video_id} missed {booking.at.isoformat()} at {booking.outlet}; it goes "
                f"out there at {now.at.isoformat()}"
            )
    taken_back = 0
    for post in appointed_posts.without_time():
        platform = outlets.appointments(post.outlet)
        if platform is None:
            continue
        try:
            platform.withdraw(briefs.newest(post.video_id).channel, post.post)
        except FactoryError as error:
            context.log.error(f"{post.video_id} may still be shown by {post.outlet}: {error}")
            continue
        appointed_posts.withdrawn(post)
        taken_back += 1
    return dg.SkipReason(f"{released} times freed, {taken_back} taken back from platforms")
