"""A missed slot moves on by itself, and a platform is told not to show what was taken back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from factory.channel.channel import Channel
from factory.channel.slot_schedule import Schedule
from factory.ports import Appointment
from sensors.missed_slots import missed_slots
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.sensors.watch import Watch

VIDEO = "a-video"
DAILY = Schedule(slots={"youtube": {"daily": ("00:00", "12:00")}})


@dataclass
class Platform:
    """Shows posts by itself, and remembers when."""

    times: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def appointments(self, name: str) -> "Platform":
        assert name == "youtube"
        return self

    def takes(self, publication: object) -> bool:
        return True

    def appoint(self, publication: object, post: dict[str, str], at: datetime) -> None:
        self.times[post["post_id"]] = at

    def withdraw(self, channel: Channel, post: dict[str, str]) -> None:
        del self.times[post["post_id"]]


def test_a_missed_slot_moves_on_and_its_platform_forgets_the_old_time(watch: Watch):
    platform = watch.outlets = Platform()
    house = watch.catalogue
    brief = accepted(VIDEO)
    channel = brief.channel.model_copy(update={"schedule": DAILY})
    house.briefs.accept(brief.model_copy(update={"channel": channel}))
    house.settings.change("distribution", True)
    booked = house.timetable.book_next(VIDEO, "youtube", channel, "factory")
    appointment = Appointment(lambda: booked.at, platform)  # pyright: ignore[reportArgumentType]
    post = house.posts.post(
        a_publication(VIDEO, MASTER), FakeOutlet(name="youtube"), nothing, appointment
    )
    assert post["at"] == booked.at.isoformat() and list(platform.times) == [VIDEO]
    assert "0 times freed, 0 taken back" in str(watch.tick(missed_slots))
    with house.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.bookings SET at = :at"),
            {"at": datetime.now(UTC) - timedelta(hours=2)},
        )
    house.briefs.accept(accepted("b-video"))
    assert house.timetable.book_next("b-video", "youtube", channel, "factory").at == booked.at
    assert "1 taken back" in str(watch.tick(missed_slots))
    moved = house.timetable.booking(VIDEO, "youtube")
    assert moved and moved.at > datetime.now(UTC) and platform.times == {}
