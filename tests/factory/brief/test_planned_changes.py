"""A brief says what of its post becomes another one later, and what of YouTube is its own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factory.brief.brief import accept, translations
from factory.brief.brief_file import parse_brief
from factory.brief.editable_file import as_markdown
from factory.channel.channel import Channel
from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import BadInput
from factory.workflow.made_post_changes import MadeChange, stands
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import NOW, WORDS, read

TUBE = Channel(
    name="demo",
    title="Demo",
    format="short",
    languages=("en",),
    outlets=("outbox", "youtube"),
    youtube=YouTubeChoices(account="UC" + "a" * 22, category=27, playlist="PLbbbbbbbbbb"),
)
LATER = """title: T
channel: demo
youtube: {category: 24, playlist: none, notify_subscribers: true}
later:
  - {at: '2026-12-24T18:00:00+01:00', title: Another title, visibility: public}
  - {after: 7 days, thumbnail: other.png}"""


def test_each_thing_that_changes_is_a_change_of_its_own_with_its_time(tmp_path: Path):
    brief = read(LATER, channels={"demo": TUBE}, folder=tmp_path)
    title, visibility, thumbnail = brief.changes
    at = datetime(2026, 12, 24, 17, tzinfo=UTC)
    assert (title.what, title.to, title.at) == ("title", "Another title", at)
    assert (visibility.what, visibility.to, visibility.at) == ("visibility", "public", at)
    assert (thumbnail.what, thumbnail.after_seconds) == ("thumbnail", 7 * 86_400)
    assert thumbnail.file == str(tmp_path / "other.png")
    assert thumbnail.to.startswith("later/") and thumbnail.to.endswith(".jpg")


def test_what_a_brief_says_of_youtube_lies_over_its_channel_and_survives_an_edit(tmp_path: Path):
    brief = read(LATER, channels={"demo": TUBE}, folder=tmp_path)
    accepted = accept(brief, TUBE, "v-1", "a.md", NOW)
    youtube, channel = accepted.channel.youtube, TUBE.youtube
    assert youtube and channel
    assert (youtube.category, youtube.playlist, youtube.notify_subscribers) == (24, "", True)
    assert (youtube.account, youtube.visibility) == (channel.account, "private")
    again = parse_brief(as_markdown(accepted).encode(), "a.md", {"demo": TUBE}, NOW, DIRECTORY)
    assert (again.changes, again.youtube) == (brief.changes, brief.youtube)


def test_a_translation_is_seen_with_its_original_and_takes_no_title_in_another_language(
    tmp_path: Path,
):
    brief = read(LATER, channels={"demo": TUBE}, folder=tmp_path)
    both = brief.model_copy(update={"also_in": ("de",)})
    (german,) = translations(accept(both, TUBE, "v-1", "a.md", NOW))
    assert german.brief.language == "de"
    assert german.brief.changes == (brief.changes[1],)
    assert german.brief.changes[0].what == "visibility"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("later: [{title: Another}]", "number 1: wanted: exactly one of `at` and `after`"),
        ("later: [{after: 7 days}]", "nothing changes"),
        ("later: [{after: soon, title: A}]", "after: 'soon' is not allowed"),
        ("later: [{at: '2025-01-01T00:00:00Z', title: A}]", "is in the past"),
        ("later: [{after: 1h, visibility: everybody}]", "private, unlisted or public"),
        ("later: [{after: 1h, title: 'a < b'}]", "without <>"),
        ("later: [{after: 1h, thumbnail: a.gif}]", "a .jpg or .png file beside the brief"),
        ("later: [{after: 1h, thumbnail: a.png}]", "the brief lies in no folder"),
        ("youtube: {category: 99}", "1 to 44"),
        ("youtube: {playlist: mine}", "a playlist's ID"),
    ],
)
def test_what_cannot_be_done_later_is_refused_with_the_brief(said: str, why: str):
    with pytest.raises(BadInput) as caught:
        read(f"title: T\nchannel: demo\n{said}", channels={"demo": TUBE})
    assert why in str(caught.value)


def test_of_a_channel_without_youtube_nothing_is_changed_later():
    for said in ("later: [{after: 1h, title: A}]", "youtube: {category: 24}"):
        with pytest.raises(BadInput, match="channel file"):
            read(f"title: T\nchannel: demo\n{said}", WORDS)


def test_a_change_stands_until_a_person_gives_the_listing_a_newer_title():
    made = [
        MadeChange(what="title", before="A", to="B"),
        MadeChange(what="visibility", before="private", to="public"),
        MadeChange(what="title", before="B", to="C"),
    ]
    assert stands("A", "title", made) == "C"
    assert stands("edited since", "title", made) == "edited since"
    assert stands("private", "visibility", made) == "public"
