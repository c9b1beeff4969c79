import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.captions.cues import Captions, Cue
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from factory.video_formats.formats import format_named
from tests.fakes.manifests import a_cue, a_narration, some_captions
from tests.fakes.render_manifests import failed, finding, so_far


def judge(captions: Captions) -> tuple[Finding, ...]:
    return RULES.assess("captions", so_far(a_narration(), captions))


def with_cue(index: int, cue: Cue) -> Captions:
    """Return the captions with another reading cue in one place."""
    cues = list(some_captions().cues)
    cues[index] = cue
    return some_captions(cues=tuple(cues))


def test_good_captions_break_no_rule():
    assert failed(judge(some_captions())) == set()


@pytest.mark.parametrize(("start", "end"), [(29.0, 30.1), (-0.1, 1.0), (2.0, 2.0), (2.0, 1.0)])
def test_a_cue_outside_the_video_is_named(start: float, end: float):
    judged = finding(judge(with_cue(19, a_cue("a b", start, end))), "captions_lie_inside_the_video")
    assert judged.refuses
    assert judged.found == f"cue 20 'a b' {start:.3f}-{end:.3f} s"


def test_a_burned_cue_outside_the_video_is_named():
    burned = (*some_captions().burned, a_cue("late", 31, 32))
    judged = finding(judge(some_captions(burned=burned)), "captions_lie_inside_the_video")
    assert judged.found.startswith("burned 21 'late'")


def test_overlapping_cues_are_refused():
    first = some_captions().cues[0]
    longer = first.model_copy(update={"end": first.end + 0.5})
    judged = finding(judge(with_cue(0, longer)), "captions_do_not_overlap")
    assert judged.refuses
    assert judged.found == "cue 1 ends at 2.100 s, 2 begins at 1.600 s"


def test_a_rounded_millisecond_is_no_overlap():
    first = some_captions().cues[0]
    longer = first.model_copy(update={"end": first.end + 0.001})
    assert failed(judge(with_cue(0, longer))) == set()


def test_a_changed_word_is_found_where_it_stands():
    first = some_captions().cues[0]
    judged = finding(
        judge(with_cue(0, a_cue("Every toad in the", first.start, first.end))),
        "every_spoken_word_is_captioned",
    )
    assert judged.refuses
    assert judged.found == "word 2: 'toad' for 'road'"


def test_a_word_left_out_at_the_end_is_found():
    last = some_captions().cues[-1]
    judged = finding(
        judge(with_cue(19, a_cue("still follow that", last.start, last.end))),
        "every_spoken_word_is_captioned",
    )
    assert judged.found == "word 80: 'nothing' for 'string'"


def test_marks_that_nobody_hears_may_differ():
    first = some_captions().cues[0]
    marked = a_cue("\u2013 \u201cEVERY road, in the", first.start, first.end)
    assert finding(judge(with_cue(0, marked)), "every_spoken_word_is_captioned").passed


def test_burned_captions_hold_every_word_too():
    judged = finding(
        judge(some_captions(burned=some_captions().burned[1:])), "every_spoken_word_is_burned_in"
    )
    assert judged.refuses
    assert judged.found == "word 1: 'empire' for 'every'"


def test_a_format_that_burns_nothing_wants_no_burned_cue():
    longform = format_named("longform")
    with_burned = RULES.assess("captions", so_far(a_narration(), some_captions(), profile=longform))
    assert finding(with_burned, "every_spoken_word_is_burned_in").found == "20 cues"
    without = RULES.assess(
        "captions", so_far(a_narration(), some_captions(burned=()), profile=longform)
    )
    assert finding(without, "every_spoken_word_is_burned_in").passed


@pytest.mark.parametrize(
    ("seconds", "broken"),
    [
        (0.8, set()),
        (0.6, {"captions_are_comfortable_to_read"}),
        (0.4, {"captions_are_comfortable_to_read", "captions_can_be_read"}),
    ],
)
def test_reading_speed_first_warns_then_refuses(seconds: float, broken: set[str]):
    cue = some_captions().cues[0]
    captions = with_cue(0, a_cue("Every road in the", cue.start, cue.start + seconds))
    speed = {"captions_are_comfortable_to_read", "captions_can_be_read"}
    assert failed(judge(captions)) & speed == broken


@pytest.mark.parametrize("seconds", [0.3, 8.0])
def test_a_cue_too_brief_or_too_long_is_a_warning(seconds: float):
    judged = finding(
        judge(with_cue(0, a_cue("Every", 0.0, seconds))),
        "captions_stand_neither_too_briefly_nor_too_long",
    )
    assert not judged.passed and not judged.refuses
    assert judged.found == f"cue 1 'Every' for {seconds:.2f} s"


def test_text_that_does_not_fit_is_a_warning():
    long = with_cue(0, a_cue("word " * 20, 0.25, 1.5))
    judged = finding(judge(long), "captions_fit_their_lines")
    assert judged.found == "cue 1 has 99 characters"
    burned = some_captions(burned=(a_cue("one two three four five", 0, 2),))
    assert finding(judge(burned), "captions_fit_their_lines").found == "burned 1 has 5 words"


cues = st.builds(a_cue, st.text(max_size=12), st.floats(-1, 40), st.floats(-1, 40))


@given(st.lists(cues, max_size=4), st.lists(cues, max_size=4))
def test_every_rule_speaks_exactly_once_whatever_the_cues(read: list[Cue], drawn: list[Cue]):
    captions = some_captions(cues=tuple(read), burned=tuple(drawn))
    assert [f.rule for f in judge(captions)] == [rule.name for rule in RULES.of("captions")]


@pytest.mark.parametrize(
    ("language", "seconds", "outcome"),
    [("en", 1.0, "passed"), ("zh", 1.0, "warns"), ("zh", 2.0, "passed"), ("th", 1.0, "passed")],
)
def test_languages_that_say_more_with_a_letter_are_read_slower(
    language: str, seconds: float, outcome: str
):
    cue = a_cue("海水离塔只有三十六米了吗", 2.0, 2.0 + seconds)
    captions = some_captions(cues=(cue,), language=language)
    judged = finding(judge(captions), "captions_are_comfortable_to_read")
    assert judged.outcome == outcome
