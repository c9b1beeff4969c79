import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Pictures
from factory.master.measurement import Loudness, Stretch
from factory.master.render import Render
from factory.pictures.clips import ClipFacts, Play
from factory.rules.evidence import Evidence
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from tests.fakes.manifests import (
    RATE,
    SECONDS,
    a_channel,
    a_narration,
    a_profile,
    an_accepted_brief,
)
from tests.fakes.render_manifests import a_measurement, a_render, failed, finding, so_far


def judge(render: Render) -> tuple[Finding, ...]:
    return RULES.assess("renders", so_far(a_narration(), render))


def measured(**changes: object) -> tuple[Finding, ...]:
    """Judge a master that measured otherwise."""
    return judge(a_render(measurement=a_measurement(**changes)))


def loud(**changes: float) -> tuple[Finding, ...]:
    """Judge a master of other loudness."""
    loudness = a_measurement().loudness.model_copy(update=changes)
    return measured(loudness=loudness)


def test_a_good_master_breaks_no_rule():
    assert failed(judge(a_render())) == set()


@pytest.mark.parametrize(
    ("changes", "rule", "found"),
    [
        ({"sha256": "0" * 64}, "measurement_is_of_this_master", "000000000000, 1000 bytes"),
        ({"decode_errors": 3}, "master_decodes_without_error", "3 errors"),
        ({"video_codec": "hevc"}, "streams_are_h264_and_aac", "hevc, yuv420p, aac"),
        ({"audio_codec": "opus"}, "streams_are_h264_and_aac", "h264, yuv420p, opus"),
        ({"pixel_format": "yuv444p"}, "streams_are_h264_and_aac", "h264, yuv444p, aac"),
        ({"width": 1920, "height": 1080}, "frame_size_is_the_formats", "1920x1080 px"),
        ({"fps": "25/1"}, "frame_rate_is_the_formats", "25/1 frames a second"),
        ({"fps": "0/0"}, "frame_rate_is_the_formats", "0/0 frames a second"),
        ({"fps": "fast"}, "frame_rate_is_the_formats", "fast frames a second"),
        (
            {"colour": ("bt470bg", "bt709", "bt709", "tv")},
            "colour_is_tagged_bt709",
            "bt470bg, bt709, bt709, tv",
        ),
        ({"faststart": False}, "index_stands_before_the_media", "moov last"),
        ({"sample_rate": 44_100}, "sound_is_48_khz_stereo", "44100 Hz, 2 channels"),
        ({"channels": 1}, "sound_is_48_khz_stereo", "48000 Hz, 1 channels"),
        (
            {"audio_seconds": 30.2},
            "picture_and_sound_end_together",
            "picture 30.000 s, sound 30.200 s",
        ),
        (
            {"black": (Stretch(start=2, end=2.6), Stretch(start=9, end=9.4))},
            "no_black_stretches",
            "2.00-2.60 s",
        ),
        ({"frozen": (Stretch(start=5, end=8),)}, "no_frozen_stretches", "5.00-8.00 s"),
        ({"silent": (Stretch(start=0, end=3.5),)}, "no_silent_stretches", "0.00-3.50 s"),
    ],
)
def test_what_was_measured_wrong_is_refused_in_numbers(
    changes: dict[str, object], rule: str, found: str
):
    findings = measured(**changes)
    assert failed(findings) == {rule}
    assert finding(findings, rule).found == found
    assert finding(findings, rule).refuses


def test_short_stretches_are_only_reported():
    brief = Stretch(start=1, end=1.4)
    findings = measured(black=(brief,), frozen=(brief,), silent=(brief,))
    assert failed(findings) == set()
    assert finding(findings, "no_black_stretches").found == "longest black stretch 0.40 s"


def test_a_format_with_long_pauses_may_be_silent_that_long():
    speech = a_profile().speech.model_copy(update={"sentence_pause_seconds": 4.0})
    profile = a_profile().model_copy(update={"speech": speech})
    pause = a_render(measurement=a_measurement(silent=(Stretch(start=0, end=4.5),)))
    assert failed(RULES.assess("renders", so_far(a_narration(), pause, profile=profile))) == set()
    assert failed(judge(pause)) == {"no_silent_stretches"}


def test_a_quiet_master_is_described_in_numbers():
    assert finding(loud(integrated_lufs=-19.25), "loudness_is_on_target") == snapshot(
        Finding(
            rule="loudness_is_on_target",
            passed=False,
            wanted="-14 LUFS +/- 1 LU",
            found="-19.2 LUFS",
            advice="listen to the narration and the bed, then materialise renders again",
        )
    )


