"""The timeline: shots touch, cover every frame, stay inside their pictures and hand over."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import PermanentError
from factory.pictures.camera_motion import Motion
from factory.pictures.visuals import VisualAsset, Visuals
from factory.records import FileRef, Provider
from factory.speech.narration import Narration, SceneSpan
from factory.timeline.shot_planning import plan
from factory.timeline.timeline import Shot, Timeline, exact_samples
from factory.video_formats.formats import Format, format_named

SHORT = format_named("short")
RATE = 22_050

Window = tuple[float, float, float]


def narration(lengths: list[int]) -> Narration:
    spans: list[SceneSpan] = []
    for n, samples in enumerate(lengths):
        start = spans[-1].end if spans else 0
        spans.append(SceneSpan(scene_id=f"s{n}", start=start, end=start + samples))
    return Narration(
        video_id="v",
        script_id="s",
        sample_rate=RATE,
        samples=spans[-1].end,
        file=FileRef(name="narration.wav", sha256="0", bytes=0, media_type="audio/wav"),
        sentences=(),
        scenes=tuple(spans),
        bed=None,
        integrated_lufs=-20.0,
        true_peak_dbtp=-3.0,
        provider=Provider(role="voice", name="test"),
    )


def visuals(scenes: list[str], width: int = 1404, height: int = 2496) -> Visuals:
    provider = Provider(role="pictures", name="test")
    assets = tuple(
        VisualAsset(
            asset_id=f"a-{scene}",
            scene_id=scene,
            type="image",
            source="test",
            url="",
            file=FileRef(name=f"{scene}.png", sha256=scene, bytes=0, media_type="image/png"),
            width=width,
            height=height,
            prompt="",
            seed=0,
            provider=provider,
        )
        for scene in scenes
    )
    return Visuals(
        manifest_id="m",
        script_id="s",
        video_id="v",
        assets=assets,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def planned(
    lengths: list[int],
    profile: Format = SHORT,
    seed: int = 7,
    scenes: list[str] | None = None,
    size: tuple[int, int] = (1404, 2496),
) -> Timeline:
    spoken = narration(lengths)
    names = scenes or [span.scene_id for span in spoken.scenes]
    spans = tuple(
        span.model_copy(update={"scene_id": name})
        for span, name in zip(spoken.scenes, names, strict=True)
    )
    spoken = spoken.model_copy(update={"scenes": spans})
    return plan(spoken, visuals(names, *size), profile, seed=seed)


SCENES = st.lists(st.integers(RATE // 30 + 1, RATE * 20), min_size=1, max_size=12)


@given(SCENES, st.sampled_from(["short", "longform"]), st.integers(0, 2**32))
def test_shots_touch_cover_the_sound_and_hand_over_within_each_other(
    lengths: list[int], name: str, seed: int
):
    profile = format_named(name)
    timeline = planned(lengths, profile, seed)
    shots = timeline.shots
    assert shots[0].first_frame == 0
    assert shots[-1].end_frame == timeline.frames
    surplus = timeline.frames / timeline.fps - Fraction(sum(lengths), RATE)
    assert 0 <= surplus < 1 / timeline.fps
    for before, after in pairwise(shots):
        assert before.end_frame == after.first_frame
        assert after.transition_frames <= min(before.frames, after.frames) // 2
    assert shots[0].transition_frames == 0
    for shot, start in zip(shots, _starts(lengths), strict=True):
        assert shot.frames >= 1
        assert abs(shot.first_frame / timeline.fps - Fraction(start, RATE)) <= 1 / timeline.fps / 2


@given(st.integers(64, 6000), st.integers(64, 6000), st.integers(0, 999), st.floats(0.0, 0.5))
def test_windows_lie_inside_the_picture_whatever_its_shape(
    width: int, height: int, seed: int, zoom: float
):
    moving = SHORT.motion.model_copy(update={"zoom": zoom})
    profile = SHORT.model_copy(update={"motion": moving})
    timeline = planned([RATE * 5] * 6, profile, seed, size=(width, height))
    shape = timeline.height / timeline.width * width / height
    for shot in timeline.shots:
        for x, y, w in _windows(shot):
            assert 0 < w <= 1
            assert w / 2 - 1e-9 <= x <= 1 - w / 2 + 1e-9
            assert w * shape / 2 - 1e-9 <= y <= 1 - w * shape / 2 + 1e-9


def test_a_picture_always_moves_and_never_as_the_one_before():
    motions = [_windows(shot) for shot in planned([RATE * 5] * 40).shots]
    assert all(start != end for start, end in motions)
    kinds = [_kind(motion) for motion in motions]
    assert all(a != b for a, b in pairwise(kinds))
    assert len(set(kinds)) == 6


def test_a_new_scene_in_the_middle_leaves_the_others_motion_alone():
    names = [f"s{n}" for n in range(20)]
    before = {s.scene_id: s.motion for s in planned([RATE * 5] * 20, scenes=names).shots}
    names.insert(9, "new")
    after = {s.scene_id: s.motion for s in planned([RATE * 5] * 21, scenes=names).shots}
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) <= 3  # neighbours that would now move alike


def test_another_seed_moves_otherwise():
    assert planned([RATE * 5] * 8, seed=1).shots != planned([RATE * 5] * 8, seed=2).shots


def test_a_still_goes_on_moving_at_its_pace_while_the_next_one_fades_in():
    shot, following = planned([RATE * 5] * 2).shots
    leaving = shot.leaving.windows(following.transition_frames)
    windows = np.array([*shot.windows("smooth"), *leaving])
    steps = np.linalg.norm(np.diff(windows, axis=0), axis=1)
    assert steps[shot.frames - 1 :] == pytest.approx(steps[shot.frames - 2], rel=0.5)
    assert windows[-1] == pytest.approx(_windows(shot)[1])


def test_a_longer_still_leaves_the_next_segment_as_it_is():
    usual, longer = planned([RATE * 5] * 2).shots, planned([RATE * 6, RATE * 5]).shots
    assert usual[0].leaving == longer[0].leaving
    assert usual[1].motion == longer[1].motion


def test_cuts_have_no_transition():
    moving = SHORT.motion.model_copy(update={"transition": "cut"})
    timeline = planned([RATE * 5] * 3, SHORT.model_copy(update={"motion": moving}))
    assert [s.transition_frames for s in timeline.shots] == [0, 0, 0]


def test_the_sound_is_asked_for_as_long_as_the_picture():
    timeline = planned([RATE * 5 + 1])
    assert timeline.frames == 151
    assert exact_samples(timeline) == 151 * 1600


def test_a_scene_without_a_picture_or_too_short_to_see_is_refused():
    with pytest.raises(PermanentError, match="no picture for scene s1"):
        plan(narration([RATE, RATE]), visuals(["s0"]), SHORT, seed=0)
    with pytest.raises(PermanentError, match="scene s1 covers 90 samples"):
        planned([RATE, 90, RATE])


def _starts(lengths: list[int]) -> list[int]:
    return [sum(lengths[:n]) for n in range(len(lengths))]


def _windows(shot: Shot) -> tuple[Window, Window]:
    assert isinstance(shot.motion, Motion)
    return shot.motion.start, shot.motion.end


def _kind(windows: tuple[Window, Window]) -> str:
    dx, dy, dw = (b - a for a, b in zip(*windows, strict=True))
    if dw:
        return "in" if dw < 0 else "out"
    return f"{(dx > 0) - (dx < 0)} {(dy > 0) - (dy < 0)}"
