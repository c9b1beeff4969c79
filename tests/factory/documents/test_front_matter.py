"""Documents: bytes to text, text to front matter and body, Markdown to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.brief.chapters import chapters_of
from factory.documents.front_matter import decode, split
from factory.errors import BadInput
from factory.text.markdown import speakable


def test_front_matter_and_body_are_parted():
    document = split("\n---\ntitle: A\n---\nbody\n---\nmore", "x")
    assert document.front == {"title": "A"}
    assert document.body == "body\n---\nmore"


def test_a_document_without_front_matter_is_all_body():
    assert split("words\n---\nmore", "x").body == "words\n---\nmore"


def test_an_error_in_front_matter_names_its_line_in_the_file():
    with pytest.raises(BadInput, match="line 5, column 1"):
        split("\n\n---\na: 1\na: 2\n---\n", "x")


@pytest.mark.parametrize(
    ("front", "advice"),
    [
        ("title: The tower: a story", "quotes around a value that holds `: `"),
        ('title: "Help" he said', "quotes around the whole of a value or none"),
        ("music:\n\tkind: rain", "found a tab that cannot start any token; wanted: spaces"),
        ("title: @home", "quotes around a value that begins with such a sign"),
        ("caption_style: {colour: #7FE0FF}\ntags: x", "a # after a space begins a comment"),
        ('title: "open', "a closing quote for each that was opened"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_to_do(front: str, advice: str):
    with pytest.raises(BadInput) as caught:
        split(f"---\n{front}\n---\nwords", "x")
    assert advice in str(caught.value)


def test_every_kind_of_newline_becomes_one():
    assert decode(b"a\r\nb\rc\nd", "x") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("markdown", "spoken"),
    [
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("**bold** *it* __bold__ _it_ ***both*** ~~gone~~", "bold it bold it both gone"),
        ("**a *b* c** and 2 * 3 * 4, snake_case_name", "a b c and 2 * 3 * 4, snake_case_name"),
        ("see [the *sea*](http://x.y/z_(1) 'T') or [this][1]", "see the sea or this"),
        ("![alt](pic.png) after `code` here[^1]", "after code here"),
        ("- one\n- two!\n  goes on\n* three", "one. two! goes on. three."),
        ("1. first\n2. second", "first. second."),
        ("Am\n9. Juli", "Am 9. Juli"),
        ("> quoted\n> words", "quoted words"),
        ("a\n\n```python\ncode\n\nmore\n```\n\nb", "a\n\nb"),
        ("a <!-- secret\n\nnote --> b", "a b"),
        ("a\n\n***\n\nb\n\n[1]: http://x.y", "a\n\nb"),
        ("a <b>bold</b><br/> word, 1 < 2 > 0", "a bold word, 1 < 2 > 0"),
        ("Tom &amp; Jerry &lt;b&gt;", "Tom & Jerry <b>"),
        (r"\*not it\* {\b1}bold C:\dir \# x", r"*not it* {\b1}bold C:\dir # x"),
        ("# One #\ntext\n## Two\n### deep\nmore", "# One\n\ntext\n\n# Two\n\ndeep.\n\nmore"),
        (r"\# no chapter", "no chapter"),
        ("#hashtag stays", "hashtag stays"),
        ("line  \nbreak\\\nhere", "line, break, here"),
        ("<https://x.y> and &#8238;x", "and x"),
    ],
)
def test_markup_becomes_words(markdown: str, spoken: str):
    assert speakable(markdown) == spoken


@given(st.lists(st.from_regex(r"[a-zé]{1,8}( [a-zé]{1,8}){0,5}[.!?]", fullmatch=True), min_size=1))
def test_plain_paragraphs_stay_as_they_are(paragraphs: list[str]):
    assert speakable("\n\n".join(paragraphs)) == "\n\n".join(paragraphs)


@given(st.text(alphabet="ab *_`[]()<>!#-\\\n~&;1.", max_size=80))
def test_whatever_the_markup_the_result_is_lines_of_words(text: str):
    for block in speakable(text).split("\n\n"):
        assert "\n" not in block
        assert block == block.strip()


def test_chapters_hold_the_paragraphs_below_them():
    chapters = chapters_of("intro\n\n# One\n\na\n\nb\n\n# Two\n\nc")
    assert [(c.title, c.paragraphs) for c in chapters] == [
        (None, ("intro",)),
        ("One", ("a", "b")),
        ("Two", ("c",)),
    ]


def test_a_part_and_its_first_chapter_share_a_title():
    assert [c.title for c in chapters_of("# Part I\n\n# The Sea\n\na\n\n# B\n\nb")] == [
        "Part I: The Sea",
        "B",
    ]
