"""Narration: who said which word when, exact to the sample."""

from operator import not_
from typing import Literal

from pydantic import Field

from factory.pictures.intro_outro import NO_INSERTS, Inserts
from factory.records import FileRef, Payload, Provider
from factory.speech.recognition import Recognition
from factory.units_of_work import UnitDetail

TimingSource = Literal[
    "phoneme-alignment", "recording-alignment", "engine-marks", "character-weight"
]
"""Word times come from the engine's own alignment, from a recording laid along an engine's speech, from
marks that an engine says it passed, or are shared out by character weight."""


SILENT_RATE = 48_000
"""Samples a second of a narration in which nobody speaks: those of the master."""


class SpokenDetail(UnitDetail):
    """One sentence, spoken: how long it is, and when each of its words is heard."""

    sample_rate: int
    samples: int
    """Silence at both ends is cut off."""
    timing: TimingSource
    words: tuple[tuple[str, int, int], ...]
    """Each as (what the viewer reads, first sample, sample after its last)."""


class NarrationDetail(UnitDetail):
    """The sentences joined: how loud they are."""

    integrated_lufs: float
    true_peak_dbtp: float


class BedDetail(UnitDetail):
    """A music bed: a seamless loop, stereo at 48 kHz."""

    samples: int
    """A whole number of AAC frames."""
    integrated_lufs: float
    kind: str
    attribution: str
    licence: str
    file: str | None = None
    """Its name in the user's folder, where it is the user's own."""


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


class Misreading(Payload):
    """Where a recording does not sound like the words that it should say."""

    sentence_id: str
    found: Literal["other words", "words left out", "words added"]
    at_seconds: float
    """In the recording."""


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
    misread: tuple[Misreading, ...] = ()
    """Where a person's recording says something else than the words."""
    hearing: Recognition | None = Field(default=None, exclude_if=not_)
    """How much of it a recogniser hears as it should be said; None where none listened."""

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
