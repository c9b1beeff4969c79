"""ASS scripts: one word lit at a time, without flicker, and no word can give a command."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.captions.burned_in import caption_events
from factory.captions.cues import CaptionWord, Cue
from factory.errors import BadInput
from factory.presets.caption_styles import caption_style_of
from factory.typography.ass_script import centiseconds, write_ass
from factory.video_formats.formats import format_named
from resources.images import fonts
from tests.fakes.manifests import a_cue

SHORT = format_named("short")
LIT_COLOUR = "&H33D6FF&"
EVENT = re.compile(r"Dialogue: (\d),([\d:.]+),([\d:.]+),Word,,0,0,0,,\{([^}]*)\}(.*)")
PLACE = re.compile(r"\\pos\(([-\d.]+),([-\d.]+)\)")


def script(*cues: Cue) -> str:
    look = caption_style_of(None, SHORT.captions)
    events = caption_events(cues, look, SHORT.captions, SHORT.picture, fonts)
    return (write_ass(events, SHORT.picture, 0, 1800) or b"").decode()


def events(text: str) -> list[tuple[int, int, int, str, str]]:
    """Return layer, start and end in centiseconds, commands and text of every event."""
    found = [EVENT.fullmatch(line) for line in text.splitlines() if line.startswith("Dialogue")]
    assert all(found)
    return [(int(m[1]), _cs(m[2]), _cs(m[3]), m[4], m[5]) for m in found if m]


def _cs(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return (int(hours) * 60 + int(minutes)) * 6000 + round(float(seconds) * 100)


def _growth(commands: str) -> float:
    return max([100.0, *map(float, re.findall(r"\\fscx([\d.]+)", commands))]) / 100


def one_word(text: str) -> Cue:
    return Cue(start=0.5, end=1.5, words=(CaptionWord(text=text, start=0.5, end=1.5),))


def test_the_script_is_made_for_the_output_and_names_the_formats_font():
    text = script(a_cue("Roman roads", 0, 1))
    assert "PlayResX: 1080\nPlayResY: 1920\n" in text
    assert "Style: Word,Poppins ExtraBold," in text


def test_exactly_one_word_is_lit_at_any_time():
    cue = a_cue("straight over every hill", 1.0, 2.6)
    lit = [e for e in events(script(cue)) if LIT_COLOUR in e[3]]
    assert [e[4] for e in lit] == cue.text.split()
    assert all(a[2] == b[1] for a, b in pairwise(lit))
    rate = SHORT.picture.rate
    assert (lit[0][1], lit[-1][2]) == (centiseconds(30, rate), centiseconds(78, rate))


def test_a_word_is_lit_from_the_frame_on_which_it_is_spoken():
    cue = a_cue("straight over every hill", 1.0, 2.6)
    lit = [e for e in events(script(cue)) if LIT_COLOUR in e[3]]
    frames = [round(w.start * 30) for w in cue.words]
    assert [e[1] for e in lit] == [centiseconds(f, SHORT.picture.rate) for f in frames]


def test_every_word_is_drawn_without_a_gap_while_its_cue_stands():
    drawn = events(script(a_cue("straight over every hill", 1.0, 2.6)))
    for word in ("straight", "over", "every", "hill"):
        spans = sorted((e[1], e[2]) for e in drawn if e[4] == word and e[0] > 0)
        assert spans[0][0] == min(e[1] for e in drawn)
        assert spans[-1][1] == max(e[2] for e in drawn)
        assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_cues_that_touch_change_over_on_the_same_frame():
    drawn = events(script(a_cue("one two", 0.0, 1.016), a_cue("three four", 1.016, 2.0)))
    assert max(e[2] for e in drawn if e[4] in {"one", "two"}) == min(
        e[1] for e in drawn if e[4] in {"three", "four"}
    )


@given(st.integers(1, 400_000), st.sampled_from([24, 25, 30, 50, 60]))
def test_a_time_lies_between_its_frame_and_the_one_before(frame: int, fps: int):
    time = Fraction(centiseconds(frame, Fraction(fps)), 100)
    assert Fraction(frame - 1, fps) < time <= Fraction(frame, fps)


@pytest.mark.parametrize("text", [r"{\b1}", r"\N", r"\n\h", r"{\pos(0,0)}", "{", "}", r"a\{b}"])
def test_no_word_can_act_as_a_command(text: str):
    for *_, commands, shown in events(script(one_word(text))):
        assert not set(shown) & set("{}\\")
        assert "(0,0)" not in commands
        assert shown == text.replace("{", "(").replace("}", ")").replace("\\", "/")


@given(st.text(st.characters(max_codepoint=0x17F), max_size=60))
def test_every_event_is_one_line_with_one_block_of_commands(text: str):
    try:
        made = script(one_word(text))
    except BadInput:
        return
    events(made)


def test_a_line_break_in_a_word_does_not_make_a_second_event():
    made = script(one_word("a\nDialogue: 0,0:00:00.00,0:00:09.00,Word,,0,0,0,,owned"))
    assert len(events(made)) >= 2  # and every one of them has the shape of ours


@pytest.mark.parametrize("text", ["wwwwwwwwwwwwwwwwwwww " * 4, "w" * 40, "w" * 400, "I"])
def test_text_stays_inside_the_safe_area(text: str):
    picture, style = SHORT.picture, SHORT.captions
    for _, _, _, commands, shown in events(script(a_cue(text, 0, 2))):
        place = PLACE.search(commands)
        size = re.search(r"\\fs([\d.]+)", commands)
        assert place
        full = style.size * picture.height
        em = full * float(size[1]) / fonts.script_size(style.font, full) if size else full
        half = fonts.text_width(shown, style.font, em) / 2 * _growth(commands)
        margin = (1 - style.safe_width) / 2 * picture.width
        assert margin <= float(place[1]) - half
        assert float(place[1]) + half <= picture.width - margin
        assert style.safe_top * picture.height <= float(place[2]) - em / 2
        assert float(place[2]) + em / 2 <= style.safe_bottom * picture.height


def test_a_cue_too_wide_for_one_line_is_set_in_two_of_full_size():
    drawn = events(script(a_cue("Antikythera mechanism found", 0, 2)))
    heights = {PLACE.search(e[3])[2] for e in drawn if e[0] == 1}  # type: ignore[index]
    assert len(heights) == 2
    size = fonts.script_size(SHORT.captions.font, SHORT.captions.size * SHORT.picture.height)
    assert all(rf"\fs{size:.2f}" in e[3] for e in drawn if e[0] == 1)


def test_a_lit_word_does_not_move_the_others():
    drawn = events(script(a_cue("straight over every hill", 1.0, 2.6)))
    for word in ("straight", "over", "every", "hill"):
        places = {PLACE.search(e[3])[0] for e in drawn if e[4] == word and e[0] > 0}  # type: ignore[index]
        assert len(places) == 1


def test_emoji_are_left_out_and_the_words_around_them_stay():
    drawn = events(script(a_cue("fire 🔥 and 👨‍👩‍👧 water", 0, 2)))
    assert {e[4] for e in drawn} == {"fire", "and", "water"}


def test_a_cue_of_emoji_alone_draws_nothing():
    assert not events(script(a_cue("🔥 👍🏽", 0, 2)))


def test_letters_that_no_font_has_are_refused_by_name():
    with pytest.raises(BadInput, match=r"\(javanese letter ba\)"):
        script(a_cue("in ꦧꦱ", 0, 2))
