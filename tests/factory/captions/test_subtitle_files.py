"""Subtitle files: what is written is what a player reads, whatever the words are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.captions.cues import CaptionWord, Cue
from factory.captions.subtitle_files import write_srt, write_vtt
from tests.fakes.manifests import a_cue
from tests.fakes.subtitle_reader import read_srt, read_vtt

HOSTILE = [
    "--> 00:00:05,000",
    "1\n00:00:01,000 --> 00:00:02,000\nowned",
    "\n\nNOTE\n\nSTYLE",
    "<script>alert(1)</script> & <b>bold",
    "{\\an8}{\\pos(0,0)}\\N",
    "nul\x00bell\x07 \u202etxt.exe\u2066",
    "WEBVTT",
]


def one_word(text: str) -> Cue:
    return Cue(start=0.5, end=1.5, words=(CaptionWord(text=text, start=0.5, end=1.5),))


@pytest.mark.parametrize(("write", "read"), [(write_srt, read_srt), (write_vtt, read_vtt)])
def test_cues_come_back_as_they_were_written(write, read):
    cues = [
        a_cue("The first road.", 0.25, 1.7501),
        a_cue("R&B und «Straße» – 5 > 3", 59.9996, 61.0),
        a_cue("An hour later, it still stood.", 3599.9999, 3605.25),
    ]
    assert read(write(cues, 42)) == [
        (0.25, 1.75, "The first road."),
        (60.0, 61.0, "R&B und «Straße» – 5 > 3"),
        (3600.0, 3605.25, "An hour later, it still stood."),
    ]


@pytest.mark.parametrize(("write", "read"), [(write_srt, read_srt), (write_vtt, read_vtt)])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_one_cue(write, read, text: str):
    cues = [a_cue("before", 0.0, 0.4), one_word(text), a_cue("after", 2.0, 3.0)]
    back = read(write(cues, 42))
    assert [(start, end) for start, end, _ in back] == [(0.0, 0.4), (0.5, 1.5), (2.0, 3.0)]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", back[1][2])


@given(st.text(max_size=80))
def test_no_text_breaks_a_file(text: str):
    cues = [one_word(text), a_cue("after", 2.0, 3.0)]
    for back in (read_srt(write_srt(cues, 42)), read_vtt(write_vtt(cues, 42))):
        assert back[-1] == (2.0, 3.0, "after")
        assert len(back) <= 2


@pytest.mark.parametrize(
    "text", ["<scr<i>ipt>now", "{\\an{\\b}8}now", "<<b>b>now", "<a<b<i>>>now", "{<b>\\an8}now"]
)
def test_no_markup_stands_in_srt_where_tags_are_nested(text: str):
    ((_, _, shown),) = read_srt(write_srt([one_word(text)], 42))
    assert "now" in shown
    assert not re.search(r"<\w|\{\\", shown)


def test_markup_is_taken_out_of_srt_and_escaped_in_vtt():
    cue = one_word("a <b>bold</b> {\\b1}move & 2 < 3")
    assert "a bold move & 2 < 3" in write_srt([cue], 60)
    assert "a &lt;b&gt;bold&lt;/b&gt; {\\b1}move &amp; 2 &lt; 3" in write_vtt([cue], 90)


def test_a_text_line_of_vtt_never_holds_an_arrow():
    lines = write_vtt([one_word("x --> y")], 42).splitlines()
    assert sum("-->" in line for line in lines) == 1


def test_a_cue_of_nothing_visible_is_left_out_and_the_rest_is_numbered_on():
    srt = write_srt([one_word("\u202e\x00"), a_cue("seen", 2.0, 3.0)], 42)
    assert srt.startswith("1\n00:00:02,000")


def test_a_long_cue_is_set_in_two_lines_of_similar_length():
    text = "it could predict eclipses, track the Olympic games"
    (cue,) = read_vtt(write_vtt([a_cue(text, 0.0, 4.0)], 32))
    first, second = cue[2].split("\n")
    assert (first, second) == ("it could predict eclipses,", "track the Olympic games")


def test_right_to_left_words_keep_their_order():
    text = "שלום לכולם 123"
    assert read_srt(write_srt([a_cue(text, 0.0, 2.0)], 42))[0][2] == text
