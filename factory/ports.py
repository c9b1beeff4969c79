"""What the factory needs from the world outside, as small protocols."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from factory.brief import AcceptedBrief, Brief
from factory.captioned import Captioned
from factory.captions import Cue
from factory.channel import Channel, Music, Pictures, Voice, Words
from factory.clips import ClipFacts
from factory.estimate import Estimate
from factory.formats import Encode, Moving, Picture, Sound
from factory.lettering import Lettering
from factory.measurement import Measurement
from factory.overlay import Overlay
from factory.payload import FileRef, Provider
from factory.programme import Sounding
from factory.review import Review
from factory.soundtrack import Piece
from factory.template import Thumbnail
from factory.timeline import Shot
from factory.waiting import Wait
from factory.work import Detail, Do, Done, Notes, Strip, Tracks, Unit
from factory.writing.answers import Answer
from factory.writing.prompt import Prompt

A = TypeVar("A", bound=Answer)


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

    def free_bytes(self) -> int:
        """Return how much room is left for whatever is written next."""
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

    def finished(self, units: Sequence[Unit]) -> list[int | None]:
        """Return the bytes of each unit's result; None where it is yet to be made."""
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

    def wait(self, run_id: str) -> Wait | None:
        """Return what a failed run waits for, if every stage of it that failed only waits."""
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

    def artifact(self, video_id: str, stage: str, name: str) -> FileRef | None:
        """Return one file of a stage as it was last recorded."""
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
        files_sha256: str,
        publish: Callable[[], Mapping[str, str]],
        has: Callable[[Mapping[str, str]], bool],
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it.

        A post is brought up to date, by `publish` again, if what goes with the master is no
        longer what was published (`files_sha256`), or the outlet no longer `has` it.
        """
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
    def waits(self) -> int:
        """How many of the attempts ended in waiting, which is nobody's failure."""
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

    def request(
        self,
        video_id: str,
        phase: str,
        reason: str,
        by: str,
        not_before: datetime | None = None,
    ) -> int:
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

    def postpone(self, launch_id: int, wait: Wait) -> None:
        """Put it back until what it waits for has come; that counts as no failed attempt."""
        ...


class Budgets(Protocol):
    """Spending limits, seen by whoever starts launches."""

    def wake(self) -> int:
        """Let launches go on whose limit has room again; return how many."""
        ...


class Estimates(Protocol):
    """What every video will cost, and whether a person agreed to it."""

    def record(self, video_id: str, estimate: Estimate, confirm_above_usd: float | None) -> None:
        """Keep the newest estimate; nothing is bought above the sum until a person agrees.

        Args:
            video_id: whose.
            estimate: its price by role.
            confirm_above_usd: None: the factory's own setting.
        """
        ...


class Circuits(Protocol):
    """Vendors that are being left alone because they failed again and again."""

    def is_open(self, provider: str) -> bool:
        """Whether this vendor is being left alone now."""
        ...


class Writer(Protocol):
    """Answers questions in words."""

    provider: Provider

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        ...

    def price_usd(self, prompt: Prompt, words: int) -> Decimal:
        """Return what an answer of about so many words will cost, in dollars.

        Raises:
            PriceUnknown: the price book does not have the model.
        """
        ...

    def answer(
        self,
        prompt: Prompt,
        answer: type[A],
        fault: Callable[[A], str],
        words: int,
        target: Path,
    ) -> Detail:
        """Write the answer as JSON of the model `answer`.

        An answer that does not fit, or in which `fault` finds something, is sent back once with
        what is wrong with it.

        Args:
            fault: returns what else is wrong with an answer; empty when nothing.
            words: about how many are expected.

        Returns:
            `{"calls": int, "input_tokens": int, "output_tokens": int, "cost_usd": str}`.

        Raises:
            TransientError: another attempt may succeed.
            PermanentError: it refused, or gave no usable answer twice.
        """
        ...


