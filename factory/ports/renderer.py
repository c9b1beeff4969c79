"""The renderer: the parts that make pictures and sound one file, and read it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from factory.graphics.overlay import Overlay
from factory.master.expected_captions import Box, Captioned
from factory.master.measurement import Measurement
from factory.master.unit_details import (
    ClipStillDetail,
    GaugeDetail,
    MasterDetail,
    ProgrammeDetail,
    SegmentDetail,
    SoundDetail,
    ViewingDetail,
)
from factory.pictures.clips import ClipFacts
from factory.records import Provider
from factory.speech.narration import NarrationDetail
from factory.timeline.clip_sound_plan import Sounding
from factory.timeline.soundtrack import SoundtrackPart
from factory.timeline.timeline import Leaving, Shot
from factory.units_of_work import Strip, Tracks
from factory.video_formats.formats import Encode, Moving, Picture, Sound


@dataclass(frozen=True, slots=True)
class SegmentOrder:
    """All that decides how one segment looks."""

    shot: Shot
    pictures: tuple[Path, Path | None]
    """The shot's own, and that of the one it fades from."""
    previous: Leaving | None
    """How the one it fades from goes on meanwhile."""
    picture: Picture
    """Size and rate of the frames."""
    motion: Moving
    encode: Encode
    overlay: Overlay
    """What is laid over the pictures; its files are only read."""


class SegmentEncoder(Protocol):
    """Draws and encodes one shot."""

    def segment(
        self, order: SegmentOrder, target: Path, on_frame: Callable[[int], None]
    ) -> SegmentDetail:
        """Write one closed segment of H.264.

        Args:
            on_frame: told how many more frames are done.
        """
        ...


class ClipMixer(Protocol):
    """Makes one track of what clips and a narration say."""

    def programme(
        self,
        narration: Path | None,
        parts: Sequence[tuple[Sounding, Path]],
        samples: int,
        target: Path,
    ) -> ProgrammeDetail:
        """Lay clips' own sounds, over a narration if there is one, on a stereo track: 16-bit WAV.

        Args:
            narration: starts with the master; None where nobody speaks.
            parts: what is heard when, and the clip it is taken from.
            samples: exact length wanted, in samples at 48 kHz.
        """
        ...


class SoundMixer(Protocol):
    """Mixes a programme with its bed, to a loudness and below a peak."""

    def gauge(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        target_lufs: float,
        sound: Sound,
    ) -> GaugeDetail:
        """Find what brings a piece to a loudness, below the format's true peak.

        Args:
            programme: 16-bit WAV, mono or stereo, at any rate.
            bed: 16-bit stereo WAV at 48 kHz that goes round, or None.
            piece: see `factory.timeline.soundtrack`; the two at the programme's own level.
            target_lufs: what it is to come to.
            sound: its limit of peaks and its tolerance are taken.
        """
        ...

    def sound(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> SoundDetail:
        """Encode one piece of a soundtrack as AAC 48 kHz stereo in ADTS, of `piece.frames`.

        No encoder delay is left, and strips of neighbouring pieces can be laid end to end: each
        is encoded together with what comes before and after it.

        Args:
            programme, bed: as for `gauge`.
            piece: see `factory.timeline.soundtrack`.
            sound: its limit of peaks is kept by the decoded AAC.
        """
        ...


class Muxer(Protocol):
    """Joins what is encoded."""

    def join(
        self,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        tracks: Tracks,
        output: Picture,
        target: Path,
    ) -> MasterDetail:
        """Join strips by stream copy, write an MP4 with its index first and nothing encoded.

        Args:
            picture: segments, each repeated as often as it says.
            sound: AAC, all with the same settings; as long as the picture, to a packet.
            tracks: captions and chapters.
            output: size and rate of the segments.
        """
        ...


class SegmentViewer(Protocol):
    """Decodes a segment, once in its life."""

    def view(
        self,
        segment: Path,
        picture: Picture,
        changes: Sequence[int],
        captions_inside: Box | None,
        target: Path,
    ) -> ViewingDetail:
        """Decode a segment and write what has to be known of it to measure a master it is in.

        Args:
            segment: the file.
            picture: its size and rate.
            changes: its frames on which burned captions come or go.
            captions_inside: where burned captions may stand; None when nothing is burned in.
            target: path that does not exist yet.
        """
        ...


class MasterMeter(Protocol):
    """Reads a finished file back."""

    def measure(
        self,
        master: Path,
        captioned: Captioned,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        viewings: Sequence[Path],
        body: tuple[int, int],
    ) -> Measurement:
        """Say what a whole file holds, and how its captions stand in it.

        Args:
            captioned: what it should show and say.
            picture: the strips it was joined from; the master's packets are compared with theirs.
            sound: the same for its sound. Where some repeat, they are decoded twice at most.
            viewings: what `SegmentViewer.view` wrote of each strip of the picture.
            body: first frame of the scenes, and the one after their last: an intro and an outro
                are no stutter of theirs.
        """
        ...


@dataclass(frozen=True, slots=True)
class Renderer:
    """What a master is made and measured with, and who answers for it."""

    provider: Provider
    """Its version is in the recipe of every unit: a newer renderer makes all of them anew."""
    encoder: SegmentEncoder
    clip_mixer: ClipMixer
    mixer: SoundMixer
    muxer: Muxer
    viewer: SegmentViewer
    meter: MasterMeter


class ClipReader(Protocol):
    """Looks into given videos."""

    @property
    def provider(self) -> Provider:
        """Who answers for its stills."""
        ...

    def probe(self, clip: Path) -> ClipFacts:
        """Say what a given video holds; raise BadInput naming it when it cannot be used."""
        ...

    def still(
        self, clip: Path, facts: ClipFacts, width: int, height: int, target: Path
    ) -> ClipStillDetail:
        """Write a frame from the middle of a clip as PNG of exactly width x height."""
        ...


class Splicer(Protocol):
    """Lays spoken sentences onto one track, exact to the sample."""

    def splice(
        self, parts: Sequence[tuple[Path, int]], sample_rate: int, samples: int, target: Path
    ) -> NarrationDetail:
        """Write a mono 16-bit WAV of exactly `samples`, silent between the parts.

        Args:
            parts: WAV files, all mono 16-bit at `sample_rate`, each with the sample it starts at.
        """
        ...
