"""Briefs: what is accepted, and what a person is told when one is not."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath

import pytest

from factory.brief.brief import accept
from factory.brief.brief_file import parse_brief
from factory.channel.branding import Insert
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from resources.home.template_folders import TemplateFolders
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import BOTH, NOW, SHORT, WORDS, read, refusal, refused

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_a_brief_takes_format_and_language_from_its_channel():
    brief = read("channel: demo\ntitle: A Walk")
    assert (brief.title, brief.channel, brief.format, brief.language) == (
        "A Walk",
        "demo",
        "short",
        "en",
    )
    assert brief.words == WORDS.strip()


def test_every_key_arrives():
    brief = read(
        "channel: demo\ntitle: 1984\nlanguage: pt-BR\nid: my-video\nnotes: calm\n"
        "description: By the sea.\n"
        "publish_at: 2026-12-01 09:00:00+02:00\ntags: '#sea, light , sea'\n"
        "pictures: {folder: photos, licence: CC0-1.0}\nmusic: {kind: surf}",
        folder=PurePath("/home/anna"),
    )
    assert brief.title == "1984"
    assert brief.video_id == "my-video"
    assert (brief.notes, brief.description) == ("calm", "By the sea.")
    assert brief.publish_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert brief.tags == ("sea", "light")
    assert brief.pictures and brief.pictures.provider == "folder"
    assert brief.pictures.folder == "/home/anna/photos"
    assert brief.music and brief.music.kind == "surf"


def test_the_first_heading_can_be_the_title_and_is_not_spoken():
    brief = read("channel: demo", f"\n# The *Old* Tower #\n\n{WORDS}")
    assert brief.title == "The Old Tower"
    assert brief.words == WORDS.strip()


def test_a_heading_that_repeats_the_title_is_not_a_chapter():
    assert read("channel: demo\ntitle: Tower", f"# Tower\n{WORDS}").words == WORDS.strip()


def test_the_only_channel_need_not_be_named():
    assert read("title: x", channels={"demo": SHORT}).channel == "demo"


def test_without_a_channel_the_channels_are_listed():
    assert "the channels are: archives, demo" in refused("title: x")


def test_a_yaml_brief_holds_its_words_under_a_key():
    text = f"channel: demo\ntitle: A\nwords: |\n  {WORDS}\n"
    assert parse_brief(text.encode(), "A.YML", BOTH, NOW, DIRECTORY).words == WORDS.strip()


def test_words_in_two_places_are_refused():
    assert "in words and in the text below" in refused("channel: demo\ntitle: A\nwords: hello")


def test_a_brief_of_200_000_words_says_how_many_it_has_and_may_have():
    message = refusal(b"---\nchannel: demo\ntitle: A\n---\n" + b"word " * 200_000)
    assert "found 200,000, too many; wanted: 70 to 185 for the format short" in message


def test_too_few_words_says_what_the_format_wants():
    message = refused("channel: demo\ntitle: A", "Only four words here.")
    assert "found 4, too few; wanted: 70 to 185" in message
    assert "add 66" in message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("word " * 44, "too few; wanted: 45 to 160 for the format short"),
        ("word " * 161, "5 s of them the channel's intro and outro, spoken at 180 words a minute"),
    ],
)
def test_an_intro_and_an_outro_take_their_seconds_from_the_words(words: str, message: str):
    intro = Insert(file="hello.mp4", video_seconds=5.333)
    channel = SHORT.model_copy(update={"intro": intro, "outro": Insert(file="a.png", seconds=3)})
    channels = {"demo": channel}
    with pytest.raises(BadInput) as caught:
        read("channel: demo\ntitle: A", words, channels=channels)
    assert message.replace("5 s of", "8.3 s of") in str(caught.value)
    brief = read("channel: demo\ntitle: A", "word " * 50, channels=channels)
    taken = accept(brief, channel, "demo-1", "cli", NOW)
    assert taken.profile.words.min == 45
    assert taken.profile.length.insert_seconds == pytest.approx(8.333)


def test_what_loops_has_the_words_that_its_format_takes():
    channel = SHORT.model_copy(update={"intro": Insert(file="hello.mp4", video_seconds=5)})
    brief = read(
        "channel: demo\ntitle: A\nformat: sleep", "word. " * 6000, channels={"demo": channel}
    )
    assert accept(brief, channel, "demo-1", "cli", NOW).profile.words.min == 6000


def test_unknown_channel_format_and_language_are_all_told_at_once():
    message = refused("channel: dmo\nformat: shorts\ntitle: x\nlanguage: '?'")
    assert "channel: 'dmo' is unknown; the channels are: archives, demo; did you mean" in message
    assert "format: 'shorts' is unknown; the formats are:" in message
    assert "language: '?' is not allowed" in message


def test_words_are_counted_for_the_format_that_was_meant():
    with pytest.raises(BadInput) as caught:
        read("channel: demo\nformat: shrot\ntitle: x\nlanguage: de", "four words are here")
    said = str(caught.value)
    assert "did you mean 'short'?" in said
    assert "language: 'de' is not one of channel demo's" in said
    assert "words: found 4, too few; wanted: 70 to 185 for the format short" in said


def test_a_language_that_the_channel_does_not_speak_is_refused_with_how_to_add_it():
    said = refused("channel: demo\ntitle: x\nlanguage: no")
    assert "wanted: en, pt-BR" in said
    assert "to add it: `languages: [en, pt-BR, no]`" in said
    assert "to add it" not in refused("channel: demo\ntitle: x\nlanguage: pt-PT")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-21T11:59:59Z", "in the past"),
        ("2026-12-01T09:00:00", "has no time zone"),
        ("2026-12-01", "has no time zone"),
        ("next tuesday", "is not a date and time"),
        ("0001-01-01T00:00:00+14:00", "in the past"),
        ("9999-12-31T23:59:59-14:00", "too far away"),
        ("1764000000", "publish_at"),
    ],
)
def test_publish_at_wants_a_moment_to_come_with_a_time_zone(moment: str, told: str):
    assert told in refused(f"channel: demo\ntitle: x\npublish_at: {moment}")


def test_a_title_of_more_than_100_characters_is_refused():
    assert "has 101 characters; wanted: 100 at most" in refused(
        f"channel: demo\ntitle: {'x' * 101}"
    )


@pytest.mark.parametrize("video_id", ["../x", "A", "-ab", "a" * 64, "a b c"])
def test_an_id_that_is_no_video_id_is_refused(video_id: str):
    assert "wanted 3 to 63 of a-z" in refused(f"channel: demo\ntitle: x\nid: '{video_id}'")


def test_a_relative_folder_needs_a_brief_that_lies_in_one():
    front = "channel: demo\ntitle: x\npictures: {folder: photos, licence: CC0-1.0}"
    assert "wanted: an absolute path" in refused(front)


@pytest.mark.parametrize(("key", "choice"), [("pictures", "provider"), ("music", "kind")])
def test_a_folder_of_ones_own_is_named_in_the_words_that_the_docs_show(key: str, choice: str):
    page = (EXAMPLES.parent / "docs" / "briefs.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^\| `pictures`, `music` \|.*?`(\{.*?\})`", page, re.MULTILINE)
    brief = read(f"channel: demo\ntitle: A Walk\n{key}: {example}", folder=PurePath("/home/anna"))
    chosen = getattr(brief, key)
    assert (getattr(chosen, choice), chosen.folder) == ("folder", "/home/anna/my-pictures")


def test_a_folder_of_ones_own_needs_its_licence():
    front = "channel: demo\ntitle: x\nmusic: {folder: /songs}"
    assert "music.licence: this key is missing" in refused(front)


def test_a_chapter_without_words_is_refused():
    words = f"{WORDS}\n\n## The End"
    assert "chapter 'The End' has none" in refused("channel: demo\ntitle: x", words)


def test_the_same_brief_is_accepted_under_the_same_hash():
    brief = read("channel: demo\ntitle: x")
    first = accept(brief, SHORT, "my-video", "inbox/a\n.md", NOW)
    later = accept(brief, SHORT, "my-video", "cli", NOW + timedelta(days=1))
    other = accept(read("channel: demo\ntitle: y"), SHORT, "my-video", "cli", NOW)
    assert first.brief_sha256 == later.brief_sha256 != other.brief_sha256
    assert first.source == "inbox/a .md"
    assert first.pictures == SHORT.pictures


def test_accepting_under_a_name_that_is_no_video_id_is_refused():
    with pytest.raises(BadInput, match="video ID"):
        accept(read("channel: demo\ntitle: x"), SHORT, "../x", "cli", NOW)


@pytest.mark.parametrize("file", sorted((EXAMPLES / "briefs").iterdir()), ids=lambda f: f.name)
def test_the_example_briefs_are_accepted(file: Path):
    folder = EXAMPLES / "channels"
    templates = TemplateFolders()
    channels = {
        f.stem: parse_channel(f.read_bytes(), str(f), DIRECTORY, templates.keys)
        for f in folder.glob("*.yaml")
    }
    assert parse_brief(file.read_bytes(), file.name, channels, NOW, DIRECTORY).title


def test_a_channel_handed_in_as_a_brief_is_told_where_it_belongs():
    data = (EXAMPLES / "channels" / "demo.yaml").read_bytes()
    with pytest.raises(BadInput, match="looks like a channel file.*put it into channels/"):
        parse_brief(data, "demo.yaml", {"demo": SHORT}, NOW, DIRECTORY)
