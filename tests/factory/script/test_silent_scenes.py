"""A format in which nobody speaks: takes from pictures that a brief asks for, with their sound."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from factory.brief.brief_file import parse_brief
from factory.captions.cues import burned_cues, reading_cues
from factory.errors import BadInput
from factory.listing.listing import write_listing
from factory.pictures.clips import ClipFacts, Play, play_of
from factory.pictures.visuals import Visuals
from factory.rules.registry import RULES
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.script.silent_scenes import NOBODY
from factory.speech.narration import Narration, NarrationDetail
from factory.speech.narration_assembly import assemble, lay_out_takes
from factory.timeline.clip_sound_plan import soundings
from factory.timeline.shot_planning import plan
from factory.video_formats.formats import format_named
from resources.provider_register import DIRECTORY
from tests.fakes.manifests import a_channel, a_file, an_accepted_brief, an_asset
from tests.fakes.render_manifests import failed, finding, so_far

CLIP = format_named("clip")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
PICTURES = "Sunset over the sea.\n\nWaves on dark rocks.\n\nStars above the harbour."
FACTS = ClipFacts(
    width=720, height=1280, seconds=5.0, fps=24, sound=True,
    pixel_format="yuv420p", colour="bt709", full_range=False,
)  # fmt: skip


def the_script(words: str = PICTURES) -> Script:
    accepted = an_accepted_brief(words=words, format="clip")
    return write_script(accepted, CLIP, NOW, lambda text, _: text)


def the_narration(script: Script) -> Narration:
    assert CLIP.takes
    layout = lay_out_takes(script, CLIP.takes, CLIP.picture.rate)
    silence = NarrationDetail(integrated_lufs=-70.0, true_peak_dbtp=-70.0)
    return assemble(script, [], layout, a_file("narration.wav"), silence, None, NOBODY)


def some_clips(script: Script, **facts: object) -> Visuals:
    clip = FACTS.model_copy(update=facts)
    assets = (an_asset(s.scene_id, type="video", clip=clip) for s in script.scenes)
    return Visuals(
        manifest_id="m", script_id="s", video_id="v", assets=tuple(assets), created_at=NOW
    )


def parsed(words: str):
    channel = a_channel(format="clip")
    text = f"---\ntitle: Three\n---\n\n{words}\n"
    return parse_brief(text.encode(), "three.md", {channel.name: channel}, NOW, DIRECTORY)


@pytest.mark.parametrize(
    "words",
    [PICTURES, "## One\n\nSunset.\n\nGulls.\n\n## Two\n\nWaves.\n\n## Three\n\nStars."],
)
def test_each_paragraph_or_each_heading_is_one_take(words: str):
    script = the_script(parsed(words).words)
    assert [scene.duration_sec for scene in script.scenes] == [5, 5, 5]
    assert [scene.beat for scene in script.scenes] == ["hook", "body", "close"]
    assert script.sentences == ()
    assert "Stars" in script.scenes[2].picture_prompt


@pytest.mark.parametrize(("words", "found"), [("One sea.\n\nTwo rocks.", 2), ("A sea at dawn.", 1)])
def test_a_brief_with_too_few_pictures_is_told_how_many_are_wanted(words: str, found: int):
    with pytest.raises(BadInput, match=f"found {found} pictures; wanted: 3") as caught:
        parsed(words)
    assert str(caught.value).count("words:") == 1


def test_nobody_speaks_and_every_rule_for_words_and_voice_holds():
    script = the_script()
    narration = the_narration(script)
    assert narration.seconds == 15
    assert not narration.spoken
    assert reading_cues(narration, CLIP.captions) == burned_cues(narration, CLIP.captions) == ()
    accepted = an_accepted_brief(format="clip")
    assert failed(RULES.assess("scripts", so_far(script, accepted=accepted, profile=CLIP))) == set()
    findings = RULES.assess("audio", so_far(script, narration, profile=CLIP))
    assert failed(findings) == set()
    assert not finding(findings, "narration_is_not_silent").asked


def test_the_same_silence_is_refused_where_a_narrator_should_speak():
    script = the_script()
    findings = RULES.assess("audio", so_far(script, the_narration(script)))
    assert {"narration_is_not_silent", "pace_of_speech_is_natural"} <= failed(findings)


def test_the_listing_credits_no_voice():
    script = the_script()
    accepted = an_accepted_brief(format="clip", words=PICTURES)
    listing = write_listing(
        accepted, script, the_narration(script), some_clips(script), CLIP, a_file("t.jpg")
    )
    assert "nobody" not in listing.description
    assert "voice" not in listing.description.lower()


@pytest.mark.parametrize(
    ("seconds", "slowed", "looped"),
    [
        (9.0, 1.0, False),
        (5.0, 1.0, False),
        (4.97, 1.0, False),
        (4.5, 1.111111, False),
        (2, 1, True),
    ],
)
def test_a_clip_is_cut_off_slowed_or_played_again(seconds: float, slowed: float, looped: bool):
    facts = FACTS.model_copy(update={"seconds": seconds})
    play = play_of(facts, 150, Fraction(30), muted=False)
    assert play == Play(facts=facts, slowed=slowed, looped=looped, muted=False)


def test_clips_are_heard_where_nobody_speaks_each_over_its_own_picture():
    script = the_script()
    timeline = plan(the_narration(script), some_clips(script), CLIP, seed=1)
    assert timeline.frames == 450
    fade = timeline.shots[1].transition_frames * 1600
    heard = soundings(timeline)
    assert [part.start for part in heard] == [0, 240_000, 480_000]
    assert [part.samples for part in heard] == [240_000 + fade, 240_000 + fade, 240_000]
    assert [part.fade_in for part in heard] == [2400, fade, fade]
    silent = plan(the_narration(script), some_clips(script, sound=False), CLIP, seed=1)
    assert soundings(silent) == ()


def test_clips_are_muted_and_cut_where_a_narrator_speaks():
    script = the_script()
    short = format_named("short")
    timeline = plan(the_narration(script), some_clips(script), short, seed=1)
    assert all(shot.clip and shot.clip.muted for shot in timeline.shots)
    assert not any(shot.transition_frames for shot in timeline.shots)
    assert soundings(timeline) == ()
