"""Beside the form of a new video stands how its words fit, and what is missing, in words of the page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PIL import Image

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


def test_a_channel_is_told_by_its_title_with_whether_it_waits_for_review(desk: Desk):
    page = desk.pages.get("/new").text
    assert ">Small True Stories: no review</option>" in page
    assert ">Field Notes: waits for review</option>" in page


def test_a_brief_that_is_given_as_a_file_fills_the_form_and_what_has_no_field_goes_along(
    desk: Desk,
):
    brief = "---\nchannel: field-notes\ntitle: The clock\ntags: [clocks, time]\n---\n" + WORDS
    page = desk.pages.post("/new/file", data={"file": brief, "name": "clock.md"}).text
    assert 'value="The clock"' in page and "The file also says: tags" in page
    assert '<option value="field-notes" selected>' in page
    more = {"more": '{"tags": ["clocks", "time"]}'}
    typed = {"channel": "field-notes", "title": "The clock", "words": WORDS, **more}
    video = desk.pages.post("/new", data=typed).headers["location"].rpartition("/")[2]
    assert desk.factory.catalogue.briefs.newest(video).brief.tags == ("clocks", "time")
    lost = desk.pages.post("/new", data={**typed, "more": "[1]"})
    assert lost.status_code == 400 and "choose the file again" in lost.text
    broken = desk.pages.post("/new/file", data={"file": "---\ntitle: x\n", "name": "a.md"})
    assert broken.status_code == 400 and "never closed" in broken.text


def test_an_example_stands_ready_in_the_form(desk: Desk):
    assert "The Lighthouse That Walked" in desk.pages.get("/new?example=1").text


def test_a_folder_of_ones_own_pictures_is_chosen_with_its_licence(desk: Desk):
    folder = desk.factory.settings.home / "pictures" / "sea"
    folder.mkdir(parents=True)
    Image.new("RGB", (1080, 1920), "navy").save(folder / "1.jpg")
    assert ">Mine: sea</option>" in desk.pages.get("/new").text
    typed = {"channel": "demo", "title": "The clock", "words": WORDS, "pictures": str(folder)}
    video = desk.pages.post("/new", data=typed).headers["location"].rpartition("/")[2]
    chosen = desk.factory.catalogue.briefs.newest(video).brief.pictures
    assert chosen and (chosen.folder, chosen.licence) == (str(folder), "own work")
    refused = desk.pages.post("/new", data={**typed, "title": "T", "pictures": "/etc"})
    assert refused.status_code == 400


def test_the_price_names_the_limits_that_it_falls_under(desk: Desk):
    said = price(desk, words=WORDS)
    for limit in ("A video", "Small True Stories, today", "All, this month"):
        assert f"<span>{limit}</span>" in said
    assert "$0.00 of $2.00" in said


def test_step_by_step_is_a_button_of_its_own(desk: Desk):
    assert 'name="mode" value="stepwise"' in price(desk, words=WORDS)
    typed = {"channel": "demo", "title": "The clock", "words": WORDS, "mode": "stepwise"}
    video = desk.pages.post("/new", data=typed).headers["location"].rpartition("/")[2]
    assert desk.factory.catalogue.reports.show(video).mode == "stepwise"
