"""Soundtrack: what is heard over a master's whole length, planned before anything is encoded.

A programme (the narration, or the sound of clips) lies over a bed that goes round. The plan cuts
this into pieces on the borders of AAC frames. When the programme is over and the format leaves
the bed alone, one period of the bed is a piece that is encoded once and copied for hours; its
level falls by steps, each of them one more period.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from factory.errors import PermanentError
from factory.records import Payload
from factory.speech.narration import Bed, Narration
from factory.timeline.envelopes import Curve, amplitude, ducked, faded, hushed, part, swelling
from factory.timeline.loudness_statistics import mean_lufs
from factory.timeline.timeline import SAMPLE_RATE
from factory.video_formats.formats import Alone, Sound

AAC_FRAME = 1024
"""Samples in one packet of AAC-LC, the smallest piece of sound that can be copied."""
FADE_IN_SECONDS, FADE_OUT_SECONDS = 1.0, 2.0
"""Of the bed; shorter where the whole sound is short."""
LONGEST_PIECE_SECONDS = 600
"""So that the encoders of several cores share an hour, and one that is killed loses minutes."""
MOST_ENCODED_SECONDS = 2700
"""Of the bed alone: a folder's long piece of music takes fewer steps rather than more time."""
SILENT_PERIOD_SECONDS = 60
SILENCE_LUFS = -69.0
"""Meters report -70 when no part of a sound passes their gate."""


