"""Sentences laid out in time, and the narration that comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from factory.errors import PermanentError
from factory.pictures.intro_outro import NO_INSERTS, Inserts
from factory.records import FileRef, Provider
from factory.script.script import Script
from factory.speech.narration import (
    SILENT_RATE,
    Bed,
    Narration,
    NarrationDetail,
    SceneSpan,
    SpokenDetail,
    SpokenSentence,
    SpokenWord,
)
from factory.units_of_work import Done
from factory.video_formats.formats import Speech, Takes


@dataclass(frozen=True, slots=True)
class SpeechLayout:
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
) -> SpeechLayout:
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
    return SpeechLayout(tuple(starts), sample_rate, at, tuple(spans))


def lay_out_takes(script: Script, takes: Takes, fps: Fraction | int) -> SpeechLayout:
    """Lay out scenes in which nobody speaks, each as long as its format's takes."""
    frames = max(1, round(Fraction(takes.seconds) * Fraction(fps)))
    count = len(script.scenes)
    edges = [frame_sample(n * frames, SILENT_RATE, fps) for n in range(count + 1)]
    spans = tuple(
        SceneSpan(scene_id=scene.scene_id, start=edges[n], end=edges[n + 1])
        for n, scene in enumerate(script.scenes)
    )
    return SpeechLayout((), SILENT_RATE, edges[-1], spans)


def framed(layout: SpeechLayout, inserts: Inserts, fps: Fraction | int) -> SpeechLayout:
    """Return the layout with silence of whole frames where an intro and an outro stand."""
    lead, trail = (
        frame_sample(frames, layout.sample_rate, fps)
        for frames in (inserts.lead_frames, inserts.trail_frames)
    )
    return SpeechLayout(
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


def assemble(
    script: Script,
    spoken: Sequence[Done],
    layout: SpeechLayout,
    file: FileRef,
    joined: NarrationDetail,
    bed: Bed | None,
    provider: Provider,
    inserts: Inserts = NO_INSERTS,
) -> Narration:
    """Return the manifest of a narration: what was spoken, where the layout puts it.

    Args:
        script: what was to be spoken.
        spoken: one result for every sentence, in order.
        layout: from `lay_out`.
        file: the joined narration.
        joined: how loud it is.
        bed: the music under it, if any.
        provider: the voice.
        inserts: those that `layout` has room for, as `framed` gives it.
    """
    owners = [scene.scene_id for scene in script.scenes for _ in scene.sentences]
    sentences: list[SpokenSentence] = []
    rows = zip(script.sentences, owners, spoken, layout.starts, strict=True)
    for sentence, scene_id, done, start in rows:
        detail = done.read(SpokenDetail)
        sentences.append(
            SpokenSentence(
                sentence_id=sentence.sentence_id,
                scene_id=scene_id,
                text=sentence.text,
                start=start,
                end=start + detail.samples,
                words=tuple(
                    SpokenWord(text=text, start=start + first, end=start + last)
                    for text, first, last in detail.words
                ),
                timing=detail.timing,
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
        integrated_lufs=joined.integrated_lufs,
        true_peak_dbtp=joined.true_peak_dbtp,
        sentences=tuple(sentences),
        scenes=layout.scenes,
        bed=bed,
        provider=provider,
        inserts=inserts,
    )