class Narrator(Protocol):
    """Turns one sentence into speech."""

    provider: Provider
    voice: str

    def price_usd(self, spoken: str) -> Decimal:
        """Return what saying this costs at most; raise PriceUnknown when nobody said."""
        ...

    def speak(self, spoken: str, shown: str, speed: float, target: Path) -> Detail:
        """Write mono 16-bit WAV, silence trimmed at both ends, and say when each word is heard.

        Args:
            spoken: the words to say.
            shown: the same sentence as the viewer reads it; word times are given for its words.
            speed: 1.0 is the voice's own pace.
            target: path that does not exist yet.

        Returns:
            `{"sample_rate": int, "samples": int, "timing": TimingSource,
            "words": [[text, start_sample, end_sample], ...]}`, and `"cost_usd"` where a vendor
            charges.

        Raises:
            TransientError: the engine died; another attempt may succeed.
            PermanentError: the engine cannot say this text.
        """
        ...


Seeding = Literal["scene", "channel", "none"]
"""Whether a picture's seed is its scene's, the whole channel's (one look), or does not matter."""


class Illustrator(Protocol):
    """Makes or finds one picture."""

    provider: Provider
    seeding: Seeding

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
    ) -> Mapping[str, Any]:
        """Return what beside seed and size decides the picture: a file's hash; a kind and a look.

        A clip's recipe has `suffix`, the ending of its file; pictures are PNG.
        Prompts that come to the same picture give the same recipe, so that a small edit of the
        words keeps the picture.

        Raises:
            BadInput: the folder is missing or empty, or its licence is not given.
        """
        ...

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """Return what this picture costs at most; raise PriceUnknown when nobody said."""
        ...

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> Detail:
        """Write an 8-bit RGB PNG of exactly width x height, or a clip of any size.

        Returns:
            `{"width", "height", "blank": bool, "attribution": str, "licence": str, ...}`; of a
            clip also `"clip"`, its `ClipFacts`.

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
            `{"samples": int, "integrated_lufs": float, "kind": str, "attribution": str,
            "licence": str}`; `samples` is a multiple of 1024.
        """
        ...


