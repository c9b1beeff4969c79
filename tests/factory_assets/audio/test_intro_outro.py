"""A small Short with an intro and an outro, rendered for real: its frames, its sound and its length."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bench.film import NOBODY, VIDEO_ID, FilmRenderer, film_renderer_at
from bench.unsigned import UNCLAIMED, Unsigned
from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions, burned_cues
from factory.channel.branding import Grade, Insert
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.graphics.contrast import ANY_PICTURE
from factory.graphics.video_branding import legible_text, screen_text
from factory.master.expected_captions import NOT_CAPTIONED
from factory.master.sources import RenderSources
from factory.pictures.intro_outro import Inserts
from factory.pictures.visuals import Visuals
from factory.speech.narration import Narration, SceneSpan
from factory.speech.narration_assembly import SpeechLayout, framed
from factory.timeline.shot_planning import plan
from factory.timeline.timeline import Timeline
from factory.units_of_work import Done
from factory.video_formats.formats import format_named
from factory_assets.audio.intro_outro import IntroOutro
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.master import join_master
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.units import VideoRender
from factory_assets.stage.branding_files import keep_pieces
from factory_assets.stage.recorded_files import sha256_of
from resources.dagster_instance.log_progress import LogProgress
from resources.images import fonts
from resources.machine import ffmpeg
from resources.rendering.ffmpeg_renderer import ffmpeg_clip_reader
from resources.rendering.stills import StillRenderer
from tests.fakes.manifests import a_script, an_accepted_brief, an_asset
from tests.fakes.render_inputs import (
    ENCODE,
    FPS,
    PICTURE,
    SIZE,
    band,
    flat,
    frames_of,
    level_db,
    samples_of,
    speech,
    textured,
    write_wav,
)

RATE = 22_050
BLUE, RED = (20, 30, 200), (200, 20, 30)
PROFILE = format_named("short").model_copy(update={"picture": PICTURE, "encode": ENCODE})


@pytest.fixture
def films(database_url: str, tmp_path: Path) -> Iterator[FilmRenderer]:
    with film_renderer_at(database_url, tmp_path) as opened:
        yield opened


def hello(folder: Path, colour: tuple[int, int, int] = BLUE) -> Insert:
    """Write a second of one colour and a high tone."""
    file = folder / f"hello-{colour[2]}.mp4"
    rgb = "".join(f"{value:02X}" for value in colour)
    ffmpeg.run(
        ["-f", "lavfi", "-i", f"color=0x{rgb}:s=90x160:r=25:d=1"]
        + ["-f", "lavfi", "-i", "sine=6000:d=1"]
        + ["-vf", "scale=out_color_matrix=bt601", "-c:v", "libx264", "-pix_fmt", "yuv420p"]
        + ["-c:a", "aac", "-shortest", str(file)],
        doing="make an intro",
    )
    return Insert(file=str(file), sha256=sha256_of(file))


def bye(folder: Path) -> Insert:
    file = flat(folder / "bye.png", RED)
    return Insert(file=str(file), sha256=sha256_of(file), seconds=1)


def accepted_with(intro: Insert, outro: Insert | None, grade: Grade | None = None) -> AcceptedBrief:
    channel = Channel(
        name="lost-archives", title="A", format="short", intro=intro, outro=outro, grade=grade
    )
    return an_accepted_brief(channel).model_copy(update={"video_id": VIDEO_ID})


def inserts_of(films: FilmRenderer, accepted: AcceptedBrief) -> Inserts:
    keep_pieces(accepted, films.store)
    return IntroOutro(
        accepted, films.store, films.journal, ffmpeg_clip_reader(), StillRenderer()
    ).inserts()


def narrated(films: FilmRenderer, inserts: Inserts, folder: Path) -> Narration:
    """Return two seconds of speech in two scenes, spoken between the inserts."""
    half = RATE
    spans = tuple(
        SceneSpan(scene_id=f"s00{n + 1}", start=n * half, end=(n + 1) * half) for n in range(2)
    )
    layout = framed(SpeechLayout((0,), RATE, 2 * half, spans), inserts, FPS)
    voice = speech(2)
    sound = np.zeros(layout.samples)
    sound[layout.starts[0] : layout.starts[0] + len(voice)] = voice
    file = films.store.keep(VIDEO_ID, "narration.wav", write_wav(folder / "v.wav", sound, RATE))
    start = layout.starts[0]
    return Narration.model_validate(
        {
            "video_id": VIDEO_ID, "script_id": "s", "sample_rate": RATE,
            "samples": layout.samples, "file": file, "integrated_lufs": -16.0,
            "true_peak_dbtp": -3.0, "scenes": layout.scenes, "bed": None, "provider": NOBODY,
            "inserts": inserts,
            "sentences": [
                {
                    "sentence_id": "1", "scene_id": "s001", "text": "Mind",
                    "start": start, "end": start + RATE, "timing": "phoneme-alignment",
                    "fingerprint": "", "sha256": "",
                    "words": [{"text": "Mind", "start": start, "end": start + RATE}],
                }
            ],
        }
    )  # fmt: skip


def rendered(
    films: FilmRenderer, accepted: AcceptedBrief, folder: Path
) -> tuple[list[Done], Done, Timeline, Narration]:
    """Do what the stages audio, captions and renders do."""
    narration = narrated(films, inserts_of(films, accepted), folder)
    assets = tuple(
        an_asset(
            f"s00{n}",
            file=films.store.keep(VIDEO_ID, f"p{n}.png", textured(folder / f"p{n}.png", n)),
            width=SIZE[0],
            height=SIZE[1],
        )
        for n in (1, 2)
    )
    visuals = Visuals(
        manifest_id="m", script_id="s", video_id=VIDEO_ID, assets=assets,
        created_at=accepted.accepted_at,
    )  # fmt: skip
    captions = Captions(
        video_id=VIDEO_ID, language="en", timing=narration.timing, cues=(),
        burned=burned_cues(narration, PROFILE.captions),
        srt=narration.file, vtt=narration.file,
    )  # fmt: skip
    timeline = plan(narration, visuals, PROFILE, seed=1)
    legible = legible_text(accepted, a_script(), captions, lambda: ANY_PICTURE)
    text = screen_text(accepted, a_script(), captions, timeline, fonts, legible)
    sources = RenderSources(accepted, narration, visuals, captions)
    video = VideoRender(
        sources,
        PROFILE,
        timeline,
        films.store,
        films.store,
        films.journal,
        films.renderer,
        Unsigned(),
    )
    graphics = SegmentGraphics(accepted, text, films.store)
    segments = encode_segments(video, graphics, LogProgress())
    master = join_master(video, segments, mix_soundtrack(video), (), UNCLAIMED)
    return segments, master, timeline, narration


def inverted(folder: Path) -> Grade:
    """Write a table that turns every colour into its opposite."""
    rows = [f"{1 - r} {1 - g} {1 - b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    file = folder / "inverted.cube"
    file.write_text("\n".join(["LUT_3D_SIZE 2", *rows, ""]))
    return Grade(file=str(file), sha256=sha256_of(file))


def test_a_master_begins_with_its_intro_and_ends_with_its_outro(
    films: FilmRenderer, tmp_path: Path
):
    accepted = accepted_with(hello(tmp_path), bye(tmp_path), inverted(tmp_path))
    segments, master, timeline, _ = rendered(films, accepted, tmp_path)
    frames = frames_of(master.path)
    assert len(frames) == timeline.frames == 4 * FPS
    assert len(segments) == 4
    for frame in (*frames[: FPS - 1 : 7], frames[FPS - 1]):
        assert np.abs(frame.mean((0, 1)) - BLUE).max() < 12
        assert frame.std((0, 1)).max() < 4
    for frame in (frames[3 * FPS], frames[-1]):
        assert np.abs(frame.mean((0, 1)) - RED).max() < 12
    assert frames[FPS].std() > 15
    found, whole = (
        films.renderer.meter.measure(master.path, NOT_CAPTIONED, (), (), (), body)
        for body in (timeline.body, (0, timeline.frames))
    )
    assert timeline.body == (FPS, 3 * FPS)
    assert found.duplicate_frames <= 2
    assert whole.duplicate_frames >= 20
    sound = samples_of(master.path).astype(float).mean(0)
    assert abs(len(sound) - 4 * 48_000) <= 1024
    intro, spoken = sound[4_800:43_200], sound[52_800:144_000]
    assert level_db(band(intro, 5_900, 6_100)) > -30
    assert level_db(band(spoken, 5_900, 6_100)) < level_db(band(intro, 5_900, 6_100)) - 40
    assert level_db(band(intro, 100, 3_000)) < level_db(band(spoken, 100, 3_000)) - 30
    assert level_db(intro) == pytest.approx(level_db(spoken), abs=6)


def test_another_intro_of_the_same_length_renders_the_intro_alone(
    films: FilmRenderer, tmp_path: Path
):
    rendered(films, accepted_with(hello(tmp_path), None), tmp_path)
    again, *_ = rendered(films, accepted_with(hello(tmp_path, (90, 200, 90)), None), tmp_path)
    assert [done.reused for done in again] == [False, True, True]


def test_a_file_that_is_no_video_is_named(films: FilmRenderer, tmp_path: Path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video at all")
    insert = Insert(file=str(broken), sha256=sha256_of(broken))
    with pytest.raises(BadInput, match=r"intro: .*broken\.mp4 cannot be used"):
        inserts_of(films, accepted_with(insert, None))
