"""Narration: who said which word when, exact to the sample."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from factory.errors import PermanentError
from factory.formats import Speech, Takes
from factory.inserts import NO_INSERTS, Inserts
from factory.payload import FileRef, Payload, Provider
from factory.script import Script
from factory.work import Done

TimingSource = Literal["phoneme-alignment", "engine-marks", "character-weight"]
"""Word times come from the engine's own alignment, from marks that it says it passed, or are
shared out by character weight."""


SILENT_RATE = 48_000
"""Samples a second of a narration in which nobody speaks: those of the master."""


class SpokenWord(Payload):
    """One word as captions show it; `start` and `end` in samples of the joined narration."""

    text: str
    start: int
    end: int


class SpokenSentence(Payload):
    """One sentence in the joined narration; `start` and `end` in its samples, silence excluded."""

    sentence_id: str
    scene_id: str
    text: str
    start: int
    end: int
    words: tuple[SpokenWord, ...]
    timing: TimingSource
    fingerprint: str
    sha256: str


class SceneSpan(Payload):
    """The part of the narration that one scene's picture covers, in samples.

    Spans touch: one scene's end is the next one's start; the first starts at 0, or where the
    intro ends, and the last ends at the narration's `samples`, or where the outro begins.
    """

    scene_id: str
    start: int
    end: int


class Bed(Payload):
    """The music bed that lies under the narration: a seamless loop."""

    kind: str
    file: FileRef
    samples: int
    """Length at 48 kHz, a whole number of AAC frames."""
    integrated_lufs: float
    provider: Provider
    attribution: str = ""


class Narration(Payload):
    """The spoken script of one video, joined, with every time exact to the sample.

    Where nobody speaks there are no sentences; the file is silence that keeps the time.
    """

    video_id: str
    script_id: str
    sample_rate: int
    samples: int
    """Length of the joined narration: lead-in, sentences, pauses, tail; silence where an intro
    and an outro stand."""
    file: FileRef
    """Mono 16-bit WAV at `sample_rate`."""
    integrated_lufs: float
    """Of the joined narration, before any mixing."""
    true_peak_dbtp: float
    sentences: tuple[SpokenSentence, ...]
    scenes: tuple[SceneSpan, ...]
    bed: Bed | None
    provider: Provider
    inserts: Inserts = NO_INSERTS

    @property
    def body_seconds(self) -> tuple[float, float]:
        """When the first scene begins and the last one ends: all of it, intro and outro aside."""
        if not self.inserts.shown:
            return 0.0, self.seconds
        return self.scenes[0].start / self.sample_rate, self.scenes[-1].end / self.sample_rate

    @property
    def seconds(self) -> float:
        """Length of the joined narration."""
        return self.samples / self.sample_rate

    @property
    def spoken(self) -> bool:
        """Whether anybody speaks."""
        return bool(self.sentences)

    @property
    def timing(self) -> TimingSource:
        """Return what every sentence's words were timed by; shared out unless all agree."""
        sources: set[TimingSource] = {sentence.timing for sentence in self.sentences}
        return sources.pop() if len(sources) == 1 else "character-weight"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each sentence and each scene lies in the joined narration, in samples."""

    starts: tuple[int, ...]
    """First sample of every sentence, in order."""
    sample_rate: int
    samples: int
    scenes: tuple[SceneSpan, ...]


def frame_sample(frame: int, sample_rate: int, fps: Fraction | int) -> int:
    """Return the last sample that begins no later than a frame.

    Rounded down, so that so many samples never reach into another frame.
    """
    return floor(frame * sample_rate / Fraction(fps))


def lay_out(
    script: Script,
    lengths: Sequence[int],
    sample_rate: int,
    speech: Speech,
    fps: Fraction | int,
) -> Layout:
    """Lay the spoken sentences out with the format's pauses.

    Every scene fills a whole number of frames: its last pause is drawn out by less than a frame,
    so that a sentence that grows moves later scenes by whole frames and leaves them as they were.
    Half of the pause between two scenes belongs to each; the first scene begins with the lead-in
    and the last ends with the tail.

    Args:
        script: its scenes and sentences, in order.
        lengths: samples of every sentence of the script, in order, silence excluded.
        sample_rate: of the sentences and of the joined narration, in hertz.
        speech: the format's pauses.
        fps: frames per second of the format's picture.

    Raises:
        PermanentError: there is not one length for every sentence, or a scene has no sentence.
    """
    wanted = len(script.sentences)
    if wanted != len(lengths) or any(not scene.sentences for scene in script.scenes):
        raise PermanentError(
            f"could not lay out script {script.script_id!r}: found {len(lengths)} spoken sentences "
            f"for {wanted} written ones in {len(script.scenes)} scenes; wanted one each and no "
            "empty scene"
        )
    starts: list[int] = []
    spans: list[SceneSpan] = []
    remaining = iter(lengths)
    frame = at = 0
    for index, scene in enumerate(script.scenes):
        own = [next(remaining) for _ in scene.sentences]
        before, after = _edges(index, len(script.scenes), speech)
        offsets, needed = _scene(own, before, after, sample_rate, speech)
        frame += max(1, ceil(Fraction(needed, sample_rate) * Fraction(fps)))
        starts += [at + offset for offset in offsets]
        end = frame_sample(frame, sample_rate, fps)
        spans.append(SceneSpan(scene_id=scene.scene_id, start=at, end=end))
        at = end
    return Layout(tuple(starts), sample_rate, at, tuple(spans))


def lay_out_takes(script: Script, takes: Takes, fps: Fraction | int) -> Layout:
    """Lay out scenes in which nobody speaks, each as long as its format's takes."""
    frames = max(1, round(Fraction(takes.seconds) * Fraction(fps)))
    count = len(script.scenes)
    edges = [frame_sample(n * frames, SILENT_RATE, fps) for n in range(count + 1)]
    spans = tuple(
        SceneSpan(scene_id=scene.scene_id, start=edges[n], end=edges[n + 1])
        for n, scene in enumerate(script.scenes)
    )
    return Layout((), SILENT_RATE, edges[-1], spans)


