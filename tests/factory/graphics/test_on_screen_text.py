"""Text over the picture: cut to segments without a break, in its place, and in its reading order."""

import re
from itertools import pairwise

import pytest

from factory.captions.burned_in import caption_events
from factory.captions.word_layout import set_words
from factory.channel.branding import Hook, LowerThirds, ProgressBar
from factory.graphics.hook_and_lower_thirds import ChapterStart, hook_events, lower_third_events
from factory.graphics.on_screen_text import ScreenText
from factory.presets.caption_styles import CaptionChoice, caption_style_of, caption_styles
from factory.typography.ass_script import Change, Event, within
from factory.typography.line_breaking import balanced, fitted, visual_order
from factory.video_formats.formats import format_named
from resources.images import fonts
from tests.fakes.manifests import a_cue

SHORT, LONG = format_named("short"), format_named("longform")
PICTURE = SHORT.picture
PLACE = re.compile(r"\\pos\(([-\d.]+),([-\d.]+)\)")


def drawn(script: bytes | None) -> list[tuple[str, str, str]]:
    """Return start, end and text of every event."""
    lines = (script or b"").decode().splitlines()
    found = [line.split(",", 9) for line in lines if line.startswith("Dialogue")]
    return [(parts[1], parts[2], re.sub(r"\{[^}]*\}", "", parts[9])) for parts in found]


def test_a_cue_that_crosses_a_cut_stands_in_both_segments():
    events = caption_events(
        [a_cue("one two", 0.5, 1.5)],
        caption_style_of(None, SHORT.captions),
        SHORT.captions,
        PICTURE,
        fonts,
    )
    text = ScreenText(tuple(events), None, PICTURE, 60)
    before, after = drawn(text.script(0, 30)), drawn(text.script(30, 60))
    assert {word for _, _, word in before} == {word for _, _, word in after} == {"one", "two"}
    assert max(end for _, end, _ in before) == "0:00:00.97"  # seen up to the segment's last frame
    assert min(start for start, _, _ in after) == "0:00:00.00"
    assert max(end for _, end, _ in after) == "0:00:00.47"
    assert text.script(60, 90) is None


def test_what_was_animated_before_a_cut_does_not_begin_again():
    event = Event(0, 10, 70, "", "x", (Change(0, 100, "a"), Change(1900, 2000, "b")))
    cut = within(event, 40, 100, PICTURE.rate)
    assert cut is not None
    assert (cut.first, cut.end) == (0, 30)
    assert cut.changes == (Change(-1000, -900, "a"), Change(900, 1000, "b"))


@pytest.mark.parametrize("cuts", [(0, 300), (0, 37, 120, 300)])
def test_the_bar_has_its_length_on_every_frame_whatever_the_cuts(cuts: tuple[int, ...]):
    text = ScreenText((), ProgressBar(), PICTURE, 300)
    for first, end in pairwise(cuts):
        script = (text.script(first, end) or b"").decode()
        begin, until, later = map(
            float, re.findall(r"\\fscx([\d.]+)\\t\(0,(\d+),\\fscx([\d.]+)\)", script)[0]
        )
        for frame in (first, end - 1):
            share = begin + (later - begin) * (frame - first) * 1000 / 30 / until
            assert share == pytest.approx(100 * (frame + 1) / 300, abs=0.01)


def test_without_a_bar_a_segment_does_not_know_its_place():
    def script(offset: float) -> bytes | None:
        cue = a_cue("one two", 0.5 + offset, 1.5 + offset)
        look = caption_style_of(None, SHORT.captions)
        events = caption_events([cue], look, SHORT.captions, PICTURE, fonts)
        return ScreenText(tuple(events), None, PICTURE, 900).script(
            round(offset * 30), round(offset * 30) + 60
        )

    assert script(0) == script(7)


@pytest.mark.parametrize("name", caption_styles())
@pytest.mark.parametrize("words", [["x" * 80], ["the", "word", "W" * 80], ["wwwwwwwwww"] * 4])
def test_long_words_are_broken_and_stay_large_and_inside(name: str, words: list[str]):
    style = SHORT.captions
    look = caption_style_of(CaptionChoice(like=name), style)
    setting = set_words(words, look, style, PICTURE, fonts, "en")
    side = (1 - style.safe_width) / 2 * PICTURE.width
    assert setting.em >= 0.3 * (look.size or 1) * PICTURE.height
    assert min(p.x - p.width / 2 for p in setting.placed) >= side
    assert max(p.x + p.width / 2 for p in setting.placed) <= PICTURE.width - side
    assert min(p.y for p in setting.placed) - setting.em > style.safe_top * PICTURE.height
    assert max(p.y for p in setting.placed) + setting.em / 2 < style.safe_bottom * PICTURE.height
    joined = "".join(p.text.rstrip("-") for p in setting.placed)
    assert joined == "".join(words)


