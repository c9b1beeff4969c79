"""What the factory needs from the world outside, as small protocols."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from factory.brief import AcceptedBrief, Brief
from factory.captions import Cue
from factory.channel import Channel, Music, Pictures
from factory.formats import Encode, Moving, Picture, Sound
from factory.measurement import Measurement
from factory.payload import FileRef, Provider
from factory.review import Review
from factory.timeline import Shot
from factory.work import Detail, Do, Done, Unit


class Store(Protocol):
    """Files, kept per video; every name is relative to the video's folder, with `/` between."""

    def write(self, video_id: str, name: str, data: bytes) -> FileRef:
        """Write atomically (scratch name, fsync, rename) and return the file's reference."""
        ...

    def keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """Copy a local file in, atomically."""
        ...

    def read(self, video_id: str, name: str) -> bytes:
        """Return the bytes; raise PermanentError naming the file if it is absent."""
        ...

    def local(self, video_id: str, name: str) -> Path:
        """Return a readable local path of the file; never write to it."""
        ...

    def url(self, video_id: str, name: str) -> str:
        """Return where a person finds the file."""
        ...

    def keep_blob(self, source: Path, suffix: str) -> tuple[str, int]:
        """Move a finished scratch file among the shared results; return (sha256, bytes)."""
        ...

    def blob(self, sha256: str, suffix: str) -> Path | None:
        """Return a local path whose content has this hash (verified), or None."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Yield an empty folder on the store's own disk, removed afterwards."""
        ...


class Journal(Protocol):
    """Does every unit of work exactly once, whoever asks and whoever dies."""

    def perform(self, unit: Unit, do: Do) -> Done:
        """Return the unit's result, doing the work only if nobody has done it before.

        Raises:
            PermanentError, TransientError: whatever `do` raised; the unit may be asked for again.
        """
        ...

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: "Progress | None"
    ) -> list[Done]:
        """Perform many, `workers` at a time; results in the order asked.

        The first failure stops what has not begun and is raised after what has begun is over.
        """
        ...


class Progress(Protocol):
    """Tells a person how far a stage has come."""

    def begin(self, stage: str, total: int, unit: str) -> None:
        """A stage starts; `unit` is what is counted: `sentence`, `scene`, `frame`."""
        ...

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """Some of it is done."""
        ...

    def end(self, stage: str, note: str = "") -> None:
        """The stage is over."""
        ...


