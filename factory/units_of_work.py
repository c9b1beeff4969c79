"""Units of work: the smallest things that cost money or minutes, as the journal knows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Protocol, Self, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from factory.errors import CleanedAway, PermanentError
from factory.fingerprint import fingerprint
from factory.records import Payload, Provider


class UnitDetail(Payload):
    """What is known of a unit's result beside its bytes; a kind of unit has a record of its own.

    A field that may be missing has None as its default, and is not stored then. What earlier
    versions stored and nobody reads any more is passed over.
    """

    model_config = ConfigDict(extra="ignore", ser_json_inf_nan="constants")

    cost_usd: Annotated[Decimal, Field(allow_inf_nan=True)] | None = None
    """What a vendor really charged, in dollars; None where it does not say, or nothing."""

    def stored(self) -> dict[str, Any]:
        """Return it as the journal keeps it: JSON values, what is missing left out."""
        optional = {
            name
            for name, field in type(self).model_fields.items()
            if field.default is None and not field.is_required()
        }
        data: dict[str, Any] = self.model_dump(mode="json")
        return {
            name: value for name, value in data.items() if value is not None or name not in optional
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Return what `stored` gave; a unit's charge is kept in the ledger and not read from here.

        Raises:
            ValidationError: it is no detail of this kind.
        """
        return cls.model_validate({name: stored[name] for name in stored if name != "cost_usd"})


D = TypeVar("D", bound=UnitDetail)


class Notes(Protocol):
    """What a unit of work wants remembered before it is done: a vendor's job ID."""

    def get(self) -> dict[str, Any]:
        """Return what an earlier attempt noted, or {}: then nothing was begun."""
        ...

    def put(self, facts: Mapping[str, Any]) -> None:
        """Keep these facts in place of the earlier ones, at once; {} says the job is no more.

        Raises:
            TransientError: somebody else has taken this unit over.
        """
        ...


@dataclass(frozen=True, slots=True)
class Resumable:
    """Work that a vendor goes on with by itself, whoever waits for it.

    `do` looks whether a job was noted; if not, it submits one and notes it; then it polls. A unit
    with notes is never in doubt: whoever does it next goes on with the same job, and its charge
    stays reserved. Notes are cleared by success, and by any error that is permanent or `charged`;
    for a job that failed without a charge, `do` puts {} and raises a TransientError.
    """

    do: Callable[[Path, Notes], UnitDetail]


Do = Callable[[Path], UnitDetail] | Resumable
"""Make the result at the given scratch path (it does not exist yet) and return its detail."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A finished piece of picture or sound, and how often it stands in the master in a row."""

    path: Path
    """Closed H.264 in MP4; or AAC in ADTS (`.aac`), 48 kHz stereo, cut on packet borders."""
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Tracks:
    """What a master holds beside picture and sound."""

    language: str
    """BCP 47 code of the sound and the captions."""
    captions: Path | None = None
    """A WebVTT file that becomes a track of its own."""
    chapters: tuple[tuple[float, str], ...] = ()
    """Where each begins, in seconds, and its title; in order, the first at 0."""
    room_bytes: int = 0
    """Free space left before the media, for what is signed in it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of work, before it is done."""

    video_id: str
    stage: str
    kind: str
    """speech, picture, bed, segment, sound, master, measurement, ..."""
    label: str
    """For people: `sentence 3 of 11`."""
    recipe: Mapping[str, Any]
    """All that decides the result; JSON values only."""
    suffix: str
    """File ending of the result, with its dot."""
    provider: Provider
    channel: str = ""
    """Who pays for what is made for no video."""
    estimate_usd: Decimal = Decimal(0)
    """What it will cost at most, as `PriceBook.usd` says; set aside before it is begun."""

    @property
    def fingerprint(self) -> str:
        """The identity of the result, the same in every video that asks for it."""
        return fingerprint(self.kind, self.recipe)


@dataclass(frozen=True, slots=True)
class Done:
    """One unit of work, done now or before."""

    fingerprint: str
    file: Path | None
    """Where its result lies on this machine; None where it was cleaned away and only recalled."""
    sha256: str
    bytes: int
    reused: bool
    """True when nothing had to be made and nothing was paid."""
    cost_usd: float = 0.0
    detail: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """As the journal keeps it; `read` gives it its names."""

    @property
    def path(self) -> Path:
        """A local, read-only copy of the result; never write to it.

        Raises:
            CleanedAway: there is none any more.
        """
        if self.file is None:
            raise CleanedAway(
                f"unit {self.fingerprint[:12]} was done, and its file was cleaned away since; ask for "
                "it anew"
            )
        return self.file

    def read(self, kind: type[D]) -> D:
        """Return the detail as the record of its kind of unit, whichever version stored it.

        Raises:
            PermanentError: it is no such record.
        """
        try:
            return kind.from_stored(self.detail)
        except ValidationError as error:
            raise PermanentError(
                f"unit {self.fingerprint[:12]}: what is stored of it cannot be read as a "
                f"{kind.__name__}: {error}; delete its row in factory.work to have it made anew"
            ) from error