@pytest.mark.parametrize("words", [["हुई"], ["ỄẤ", "gj"], ["ÄÖÜ"], ["بي"]])
def test_a_box_holds_the_marks_above_and_below_its_letters(words: list[str]):
    look = caption_style_of(CaptionChoice(like="boxed"), SHORT.captions)
    setting = set_words(words, look, SHORT.captions, PICTURE, fonts, "")
    ((_, top, _, height),) = setting.boxes
    for placed in setting.placed:
        stance = fonts.stance(placed.text, look.font or "", setting.em)
        baseline = placed.y + stance.baseline
        assert top + 0.02 * setting.em < baseline - stance.above
        assert baseline + stance.below < top + height - 0.02 * setting.em


@pytest.mark.parametrize("title", ["Tiếng Việt đẹp lắm", "सड़क की शुरुआत", "ışık şu", "بي بي"])
def test_the_boxes_of_a_hook_hold_every_mark_of_its_letters(title: str):
    events = hook_events(title, Hook(), SHORT.captions, PICTURE, fonts, "vi")
    shape = re.findall(r"m [-\d.]+ ([-\d.]+).*?b .*? l [-\d.]+ ([-\d.]+) b", events[0].text)
    assert len(shape) == len(events) - 1
    for event, (top, low) in zip(events[1:], shape, strict=True):
        text = re.sub(r"\{[^}]*\}", "", event.text)
        em = float(re.findall(r"\\fs([\d.]+)", event.text)[0]) / fonts.script_size(
            re.findall(r"\\fn([^\\]+)", event.text)[0], 1
        )
        stance = fonts.stance(text, "Anton", em)
        baseline = float(PLACE.findall(event.tags)[0][1]) + stance.baseline
        assert float(top) < baseline - stance.above
        assert baseline + stance.below < float(low) + 0.14 * em
        assert float(top) >= SHORT.captions.safe_top * PICTURE.height - 0.1


def test_the_hook_stands_from_the_first_frame_and_above_the_captions():
    events = hook_events("The lighthouse " * 6, Hook(), SHORT.captions, PICTURE, fonts)
    assert {event.first for event in events} == {0}
    assert {event.end for event in events} == {78}
    lowest = max(float(y) for e in events for _, y in PLACE.findall(e.tags))
    cue = [a_cue("wwwwwwwwwww wwwwwwwwwww wwwwwwwwwww", 0, 2)]
    for name in caption_styles():
        look = caption_style_of(CaptionChoice(like=name), SHORT.captions)
        below = caption_events(cue, look, SHORT.captions, PICTURE, fonts)
        places = [float(y) for e in below for _, y in PLACE.findall(e.tags) if float(y)]
        assert lowest + 0.03 * PICTURE.height < min(places)


def test_a_lower_third_ends_where_the_next_chapter_begins():
    chapters = [ChapterStart("One", 0), ChapterStart("Two", 60)]
    events = lower_third_events(chapters, LowerThirds(seconds=5), LONG.picture, 600, fonts)
    spans = {(event.first, event.end) for event in events}
    assert spans == {(15, 60), (75, 225)}


def test_words_read_from_the_right_stand_from_the_right():
    assert visual_order(["a", "ב", "ג", "d"], False) == [0, 2, 1, 3]
    assert visual_order(["א", "ב", "see", "this", "ג"], True) == [4, 2, 3, 1, 0]


def test_characters_written_without_spaces_are_cut_anywhere_but_before_a_full_stop():
    block = fitted("東京は夜の七時です。", lambda t: float(len(t)), 50, 100, (8, 10), 4, 1.2, "ja")
    assert "".join(block.lines) == "東京は夜の七時です。"
    assert len(block.lines) >= 2
    assert not any(line.startswith("。") for line in block.lines)


def test_lines_are_as_even_as_can_be():
    assert balanced([3, 4, 3, 4, 3, 4], [1] * 6, 2) == [(0, 3), (3, 6)]
