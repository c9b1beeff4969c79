"""Briefs: what is accepted, and what a person is told when one is not."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factory.brief.brief import Brief, accept, parse_brief
from factory.channel.branding import Insert
from factory.channel.channel import Channel, parse_channel
from factory.documents.durations import seconds_of
from factory.errors import BadInput
from factory.text.characters import hidden_in
from resources.home.template_folders import TemplateFolders

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SHORT = Channel(name="demo", title="Demo", format="short", languages=("en", "pt-BR"))
LONG = Channel(name="archives", title="Archives", format="longform")
BOTH = {"demo": SHORT, "archives": LONG}
WORDS = "The sea took a little more of the land. " * 8
EXAMPLES = Path(__file__).parents[3] / "examples"


def read(front: str, words: str = WORDS, name: str = "story.md", **options: object) -> Brief:
    return parse_brief(
        f"---\n{front}\n---\n{words}".encode("utf-8", "surrogatepass"),
        name,
        options.get("channels", BOTH),  # pyright: ignore[reportArgumentType]
        NOW,
        options.get("folder"),  # pyright: ignore[reportArgumentType]
    )


def refusal(data: bytes, name: str = "story.md") -> str:
    with pytest.raises(BadInput) as caught:
        parse_brief(data, name, BOTH, NOW)
    message = str(caught.value)
    assert name in message
    return message


def refused(front: str, words: str = WORDS) -> str:
    return refusal(f"---\n{front}\n---\n{words}".encode())


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
    assert parse_brief(text.encode(), "A.YML", BOTH, NOW).words == WORDS.strip()


def test_words_in_two_places_are_refused():
    assert "in words and in the text below" in refused("channel: demo\ntitle: A\nwords: hello")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf \n", b"---\n---\n"])
def test_an_empty_brief_is_refused(data: bytes):
    assert re.search(r"it is empty|there are none", refusal(data))


def test_a_brief_of_200_000_words_says_how_many_it_has_and_may_have():
    message = refusal(b"---\nchannel: demo\ntitle: A\n---\n" + b"word " * 200_000)
    assert "found 200,000, too many; wanted: 70 to 185 for the format short" in message


def test_a_file_over_two_megabytes_is_refused_by_its_size():
    assert "found 2,500,000 bytes; wanted at most 2,000,000" in refusal(b"word " * 500_000)


def test_one_endless_word_is_refused():
    words = WORDS + "x" * 4000
    assert "characters in" in refused("channel: demo\ntitle: A", words)


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


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0", "a JPEG picture"),
        (b"PK\x03\x04\0", "a ZIP archive or an office document"),
        (b"\x00\x01\x02", "NUL byte at offset 0"),
        (b"hello \0", "NUL byte at offset 6"),
    ],
)
def test_a_binary_file_named_md_is_named_for_what_it_is(data: bytes, kind: str):
    assert kind in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_is_read(encoding: str):
    text = f"---\r\nchannel: demo\r\ntitle: Café\r\n---\r\n{WORDS}"
    assert parse_brief(text.encode(encoding), "a.md", BOTH, NOW).title == "Café"


def test_latin_1_is_refused_with_the_offset_and_advice():
    message = refusal(b"---\nchannel: demo\n---\ncaf\xe9 au lait")
    assert "byte 0xE9 at offset 25 (line 4" in message
    assert "save with encoding UTF-8" in message


def test_unknown_channel_format_and_language_are_all_told_at_once():
    message = refused("channel: dmo\nformat: shorts\ntitle: x\nlanguage: '?'")
    assert "channel: 'dmo' is unknown; the channels are: archives, demo; did you mean" in message
    assert "format: 'shorts' is unknown; the formats are:" in message
    assert "language: '?' is not allowed" in message


def test_a_language_that_the_channel_does_not_speak_is_refused():
    assert "wanted: en, pt-BR" in refused("channel: demo\ntitle: x\nlanguage: no")


def test_front_matter_that_is_never_closed_is_refused():
    message = refusal(b"---\nchannel: demo\ntitle: A\nwords and words")
    assert "begins on line 1 with '---' and is never closed" in message


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("title: [a", "line 2"),
        ("title: 'a\nchannel: demo", "line"),
        ("- a\n- b", "wanted lines such as"),
        ("just words", "wanted lines such as"),
        ("title: a\ntitle: b", "line 3, column 1: found the key 'title' twice"),
        ("title: &a x\nnotes: *a", "line 2, column 8: found an anchor or alias"),
        ("title: !!python/name:os.system x", "found the tag"),
        ("? [a, b]\n: c", "a list or mapping as a key"),
        ("notes: " + "[" * 200 + "]" * 200, "found deep nesting"),
        ("titel: a", "titel: this key is unknown; did you mean 'title'?"),
        ("colour: red", "the keys are: channel, format, language, title"),
        ("music: {kind: punk}", "'punk' is not allowed; wanted: none, pad, rain"),
        ("title: [a, b]", "title: "),
    ],
)
def test_front_matter_that_cannot_be_used_says_where_and_why(front: str, told: str):
    assert told in refused(front)


def test_a_yaml_bomb_is_refused_at_its_first_anchor():
    bomb = 'a: &a ["x","x"]\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)
    )
    assert "an anchor or alias" in refused(bomb)


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


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "'single' and \"double\" “curly”",
        "100 % of it: [0:v]scale=1,drawtext=text='x';",
        r"back\slash \n {\b1}bold{\r} {\an8}",
        "<script>alert(1)</script> & co",
        "🌊 the sea 🗼",
        "שלום \u200fעולם\u200e",
        "$(reboot) `id` %s {0}",
    ],
)
def test_a_hostile_title_passes_through_as_plain_text(title: str):
    quoted = "'" + title.replace("'", "''") + "'"
    brief = read(f"channel: demo\ntitle: {quoted}", f"{WORDS}\n\n{title}")
    assert brief.title == title


def test_newlines_in_a_title_are_folded():
    assert read("channel: demo\ntitle: |\n  one\n  two\n\n  three").title == "one two three"


@pytest.mark.parametrize(
    ("escape", "told"),
    [
        (r"\0", "U+0000"),
        (r"\e[31m", "U+001B"),
        (r"\u202E", "a direction override (U+202E)"),
        (r"\u2066", "a direction override (U+2066)"),
        (r"\ud800", "half a character (U+D800)"),
    ],
)
def test_a_title_with_characters_nobody_can_see_is_refused(escape: str, told: str):
    message = refused(f'channel: demo\ntitle: "a{escape}b"')
    assert told in message
    assert hidden_in(message) is None


def test_characters_nobody_can_see_are_taken_out_of_the_words():
    words = f"{WORDS}\n\nA \u202ebc\u2069 d\x07."
    assert read("channel: demo\ntitle: x", words).words.endswith("\n\nA bc d.")


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


def test_a_folder_of_ones_own_needs_its_licence():
    front = "channel: demo\ntitle: x\nmusic: {folder: /songs}"
    assert "music.licence: this key is missing" in refused(front)


def test_a_chapter_without_words_is_refused():
    words = f"{WORDS}\n\n## The End"
    assert "chapter 'The End' has none" in refused("channel: demo\ntitle: x", words)


FRAGMENTS = st.sampled_from(
    ["---\n", "channel: demo\n", "title: ", "words: ", "tags: [", "]", "{", "}", "&a ", "*a", "\n",
     "publish_at: ", "2026-12-01", "\\", '"', "'", "# ", "- ", "`", "**", "<!--", "-->", "![", "](",
     "id: ", "pictures: ", "folder: ", "~", "null", "\u202e", "é", "🌊", "x" * 50, WORDS, "? ", "!!",
     "|\n  ", "%", "\t", "<<: ", "\\u0000", "\x85", "\u2028"]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=30), st.sampled_from(["a.md", "a.yaml"]))
@example(["---\n", 'title: "\\UFFFFFFFF"\n', "---\n"], "a.md")
@example(["---\n", "<<: {a: b}\n", "---\n"], "a.md")
def test_whatever_is_written_is_a_brief_or_is_refused(parts: list[str], name: str):
    try:
        brief = parse_brief("".join(parts).encode(), name, BOTH, NOW)
    except BadInput as error:
        str(error).encode()
    else:
        assert Brief.from_json(brief.to_json()) == brief


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.yaml", "\udcff.md", "a\n.yml"]))
def test_whatever_the_bytes_they_are_a_brief_or_are_refused(data: bytes, name: str):
    try:
        parse_brief(data, name, BOTH, NOW)
    except BadInput as error:
        str(error).encode()


@pytest.mark.parametrize(
    "piece", ["[", "**a ", "<!--", "`", "_a ", '"(“', "# ", "> ", "![a](", " "]
)
def test_markup_without_end_is_answered_and_not_pondered(piece: str):
    message = refused("channel: demo\ntitle: x", piece * (1_900_000 // len(piece.encode())) + "x")
    assert "words:" in message


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
        f.stem: parse_channel(f.read_bytes(), str(f), templates.keys) for f in folder.glob("*.yaml")
    }
    assert parse_brief(file.read_bytes(), file.name, channels, NOW).title


def test_a_channel_handed_in_as_a_brief_is_told_where_it_belongs():
    data = (EXAMPLES / "channels" / "demo.yaml").read_bytes()
    with pytest.raises(BadInput, match="looks like a channel file.*put it into channels/"):
        parse_brief(data, "demo.yaml", {"demo": SHORT}, NOW)


SLEEP_WORDS = "The river goes on and on tonight. " * 900


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("8h", 28_800),
        ("90 min", 5_400),
        ("1 h 30 min", 5_400),
        ("1h15m", 4_500),
        ("1:30:00", 5_400),
        ("1.5 hours", 5_400),
        ("7200 s", 7_200),
        ("2 Hours 5 Minutes 7 Seconds", 7_507),
    ],
)
def test_a_length_is_read_as_people_write_it(written: str, seconds: float):
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "90", "8", "h", "8h ago", "-8h", "1:75:00", "eight hours"])
def test_what_is_no_length_is_not_guessed_at(written: str):
    assert seconds_of(written) is None


def asleep(front: str, words: str = SLEEP_WORDS):
    data = f"---\nformat: sleep\ntitle: T\n{front}\n---\n{words}".encode()
    return parse_brief(data, "night.md", {"demo": SHORT}, NOW)


def test_a_sleep_brief_asks_for_its_length_and_its_arrangement():
    brief = asleep("length: 2h\npictures: {arrangement: loop}")
    profile = accept(brief, SHORT, "a-night", "cli", NOW).profile
    assert profile.length.asked_seconds == 7_200
    assert profile.loop
    assert profile.loop.arrangement == "loop"
    assert accept(asleep(""), SHORT, "a-night", "cli", NOW).profile.length.asked_seconds == 28_800


@pytest.mark.parametrize(
    ("front", "words", "said"),
    [
        ("length: 90", SLEEP_WORDS, "length: '90' is not a length of time; wanted: such as 8h"),
        ("length: 20 min", SLEEP_WORDS, "length: '20 min' is not allowed; wanted: 1 h to 12 h"),
        ("length: 1h", SLEEP_WORDS * 2, "length: 1 h is too short, the words take about 1 h 4"),
    ],
)
def test_a_length_that_cannot_be_says_what_is_wanted(front: str, words: str, said: str):
    with pytest.raises(BadInput) as raised:
        asleep(front, words)
    assert said in str(raised.value)


def test_other_formats_are_as_long_as_their_words():
    with pytest.raises(BadInput, match="a short is as long as its words"):
        data = b"---\nlength: 8h\ntitle: T\n---\n" + b"Some words here. " * 30
        parse_brief(data, "x.md", {"demo": SHORT}, NOW)


def test_background_without_a_topic_is_refused_because_nobody_would_read_it():
    said = refused("channel: demo\ntitle: x\nbackground: It moved in 1999.")
    assert "background: stands without a `topic`" in said
    assert "remarks of your own under `notes`" in said
