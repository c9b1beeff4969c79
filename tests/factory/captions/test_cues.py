"""Captions: every spoken word once, cut where a reader would breathe, always on time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.captions.cues import GAP_SECONDS, MIN_SECONDS, burned_cues, reading_cues
from factory.speech.narration import Narration, SpokenSentence, SpokenWord
from factory.text.function_words import LEANING
from factory.text.phrases import cheapest_runs, two_lines
from factory.video_formats.formats import format_named
from tests.fakes.manifests import a_narration

RATE = 22_050
SHORT = format_named("short").captions
LONG = format_named("longform").captions

STORY = (
    "In 1900, sponge divers off the island of Antikythera found a Roman shipwreck.",
    "Nobody cared for two years, until a museum worker noticed a gear wheel inside it.",
    "No.",
    "Built in the second century BC, it could predict eclipses, track the Olympic games, and "
    "show where Mars would stand in the sky on any night.",
)


def spoken(
    texts: tuple[str, ...], *, letter_seconds: float = 0.07, pause_seconds: float = 0.3
) -> Narration:
    """Return a narration that spends the same time on every letter."""
    at = 0.25
    sentences: list[SpokenSentence] = []
    for n, text in enumerate(texts):
        words: list[SpokenWord] = []
        for word in text.split():
            end = at + letter_seconds * len(word)
            words.append(SpokenWord(text=word, start=round(at * RATE), end=round(end * RATE)))
            at = end
        sentences.append(
            SpokenSentence(
                sentence_id=f"s001-{n}",
                scene_id="s001",
                text=text,
                start=words[0].start,
                end=words[-1].end,
                words=tuple(words),
                timing="character-weight",
                fingerprint="f",
                sha256="s",
            )
        )
        at += pause_seconds
    return a_narration(
        sentences=tuple(sentences), samples=round((at + 0.5) * RATE), sample_rate=RATE
    )


word = st.text("abcdefgstr,.ABC-é", min_size=1, max_size=30)
narrations = st.builds(
    spoken,
    st.lists(st.lists(word, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=5).map(
        tuple
    ),
    letter_seconds=st.sampled_from([0.002, 0.05, 0.12]),
    pause_seconds=st.sampled_from([0.0, 0.2, 1.5]),
)


@pytest.mark.parametrize("cut", [reading_cues, burned_cues])
@given(narration=narrations)
def test_every_word_is_shown_once_in_order_and_on_time(cut, narration: Narration):
    cues = cut(narration, SHORT)
    shown = [w for cue in cues for w in cue.words]
    said = [w for sentence in narration.sentences for w in sentence.words]
    assert [w.text for w in shown] == [w.text for w in said]
    assert [w.start for w in shown] == [w.start / RATE for w in said]
    assert [w.end for w in shown] == [w.end / RATE for w in said]


@pytest.mark.parametrize("cut", [reading_cues, burned_cues])
@given(narration=narrations)
def test_cues_lie_inside_the_narration_one_after_the_other(cut, narration: Narration):
    cues = cut(narration, SHORT)
    assert cues[0].start >= 0
    assert cues[-1].end <= narration.seconds
    assert all(cue.start < cue.end for cue in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))


@pytest.mark.parametrize("cut", [reading_cues, burned_cues])
@given(narration=narrations)
def test_no_cue_crosses_a_sentence(cut, narration: Narration):
    ends = {s.words[-1].end / RATE for s in narration.sentences}
    for cue in cut(narration, SHORT):
        assert not ends & {w.end for w in cue.words[:-1]}


@given(narration=narrations)
def test_a_reading_cue_fits_two_lines_unless_a_word_is_longer_than_a_line(narration: Narration):
    for cue in reading_cues(narration, SHORT):
        words = [w.text for w in cue.words]
        lines = two_lines(words, SHORT.max_chars_per_line)
        fits = all(len(line) <= SHORT.max_chars_per_line for line in lines)
        assert fits or max(map(len, words)) > SHORT.max_chars_per_line or len(words) == 1


def test_reading_cues_break_where_a_clause_ends():
    texts = [cue.text for cue in reading_cues(spoken(STORY), LONG)]
    assert texts[1].startswith("Nobody cared")
    assert "Built in the second century BC, it could predict eclipses," in texts
    assert "track the Olympic games, and show where Mars would stand in the sky on any night." in (
        texts
    )


def test_two_reading_cues_are_at_least_two_frames_apart():
    cues = reading_cues(spoken(STORY), SHORT)
    assert all(b.start - a.end >= GAP_SECONDS - 1e-9 for a, b in pairwise(cues))


def test_a_short_cue_stands_long_enough_to_be_read_where_there_is_a_pause():
    cues = reading_cues(spoken(("No.", "Then it rained."), pause_seconds=2.0), SHORT)
    assert cues[0].end - cues[0].start >= MIN_SECONDS
    assert cues[0].end < cues[1].start


def test_a_hurried_cue_borrows_from_the_pause_before_it():
    cues = reading_cues(spoken(("It was over.", "No.", "It went on.")), SHORT)
    said = cues[1].words[0].start
    assert cues[0].end < cues[1].start < said


def test_a_fast_cue_runs_on_into_the_pause_until_it_can_be_read():
    narration = spoken(STORY[:2], letter_seconds=0.02, pause_seconds=3.0)
    for cue in reading_cues(narration, LONG):
        if cue.words[-1].text.endswith("."):
            assert len(cue.text) / (cue.end - cue.start) <= LONG.max_chars_per_second + 1e-6


def test_burned_cues_hold_a_few_words_and_leave_no_orphan():
    cues = burned_cues(spoken(STORY), SHORT)
    sizes = [len(cue.words) for cue in cues if cue.text != "No."]
    assert min(sizes) >= 2
    assert max(sizes) <= SHORT.words_per_cue


def test_a_burned_cue_does_not_end_on_a_small_word():
    cues = burned_cues(spoken(STORY), SHORT)
    endings = [cue.words[-1].text for cue in cues]
    assert not [w for w in endings if w.casefold() in LEANING]


def test_burned_cues_stay_until_the_next_one_or_for_a_short_hold():
    near = burned_cues(spoken(STORY), SHORT)
    assert all(a.end == b.start for a, b in pairwise(near))
    far = burned_cues(spoken(STORY, pause_seconds=4.0), SHORT)
    last = next(cue for cue in far if cue.words[-1].text == "shipwreck.")
    assert last.end == pytest.approx(last.words[-1].end + 0.3)


@given(st.integers(0, 12), st.integers(1, 5))
def test_runs_cover_everything_and_none_is_too_long(count: int, longest: int):
    runs = cheapest_runs(count, longest, lambda a, b: float((b - a - 2) ** 2))
    assert [n for a, b in runs for n in range(a, b)] == list(range(count))
    assert all(b - a <= longest for a, b in runs)


def test_a_narration_without_words_has_no_cues():
    silent = a_narration(sentences=())
    assert reading_cues(silent, SHORT) == burned_cues(silent, SHORT) == ()
