"""A film for benchmarks: its narration and captions are made up, all that renders it is the factory's.

Store, journal (over an embedded Postgres), ffmpeg and stills are real; only the voice and the
pictures are not paid for again each time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench import inputs
from bench.cost import charged
from bench.own_database import own_database
from bench.unsigned import UNCLAIMED, Unsigned
from factory.brief.brief import AcceptedBrief, Brief
from factory.captions.burned_in import caption_events
from factory.captions.cues import Captions, burned_cues
from factory.channel.channel import Channel
from factory.graphics.on_screen_text import ScreenText
from factory.master.measurement import Measurement
from factory.master.sources import RenderSources
from factory.pictures.visuals import VisualAsset, Visuals
from factory.ports import Renderer
from factory.records import FileRef, Provider
from factory.speech.narration import Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.timeline.shot_planning import plan
from factory.units_of_work import Done
from factory.video_formats.formats import Format
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.inspection import measure_master, take_stills
from factory_assets.renders.master import join_master
from factory_assets.renders.segments import encode_segments
from factory_assets.renders.soundtrack import mix_soundtrack
from factory_assets.renders.units import VideoRender
from resources.catalogue.catalogue import open_catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.images import fonts
from resources.journal.journal import PostgresJournal
from resources.rendering.ffmpeg_renderer import ffmpeg_renderer
from resources.rendering.stills import StillRenderer
from resources.storage.disk_store import DiskStore

VIDEO_ID = "bench-20261121-the-film-b000"
RATE = inputs.RATE
WORD_SECONDS = 0.4
VOCABULARY = (
    "every",
    "stone",
    "was",
    "cut",
    "by",
    "hand",
    "and",
    "carried",
    "for",
    "ninety",
    "miles",
)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
NOBODY = Provider(role="voice", name="bench", version="1")


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture, and how many words are spoken over it; the seed tells it from all others."""

    seed: int
    words: int

    @property
    def samples(self) -> int:
        """How long it is."""
        return round(self.words * WORD_SECONDS * RATE)


@dataclass(frozen=True, slots=True)
class Film:
    """What is to be rendered."""

    profile: Format
    scenes: tuple[Scene, ...]
    stills: tuple[Path, ...]
    """Shown in turn."""

    def with_a_word_more(self, index: int) -> "Film":
        """Return the film with one scene's text changed, so that it is a word longer."""
        longer = replace(self.scenes[index], words=self.scenes[index].words + 1)
        return replace(self, scenes=(*self.scenes[:index], longer, *self.scenes[index + 1 :]))


@dataclass(frozen=True, slots=True)
class RenderedFilm:
    """A finished film."""

    segments: Sequence[Done]
    master: Done
    measurement: Measurement
    bill: dict[str, float]
    """CPU seconds by step."""


@dataclass(frozen=True, slots=True)
class FilmRenderer:
    """The factory's parts that a film goes through."""

    store: DiskStore
    journal: PostgresJournal
    renderer: Renderer

    def render(self, film: Film) -> RenderedFilm:
        """Render a film and measure it, as the asset `renders` does."""
        bill: dict[str, float] = {}
        video, graphics = self.prepared(film)
        with charged(bill, "segments"):
            segments = encode_segments(video, graphics, LogProgress())
        with charged(bill, "sound"):
            sound = mix_soundtrack(video)
        with charged(bill, "join"):
            master = join_master(video, segments, sound, (), UNCLAIMED)
            self.store.keep(VIDEO_ID, "master.mp4", master.path)
        with charged(bill, "measuring"):
            measurement = measure_master(video, master, segments, sound)
        with charged(bill, "poster and contact sheet"):
            take_stills(video, StillRenderer(), segments)
        return RenderedFilm(segments, master, measurement, bill)

    def prepared(self, film: Film) -> tuple[VideoRender, SegmentGraphics]:
        """Return what a film's render begins with."""
        narration, visuals, captions = self._manifests(film)
        sources = RenderSources(_accepted(film), narration, visuals, captions)
        timeline = plan(narration, visuals, film.profile, seed=1)
        video = VideoRender(
            sources,
            film.profile,
            timeline,
            self.store,
            self.store,
            self.journal,
            self.renderer,
            Unsigned(),
        )
        return video, SegmentGraphics(sources.accepted, _lettered(video), self.store)

    def _manifests(self, film: Film) -> tuple[Narration, Visuals, Captions]:
        narration = _narration(film, self._narrate(film))
        files = [
            self.store.keep(VIDEO_ID, f"pictures/{n:03d}.png", film.stills[n % len(film.stills)])
            for n in range(len(film.scenes))
        ]
        captions = Captions(
            video_id=VIDEO_ID,
            language="en",
            timing=narration.timing,
            cues=(),
            burned=burned_cues(narration, film.profile.captions),
            srt=self.store.write(VIDEO_ID, "captions.srt", b""),
            vtt=self.store.write(VIDEO_ID, "captions.vtt", b""),
        )
        return narration, _visuals(film, files), captions

    def _narrate(self, film: Film) -> FileRef:
        with self.store.scratch() as scratch:
            seconds = sum(scene.samples for scene in film.scenes) / RATE
            inputs.speak(scratch / "voice.wav", seconds, film.scenes[0].seed)
            return self.store.keep(VIDEO_ID, "narration.wav", scratch / "voice.wav")


