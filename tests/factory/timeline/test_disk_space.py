"""The estimate of a render: what is there already, or repeats, is not counted as made."""

from factory.timeline.disk_space import frame_bytes, render_bytes
from tests.fakes.manifests import a_profile
from tests.fakes.render_manifests import a_render

PROFILE = a_profile()
TIMELINE = a_render().timeline
SHOTS = len(TIMELINE.shots)


def test_everything_to_make_is_segments_sound_and_the_master_twice():
    each = frame_bytes(PROFILE.picture, PROFILE.encode)
    seconds = TIMELINE.frames / TIMELINE.fps
    wanted = 3 * (TIMELINE.frames * each + float(seconds) * PROFILE.encode.audio_kbps * 125)
    assert abs(render_bytes(TIMELINE, PROFILE, [None] * SHOTS) - wanted) < 10


def test_a_finished_segment_counts_in_the_master_alone_with_its_real_size():
    one_left = [1000] * (SHOTS - 1) + [None]
    two_left = [1000] * (SHOTS - 2) + [None, None]
    each = frame_bytes(PROFILE.picture, PROFILE.encode)
    saved = render_bytes(TIMELINE, PROFILE, two_left) - render_bytes(TIMELINE, PROFILE, one_left)
    assert abs(saved - (3 * TIMELINE.shots[-2].frames * each - 2000)) < 10


def test_nothing_to_make_wants_nothing():
    assert render_bytes(TIMELINE, PROFILE, [1000] * SHOTS) == 0


def test_what_repeats_is_made_once():
    shot = TIMELINE.shots[0]
    loop = shot.model_copy(update={"end_frame": shot.frames * 100, "repeats": 100})
    once = TIMELINE.model_copy(update={"shots": (shot,), "frames": shot.frames})
    often = TIMELINE.model_copy(update={"shots": (loop,), "frames": shot.frames * 100})
    ratio = render_bytes(often, PROFILE, [None]) / render_bytes(once, PROFILE, [None])
    assert 60 < ratio < 75  # two masters of a hundred, beside one segment and two masters


def test_a_finer_setting_takes_more():
    finer = PROFILE.encode.model_copy(update={"crf": PROFILE.encode.crf - 6})
    assert frame_bytes(PROFILE.picture, finer) == 2 * frame_bytes(PROFILE.picture, PROFILE.encode)
