"""What the journal keeps of a render's units beside their files: one record for each kind."""

from operator import not_

from pydantic import Field

from factory.units_of_work import UnitDetail


class SegmentDetail(UnitDetail):
    """One shot, encoded."""

    frames: int


class ProgrammeDetail(UnitDetail):
    """The clips' own sounds, and a narration if there is one, laid on one track."""

    samples: int
    """At 48 kHz."""
    integrated_lufs: float


class GaugeDetail(UnitDetail):
    """What brings a mix to its loudness; the unit's file holds the same figures."""

    gain_db: float
    ceiling_db: float | None
    """Above which the limiter works; None where no peak comes near."""
    integrated_lufs: float
    """What the mix comes to."""


class SoundDetail(UnitDetail):
    """One piece of the soundtrack, as it is heard once decoded."""

    frames: int
    """Of AAC, 1024 samples each."""
    integrated_lufs: float
    true_peak_dbtp: float
    ceiling_db: float | None
    """Where the limiter stood at last; None where it was not needed."""
    rounds: int
    """How often it was encoded until its peaks were low enough."""


class MasterDetail(UnitDetail):
    """Segments and sound, joined."""

    segments: int
    """Each counted as often as it is shown."""
    frames: int
    packets: int
    """Of sound."""


class ViewingDetail(UnitDetail):
    """A segment, decoded once and looked at."""

    frames: int
    errors: int
    """In decoding it."""


class StillDetail(UnitDetail):
    """A picture to be looked at on a page: poster, frame, contact sheet or waveform."""

    width: int
    height: int
    bytes: int


class ThumbnailDetail(StillDetail):
    """A thumbnail, and how its title was set."""

    lines: tuple[str, ...]
    size_px: float
    contrast: float = Field(default=0.0, exclude_if=not_)
    """How much the title stands out from nearly all that is under it; 0: there is none."""


class PlacardDetail(UnitDetail):
    """A given picture, fitted to a frame."""

    width: int
    height: int


class ClipStillDetail(UnitDetail):
    """A frame that stands for a clip."""

    width: int
    height: int
    blank: bool
    """Whether it is one flat colour."""
