"""Beside the form of a new video stands how its words fit, and what is missing, in words of the page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.desk.opened_desk import BRIEF, Desk

WORDS = BRIEF.rpartition("---\n")[2]


def price(desk: Desk, **typed: str) -> str:
    """Return what stands beside the form."""
    return desk.pages.post(
        "/new/price", data={"channel": "demo", "title": "The clock", **typed}
    ).text


def test_words_are_counted_and_timed_and_said_to_fit_or_not(desk: Desk):
    fits = price(desk, words=WORDS)
    assert "86 words, about 0:29: fits a Short." in fits and "Small True Stories" in fits
    few = price(desk, words="The clock stood still. " * 5)
    assert "too few" in few and "It takes 70 to 185; add 50." in few
    assert "Mend it" not in few and "words: found" not in few


def test_what_is_wrong_stands_beside_its_field_with_its_label(desk: Desk):
    wrong = {"language": "de", "publish_at": "1999-01-01T09:00"}
    told = price(desk, words=WORDS, choices_of="demo", **wrong)
    assert 'id="e-language" hx-swap-oob="true">&#39;de&#39; is not one of channel demo' in told
    assert "<p>Publish not before: &#39;1999-01-01T09:00:00+00:00&#39; is in the past" in told
    assert "<p>- " not in told and "<p>language:" not in told
    page = desk.pages.post(
        "/new", data={"channel": "demo", "title": "T", "words": WORDS, "language": "de"}
    )
    assert page.status_code == 400
    assert 'id="e-language">&#39;de&#39; is not one of channel demo' in page.text


def test_a_channel_offers_its_own_languages_and_names_its_format_and_zone(desk: Desk):
    page = desk.pages.get("/new").text
    assert "The channel&#39;s own: Short" in page and "The channel&#39;s first: English" in page
    assert 'type="datetime-local"' in page and "Time in UTC" in page
    assert "(no channel has a writer yet)" in page
    assert 'id="of-channel"' in price(desk, words=WORDS)
    assert 'id="of-channel"' not in price(desk, words=WORDS, choices_of="demo")


def test_a_time_is_one_of_the_channels_zone(desk: Desk):
    folder = desk.factory.settings.channel_folders[0]
    folder.mkdir(parents=True, exist_ok=True)
    zoned = "name: far\ntitle: Far\nformat: short\nschedule: {time_zone: Asia/Tokyo}\n"
    (folder / "far.yaml").write_text(zoned, encoding="utf-8")
    at = (datetime.now(ZoneInfo("Asia/Tokyo")) + timedelta(days=2)).replace(second=0, microsecond=0)
    typed = {"channel": "far", "title": "T", "words": WORDS, "publish_at": f"{at:%Y-%m-%dT%H:%M}"}
    made = desk.pages.post("/new", data=typed)
    video = made.headers["location"].rpartition("/")[2]
    assert desk.factory.catalogue.reports.show(video).publish_at == at


def test_a_topic_for_a_channel_without_a_writer_leads_to_its_form(desk: Desk):
    told = price(desk, words="A clock", **{"from": "topic"})
    assert "has no writer" in told and '/channels/demo#f-words-provider"' in told


def test_a_channel_is_told_by_its_name_with_whether_it_waits_for_review(desk: Desk):
    page = desk.pages.get("/new").text
    assert ">Small True Stories (demo): no review</option>" in page
    assert ">Field Notes (field-notes): waits for review</option>" in page
