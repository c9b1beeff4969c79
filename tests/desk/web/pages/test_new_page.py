"""Beside the form of a new video stands how its words fit, and what is missing, in words of the page."""

import html
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.desk.opened_desk import BRIEF, Desk, opened_desk

WORDS = BRIEF.rpartition("---\n")[2]


def price(desk: Desk, **typed: str) -> str:
    """Return what stands beside the form."""
    return desk.pages.post(
        "/new/price", data={"channel": "demo", "title": "The clock", **typed}
    ).text


def as_file(data: bytes, name: str) -> dict[str, str]:
    """Return the fields in which a file comes with the form."""
    return {"given.name": name, "given.data": b64encode(data).decode()}


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
    page = desk.pages.post("/new/file", data=as_file(brief.encode(), "clock.md")).text
    assert 'value="The clock"' in page and "The file also says: tags" in page
    assert '<option value="field-notes" selected>' in page
    more = {"more": '{"tags": ["clocks", "time"]}'}
    typed = {"channel": "field-notes", "title": "The clock", "words": WORDS, **more}
    video = desk.pages.post("/new", data=typed).headers["location"].rpartition("/")[2]
    assert desk.factory.catalogue.briefs.newest(video).brief.tags == ("clocks", "time")
    lost = desk.pages.post("/new", data={**typed, "more": "[1]"})
    assert lost.status_code == 400 and "choose the file again" in lost.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"---\ntitle: x\n", "never closed"),
        ("Der Müller und das Meer.".encode("latin-1"), "is not UTF-8"),
        ("Der M\ufffdller und das Meer.".encode(), "found U+FFFD after"),
        (b'---\ntitle: "a\\ud800b"\n---\nIt was late.', "title: holds half of a character"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_what_was_typed(desk: Desk, data: bytes, words: str):
    typed = {
        "channel": "field-notes",
        "title": "The clock",
        "words": "It was late.",
        "from": "words",
    }
    told = desk.pages.post("/new/file", data={**typed, **as_file(data, "a.md")})
    assert told.status_code == 400 and words in told.text
    assert 'value="The clock"' in told.text and ">It was late.</textarea>" in told.text
    assert '<option value="field-notes" selected>' in told.text
    not_whole = desk.pages.post(
        "/new/file", data={**typed, "given.name": "a.md", "given.data": "?"}
    )
    assert "did not arrive whole" in not_whole.text and ">It was late.</textarea>" in not_whole.text


def test_words_with_a_letter_that_was_lost_are_refused(desk: Desk):
    typed = {"channel": "demo", "title": "The clock", "words": WORDS.replace("o", "\ufffd")}
    refused = desk.pages.post("/new", data=typed)
    assert refused.status_code == 400 and "U+FFFD" in refused.text


def given(desk: Desk, front: str, words: str = WORDS) -> str:
    """Return the form that a file fills."""
    brief = f"---\n{front}\n---\n{words}"
    page = desk.pages.post("/new/file", data=as_file(brief.encode(), "clock.md"))
    assert page.status_code == 200
    return page.text


def sent(page: str) -> dict[str, str]:
    """Return what a browser sends of the form on a page, by its main button."""
    form = page[page.index('id="make"') : page.index("<noscript>")]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'<input id="[^"]+"[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    for tag in re.findall(r'<input type="(?:checkbox|radio)"[^>]* checked>', form):
        fields |= dict(re.findall(r'name="([^"]+)" value="([^"]*)"', tag))
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        fields[name] = chosen[1] if chosen else ""
    fields |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    return {name: html.unescape(value) for name, value in fields.items()}


def test_a_video_of_a_file_is_made_as_the_file_says(desk: Desk):
    folder = desk.factory.settings.home / "pictures" / "sea"
    folder.mkdir(parents=True)
    Image.new("RGB", (1080, 1920), "navy").save(folder / "1.jpg")
    at = (datetime.now(UTC) + timedelta(days=2)).replace(microsecond=0)
    front = f"""channel: demo
title: The clock
format: draft
language: en
mode: stepwise
publish_at: {at.astimezone(ZoneInfo("Asia/Tokyo")).isoformat()}
notes: |
  One line
  and another
pictures: {{provider: folder, folder: {folder}, licence: CC-BY-4.0}}
tags: [clocks]
words: |
"""
    words = "\n".join(f"  {line}" for line in WORDS.strip().splitlines())
    page = given(desk, front + words, "")
    assert "The file also says: tags. It goes along." in page
    video = desk.pages.post("/new", data=sent(page)).headers["location"].rpartition("/")[2]
    brief = desk.factory.catalogue.briefs.newest(video).brief
    assert desk.factory.catalogue.reports.show(video).mode == "stepwise"
    assert (brief.format, brief.language, brief.tags) == ("draft", "en", ("clocks",))
    assert brief.publish_at == at and brief.notes == "One line\nand another"
    assert brief.pictures and (brief.pictures.folder, brief.pictures.licence) == (
        str(folder),
        "CC-BY-4.0",
    )
    assert brief.words.split()[:5] == WORDS.split()[:5]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("channel: nosuch", "Channel: &#39;nosuch&#39; is unknown"),
        ("channel: demo\nlanguage: de", "Language: &#39;de&#39; is not one of channel demo"),
        ("channel: demo\nformat: opera", "Format: &#39;opera&#39; is unknown"),
        ("channel: demo\nalso_in: [de]", "Also in: &#39;de&#39;: channel demo has nobody"),
        ("channel: demo\nalso_in: [{a: b}]", "also_in.0"),
        ("channel: demo\nmode: sideways", "mode: "),
        ("channel: demo\npublish_at: 2027-01-01", "Publish not before: &#39;2027-01-01&#39; has"),
        ("channel: demo\nbody: Other words", "words: found in body and in the text below"),
        ("channel: demo\npictures: {provider: nosuch}", "pictures.provider"),
    ],
)
def test_what_a_file_says_that_cannot_be_is_told_and_nothing_else_is_made(
    desk: Desk, line: str, told: str
):
    typed = sent(given(desk, f"title: The clock\n{line}"))
    assert told in desk.pages.post("/new/price", data=typed).text
    refused = desk.pages.post("/new", data=typed)
    assert refused.status_code == 400 and not desk.factory.catalogue.reports.list_videos(1)


