"""No slot is given twice, and a missed one moves to the next and stays on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from factory.channel.channel import Channel
from factory.channel.slot_schedule import Schedule
from factory.errors import BadInput, PermanentError, SlotAwaited
from factory.ports import Appointment, Booking
from factory.reviews.decision import Review
from factory.workflow.waiting import Wait
from factory_assets.publishing.appointments import booked_time
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.posts.slot_bookings import PostgresTimetable
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

NOW = datetime(2030, 6, 3, 12, 0, tzinfo=UTC)
"""A Monday; later than the database's clock, so that what is booked is still to come."""


def a_channel(**schedule: object) -> Channel:
    told = {"slots": {"youtube": {"daily": ["09:00", "18:00"]}}, **schedule}
    return Channel(
        name="tales", title="Tales", format="short", schedule=Schedule.model_validate(told)
    )


def at(catalogue: Catalogue, now: datetime) -> PostgresTimetable:
    return PostgresTimetable(catalogue.engine, lambda: now)


@pytest.fixture
def house(catalogue: Catalogue) -> Catalogue:
    for video in ("a-video", "b-video", "c-video"):
        catalogue.briefs.accept(accepted(video))
    return catalogue


def said(booking: Booking) -> str:
    return f"{booking.at.astimezone(UTC):%a %H:%M}"


def test_videos_take_the_free_slots_in_turn_and_keep_what_they_have(house: Catalogue):
    table = at(house, NOW)
    videos = ("a-video", "b-video", "c-video", "a-video")
    taken = [said(table.book_next(video, "youtube", a_channel(), "factory")) for video in videos]
    assert taken == ["Mon 18:00", "Tue 09:00", "Tue 18:00", "Mon 18:00"]


def test_processes_that_look_at_once_never_take_the_same_slot(house: Catalogue, database_url: str):
    videos = [f"v-{number}" for number in range(8)]
    for video in videos:
        house.briefs.accept(accepted(video))
    others = [open_catalogue(database_url) for _ in range(4)]

    def take(number: int) -> datetime:
        table = at(others[number % 4], NOW)
        return table.book_next(videos[number], "youtube", a_channel(), "factory").at

    with ThreadPoolExecutor(8) as at_once:
        found = list(at_once.map(take, range(8)))
    for other in others:
        other.engine.dispose()
    assert len(set(found)) == 8
    with pytest.raises(IntegrityError, match="bookings_slot_idx"), house.engine.begin() as c:
        c.execute(
            sa.text(
                "INSERT INTO factory.bookings (video_id, outlet, channel, at, booked_by) "
                "SELECT 'a-video', outlet, channel, at, 'x' FROM factory.bookings LIMIT 1"
            )
        )


def test_a_missed_slot_moves_to_the_next_and_says_so(house: Catalogue):
    at(house, NOW).book_next("a-video", "youtube", a_channel(), "factory")
    late = NOW.replace(hour=18, minute=59)
    assert said(at(house, late).book_next("a-video", "youtube", a_channel(), "f")) == "Mon 18:00"
    assert [one.video_id for one in at(house, late).overdue()] == ["a-video"]
    later = late + timedelta(minutes=2)
    assert said(at(house, later).book_next("a-video", "youtube", a_channel(), "f")) == "Tue 09:00"
    missed, booked = house.events.after(topic="slot.missed")[0], house.events.after()[-1]
    assert missed["payload"] == {"outlet": "youtube", "at": "2030-06-03T18:00:00+00:00"}
    assert booked["payload"]["instead_of"] == "2030-06-03T18:00:00+00:00"


