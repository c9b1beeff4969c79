"""What a sleep video of eight hours costs once its narration exists: 60 minutes spoken, bed alone.

Run `python -m bench sleep`; it takes about 3 GB on the disk of the temporary folder.
"""

import os
import resource
import threading
import time
import wave
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import numpy as np

from bench.row import Row, at_most, fact
from factory.brief.brief import AcceptedBrief, Brief
from factory.captions.cues import Captions, reading_cues
from factory.captions.subtitle_files import write_srt, write_vtt
from factory.channel.channel import Channel
from factory.channel.providers import Music, Pictures
from factory.graphics.on_screen_text import ScreenText
from factory.listing.chapter_marks import Chapter
from factory.pictures.visuals import VisualAsset, Visuals
from factory.ports import Progress
from factory.presets.formats import format_named
from factory.records import Provider
from factory.speech.narration import Bed, Narration, SceneSpan, SpokenSentence, SpokenWord
from factory.timeline.loops import plan_loops
from factory.timeline.timeline import Timeline
from factory.work import Do, Done, Resumable, Unit
from factory_assets.renders.assembly import RenderAssembly
from factory_assets.renders.graphics import SegmentGraphics
from resources.audio.music_bed import SynthComposer
from resources.illustrators.scenery.illustrator import SceneryIllustrator
from resources.rendering.ffmpeg_renderer import FfmpegCutter
from resources.storage.disk_store import DiskStore

HOURS, SPOKEN_SECONDS, SCENE_SECONDS, RATE = 8, 3600, 30, 22_050
PICTURE_SECONDS, WHOLE_SECONDS, LARGEST_MB, DISK_SHARE = 60, 240, 600, 1.2
PROMPTS = ("river, mist", "forest, moon", "sea, night", "mountains, stars", "snow, night", "valley")
VIDEO = "bench-sleep"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAKER = Provider(role="voice", name="bench", licence="CC0-1.0")


def rows() -> list[Row]:
    """Return wall seconds of picture and sound, the largest process, and the bytes written."""
    with TemporaryDirectory(prefix="bench-sleep-") as scratch:
        return _Night(Path(scratch)).rows()