class SoundtrackPart(Payload):
    """A stretch of soundtrack that is encoded in one go.

    The encoder looks beyond both ends: curves, programme and bed go on there.
    """

    frames: int
    """Length in AAC frames."""
    repeats: int = 1
    """How often it is heard in a row; above 1 it is one period of the bed."""
    programme_at: int | None = None
    """The programme's sample, at 48 kHz, that is heard first; None: the programme is over."""
    programme_gain: float = 1.0
    bed_at: int = 0
    """The bed's sample that is heard first."""
    bed: tuple[Curve, ...] = ()
    """The bed's amplitude is the product of these, from the piece's first sample on; none: no
    bed is heard."""
    ceiling_db: float | None = None
    """Peaks are limited to this level, in dBTP; None: they need not be."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What a soundtrack is about: its length and level, and where somebody speaks in it."""

    samples: int
    """At 48 kHz."""
    integrated_lufs: float
    speech: tuple[tuple[int, int], ...] = ()
    """First and last samples, at 48 kHz and in order, of what the bed gives way to."""
    alone: tuple[tuple[int, int], ...] = ()
    """Likewise, where no bed is heard at all: an intro and an outro have their own music."""


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """A programme over its bed, as long as the master, at the format's levels."""

    programme: Programme
    bed: Bed | None
    samples: int
    """Of the master, at 48 kHz; the nearest whole AAC frame is taken."""
    sound: Sound

    @property
    def reference(self) -> SoundtrackPart:
        """Programme and bed as one piece at the programme's own level, to be measured."""
        frames = whole_frames(self.samples)
        if self.sound.alone:
            frames = min(frames, ceil(self.programme.samples / AAC_FRAME))
        fades = faded(frames * AAC_FRAME, FADE_IN_SECONDS, FADE_OUT_SECONDS)
        under = (self._under(0.0), fades, *self._hushed()) if self.bed else ()
        return SoundtrackPart(frames=frames, programme_at=0, bed=under)

    @property
    def programme_lufs(self) -> float:
        """How loud the programme must be for the whole master to meet its target.

        The bed alone grows softer, so what comes before has to be louder: the mean power of all
        is the target's.
        """
        stages = self._stages()
        if not stages.holds or not self.bed or not self.sound.alone:
            return self.sound.integrated_lufs
        levels = _levels(stages, self.sound.alone)
        # The final fade's own mean is that of half its length.
        fade = _frames(self.sound.alone.fade_out_seconds)
        parts = [(0.0, float(stages.told)), (levels[-1], stages.last - fade / 2)]
        parts += zip(levels, map(float, stages.holds), strict=True)
        return round(self.sound.integrated_lufs - mean_lufs(parts), 1)

    def pieces(self, gain_db: float, ceiling_db: float | None) -> tuple[SoundtrackPart, ...]:
        """Return the pieces of the soundtrack, in order.

        Args:
            gain_db: what brings `reference` to `programme_lufs`.
            ceiling_db: for the pieces that hold the programme; see `Piece`.

        Raises:
            PermanentError: the bed has to go round and is no whole number of AAC frames.
        """
        stages = self._stages()
        told = self._told(stages, gain_db, ceiling_db)
        return (*told, *self._alone(stages)) if stages.holds else tuple(told)

    def _stages(self) -> "_Stages":
        whole = whole_frames(self.samples)
        alone = self.sound.alone
        if not alone:
            return _Stages(told=whole)
        period = self._period()
        told = ceil(self.programme.samples / AAC_FRAME) + _frames(alone.swell_seconds)
        fade = _frames(alone.fade_out_seconds)
        periods = (whole - told - fade) // period
        if periods < 1:
            return _Stages(told=whole)
        most = _frames(MOST_ENCODED_SECONDS) // period // 2
        steps = min(alone.steps, (periods - 1) // 2, most) if self.bed else 0
        share, more = divmod(periods - steps, steps + 1)
        holds = tuple((share + (n < more)) * period for n in range(steps + 1))
        return _Stages(told, holds, whole - told - periods * period)

    def _period(self) -> int:
        """Return the frames after which the bed comes round, or silence does."""
        if self.bed is None:
            return _frames(SILENT_PERIOD_SECONDS)
        if self.bed.samples % AAC_FRAME:
            raise PermanentError(
                f"could not plan the soundtrack: the bed {self.bed.file.name} has "
                f"{self.bed.samples} samples, wanted a multiple of {AAC_FRAME}; make the audio "
                "of this video again"
            )
        return self.bed.samples // AAC_FRAME

    def _told(
        self, stages: "_Stages", gain_db: float, ceiling_db: float | None
    ) -> list[SoundtrackPart]:
        """Return the programme over its bed, and the swell to the bed alone, in equal parts."""
        length = stages.told * AAC_FRAME
        round_bed = self.bed.samples if self.bed else 1
        # The bed begins where it will have come round when it is alone.
        bed_at = -length if stages.holds else 0
        curves = self._told_curves(stages, length, gain_db) if self.bed else ()
        count = ceil(stages.told / _frames(LONGEST_PIECE_SECONDS))
        edges = [n * stages.told // count * AAC_FRAME for n in range(count + 1)]
        return [
            SoundtrackPart(
                frames=(end - start) // AAC_FRAME,
                programme_at=start,
                programme_gain=amplitude(gain_db),
                bed_at=(bed_at + start) % round_bed,
                bed=tuple(part(curve, start, end) for curve in curves),
                ceiling_db=ceiling_db,
            )
            for start, end in pairwise(edges)
        ]

    def _told_curves(self, stages: "_Stages", length: int, gain_db: float) -> tuple[Curve, ...]:
        under, alone = self._under(gain_db), self.sound.alone
        if not alone or length <= self.programme.samples:
            fades = faded(length, FADE_IN_SECONDS, FADE_OUT_SECONDS)
            return (under, fades, *self._hushed())
        start = self.programme.samples
        swollen = start + _frames(alone.swell_seconds) * AAC_FRAME
        under = swelling(under, start, swollen, self._bed_amplitude(alone.from_programme_db))
        fades = faded(length, FADE_IN_SECONDS, alone.fade_out_seconds)
        return (under, fades[:2] if stages.holds else fades)

    def _hushed(self) -> tuple[Curve, ...]:
        return (hushed(self.programme.alone),) if self.programme.alone else ()

    def _alone(self, stages: "_Stages") -> list[SoundtrackPart]:
        """Return the bed alone: levels that are kept, and periods that lead to the next one."""
        period, alone = self._period(), self.sound.alone
        if self.bed is None or alone is None:
            repeats = sum(stages.holds) // period
            return [
                SoundtrackPart(frames=period, repeats=repeats),
                SoundtrackPart(frames=stages.last),
            ]
        levels = [self._bed_amplitude(level) for level in _levels(stages, alone)]
        track: list[SoundtrackPart] = []
        for n, frames in enumerate(stages.holds):
            if n:
                ramp: Curve = ((0, levels[n - 1]), (period * AAC_FRAME, levels[n]))
                track.append(SoundtrackPart(frames=period, bed=(ramp,)))
            kept: Curve = ((0, levels[n]),)
            track.append(SoundtrackPart(frames=period, repeats=frames // period, bed=(kept,)))
        end = stages.last * AAC_FRAME
        fade_at = end - _frames(alone.fade_out_seconds) * AAC_FRAME
        fade: Curve = ((fade_at, levels[-1]), (end, 0.0))
        return [*track, SoundtrackPart(frames=stages.last, bed=(fade,))]

    def _under(self, gain_db: float) -> Curve:
        """Return the bed's amplitude under the programme, raised by this gain with it."""
        if self.bed is None:
            return ((0, 0.0),)
        heard = self.programme.integrated_lufs
        level = heard if heard > SILENCE_LUFS else self.sound.integrated_lufs
        high = level + gain_db + self.sound.bed_db - self.bed.integrated_lufs
        return ducked(self.programme.speech, amplitude(high), self.sound.duck_db)

    def _bed_amplitude(self, from_programme_db: float) -> float:
        """Return what brings the bed to a level, counted from the programme's in the master."""
        heard = self.bed.integrated_lufs if self.bed else 0.0
        return amplitude(self.programme_lufs + from_programme_db - heard)


@dataclass(frozen=True, slots=True)
class _Stages:
    """How the AAC frames of a master are shared out."""

    told: int
    """The programme, and the swell after it."""
    holds: tuple[int, ...] = ()
    """How long the bed keeps each level; between two lies one period that leads over."""
    last: int = 0
    """The lowest level once more, and the final fade."""


def whole_frames(samples: int) -> int:
    """Return how many AAC frames come nearest to so many samples, at least one."""
    return max(1, (samples + AAC_FRAME // 2) // AAC_FRAME)


def programme_of(narration: Narration) -> Programme:
    """Return what a soundtrack has to know of a narration."""

    def at_48_khz(sample: int) -> int:
        return round(Fraction(sample * SAMPLE_RATE, narration.sample_rate))

    return Programme(
        samples=at_48_khz(narration.samples),
        integrated_lufs=narration.integrated_lufs,
        speech=tuple((at_48_khz(s.start), at_48_khz(s.end)) for s in narration.sentences),
    )


def _levels(stages: _Stages, alone: Alone) -> list[float]:
    """Return the levels that the bed keeps, in LU from the programme's."""
    steps = len(stages.holds) - 1
    fall = alone.fall_db / steps if steps else 0.0
    return [alone.from_programme_db + n * fall for n in range(steps + 1)]


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / AAC_FRAME)
