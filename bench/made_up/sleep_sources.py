"""What a sleep video is rendered from: an hour spoken in 120 scenes, six pictures and a bed of rain."""

import wave
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from factory.brief.brief import AcceptedBrief, Brief
from factory.captions.cues import Captions, reading_cues
from factory.captions.subtitle_files import write_srt, write_vtt
from factory.channel.channel import Channel
from factory.channel.provider_settings import Music, Pictures
from factory.master.sources import RenderSources
from factory.pictures.visuals import VisualAsset, Visuals
from factory.records import Provider
from factory.speech.narration import Bed, Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.video_formats.formats import Format, FormatCaptions, Picture
from resources.composers.synthesised import SynthComposer
from resources.illustrators.scenery.illustrator import SceneryIllustrator
from resources.storage.disk_store import DiskStore

SPOKEN_SECONDS, SCENE_SECONDS, RATE = 3600, 30, 22_050
PROMPTS = ("river, mist", "forest, moon", "sea, night", "mountains, stars", "snow, night", "valley")
VIDEO = "bench-sleep"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAKER = Provider(role="voice", name="bench", licence="CC0-1.0")


def sleep_sources(store: DiskStore, profile: Format) -> RenderSources:
    """Make everything that a sleep video is rendered from, and keep its files."""
    narration = _spoken(store)
    return RenderSources(
        accepted=AcceptedBrief(
            video_id=VIDEO,
            brief=Brief(
                title="A night", channel="bench", format=profile.name, language="en", words=""
            ),
            brief_sha256="",
            channel=Channel(name="bench", title="Bench", format=profile.name),
            source="bench",
            accepted_at=NOW,
        ),
        narration=narration,
        visuals=_drawn(store, profile.picture),
        captions=_written(store, narration, profile.captions),
    )


def _drawn(store: DiskStore, picture: Picture) -> Visuals:
    """Draw a few pictures, and keep them."""
    illustrator = SceneryIllustrator()
    width, height = (side * 13 // 20 * 2 for side in (picture.width, picture.height))
    assets: list[VisualAsset] = []
    for n, prompt in enumerate(PROMPTS):
        recipe = illustrator.recipe(Pictures(), prompt, "", n)
        with store.scratch() as scratch:
            detail = illustrator.draw(recipe, n, width, height, scratch / "p.png")
            file = store.keep(VIDEO, f"pictures/{n}.png", scratch / "p.png")
        scene = n * SPOKEN_SECONDS // SCENE_SECONDS // len(PROMPTS)
        assets.append(
            VisualAsset(
                asset_id=f"a{n}",
                scene_id=f"s{scene}",
                type="image",
                source="scenery",
                url="",
                file=file,
                width=detail.width,
                height=detail.height,
                prompt=prompt,
                seed=n,
                provider=illustrator.provider,
            )
        )
    return Visuals(
        manifest_id="m",
        script_id="s",
        video_id=VIDEO,
        assets=tuple(assets),
        created_at=NOW,
    )


def _spoken(store: DiskStore) -> Narration:
    """Return an hour of speech in scenes, over a bed of rain."""
    composer = SynthComposer()
    with store.scratch() as scratch:
        _bursts(scratch / "voice.wav")
        file = store.keep(VIDEO, "narration.wav", scratch / "voice.wav")
        made = composer.compose(composer.recipe(Music(kind="rain"), 1), scratch / "bed.wav")
        bed = store.keep(VIDEO, "bed.wav", scratch / "bed.wav")
    step = SCENE_SECONDS * RATE
    scenes = range(SPOKEN_SECONDS // SCENE_SECONDS)
    return Narration(
        video_id=VIDEO,
        script_id="s",
        sample_rate=RATE,
        samples=SPOKEN_SECONDS * RATE,
        file=file,
        integrated_lufs=-24.0,
        true_peak_dbtp=-6.0,
        sentences=tuple(
            _sentence(scene, n, (scene * SCENE_SECONDS + n * 6) * RATE)
            for scene in scenes
            for n in range(SCENE_SECONDS // 6)
        ),
        scenes=tuple(
            SceneSpan(scene_id=f"s{n}", start=n * step, end=(n + 1) * step) for n in scenes
        ),
        bed=Bed(
            kind=made.kind,
            file=bed,
            provider=composer.provider,
            samples=made.samples,
            integrated_lufs=made.integrated_lufs,
        ),
        provider=MAKER,
    )


def _written(store: DiskStore, narration: Narration, style: FormatCaptions) -> Captions:
    """Return the captions of a narration, as tracks."""
    cues = reading_cues(narration, style)
    line = style.max_chars_per_line
    return Captions(
        video_id=VIDEO,
        language="en",
        timing="character-weight",
        cues=cues,
        burned=(),
        srt=store.write(VIDEO, "captions.srt", write_srt(cues, line).encode()),
        vtt=store.write(VIDEO, "captions.vtt", write_vtt(cues, line).encode()),
    )


def _sentence(scene: int, number: int, start: int) -> SpokenSentence:
    """Return eight words in four seconds, before two of silence."""
    words = ["the", "river", "goes", "on", "and", "on", "tonight"]
    step = 4 * RATE // len(words)
    return SpokenSentence(
        sentence_id=f"s{scene}-{number}",
        scene_id=f"s{scene}",
        text=" ".join(words),
        start=start,
        end=start + step * len(words),
        words=tuple(
            SpokenWord(text=word, start=start + n * step, end=start + (n + 1) * step)
            for n, word in enumerate(words)
        ),
        timing="character-weight",
        fingerprint="",
        sha256="",
    )


def _bursts(file: Path) -> None:
    """Write noise where the sentences are, minute by minute."""
    times = np.arange(60 * RATE) / RATE
    noise = np.random.default_rng(0).standard_normal(len(times)) * (times % 6 < 4)
    minute = (noise * 2000).clip(-32768, 32767).astype("<i2").tobytes()
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for _ in range(SPOKEN_SECONDS // 60):
            sound.writeframesraw(minute)