class _Night:
    """One night's video on a store of its own."""

    def __init__(self, folder: Path) -> None:
        self._store = DiskStore(folder)
        self._journal = _Memory(self._store)
        self._profile = format_named("sleep").ordered(HOURS * 3600, None)
        self._visuals = self._draw()
        self._narration = self._speak()
        self._captions = self._write()
        assert self._profile.loop
        self._timeline = plan_loops(
            self._narration, self._visuals, self._profile, self._profile.loop, seed=1
        )

    def rows(self) -> list[Row]:
        room = RenderAssembly(
            VIDEO,
            self._profile,
            self._timeline,
            self._store,
            self._journal,
            FfmpegCutter(),
            _undressed(self._timeline, self._store),
        )
        quiet: Any = _Quiet()
        progress: Progress = quiet
        marks = [Chapter(start_seconds=600 * n, title=f"Part {n + 1}") for n in range(6)]
        with _Watch() as watch:
            segments = room.segments(self._visuals, progress)
            encoded = watch.seconds
            strips = room.sound(self._narration, self._visuals)
            mixed = watch.seconds
            master = room.master(segments, strips, self._captions, marks)
            self._store.keep(VIDEO, "master.mp4", master.path)
            whole = watch.seconds
        joined = whole - mixed
        written = watch.bytes_written / master.bytes
        return [
            at_most(PICTURE_SECONDS, "8 h: picture, encode + join", encoded + joined, "s"),
            fact("  encode", encoded, "s", note=_frames(self._timeline)),
            fact("  join", joined, "s", note=f"{master.bytes / 1e6:,.0f} MB"),
            fact("  sound", mixed - encoded, "s"),
            at_most(WHOLE_SECONDS, "8 h: with sound", whole, "s"),
            at_most(LARGEST_MB, "8 h: largest process", watch.largest_mb, "MB"),
            at_most(DISK_SHARE, "8 h: bytes written / master", written, "x"),
        ]

    def _draw(self) -> Visuals:
        illustrator, picture = SceneryIllustrator(), self._profile.picture
        width, height = (side * 13 // 20 * 2 for side in (picture.width, picture.height))
        assets: list[VisualAsset] = []
        for n, prompt in enumerate(PROMPTS):
            recipe = illustrator.recipe(Pictures(), prompt, "", n)
            with self._store.scratch() as scratch:
                detail = illustrator.draw(recipe, n, width, height, scratch / "p.png")
                file = self._store.keep(VIDEO, f"pictures/{n}.png", scratch / "p.png")
            scene = n * SPOKEN_SECONDS // SCENE_SECONDS // len(PROMPTS)
            assets.append(
                VisualAsset(
                    asset_id=f"a{n}",
                    scene_id=f"s{scene}",
                    type="image",
                    source="scenery",
                    url="",
                    file=file,
                    width=detail["width"],
                    height=detail["height"],
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

    def _speak(self) -> Narration:
        composer = SynthComposer()
        with self._store.scratch() as scratch:
            _bursts(scratch / "voice.wav")
            file = self._store.keep(VIDEO, "narration.wav", scratch / "voice.wav")
            made = composer.compose(composer.recipe(Music(kind="rain"), 1), scratch / "bed.wav")
            bed = self._store.keep(VIDEO, "bed.wav", scratch / "bed.wav")
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
                kind=made["kind"],
                file=bed,
                provider=composer.provider,
                samples=made["samples"],
                integrated_lufs=made["integrated_lufs"],
            ),
            provider=MAKER,
        )

    def _write(self) -> Captions:
        style = self._profile.captions
        cues = reading_cues(self._narration, style)
        line = style.max_chars_per_line
        return Captions(
            video_id=VIDEO,
            language="en",
            timing="character-weight",
            cues=cues,
            burned=(),
            srt=self._store.write(VIDEO, "captions.srt", write_srt(cues, line).encode()),
            vtt=self._store.write(VIDEO, "captions.vtt", write_vtt(cues, line).encode()),
        )


def _undressed(timeline: Timeline, store: DiskStore) -> SegmentGraphics:
    """Return a room that lays nothing over the pictures."""
    accepted = AcceptedBrief(
        video_id=VIDEO,
        brief=Brief(title="A night", channel="bench", format="sleep", language="en", words=""),
        brief_sha256="",
        channel=Channel(name="bench", title="Bench", format="sleep"),
        source="bench",
        accepted_at=NOW,
    )
    text = ScreenText((), None, accepted.profile.picture, timeline.frames)
    return SegmentGraphics(accepted, text, store)


def _frames(timeline: Timeline) -> str:
    return f"{timeline.encoded_frames:,} of {timeline.frames:,} frames"


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


class _Quiet:
    """Progress that nobody hears."""

    def advance(self, *_: object, **__: object) -> None:
        """Do nothing."""


class _Memory:
    """A journal that remembers nothing: every unit is done, its result kept."""

    def __init__(self, store: DiskStore) -> None:
        self._store = store

    def perform(self, unit: Unit, do: Do) -> Done:
        """See `factory.ports.Journal.perform`."""
        assert not isinstance(do, Resumable)
        with self._store.scratch() as scratch:
            detail = do(scratch / f"result{unit.suffix}")
            sha256, size = self._store.keep_blob(scratch / f"result{unit.suffix}", unit.suffix)
        path = self._store.blob(sha256, unit.suffix)
        assert path
        return Done(unit.fingerprint, path, sha256, size, reused=False, detail=detail)

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """See `factory.ports.Journal.finished`."""
        return [None] * len(units)

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`."""
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda pair: self.perform(*pair), work))


class _Watch:
    """Wall time, bytes that this process and its children write, and the largest of them."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.largest_mb = 0.0
        self.bytes_written = 0

    def __enter__(self) -> Self:
        self._begun, self._before = time.monotonic(), _bytes_written()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.bytes_written = _bytes_written() - self._before
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.largest_mb = max(self.largest_mb, largest / 1024)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def _look(self) -> None:
        while not self._over.wait(0.1):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.largest_mb = max(self.largest_mb, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def _bytes_written() -> int:
    """Return the bytes that this process and its ended children have written to disks."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes:"))
