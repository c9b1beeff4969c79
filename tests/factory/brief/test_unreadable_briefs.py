"""Files that are no brief: refused by what they are and where, whatever the bytes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factory.brief.brief import Brief
from factory.brief.brief_file import parse_brief
from factory.errors import BadInput
from factory.text.hidden_characters import hidden_in
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import BOTH, NOW, WORDS, read, refusal, refused


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf \n", b"---\n---\n"])
def test_an_empty_brief_is_refused(data: bytes):
    assert re.search(r"it is empty|there are none", refusal(data))


def test_a_file_over_two_megabytes_is_refused_by_its_size():
    assert "found 2,500,000 bytes; wanted at most 2,000,000" in refusal(b"word " * 500_000)


def test_one_endless_word_is_refused():
    words = WORDS + "x" * 4000
    assert "characters in" in refused("channel: demo\ntitle: A", words)


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
    assert parse_brief(text.encode(encoding), "a.md", BOTH, NOW, DIRECTORY).title == "Café"


def test_latin_1_is_refused_with_the_offset_and_advice():
    message = refusal(b"---\nchannel: demo\n---\ncaf\xe9 au lait")
    assert "byte 0xE9 at offset 25 (line 4" in message
    assert "save with encoding UTF-8" in message


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
        (r"\uFFFD", "a letter that was lost (U+FFFD)"),
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
        brief = parse_brief("".join(parts).encode(), name, BOTH, NOW, DIRECTORY)
    except BadInput as error:
        str(error).encode()
    else:
        assert Brief.from_json(brief.to_json()) == brief


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.yaml", "\udcff.md", "a\n.yml"]))
def test_whatever_the_bytes_they_are_a_brief_or_are_refused(data: bytes, name: str):
    try:
        parse_brief(data, name, BOTH, NOW, DIRECTORY)
    except BadInput as error:
        str(error).encode()


@pytest.mark.parametrize(
    "piece", ["[", "**a ", "<!--", "`", "_a ", '"(“', "# ", "> ", "![a](", " "]
)
def test_markup_without_end_is_answered_and_not_pondered(piece: str):
    message = refused("channel: demo\ntitle: x", piece * (1_900_000 // len(piece.encode())) + "x")
    assert "words:" in message