class Studio(Protocol):
    """Which provider plays which role, by the name a channel gives."""

    def writer(self, name: str, model: str) -> Writer:
        """Return the writer; raise BadInput naming the ones there are."""
        ...

    def narrator(self, name: str, voice: str, model: str = "") -> Narrator:
        """Return the voice; raise BadInput naming the ones there are."""
        ...

    def illustrator(self, name: str, model: str = "", *, moving: bool = False) -> Illustrator:
        """Return the maker of pictures, or of clips; raise BadInput naming the ones there are."""
        ...

    def composer(self, kind: str) -> Composer:
        """Return the maker of the bed; raise BadInput naming the ones there are."""
        ...

    def missing(self, words: Words, voice: Voice, pictures: Pictures) -> Sequence[str]:
        """Return what a person has to do before these can play their roles: keys to set."""
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
        overlay: Overlay,
        target: Path,
        on_frame: Callable[[int], None],
    ) -> Detail:
        """Write one closed segment of H.264; `pictures` are this shot's and the previous one's.

        Args:
            overlay: what is laid over the pictures; its files are only read.
            on_frame: told how many more frames are done.

        Returns:
            `{"frames": int}`.
        """
        ...

    def gauge(
        self, programme: Path, bed: Path | None, piece: Piece, target_lufs: float, sound: Sound
    ) -> Detail:
        """Find what brings a piece to a loudness, below the format's true peak.

        Args:
            programme: 16-bit WAV, mono or stereo, at any rate.
            bed: 16-bit stereo WAV at 48 kHz that goes round, or None.
            piece: see `factory.soundtrack`; the two at the programme's own level.
            target_lufs: what it is to come to.
            sound: its limit of peaks and its tolerance are taken.

        Returns:
            `{"gain_db": float, "ceiling_db": float | None, "integrated_lufs": float}`.
        """
        ...

    def sound(
        self,
        programme: Path,
        bed: Path | None,
        piece: Piece,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> Detail:
        """Encode one piece of a soundtrack as AAC 48 kHz stereo in ADTS, of `piece.frames`.

        No encoder delay is left, and strips of neighbouring pieces can be laid end to end: each
        is encoded together with what comes before and after it.

        Args:
            programme, bed: as for `gauge`.
            piece: see `factory.soundtrack`.
            sound: its limit of peaks is kept by the decoded AAC.

        Returns:
            `{"frames", "integrated_lufs", "true_peak_dbtp", "ceiling_db", "rounds"}`.
        """
        ...

    def programme(
        self,
        narration: Path | None,
        parts: Sequence[tuple[Sounding, Path]],
        samples_48k: int,
        target: Path,
    ) -> Detail:
        """Lay clips' own sounds, over a narration if there is one, on a stereo track: 16-bit WAV.

        Args:
            narration: starts with the master; None where nobody speaks.
            parts: what is heard when, and the clip it is taken from.
            samples_48k: exact length wanted, in samples at 48 kHz.

        Returns:
            `{"samples": int, "integrated_lufs": float}`.
        """
        ...

    def probe(self, clip: Path) -> ClipFacts:
        """Say what a given video holds; raise BadInput naming it when it cannot be used."""
        ...

    def still(self, clip: Path, facts: ClipFacts, width: int, height: int, target: Path) -> Detail:
        """Write a frame from the middle of a clip as PNG of exactly width x height.

        Returns:
            `{"width", "height", "blank": bool}`.
        """
        ...

    def join(
        self,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        tracks: Tracks,
        output: Picture,
        target: Path,
    ) -> Detail:
        """Join strips by stream copy, write an MP4 with its index first and nothing encoded.

        Args:
            picture: segments, each repeated as often as it says.
            sound: AAC, all with the same settings; as long as the picture, to a packet.
            tracks: captions and chapters.
            output: size and rate of the segments.
        """
        ...

    def measure(
        self,
        master: Path,
        captioned: Captioned,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
    ) -> Measurement:
        """Decode the whole file once and say what it holds, and how its captions stand in it.

        Args:
            captioned: what it should show and say.
            picture: the strips it was joined from. When some of them, or of `sound`, repeat, they
                are decoded, twice at most each, and the master's packets compared with theirs.
            sound: the same for its sound.
        """
        ...


class Designer(Lettering, Protocol):
    """Makes the stills a person looks at, and knows how wide letters are drawn."""

    def thumbnail(
        self, picture: Path, title: str, look: Thumbnail, width: int, height: int, target: Path
    ) -> Detail:
        """Write a JPEG under 2 MB with the title in legible type, laid out as the look says."""
        ...

    def poster(self, master: Path, at_seconds: float, target: Path) -> Detail:
        """Write one frame of the master as JPEG."""
        ...

    def placard(self, picture: Path, width: int, height: int, target: Path) -> Detail:
        """Write a given picture as PNG of exactly width x height, as a folder's pictures are fitted.

        Raises:
            BadInput: it cannot be read.
        """
        ...

    def contact_sheet(
        self, pictures: Sequence[Path], labels: Sequence[str], target: Path
    ) -> Detail:
        """Write all pictures as one JPEG, small, in order, labelled."""
        ...

    def waveform(self, sound: Path, cues: Sequence[Cue], target: Path) -> Detail:
        """Write the sound's level over time as PNG."""
        ...


class Outlet(Protocol):
    """A place where posts go."""

    name: str

    def has(self, post: Mapping[str, str]) -> bool:
        """Whether what `publish` once answered for still stands there."""
        ...

    def publish(
        self, video_id: str, files: Mapping[str, Path], sha256: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Publish, or bring up to date what is published; return at least `{"post_id", "url"}`.

        Args:
            video_id: whose files these are.
            files: local paths by the names the verdict uses: `master.mp4`, `thumbnail.jpg`,
                `captions.srt`, `captions.vtt`, `listing.json`, `dossier.json`.
            sha256: the hash each of them was released with; nothing else may be sent.

        Raises:
            PermanentError: a file is not what was released, or the place cannot take it.
        """
        ...