class Catalogue(Protocol):
    """The business facts of every video, in Postgres."""

    def brief(self, video_id: str) -> AcceptedBrief:
        """Return the newest accepted brief; raise PermanentError if the video is unknown."""
        ...

    def revision(self, video_id: str) -> int:
        """Return the number of the newest accepted brief, from 1."""
        ...

    def stage(self, video_id: str, stage: str, run_id: str | None) -> AbstractContextManager[None]:
        """Record that a stage began and how it ended: finished, or failed with its error."""
        ...

    def run_lost(self, run_id: str, error: str) -> int:
        """Record that a run died: the stages it was in have failed; return how many they were."""
        ...

    def record(
        self,
        video_id: str,
        stage: str,
        files: Sequence[FileRef],
        *,
        provider: Provider | None,
        run_id: str | None,
    ) -> None:
        """Replace the stage's artifact rows by these; no provider: the factory itself."""
        ...

    def announce(self, topic: str, video_id: str | None, payload: Mapping[str, Any]) -> None:
        """Append an event; topics are those of `factory.events`."""
        ...

    def review(self, video_id: str, master_sha256: str) -> Review | None:
        """Return the newest decision about exactly this master."""
        ...

    def decide(self, review: Review) -> None:
        """Record a decision."""
        ...

    def unreported_reviews(self, limit: int) -> Sequence[tuple[int, Review]]:
        """Return decisions that Dagster has not been told of, oldest first, with their numbers."""
        ...

    def reported(self, number: int) -> None:
        """Note that Dagster has been told of this decision."""
        ...

    def units(self, video_id: str) -> list[dict[str, Any]]:
        """Return every unit of work the video's newest stages used, with provider and cost."""
        ...

    def cost_usd(self, video_id: str) -> float:
        """Return what the video has cost: settled charges and those in doubt."""
        ...

    def post(
        self,
        video_id: str,
        outlet: str,
        master_sha256: str,
        publish: Callable[[], Mapping[str, str]],
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it."""
        ...


class Channels(Protocol):
    """The channel files there are."""

    def all(self) -> Mapping[str, Channel]:
        """Return every channel that can be read, by name."""
        ...

    def named(self, name: str) -> Channel:
        """Return one; raise BadInput saying what is wrong with its file, or which there are."""
        ...


class Inbox(Protocol):
    """The folder where briefs arrive."""

    def settle(self) -> None:
        """Wait, for a second at most, until files that are being written are complete."""
        ...

    def waiting(self) -> list[Path]:
        """Return complete files, oldest first."""
        ...

    def read(self, path: Path) -> bytes:
        """Return the file's bytes.

        Raises:
            BadInput: it is no ordinary file that can be read, or far too large.
            TransientError: somebody else took it meanwhile.
        """
        ...

    def take(self, path: Path, video_id: str) -> None:
        """Move an accepted brief out of the way."""
        ...

    def reject(self, path: Path, reason: str) -> Path:
        """Move a file to `rejected/` with its reason beside it; return where it lies now."""
        ...


class Intake(Protocol):
    """What the catalogue does for new briefs."""

    def find(self, brief: Brief) -> str | None:
        """Return the video that this brief is already, if it is one."""
        ...

    def brief(self, video_id: str) -> AcceptedBrief:
        """Return the newest accepted brief of a video."""
        ...

    def accept(self, accepted: AcceptedBrief) -> int:
        """Record a brief; return its revision, the same one for the same words."""
        ...


class Launch(Protocol):
    """One run of one phase of one video that somebody asked for."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def video_id(self) -> str:
        """Whose phase it is."""
        ...

    @property
    def phase(self) -> str:
        """One of `factory.phases.PHASES`."""
        ...

    @property
    def attempts(self) -> int:
        """Counts from 1, and up every time it is put back."""
        ...

    @property
    def claimed_seconds(self) -> float:
        """How long ago it was claimed, by the database's clock."""
        ...

    @property
    def owner_is_dead(self) -> bool:
        """Whether it ran inside the process that claimed it, and that process is gone."""
        ...


class Launches(Protocol):
    """The queue of phases to run, claimed by state so that nobody starts one twice."""

    def request(self, video_id: str, phase: str, reason: str, by: str) -> int:
        """Ask for a phase; return the open launch if there is one already."""
        ...

    def claim(self, limit: int, by: str) -> Sequence[Launch]:
        """Take up to `limit` that are due; none while the factory is paused."""
        ...

    def open_claimed(self) -> Sequence[Launch]:
        """Return what was claimed and has not ended."""
        ...

    def started(self, launch_id: int, run_id: str) -> None:
        """Note the run that does it."""
        ...

    def ended(self, launch_id: int, outcome: str, error: str = "") -> None:
        """It is over: `succeeded` or `failed`."""
        ...

    def again(self, launch_id: int, delay_seconds: float) -> None:
        """Put it back, to be claimed once more after the delay."""
        ...


class Narrator(Protocol):
    """Turns one sentence into speech."""

    provider: Provider
    voice: str

    def speak(self, spoken: str, shown: str, speed: float, target: Path) -> Detail:
        """Write mono 16-bit WAV, silence trimmed at both ends, and say when each word is heard.

        Args:
            spoken: the words to say.
            shown: the same sentence as the viewer reads it; word times are given for its words.
            speed: 1.0 is the voice's own pace.
            target: path that does not exist yet.

        Returns:
            `{"sample_rate": int, "samples": int, "timing": TimingSource,
            "words": [[text, start_sample, end_sample], ...]}`.

        Raises:
            TransientError: the engine died; another attempt may succeed.
            PermanentError: the engine cannot say this text.
        """
        ...


class Illustrator(Protocol):
    """Makes or finds one picture."""

    provider: Provider

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
    ) -> Mapping[str, Any]:
        """Return what beside seed and size decides the picture: a file's hash; a kind and a look.

        Prompts that come to the same picture give the same recipe, so that a small edit of the
        words keeps the picture.

        Raises:
            BadInput: the folder is missing or empty, or its licence is not given.
        """
        ...

    def draw(
        self, recipe: Mapping[str, Any], seed: int, width: int, height: int, target: Path
    ) -> Detail:
        """Write an 8-bit RGB PNG of exactly width x height.

        Returns:
            `{"width", "height", "blank": bool, "attribution": str, "licence": str, ...}`.

        Raises:
            BadInput: a given picture is broken or hostile; the message names the file.
        """
        ...