def test_a_person_moves_a_video_within_the_rules_of_its_channel(house: Catalogue):
    table, channel = at(house, NOW), a_channel(spacing_minutes=60, holidays=["06-05"])
    table.book_next("a-video", "youtube", channel, "factory")
    moved = table.move("b-video", "youtube", channel, "mara", NOW.replace(day=4, hour=13))
    assert (said(moved), moved.confirmed_by) == ("Tue 13:00", "mara")
    assert said(table.move("a-video", "youtube", channel, "mara", None)) == "Tue 09:00"
    for wrong, why in (
        (NOW, "it is over"),
        (NOW.replace(day=4, hour=12, minute=30), "another video goes out at 2030-06-04 13:00"),
        (NOW.replace(day=5), "2030-06-05 is a holiday"),
    ):
        with pytest.raises(BadInput, match=why):
            table.move("c-video", "youtube", channel, "mara", wrong)
    assert table.booking("c-video", "youtube") is None


def test_where_a_channel_has_no_slot_the_error_says_what_to_add(house: Catalogue):
    with pytest.raises(BadInput, match=r"no free slot for youtube.*schedule\.slots\.youtube"):
        at(house, NOW).book_next("a-video", "youtube", a_channel(slots={}), "factory")


def test_what_is_rejected_gives_its_slot_to_the_next(house: Catalogue):
    table = at(house, NOW)
    table.book_next("a-video", "youtube", a_channel(), "factory")
    house.reviews.decide(
        Review(
            video_id="a-video",
            master_sha256=MASTER,
            decision="rejected",
            reviewer="mara",
            note="no",
            decided_at=datetime.now(UTC),
        )
    )
    assert (table.release(), table.release()) == (1, 0)
    assert said(table.book_next("b-video", "youtube", a_channel(), "factory")) == "Mon 18:00"


def test_where_the_channel_wants_it_a_time_waits_for_a_person_and_wakes_when_confirmed(
    house: Catalogue,
):
    channel, table = a_channel(confirm=True), house.timetable
    with pytest.raises(SlotAwaited, match="--confirm` confirms that time") as waits:
        booked_time(table, "a-video", "youtube", channel)
    assert waits.value.until is None
    house.launches.request("a-video", "publish", "approved", by="mara")
    (launch,) = house.launches.claim(1, "mara")
    house.outcomes.postpone(launch.id, Wait.from_error(waits.value, "waits"))
    assert house.reports.show("a-video").status == "awaiting_slot"
    (confirmed,) = table.confirm("a-video", "mara")
    assert booked_time(table, "a-video", "youtube", channel) == confirmed.at
    assert [one.video_id for one in house.launches.claim(1, "mara")] == ["a-video"]
    with pytest.raises(PermanentError, match="has no time yet"):
        table.confirm("b-video", "mara")


def test_what_waits_for_a_later_time_than_its_own_is_woken_when_its_own_is_here(house: Catalogue):
    table, channel = at(house, NOW), a_channel()
    booked = table.book_next("a-video", "youtube", channel, "factory")
    house.launches.request("a-video", "publish", "approved", by="mara")
    (launch,) = house.launches.claim(1, "mara")
    later = booked.at + timedelta(days=2)
    house.outcomes.postpone(launch.id, Wait(waits_for="slot", scope="s", words="w", until=later))
    table.book_next("a-video", "youtube", channel, "missed_slots")
    assert house.launches.claim(1, "mara") == []
    at(house, booked.at).book_next("a-video", "youtube", channel, "missed_slots")
    assert [one.video_id for one in house.launches.claim(1, "mara")] == ["a-video"]


def test_a_post_waits_for_its_time_and_what_is_out_has_used_it(house: Catalogue):
    house.settings.change("distribution", True)
    outlet, publication = FakeOutlet(name="youtube"), a_publication("a-video", MASTER)
    soon = datetime.now(UTC) + timedelta(hours=1)
    house.timetable.move("a-video", "youtube", a_channel(), "mara", soon)
    waiting = Appointment(lambda: soon, None)
    with pytest.raises(SlotAwaited) as waits:
        house.posts.post(publication, outlet, nothing, waiting)
    assert (waits.value.until, outlet.begun) == (soon, {})
    house.posts.post(publication, outlet, nothing, Appointment(lambda: NOW.replace(2020), None))
    assert house.timetable.booking("a-video", "youtube") is None
    with pytest.raises(PermanentError, match="is out at youtube already"):
        house.timetable.move("a-video", "youtube", a_channel(), "mara", None)
