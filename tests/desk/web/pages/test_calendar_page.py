"""The calendar's page: what stands in it, and moving a video by its form."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.actions.publishing.calendar import Entry
from desk.web.pages.calendar_page import lines_by_day, span_of
from factory.errors import BadInput
from tests.desk.api.test_calendar import TALES
from tests.desk.opened_desk import Desk, opened_desk
from tests.fakes.catalogued import accepted
from tests.fakes.outlets import FakeOutlet, a_publication, nothing

MARKUP = "<b>Tides</b>"
TUESDAY = 1


@pytest.fixture
def tales(desk: Desk) -> Desk:
    folder = Path(desk.factory.settings.home) / "channels"
    folder.mkdir(exist_ok=True)
    (folder / "tales.yaml").write_text(TALES + "  confirm: true\n")
    desk.factory.catalogue.briefs.accept(accepted("a-video", title=MARKUP))
    return desk


def test_a_channels_holidays_stand_in_its_calendar_by_their_names(tales: Desk):
    file = Path(tales.factory.settings.home) / "channels" / "tales.yaml"
    file.write_text(TALES + "  holidays: [DE-BY, 12-24]\n")
    page = tales.pages.get("/calendar", params={"view": "week", "from": "2026-12-24"}).text
    assert "Tales rests: a holiday of the channel" in page
    assert "Tales rests: Christmas Day (DE-BY)" in page
    assert "2026-12-27" in page
    assert page.count("Tales rests") == 3


def test_a_month_a_week_and_a_list_show_videos_and_free_slots(tales: Desk):
    channel = tales.factory.channels.named("tales")
    table = tales.factory.catalogue.timetable
    booked = table.book_next("a-video", "outbox", channel, "factory")
    while booked.at.weekday() != TUESDAY:  # whatever today is, its week and month go on after it
        booked = table.move("a-video", "outbox", channel, "factory", None)
    for view in ("month", "week", "list"):
        first = booked.at.date().isoformat()
        page = tales.pages.get("/calendar", params={"view": view, "from": first})
        assert page.status_code == 200 and MARKUP not in page.text
        assert "To confirm" in page.text and 'data-state="free"' in page.text
        assert "Distribution is off" in page.text
    with opened_desk(tales.factory, "viewer") as looker:
        assert "datetime-local" not in looker.pages.get("/calendar?view=list").text


def test_the_form_under_a_video_moves_and_confirms_it(tales: Desk):
    channel = tales.factory.channels.named("tales")
    table = tales.factory.catalogue.timetable
    booked = table.book_next("a-video", "outbox", channel, "factory")
    form = {"outlet": "outbox", "zone": "Europe/Berlin", "back": "/calendar?view=week"}
    where = "/videos/a-video/schedule"
    answer = tales.pages.post(where, data={**form, "do": "confirm"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/calendar?view=week")
    day = (booked.at + timedelta(days=3)).date()
    tales.pages.post(where, data={**form, "do": "move", "at": f"{day}T07:15"})
    moved = table.booking("a-video", "outbox")
    assert moved and moved.at.astimezone(channel.schedule.zone).isoformat()[:16] == f"{day}T07:15"  # pyright: ignore[reportOptionalMemberAccess]
    tales.pages.post(where, data={**form, "do": "next", "back": "https://elsewhere.example"})
    after = table.booking("a-video", "outbox")
    assert after and after.at > moved.at
    for wrong in (
        {"do": "fly"},
        {"do": "move", "at": "soon"},
        {"do": "move", "at": "2020-01-01T08:00"},
    ):
        assert tales.pages.post(where, data={**form, **wrong}).status_code == 409
    elsewhere = tales.pages.post(where, data={**form, "do": "confirm", "back": "//evil.example"})
    assert elsewhere.headers["location"] == "/calendar"


def test_a_video_that_goes_to_several_platforms_at_once_is_one_line_and_moves_as_one(tales: Desk):
    table, places = tales.factory.catalogue.timetable, ["outbox", "youtube"]
    channel = tales.factory.channels.named("tales").model_copy(update={"outlets": tuple(places)})
    (Path(tales.factory.settings.home) / "channels" / "tales.yaml").unlink()
    brief = accepted("a-video", title=MARKUP).model_copy(update={"channel": channel})
    tales.factory.catalogue.briefs.accept(brief)
    today = datetime.now(ZoneInfo("Europe/Berlin")).replace(hour=18, minute=0, second=0)
    at = today.replace(microsecond=0) + timedelta(days=30)
    for place in places:
        table.move("a-video", place, channel, "factory", at)
    where = {"view": "list", "from": at.date().isoformat()}
    page = tales.pages.get("/calendar", params=where).text
    assert page.count('href="/videos/a-video"') == 1
    assert "tales · the outbox · YouTube" in page
    assert '<option value="outbox youtube">Everywhere</option>' in page
    form = {"outlet": "outbox youtube", "zone": "Europe/Berlin", "do": "move"}
    later = at + timedelta(days=2)
    form["at"] = later.replace(tzinfo=None).isoformat()
    assert tales.pages.post("/videos/a-video/schedule", data=form).status_code == 303
    assert [one and one.at for one in (table.booking("a-video", p) for p in places)] == [later] * 2


def test_a_missed_time_is_said_and_stands_out(tales: Desk):
    channel = tales.factory.channels.named("tales")
    table = tales.factory.catalogue.timetable
    table.book_next("a-video", "outbox", channel, "factory")
    with tales.factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE factory.bookings SET at = now() - interval '2 hours'")
    table.book_next("a-video", "outbox", channel, "factory")
    then = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    page = tales.pages.get("/calendar", params={"view": "list", "from": then}).text
    assert re.search(r'data-state="missed"', page) and "1 time was missed or late" in page


def test_what_platforms_took_at_different_minutes_of_a_day_is_one_line(tales: Desk):
    out = {"video_id": "a-video", "channel": "tales", "title": "Tides", "state": "posted"}
    noon, zone = datetime(2026, 11, 20, 11, 59, 58, tzinfo=UTC), ZoneInfo("Europe/Berlin")
    sent = [(noon, "youtube"), (noon + timedelta(minutes=41), "tiktok")]
    entries = [Entry.model_validate({**out, "at": at, "outlet": place}) for at, place in sent]
    ((day, (line,)),) = lines_by_day(entries, zone).items()
    assert (day, line.outlets) == (date(2026, 11, 20), ("youtube", "tiktok"))
    waiting = [one.model_copy(update={"state": "booked"}) for one in entries]
    assert len(lines_by_day(waiting, zone)[day]) == 2  # each is moved by itself


def test_months_begin_on_mondays_and_follow_one_another():
    span = span_of("month", "2027-02-17", date(2026, 1, 1))
    assert (span.first, span.days) == (date(2027, 2, 1), 28)
    assert (span.before, span.after) == (date(2027, 1, 1), date(2027, 3, 1))
    assert span_of("month", "2026-11-30", date(2026, 1, 1)).days == 42
    assert span_of("week", "", date(2026, 11, 28)).first == date(2026, 11, 23)
    for view, day in (("year", ""), ("month", "soon"), ("list", "9999-12-31")):
        with pytest.raises(BadInput, match="wanted"):
            span_of(view, day, date(2026, 1, 1))


def test_what_no_page_shows_is_told_on_the_page(desk: Desk):
    for wrong in ({"view": "year"}, {"from": "31.12."}, {"channel": "nobody"}):
        answer = desk.pages.get("/calendar", params=wrong)
        assert answer.status_code == 400 and 'role="alert"' in answer.text


def test_what_is_posted_leads_to_its_address_or_to_its_place_on_the_videos_page(tales: Desk):
    channel, catalogue = tales.factory.channels.named("tales"), tales.factory.catalogue
    catalogue.timetable.book_next("a-video", "outbox", channel, "factory")
    catalogue.posts.post(a_publication("a-video"), FakeOutlet(), nothing)
    where = {"view": "list", "from": datetime.now(UTC).date().isoformat()}
    page = tales.pages.get("/calendar", params=where).text
    assert '<a href="/videos/a-video#post-outbox" rel="noreferrer">its files</a>' in page
    assert "file://" not in page
    video = tales.pages.get("/videos/a-video").text
    assert 'id="post-outbox"' in video and "a-video</code>" in video
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE factory.posts SET url = 'https://example.org/x'")
    there = '<a href="https://example.org/x" rel="noreferrer">there</a>'
    assert there in tales.pages.get("/calendar", params=where).text
    assert there in tales.pages.get("/videos/a-video").text


def test_a_month_shows_the_first_lines_of_a_full_day_and_leads_to_all_of_them(desk: Desk):
    folder = Path(desk.factory.settings.home) / "channels"
    folder.mkdir(exist_ok=True)
    times = ", ".join(f'"{hour:02}:00"' for hour in range(8, 18))
    full = TALES.replace('"18:00"', times)
    assert full != TALES
    (folder / "tales.yaml").write_text(full)
    first = (datetime.now(UTC) + timedelta(days=40)).date().replace(day=1)
    page = desk.pages.get("/calendar", params={"view": "month", "from": first.isoformat()}).text
    day = re.search(
        r'<li class="day" data-day="([^"]+)"(?:(?!</ol>).)*?(\d+) more</a>', page, re.DOTALL
    )
    assert day and int(day[2]) == 4
    whole = desk.pages.get("/calendar", params={"view": "list", "from": day[1]}).text
    assert "more</a>" not in whole
    assert whole.split("data-day=")[1].count('class="slot"') == 10