class Composer(Protocol):
    """Makes or finds the music bed."""

    provider: Provider

    def recipe(self, music: Music, seed: int) -> Mapping[str, Any]:
        """Return all that decides the bed; raise BadInput when a folder cannot be used."""
        ...

    def compose(self, recipe: Mapping[str, Any], target: Path) -> Detail:
        """Write a seamless loop, stereo 48 kHz 16-bit WAV.

        Returns:
            `{"samples": int, "kind": str, "attribution": str, "licence": str}`.
        """
        ...


class Studio(Protocol):
    """Which provider plays which role, by the name a channel gives."""

    def narrator(self, name: str, voice: str) -> Narrator:
        """Return the voice; raise BadInput naming the ones there are."""
        ...

    def illustrator(self, name: str) -> Illustrator:
        """Return the maker of pictures; raise BadInput naming the ones there are."""
        ...

    def composer(self, kind: str) -> Composer:
        """Return the maker of the bed; raise BadInput naming the ones there are."""
        ...


class Splicer(Protocol):
    """Lays spoken sentences onto one track, exact to the sample."""

    def splice(
        self, parts: Sequence[tuple[Path, int]], sample_rate: int, samples: int, target: Path
    ) -> Detail:
        """Write a mono 16-bit WAV of exactly `samples`, silent between the parts.

        Args:
            parts: WAV files, all mono 16-bit at `sample_rate`, each with the sample it starts at.

        Returns:
            `{"integrated_lufs": float, "true_peak_dbtp": float}` of the spliced track.
        """
        ...


class Cutter(Protocol):
    """Renders, mixes and joins: the only hands on ffmpeg."""

    provider: Provider

    def segment(
        self,
        shot: Shot,
        pictures: tuple[Path, Path | None],
        previous: Shot | None,
        picture: Picture,
        motion: Moving,
        encode: Encode,
        captions: bytes | None,
        target: Path,
        on_frame: Callable[[int], None],
    ) -> Detail:
        """Write one closed segment of H.264; `pictures` are this shot's and the previous one's.

        Args:
            captions: a whole ASS file in the segment's own time (0 is its first frame), or None.
            on_frame: told how many more frames are done.

        Returns:
            `{"frames": int}`.
        """
        ...

    def sound(
        self,
        narration: Path,
        bed: Path | None,
        samples_48k: int,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> Detail:
        """Mix voice and ducked bed to the target loudness; write AAC 48 kHz stereo in MP4.

        Args:
            samples_48k: exact length wanted, in samples at 48 kHz.
        """
        ...

    def join(self, segments: Sequence[Path], sound: Path, picture: Picture, target: Path) -> Detail:
        """Join segments by stream copy, add the sound, write an MP4 with its index first."""
        ...

    def measure(self, master: Path) -> Measurement:
        """Decode the whole file once and say what it holds."""
        ...


class Designer(Protocol):
    """Makes the stills a person looks at: thumbnail, poster, contact sheet, loudness curve."""

    def thumbnail(self, picture: Path, title: str, width: int, height: int, target: Path) -> Detail:
        """Write a JPEG under 2 MB with the title in legible type."""
        ...

    def poster(self, master: Path, at_seconds: float, target: Path) -> Detail:
        """Write one frame of the master as JPEG."""
        ...

    def contact_sheet(
        self, pictures: Sequence[Path], labels: Sequence[str], target: Path
    ) -> Detail:
        """Write all pictures as one JPEG, small, in order, labelled."""
        ...

    def text_width(self, text: str, font: str, size_px: float) -> float:
        """Return how wide a line of text is drawn, in pixels; `size_px` is one em."""
        ...

    def script_size(self, font: str, size_px: float) -> float:
        """Return the font size that ASS wants for an em of `size_px`."""
        ...

    def drawable(self, text: str, font: str) -> str:
        """Return the text without symbols that the font lacks.

        Raises:
            BadInput: it lacks letters; the message names them.
        """
        ...

    def waveform(self, sound: Path, cues: Sequence[Cue], target: Path) -> Detail:
        """Write the sound's level over time as PNG."""
        ...


class Outlet(Protocol):
    """A place where posts go."""

    name: str

    def publish(
        self, video_id: str, files: Mapping[str, Path], sha256: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Publish; return at least `{"post_id", "url"}`.

        Args:
            video_id: whose files these are.
            files: local paths by the names the verdict uses: `master.mp4`, `thumbnail.jpg`,
                `captions.srt`, `captions.vtt`, `listing.json`, `dossier.json`.
            sha256: the hash each of them was released with; nothing else may be sent.

        Raises:
            PermanentError: a file is not what was released, or the place cannot take it.
        """
        ...
