"""The layout of a narration: pauses, whole frames, scenes that touch."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import PermanentError
from factory.records import FileRef, Provider
from factory.script.script import Scene, Script, Sentence
from factory.speech.narration import NarrationDetail
from factory.speech.narration_assembly import assemble, frame_sample, lay_out
from factory.timeline.timeline import frame_edges
from factory.units_of_work import Done
from factory.video_formats.formats import format_named

RATE = 22_050
SPEECH = format_named("short").speech
VOICE = Provider(role="voice", name="test")


def a_script(sizes: list[int]) -> Script:
    scenes = tuple(
        Scene(
            scene_id=f"s{n:03}",
            beat="body",
            duration_sec=1,
            asset_needs=("image",),
            sentences=tuple(
                Sentence(sentence_id=f"s{n:03}-{k}", text="Two words.", spoken="Two words.")
                for k in range(size)
            ),
            picture_prompt="fog",
        )
        for n, size in enumerate(sizes)
    )
    return Script(
        script_id="script",
        idea_id=None,
        video_id="video",
        language="en",
        title="Title",
        scenes=scenes,
        version=1,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        provider=VOICE,
    )


scripts = st.lists(
    st.lists(st.integers(min_value=1, max_value=9 * RATE), min_size=1, max_size=4), min_size=1, max_size=6
)  # fmt: skip
rates = st.sampled_from([16_000, 22_050, 24_000, 44_100, 48_000])
frame_rates = st.sampled_from([Fraction(24), Fraction(30), Fraction(30000, 1001)])


@given(scripts, rates, frame_rates)
def test_scenes_touch_and_every_sentence_lies_in_its_own(lengths, rate, fps):
    script = a_script([len(scene) for scene in lengths])
    flat = [length for scene in lengths for length in scene]

    layout = lay_out(script, flat, rate, SPEECH, fps)

    assert layout.scenes[0].start == 0 and layout.scenes[-1].end == layout.samples
    assert all(left.end == right.start for left, right in pairwise(layout.scenes))
    ends = [start + length for start, length in zip(layout.starts, flat, strict=True)]
    assert all(end < start for end, start in zip(ends, layout.starts[1:], strict=False))
    owners = [span for span, scene in zip(layout.scenes, lengths, strict=True) for _ in scene]
    for start, end, owner in zip(layout.starts, ends, owners, strict=True):
        assert owner.start < start and end < owner.end


@given(scripts, rates, frame_rates)
def test_pauses_are_the_formats_within_a_frame(lengths, rate, fps):
    script = a_script([len(scene) for scene in lengths])
    flat = [length for scene in lengths for length in scene]

    layout = lay_out(script, flat, rate, SPEECH, fps)

    ends = [start + length for start, length in zip(layout.starts, flat, strict=True)]
    firsts = {sum(len(scene) for scene in lengths[:n]) for n in range(1, len(lengths))}
    slack = float(rate / fps) + 3
    assert layout.starts[0] == round(SPEECH.lead_in_seconds * rate)
    for n in range(1, len(flat)):
        wanted = SPEECH.scene_pause_seconds if n in firsts else SPEECH.sentence_pause_seconds
        assert wanted * rate - 2 <= layout.starts[n] - ends[n - 1] <= wanted * rate + slack
    assert SPEECH.tail_seconds * rate - 2 <= layout.samples - ends[-1]


@given(scripts, rates, frame_rates, st.integers(min_value=1, max_value=3 * RATE))
def test_a_longer_sentence_moves_later_scenes_by_whole_frames(lengths, rate, fps, more):
    script = a_script([len(scene) for scene in lengths])
    flat = [length for scene in lengths for length in scene]

    before = lay_out(script, flat, rate, SPEECH, fps)
    after = lay_out(script, [flat[0] + more, *flat[1:]], rate, SPEECH, fps)

    for layout in (before, after):
        edges = frame_edges(layout.scenes, rate, fps)
        assert [frame_sample(edge, rate, fps) for edge in edges[:-1]] == [
            s.start for s in layout.scenes
        ]
    frames = [frame_edges(layout.scenes, rate, fps) for layout in (before, after)]
    later = [[b - a for a, b in pairwise(edges)][1:] for edges in frames]
    assert later[0] == later[1]
    first = len(lengths[0])
    if len(lengths) > 1:
        inside = [layout.starts[first] - layout.scenes[1].start for layout in (before, after)]
        assert inside[0] == inside[1]  # fmt: skip


def test_sentences_without_a_length_are_refused():
    with pytest.raises(PermanentError, match="found 1 spoken sentences for 2"):
        lay_out(a_script([2]), [100], RATE, SPEECH, 30)


def test_a_scene_without_sentences_is_refused():
    with pytest.raises(PermanentError, match="no empty scene"):
        lay_out(a_script([1, 0]), [100], RATE, SPEECH, 30)


def test_a_narration_is_as_honest_as_its_least_exact_sentence():
    script = a_script([2])
    layout = lay_out(script, [1000, 2000], RATE, SPEECH, 30)
    spoken = [
        Done("f" * 64, None, "a" * 64, 1, False, detail=detail)  # pyright: ignore[reportArgumentType]
        for detail in (
            {"sample_rate": RATE, "samples": 1000, "timing": "phoneme-alignment", "words": [["Two", 0, 400], ["words.", 400, 990]]},
            {"sample_rate": RATE, "samples": 2000, "timing": "character-weight", "words": [["Two", 0, 800], ["words.", 800, 2000]]},
        )
    ]  # fmt: skip
    file = FileRef(name="narration.wav", sha256="0" * 64, bytes=1, media_type="audio/wav")

    narration = assemble(
        script, spoken, layout, file, NarrationDetail(integrated_lufs=-24.0, true_peak_dbtp=-3.0), None, VOICE
    )  # fmt: skip

    second = narration.sentences[1]
    assert narration.timing == "character-weight"
    assert (second.start, second.end) == (layout.starts[1], layout.starts[1] + 2000)
    assert (second.words[1].start, second.words[1].end) == (second.start + 800, second.end)