@given(st.integers(-7000, 0))
def test_loudness_passes_symmetrically_about_the_target(hundredths: int):
    below = loud(integrated_lufs=hundredths / 100)
    above = loud(integrated_lufs=(-2800 - hundredths) / 100)
    verdicts = [finding(f, "loudness_is_on_target").passed for f in (below, above)]
    assert verdicts[0] is verdicts[1]


@pytest.mark.parametrize(("peak", "passes"), [(-1.0, True), (-0.92, True), (-0.8, False)])
def test_true_peak_keeps_to_its_limit_within_a_tenth(peak: float, passes: bool):
    judged = finding(loud(true_peak_dbtp=peak), "true_peak_is_below_the_limit")
    assert judged.passed is passes


def test_a_range_is_limited_only_where_the_format_says_so():
    wide = a_render(
        measurement=a_measurement(
            loudness=Loudness(integrated_lufs=-14, range_lu=12, true_peak_dbtp=-2)
        )
    )
    assert failed(judge(wide)) == set()
    sound = a_profile().sound.model_copy(update={"max_range_lu": 8})
    narrow = a_profile().model_copy(update={"sound": sound})
    judged = finding(
        RULES.assess("renders", so_far(a_narration(), wide, profile=narrow)),
        "loudness_range_is_within_the_format",
    )
    assert judged.refuses
    assert (judged.found, judged.wanted) == ("12.0 LU", "at most 8 LU")


def test_a_lost_segment_shows_in_the_frames():
    render = a_render(segments=a_render().segments[:-1])
    judged = finding(judge(render), "master_is_as_long_as_its_timeline")
    assert judged.refuses
    assert judged.found == "segments: 720 frames"


def test_a_narration_that_grew_after_the_render_shows_in_the_length():
    narration = a_narration(samples=(SECONDS + 1) * RATE)
    judged = finding(
        RULES.assess("renders", so_far(narration, a_render())), "master_is_as_long_as_its_timeline"
    )
    assert judged.found == "narration: 31.000 s"


def test_a_master_longer_than_its_format_is_refused():
    judged = finding(measured(video_seconds=60.0), "master_length_fits_the_format")
    assert judged.refuses
    assert (judged.found, judged.wanted) == ("60.00 s", "20 to 59.9 s for short")


@given(st.floats(), st.floats(), st.integers(0, 5), st.text(max_size=5))
def test_every_rule_speaks_exactly_once_whatever_the_master(
    level: float, seconds: float, segments: int, fps: str
):
    render = a_render(
        segments=a_render().segments[:segments],
        measurement=a_measurement(
            loudness=Loudness(integrated_lufs=level, range_lu=level, true_peak_dbtp=level),
            video_seconds=seconds,
            black=(Stretch(start=0, end=seconds),),
            fps=fps,
        ),
    )
    assert [f.rule for f in judge(render)] == [rule.name for rule in RULES.of("renders")]


def test_a_clip_may_stand_still_where_that_is_accepted_and_nothing_else_may():
    render = a_render()
    facts = ClipFacts(
        width=9, height=16, seconds=6, fps=30, sound=False, pixel_format="yuv420p",
        colour="bt709", full_range=False,
    )  # fmt: skip
    first, *others = render.timeline.shots
    shots = (first.model_copy(update={"clip": Play(facts=facts)}), *others)
    timeline = render.timeline.model_copy(update={"shots": shots})
    end = float(first.end_frame / render.timeline.fps)
    accepting = an_accepted_brief(a_channel(pictures=Pictures(accept=("still",))))

    def passed(accepted: AcceptedBrief, until: float) -> bool:
        still = a_measurement(frozen=(Stretch(start=0, end=until),))
        judged = a_render(measurement=still).model_copy(update={"timeline": timeline})
        findings = RULES.assess("renders", Evidence.of(accepted, a_narration(), judged))
        return finding(findings, "no_frozen_stretches").passed

    assert passed(accepting, end)
    assert not passed(an_accepted_brief(), end)
    assert not passed(accepting, end + 3)


@pytest.mark.parametrize(
    ("outlets", "seconds", "found"),
    [
        (("youtube", "instagram"), 2.0, "Instagram: it lasts 2.0 s; Instagram takes 3 s at least"),
        (("youtube", "tiktok"), 660.0, "TikTok: it lasts 11 min; TikTok takes 10 min at most"),
        (("youtube", "tiktok", "instagram"), 58.0, "58.0 s"),
        (("outbox",), 9000.0, "it goes to no platform"),
    ],
)
def test_a_platform_that_takes_no_video_of_this_length_is_named(
    outlets: tuple[str, ...], seconds: float, found: str
):
    accepted = an_accepted_brief(a_channel(outlets=outlets))
    render = a_render(measurement=a_measurement(video_seconds=seconds), accepted=accepted)
    judged = RULES.assess("renders", so_far(a_narration(), render, accepted=accepted))
    assert finding(judged, "length_is_taken_where_it_goes").found == found