@contextmanager
def film_renderer() -> Iterator[FilmRenderer]:
    """Open an empty store, and a journal over an embedded Postgres; both are gone afterwards."""
    with own_database() as (url, home), film_renderer_at(url, home) as opened:
        yield opened


@contextmanager
def film_renderer_at(url: str, home: Path) -> Iterator[FilmRenderer]:
    """Open a store in a folder, and a journal over a database that runs already."""
    store = DiskStore(home / "media")
    with PostgresJournal(open_catalogue(url).engine, store) as journal:
        yield FilmRenderer(store, journal, ffmpeg_renderer())


def film_of(
    profile: Format, scenes: int, words: int, stills: Sequence[Path], seed: int = 0
) -> Film:
    """Return a film of so many scenes of so many words."""
    return Film(
        profile, tuple(Scene(seed * 10_000 + n, words) for n in range(scenes)), tuple(stills)
    )


def _accepted(film: Film) -> AcceptedBrief:
    name = film.profile.name
    return AcceptedBrief(
        video_id=VIDEO_ID,
        brief=Brief(title="The film", channel="bench", format=name, language="en", words=""),
        brief_sha256="",
        channel=Channel(name="bench", title="Bench", format=name),
        source="bench",
        accepted_at=NOW,
    )


def _lettered(video: VideoRender) -> ScreenText:
    accepted, profile = video.sources.accepted, video.profile
    events = caption_events(
        video.sources.captions.burned,
        accepted.caption_style,
        profile.captions,
        profile.picture,
        fonts,
    )
    return ScreenText(tuple(events), None, profile.picture, video.timeline.frames)


def _narration(film: Film, file: FileRef) -> Narration:
    edges = [0, *np.cumsum([scene.samples for scene in film.scenes]).tolist()]
    return Narration(
        video_id=VIDEO_ID,
        script_id="bench",
        sample_rate=RATE,
        samples=edges[-1],
        file=file,
        integrated_lufs=-23.0,
        true_peak_dbtp=-6.0,
        sentences=tuple(
            _sentence(scene, f"s{n:03d}", edges[n]) for n, scene in enumerate(film.scenes)
        ),
        scenes=tuple(
            SceneSpan(scene_id=f"s{n:03d}", start=edges[n], end=edges[n + 1])
            for n in range(len(film.scenes))
        ),
        bed=None,
        provider=NOBODY,
    )


def _sentence(scene: Scene, scene_id: str, start: int) -> SpokenSentence:
    step = scene.samples // scene.words
    words = tuple(
        SpokenWord(
            # Begun by its number, no scene is the same work as another.
            text=VOCABULARY[(scene.seed + n) % len(VOCABULARY)] if n else f"{scene.seed}",
            start=start + n * step,
            end=start + (n + 1) * step,
        )
        for n in range(scene.words)
    )
    return SpokenSentence(
        sentence_id=f"{scene_id}-1",
        scene_id=scene_id,
        text=" ".join(word.text for word in words),
        start=start,
        end=words[-1].end,
        words=words,
        timing="phoneme-alignment",
        fingerprint="",
        sha256="",
    )


def _visuals(film: Film, files: Sequence[FileRef]) -> Visuals:
    assets = tuple(
        VisualAsset(
            asset_id=f"a{n:03d}",
            scene_id=f"s{n:03d}",
            type="image",
            source="bench",
            url="",
            file=file,
            width=inputs.SHAPE.width,
            height=inputs.SHAPE.height,
            prompt="",
            seed=n,
            provider=NOBODY,
        )
        for n, file in enumerate(files)
    )
    return Visuals(
        manifest_id="bench",
        script_id="bench",
        video_id=VIDEO_ID,
        assets=assets,
        created_at=NOW,
    )