def test_a_box_of_another_language_goes_with_the_channel_and_language_that_offered_it(desk: Desk):
    folder = desk.factory.settings.channel_folders[0]
    folder.mkdir(parents=True, exist_ok=True)
    voices = "voices: {es: {provider: openai, name: alloy}, de: {provider: openai, name: alloy}}"
    (folder / "far.yaml").write_text(
        "name: far\ntitle: Far\nformat: short\nlanguages: [en, es, de]\n"
        f"words: {{provider: openai, model: gpt-6-luna}}\n{voices}\n",
        encoding="utf-8",
    )
    ticked = {"choices_of": "far", "boxes_beside": "", "also.es": "on"}
    there = price(desk, words=WORDS, **{**ticked, "channel": "far"})
    assert "also.en" not in there and "nobody" not in there and 'id="of-channel"' not in there
    gone = price(desk, words=WORDS, **ticked)
    assert "also.es" not in gone and 'class="sum num"' in gone
    other = price(desk, words=WORDS, **{**ticked, "channel": "far", "language": "es"})
    assert 'name="also.en"' in other and 'name="also.de"' in other and "also.es" not in other


def test_what_the_page_was_not_given_is_no_fault_of_the_page(desk: Desk):
    typed = {"channel": "demo", "title": "T", "words": WORDS, "more": "{no"}
    refused = desk.pages.post("/new", data=typed)
    assert refused.status_code == 400 and "choose the file again" in refused.text
    assert "choose the file again" in price(desk, words=WORDS, more="{no")


def test_who_only_looks_is_not_told_where_pictures_lie(desk: Desk):
    (desk.factory.settings.home / "pictures" / "secret-sea").mkdir(parents=True)
    with opened_desk(desk.factory, "viewer") as looker:
        page = looker.pages.get("/new").text
    assert "secret-sea" not in page and str(desk.factory.settings.home) not in page
    assert "secret-sea" in desk.pages.get("/new").text


def test_who_only_looks_has_no_folder_priced_and_learns_of_none(desk: Desk):
    home = desk.factory.settings.home
    there = home / "pictures" / "secret-sea"
    there.mkdir(parents=True)
    Image.new("RGB", (1080, 1920), "navy").save(there / "1.jpg")
    typed = {"words": WORDS, "choices_of": "demo"}
    assert "Price of 1 video" in price(desk, **typed, pictures=str(there)), "an operator may"
    with opened_desk(desk.factory, "viewer") as looker:
        said = [
            price(looker, **typed, pictures=str(folder))
            for folder in (there, home / "pictures" / "no-such", home, "/etc")
        ]
        more = price(looker, **typed, more='{"music": {"kind": "folder", "folder": "/root"}}')
    for one in (*said, more):
        assert str(home) not in one and "secret-sea" not in one and "names no folder" in one
    assert len({re.sub(r"[^ ]*folder: ", "", one) for one in said}) == 1, "whatever lies there"


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
    for limit in ("A video", "Small True Stories, today", "All channels, this month"):
        assert f"<span>{limit}</span>" in said
    assert "$0.00 of $2.00" in said


def test_step_by_step_is_a_button_of_its_own(desk: Desk):
    assert 'name="mode" value="stepwise"' in price(desk, words=WORDS)
    typed = {"channel": "demo", "title": "The clock", "words": WORDS, "mode": "stepwise"}
    video = desk.pages.post("/new", data=typed).headers["location"].rpartition("/")[2]
    assert desk.factory.catalogue.reports.show(video).mode == "stepwise"
