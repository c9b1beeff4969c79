"""An intro and an outro on the timeline: everything else moves by whole frames and stays as it was."""

from itertools import pairwise

import pytest

from factory.captions.cues import burned_cues, reading_cues
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from factory.listing.chapter_marks import mark_chapters
from factory.listing.listing import write_listing
from factory.master.measurement import Stretch
from factory.master.render import Segment, ingredients
from factory.pictures.clips import ClipFacts
from factory.pictures.intro_outro import Inserts, ShownInsert
from factory.records import Provider
from factory.rules.licence_rows import licence_rows
from factory.rules.registry import RULES
from factory.speech.narration import SceneSpan
from factory.speech.narration_assembly import SpeechLayout, framed, lay_out_takes
from factory.timeline.amplitudes import amplitudes
from factory.timeline.clip_sound_plan import soundings
from factory.timeline.envelopes import hushed
from factory.timeline.shot_planning import plan
from factory.video_formats.formats import Takes
from resources.provider_register import DIRECTORY
from tests.fakes.manifests import (
    FPS,
    RATE,
    SECONDS,
    a_file,
    a_narration,
    a_profile,
    a_script,
    an_accepted_brief,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import (
    a_measurement,
    a_render,
    failed,
    so_far,
    some_evidence,
    with_manifest,
)

FACTS = ClipFacts(
    width=64, height=64, seconds=2.0, fps=24, sound=True,
    pixel_format="yuv420p", colour="bt709", full_range=False,
)  # fmt: skip
GIVEN = Provider(role="intro", name="template", licence="CC-BY-4.0", synthetic=False)
INTRO = ShownInsert(
    role="intro", file=a_file("template/hello.mp4", "video/mp4"), frames=2 * FPS, clip=FACTS,
    provider=GIVEN, attribution="Jingle by A. Person",
)  # fmt: skip
OUTRO = ShownInsert(
    role="outro", file=a_file("inserts/outro.png", "image/png"), frames=FPS,
    provider=GIVEN.model_copy(update={"role": "outro"}),
)  # fmt: skip
BOTH = Inserts(intro=INTRO, outro=OUTRO)
LEAD = 2 * RATE


def with_inserts(inserts: Inserts = BOTH):
    """Return the narration of the fakes with room for an intro and an outro, everything moved."""
    plain = a_narration()
    layout = framed(
        SpeechLayout(
            tuple(s.start for s in plain.sentences), plain.sample_rate, plain.samples, plain.scenes
        ),
        inserts,
        FPS,
    )
    moved = tuple(
        sentence.model_copy(
            update={
                "start": start,
                "end": sentence.end + start - sentence.start,
                "words": tuple(
                    word.model_copy(
                        update={
                            "start": word.start + start - sentence.start,
                            "end": word.end + start - sentence.start,
                        }
                    )
                    for word in sentence.words
                ),
            }
        )
        for sentence, start in zip(plain.sentences, layout.starts, strict=True)
    )
    return plain.model_copy(
        update={
            "inserts": inserts,
            "sentences": moved,
            "scenes": layout.scenes,
            "samples": layout.samples,
        }
    )


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_scenes_keep_their_frames_behind_an_intro(rate: int, fps: int):
    inserts = Inserts(
        intro=INTRO.model_copy(update={"frames": 37}), outro=OUTRO.model_copy(update={"frames": 23})
    )
    takes = lay_out_takes(a_script(), Takes(count=5, seconds=1.7), fps)
    bare = SpeechLayout(
        (), rate, takes.samples * rate // 48_000,
        tuple(
            SceneSpan(scene_id=s.scene_id, start=s.start * rate // 48_000, end=s.end * rate // 48_000)
            for s in takes.scenes
        ),
    )  # fmt: skip
    profile = a_profile()
    profile = profile.model_copy(
        update={"picture": profile.picture.model_copy(update={"fps": fps})}
    )

    def planned(layout: SpeechLayout, inserts: Inserts):
        changes = {"scenes": layout.scenes, "samples": layout.samples, "sample_rate": rate}
        narration = a_narration().model_copy(update={**changes, "inserts": inserts})
        return plan(narration, some_visuals(), profile, seed=1)

    before, after = planned(bare, Inserts()), planned(framed(bare, inserts, fps), inserts)
    assert [shot.scene_id for shot in after.shots] == ["intro", *scenes_of(before), "outro"]
    assert [shot.frames for shot in after.shots] == [37, *(s.frames for s in before.shots), 23]
    assert after.frames == before.frames + 60
    assert all(a.end_frame == b.first_frame for a, b in pairwise(after.shots))
    same = [
        shot.model_dump(exclude={"first_frame", "end_frame"})
        for shot in (*after.shots[1:-1], *before.shots)
    ]
    assert same[:5] == same[5:]


def scenes_of(timeline):
    return [shot.scene_id for shot in timeline.shots]


def test_captions_begin_and_end_with_the_words_not_with_the_inserts():
    plain, profile = a_narration(), a_profile()
    for cut in (burned_cues, reading_cues):
        before, after = cut(plain, profile.captions), cut(with_inserts(), profile.captions)
        assert [round(b.start - a.start, 3) for a, b in zip(before, after, strict=True)] == [
            2.0
        ] * len(before)
        assert after[0].start >= 2
        assert after[-1].end <= SECONDS + 2


def test_the_first_chapter_begins_at_zero_and_the_others_move():
    profile = a_profile()
    rules = profile.chapters.model_copy(update={"wanted": True, "min_seconds": 2, "min_count": 2})
    script = a_script()
    scenes = tuple(
        scene.model_copy(update={"chapter": f"Part {n}"} if n in (0, 2, 4) else {})
        for n, scene in enumerate(script.scenes)
    )
    script = script.model_copy(update={"scenes": scenes})
    before, after = (mark_chapters(script, n, rules) for n in (a_narration(), with_inserts()))
    assert [(mark.start_seconds, mark.title) for mark in after] == [
        (mark.start_seconds + 2 if mark.start_seconds else 0, mark.title) for mark in before
    ]
    assert after[0].title == "Part 0"
    assert len(after) == 3


def test_every_rule_for_the_voice_holds_with_an_intro_and_an_outro():
    assert failed(RULES.assess("audio", so_far(a_script(), with_inserts()))) == set()


def test_a_narration_without_room_for_its_intro_is_noticed():
    broken = a_narration().model_copy(update={"inserts": BOTH})
    assert "scene_spans_cover_the_narration" in failed(
        RULES.assess("audio", so_far(a_script(), broken))
    )


def test_the_intros_own_sound_is_heard_before_the_first_scene_and_silences_the_bed():
    timeline = plan(with_inserts(), some_visuals(), a_profile(), seed=1)
    (part,) = soundings(timeline)
    assert (part.asset_id, part.start) == ("intro", 0)
    assert 96_000 <= part.samples <= 96_000 + 4_800
    bed = amplitudes(hushed([(0, part.samples)]), 0, 5 * 48_000)
    assert bed[: 2 * 48_000].max() == 0
    assert bed[3 * 48_000 :].min() == 1


def a_film():
    narration, visuals = with_inserts(), some_visuals()
    timeline = plan(narration, visuals, a_profile(), seed=1)
    segments = tuple(
        Segment(
            scene_id=shot.scene_id, frames=shot.frames, fingerprint=a_file("f").sha256,
            sha256=a_file("s").sha256, bytes=10,
        )
        for shot in timeline.shots
    )  # fmt: skip
    total = SECONDS + 3
    measured = a_measurement(
        frames=total * FPS, video_seconds=float(total), audio_seconds=float(total)
    )
    render = a_render(
        narration, visuals, timeline=timeline, segments=segments, measurement=measured,
        duration_sec=float(total),
    )  # fmt: skip
    return narration, render


def test_an_intro_may_be_still_black_and_silent_and_a_scene_may_not():
    narration, render = a_film()

    def judged(start: float, end: float):
        stretch = (Stretch(start=start, end=end),)
        looks = ("black", "frozen", "flat", "silent")
        found = render.measurement.model_copy(update={name: stretch for name in looks})
        changed = render.model_copy(update={"measurement": found})
        return failed(RULES.assess("renders", so_far(narration, changed)))

    assert judged(0, 2.2) == judged(32.5, 33) == set()
    assert judged(1, 5.6) >= {"no_black_stretches", "no_frozen_stretches", "no_silent_stretches"}


@pytest.mark.parametrize(("repeated", "passes"), [(45, True), (46, False)])
def test_repeated_frames_are_a_share_of_the_scenes_alone(repeated: int, passes: bool):
    narration, render = a_film()  # 900 frames of scenes, 990 of all
    found = render.measurement.model_copy(update={"duplicate_frames": repeated})
    changed = render.model_copy(update={"measurement": found})
    rules = failed(RULES.assess("renders", so_far(narration, changed)))
    assert ("picture_keeps_moving" not in rules) is passes


def test_the_dossier_names_the_inserts_and_their_licence():
    narration, render = a_film()
    evidence = some_evidence(narration=narration, render=render, captions=some_captions(narration))
    rows = {row["what"]: row for row in licence_rows(evidence)}
    assert rows["intro"]["licence"] == "CC-BY-4.0"
    assert rows["outro"]["kept_in_store"] == "inserts/outro.png"
    assert {"template/hello.mp4", "inserts/outro.png"} <= {file.name for file in evidence.files}
    assert "manifests_belong_together" not in failed(RULES.assess("releases", evidence))
    shorter = render.timeline.model_copy(update={"shots": render.timeline.shots[1:]})
    other = with_manifest(evidence, render.model_copy(update={"timeline": shorter}))
    assert "manifests_belong_together" in failed(RULES.assess("releases", other))


def test_another_intro_makes_a_master_out_of_date():
    captions = some_captions()
    parts = (some_visuals(), captions)
    new = INTRO.model_copy(update={"file": a_file("template/other.mp4", "video/mp4")})
    then = ingredients(an_accepted_brief(), with_inserts(), *parts)
    now = ingredients(an_accepted_brief(), with_inserts(Inserts(intro=new, outro=OUTRO)), *parts)
    assert then != now


def test_who_made_the_jingle_is_credited():
    narration = with_inserts()
    listing = write_listing(
        an_accepted_brief(), a_script(), narration, some_visuals(), a_profile(), a_file("t.jpg")
    )
    assert "Picture: template, Jingle by A. Person (CC-BY-4.0)" in listing.description


def test_a_channel_whose_pictures_go_round_is_told_that_they_have_no_intro():
    text = "name: night\ntitle: Night\nformat: sleep\nintro: hello.mp4\n"
    with pytest.raises(BadInput, match=r"intro: .*hello\.mp4.* wanted: none, as the pictures of"):
        parse_channel(text.encode(), "night.yaml", DIRECTORY)


def test_a_channel_that_goes_to_tiktok_has_no_intro_with_a_brand_and_may_have_one_without():
    posted = "name: on\ntitle: On\nformat: short\noutlets: [tiktok]\ntiktok: {account: abcdefgh}\n"
    with pytest.raises(
        BadInput, match=r"intro: .*hello\.mp4.* wanted: none where outlets names tiktok"
    ):
        parse_channel(f"{posted}intro: hello.mp4\n".encode(), "on.yaml", DIRECTORY)
    plain = f"{posted}intro: {{file: hello.mp4, branded: false}}\n"
    assert parse_channel(plain.encode(), "on.yaml", DIRECTORY).intro