def framed(layout: Layout, inserts: Inserts, fps: Fraction | int) -> Layout:
    """Return the layout with silence of whole frames where an intro and an outro stand."""
    lead, trail = (
        frame_sample(frames, layout.sample_rate, fps)
        for frames in (inserts.lead_frames, inserts.trail_frames)
    )
    return Layout(
        starts=tuple(start + lead for start in layout.starts),
        sample_rate=layout.sample_rate,
        samples=lead + layout.samples + trail,
        scenes=tuple(
            SceneSpan(scene_id=s.scene_id, start=s.start + lead, end=s.end + lead)
            for s in layout.scenes
        ),
    )


def _edges(index: int, scenes: int, speech: Speech) -> tuple[float, float]:
    """Return the silence before and after a scene's words, in seconds."""
    half = speech.scene_pause_seconds / 2
    before = speech.lead_in_seconds if index == 0 else half
    return before, speech.tail_seconds if index == scenes - 1 else half


def _scene(
    lengths: Sequence[int], before: float, after: float, sample_rate: int, speech: Speech
) -> tuple[list[int], int]:
    """Return where each sentence starts within its scene, and the samples the scene needs."""
    pause = round(speech.sentence_pause_seconds * sample_rate)
    at = round(before * sample_rate)
    offsets: list[int] = []
    for length in lengths:
        offsets.append(at)
        at += length + pause
    # One sample more than needed: rounding frame borders may take one away.
    return offsets, at - pause + round(after * sample_rate) + 1


def seconds_of_words(words: int, speech: Speech) -> float:
    """Return about how long so many words take, pauses between sentences included."""
    return words * 60 / speech.words_per_minute


def seconds_needed(script: Script, speech: Speech) -> float:
    """Return about how long a script's narration will be, lead-in and tail included."""
    words = seconds_of_words(script.word_count, speech)
    return speech.lead_in_seconds + words + speech.tail_seconds


def assemble(
    script: Script,
    spoken: Sequence[Done],
    layout: Layout,
    file: FileRef,
    loudness: Mapping[str, Any],
    bed: Bed | None,
    provider: Provider,
    inserts: Inserts = NO_INSERTS,
) -> Narration:
    """Return the manifest of a narration: what was spoken, where the layout puts it.

    Args:
        script: what was to be spoken.
        spoken: one result for every sentence, in order; details as `Narrator.speak` gives them.
        layout: from `lay_out`.
        file: the joined narration.
        loudness: `integrated_lufs` and `true_peak_dbtp` of it, as `Splicer.splice` gives them.
        bed: the music under it, if any.
        provider: the voice.
        inserts: those that `layout` has room for, as `framed` gives it.
    """
    owners = [scene.scene_id for scene in script.scenes for _ in scene.sentences]
    sentences: list[SpokenSentence] = []
    rows = zip(script.sentences, owners, spoken, layout.starts, strict=True)
    for sentence, scene_id, done, start in rows:
        words: list[tuple[str, int, int]] = done.detail["words"]
        sentences.append(
            SpokenSentence(
                sentence_id=sentence.sentence_id,
                scene_id=scene_id,
                text=sentence.text,
                start=start,
                end=start + done.detail["samples"],
                words=tuple(
                    SpokenWord(text=text, start=start + first, end=start + last)
                    for text, first, last in words
                ),
                timing=done.detail["timing"],
                fingerprint=done.fingerprint,
                sha256=done.sha256,
            )
        )
    return Narration(
        video_id=script.video_id,
        script_id=script.script_id,
        sample_rate=layout.sample_rate,
        samples=layout.samples,
        file=file,
        integrated_lufs=loudness["integrated_lufs"],
        true_peak_dbtp=loudness["true_peak_dbtp"],
        sentences=tuple(sentences),
        scenes=layout.scenes,
        bed=bed,
        provider=provider,
        inserts=inserts,
    )
