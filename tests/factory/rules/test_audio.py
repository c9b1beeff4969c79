import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.speech.narration import Narration, SpokenSentence
from tests.fakes.manifests import RATE, a_narration, a_script
from tests.fakes.render_manifests import failed, finding, so_far


def judge(narration: Narration) -> tuple[Finding, ...]:
    return RULES.assess("audio", so_far(a_script(), narration))


def with_sentence(index: int, **changes: object) -> Narration:
    """Return the narration with one sentence changed."""
    sentences: list[SpokenSentence] = list(a_narration().sentences)
    sentences[index] = sentences[index].model_copy(update=changes)
    return a_narration(sentences=tuple(sentences))


def test_a_good_narration_breaks_no_rule():
    assert failed(judge(a_narration())) == set()


@pytest.mark.parametrize("lufs", [-70.0, float("-inf"), float("nan")])
def test_silence_is_no_narration(lufs: float):
    judged = finding(judge(a_narration(integrated_lufs=lufs)), "narration_is_not_silent")
    assert judged.refuses
    assert judged.wanted == "louder than -50 LUFS"


def test_silence_in_place_of_music_is_told_and_no_music_is_no_silence():
    bed = a_narration().bed
    assert bed
    silent = judge(a_narration(bed=bed.model_copy(update={"integrated_lufs": -70.0})))
    told = finding(silent, "music_is_not_silent")
    assert (told.passed, told.refuses, told.found) == (False, False, "pad: -70.0 LUFS")
    assert not finding(judge(a_narration(bed=None)), "music_is_not_silent").asked


def test_a_clipped_voice_is_refused():
    judged = finding(judge(a_narration(true_peak_dbtp=0.3)), "narration_peak_is_below_full_scale")
    assert judged.refuses
    assert judged.found == "0.3 dBTP"


def test_a_hole_in_the_speech_is_found_at_its_time():
    narration = a_narration(sentences=a_narration().sentences[:4] + a_narration().sentences[5:])
    judged = finding(judge(narration), "no_long_silence_in_the_narration")
    assert not judged.passed
    assert judged.found.startswith("3.10 s at 11.65 s")


@pytest.mark.parametrize(("seconds", "passes"), [(19, False), (30, True), (54, False)])
def test_pace_must_be_that_of_a_person(seconds: int, passes: bool):
    judged = finding(judge(a_narration(samples=seconds * RATE)), "pace_of_speech_is_natural")
    assert judged.passed is passes


@given(st.floats(1, 120))
def test_length_passes_exactly_inside_the_format(seconds: float):
    samples = round(seconds * RATE)
    judged = finding(judge(a_narration(samples=samples)), "narration_length_fits_the_format")
    assert judged.passed is (20 <= samples / RATE <= 59.9)


def test_a_sentence_left_out_is_named():
    narration = a_narration(sentences=a_narration().sentences[:-1])
    assert finding(judge(narration), "every_sentence_is_spoken").found == "s005-2 is not spoken"


def test_a_sentence_spoken_from_an_older_script_is_quoted():
    judged = finding(judge(with_sentence(3, text="Old words")), "every_sentence_is_spoken")
    assert "s002-2 says 'Old words'" in judged.found


def test_a_sentence_of_no_length_is_not_spoken():
    start = a_narration().sentences[0].start
    judged = finding(judge(with_sentence(0, end=start)), "every_sentence_is_spoken")
    assert "s001-1 is empty" in judged.found


def test_a_word_without_a_time_is_missed():
    words = a_narration().sentences[0].words[:-1]
    judged = finding(judge(with_sentence(0, words=words)), "every_sentence_is_spoken")
    assert judged.found == "s001-1 has times for 'Every road in the empire began with'"


def test_sentences_in_another_order_are_refused():
    sentences = a_narration().sentences
    swapped = (sentences[1], sentences[0], *sentences[2:])
    findings = judge(a_narration(sentences=swapped))
    assert "another order" in finding(findings, "every_sentence_is_spoken").found
    assert not finding(findings, "word_times_are_in_order").passed


def test_words_that_run_backwards_are_found():
    words = a_narration().sentences[2].words
    judged = finding(judge(with_sentence(2, words=words[::-1])), "word_times_are_in_order")
    assert judged.found == "words of s002-1 are out of order"


def test_a_sentence_past_the_end_is_found():
    judged = finding(judge(a_narration(samples=29 * RATE)), "word_times_are_in_order")
    assert judged.found == "s005-2 lies outside the narration"


def test_spans_must_touch_and_reach_both_ends():
    spans = a_narration().scenes
    gap = spans[1].model_copy(update={"start": spans[1].start + 5})
    judged = finding(
        judge(a_narration(scenes=(spans[0], gap, *spans[2:]))), "scene_spans_cover_the_narration"
    )
    assert judged.found == f"a seam at sample {spans[0].end}/{spans[0].end + 5}"


def test_spans_are_those_of_the_scripts_scenes():
    judged = finding(
        judge(a_narration(scenes=a_narration().scenes[1:])), "scene_spans_cover_the_narration"
    )
    assert judged.found.startswith("4 spans for 5 scenes")


@given(st.integers(0, 10), st.integers(1, 60 * RATE), st.floats())
def test_every_rule_speaks_exactly_once_whatever_the_narration(
    count: int, samples: int, lufs: float
):
    narration = a_narration(
        sentences=a_narration().sentences[:count],
        scenes=a_narration().scenes[: count // 2],
        samples=samples,
        integrated_lufs=lufs,
        true_peak_dbtp=lufs,
    )
    assert [f.rule for f in judge(narration)] == [rule.name for rule in RULES.of("audio")]
