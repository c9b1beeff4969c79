"""Loops: exact to the frame, closed, bridged without a jump, and ever darker."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import PermanentError
from factory.pictures.camera_motion import Sway
from factory.timeline.loops import pictured_scenes, plan_loops
from factory.timeline.timeline import Shot, Timeline, exact_samples
from factory.video_formats.formats import Format, Loop, format_named
from tests.factory.timeline.test_timeline import narration, visuals
from tests.fakes.manifests import a_script

RATE = 22_050
SLEEP = format_named("sleep")
LOOP = Loop(
    arrangement="sequence",
    period_seconds=2,
    sway=0.01,
    bridge_seconds=1,
    max_pictures=4,
    steps=6,
    darkest=0.3,
    dark_after_seconds=20,
)


def asked(seconds: float, loop: Loop = LOOP) -> Format:
    return SLEEP.model_copy(update={"loop": loop}).ordered(seconds, None)


def planned(
    lengths: list[int], pictured: list[int], seconds: float, loop: Loop = LOOP, seed: int = 1
) -> Timeline:
    """Plan scenes of so many seconds, of which these have pictures."""
    spoken = narration([length * RATE for length in lengths])
    pictures = visuals([f"s{n}" for n in pictured], 2496, 1404)
    return plan_loops(spoken, pictures, asked(seconds, loop), loop, seed=seed)


def windows(shot: Shot) -> Sway:
    assert isinstance(shot.motion, Sway)
    return shot.motion


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=8),
    st.integers(0, 3000),
    st.floats(0.5, 9),
    st.floats(0.1, 5),
    st.integers(1, 9),
    st.data(),
)
def test_the_timeline_has_exactly_the_frames_that_are_asked_for(
    lengths: list[int], spare: int, period: float, bridge: float, steps: int, data: st.DataObject
):
    others = st.sets(st.integers(1, len(lengths) - 1)) if len(lengths) > 1 else st.just(set[int]())
    pictured = [0, *sorted(data.draw(others))]
    loop = LOOP.model_copy(
        update={"period_seconds": period, "bridge_seconds": bridge, "steps": steps}
    )
    timeline = planned(lengths, pictured, sum(lengths) + spare / 24, loop)
    assert timeline.frames == sum(lengths) * 24 + spare
    assert timeline.shots[0].first_frame == 0
    assert timeline.shots[-1].end_frame == timeline.frames
    assert all(a.end_frame == b.first_frame for a, b in pairwise(timeline.shots))
    for shot in timeline.shots:
        assert shot.frames >= 1
        assert shot.frames * shot.repeats == shot.end_frame - shot.first_frame
        assert shot.repeats == 1 or shot.frames == windows(shot).period_frames
    assert exact_samples(timeline) == timeline.frames * 2000


@given(st.integers(60, 4000), st.integers(60, 4000), st.floats(0, 0.3), st.floats(0, 0.4))
def test_the_window_stays_inside_the_picture_and_comes_back(
    width: int, height: int, sway: float, zoom: float
):
    loop = LOOP.model_copy(update={"sway": sway})
    profile = asked(60, loop)
    moving = profile.motion.model_copy(update={"zoom": zoom})
    timeline = plan_loops(
        narration([RATE * 9]),
        visuals(["s0"], width, height),
        profile.model_copy(update={"motion": moving}),
        loop,
        seed=3,
    )
    motion = windows(timeline.shots[0])
    shape = timeline.height / timeline.width * width / height
    for frame in range(motion.period_frames):
        x, y, w = motion.window(frame)
        assert w / 2 - 1e-9 <= x <= 1 - w / 2 + 1e-9
        assert w * shape / 2 - 1e-9 <= y <= 1 - w * shape / 2 + 1e-9
        assert motion.window(frame) == motion.window(frame + motion.period_frames)


def test_every_shot_begins_where_the_one_before_it_ends():
    timeline = planned([30, 30, 30], [0, 1, 2], 200.5)
    for before, after in pairwise(timeline.shots):
        assert after.level[0] == before.level[1]
        if before.asset_id == after.asset_id:
            last, first = windows(before), windows(after)
            assert last.window(before.frames) == pytest.approx(first.window(0))
        else:  # a bridge: the old picture goes on under the new one
            assert after.transition_frames == after.frames == 24
            assert before.frames == windows(before).period_frames


def test_a_sequence_changes_pictures_near_its_scenes():
    timeline = planned([50, 40, 60], [0, 2], 300)
    bridges = [shot for shot in timeline.shots if shot.transition_frames]
    (bridge,) = bridges
    assert abs(bridge.first_frame / 24 - 90) <= LOOP.period_seconds


def test_one_picture_stays_for_the_whole_video():
    timeline = planned([50, 40], [0], 300)
    assert {shot.asset_id for shot in timeline.shots} == {"a-s0"}
    assert not any(shot.transition_frames for shot in timeline.shots)


@pytest.mark.parametrize("pictured", [[0], [0, 1, 2]])
def test_it_grows_dark_in_small_steps_down_to_the_darkest_and_never_brighter(pictured: list[int]):
    timeline = planned([50, 40, 60], pictured, 300)
    levels = [level for shot in timeline.shots for level in shot.level]
    assert levels == sorted(levels, reverse=True)
    assert (levels[0], levels[-1]) == (1.0, 0.3)
    assert all(b / a > 0.6 for a, b in pairwise(levels))
    dark = next(shot for shot in timeline.shots if shot.level[1] == 0.3)
    assert abs(dark.first_frame / 24 - (150 + LOOP.dark_after_seconds)) <= 2 * LOOP.period_seconds


def test_what_is_encoded_does_not_grow_with_the_length():
    encoded = {
        hours: planned([600] * 5, [0, 1, 2, 3], hours * 3600, SLEEP.loop).encoded_frames
        for hours in (1, 8, 12)
        if SLEEP.loop
    }
    assert len(set(encoded.values())) == 1
    assert max(encoded.values()) <= 3_300


def test_a_longer_video_keeps_the_segments_of_the_shorter_one():
    def segments(seconds: float) -> set[str]:
        shots = planned([50, 40, 60], [0, 1, 2], seconds).shots
        place = {"first_frame": 0, "end_frame": 0, "repeats": 1}
        return {shot.model_copy(update=place).to_json().decode() for shot in shots}

    assert segments(1000) == segments(5000)


def test_a_narration_longer_than_what_is_asked_for_says_both():
    with pytest.raises(PermanentError, match=r"takes 0:02:30, which is more than the 0:02:00"):
        planned([50, 40, 60], [0], 120)


def test_a_sequence_shows_the_first_scene_of_every_chapter():
    script = _chaptered(["One", None, "Two", None, "Three"])
    assert _shown(script, LOOP) == ["s001", "s003", "s005"]
    assert _shown(script, LOOP.model_copy(update={"arrangement": "loop"})) == ["s001"]
    assert _shown(script, None) == [f"s{n:03}" for n in range(1, 6)]


def test_too_many_chapters_or_none_are_shown_at_equal_distances():
    few = LOOP.model_copy(update={"max_pictures": 3})
    assert _shown(_chaptered(["One", "Two", "Three", "Four", "Five"]), few) == [
        "s001",
        "s002",
        "s004",
    ]
    assert _shown(_chaptered([None] * 5), few) == ["s001", "s002", "s004"]


def _chaptered(titles: list[str | None]):
    script = a_script()
    scenes = tuple(
        scene.model_copy(update={"chapter": title})
        for scene, title in zip(script.scenes, titles, strict=True)
    )
    return script.model_copy(update={"scenes": scenes})


def _shown(script, loop: Loop | None) -> list[str]:
    return [scene.scene_id for scene in pictured_scenes(script, loop)]
