"""Evidence: everything a video is judged from, as far as it is made at this moment."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Self, TypeVar

from pydantic import Field

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.copy_detection.likeness_record import LikenessRecord
from factory.errors import PermanentError
from factory.listing.listing import Listing
from factory.listing.platform_limits import YOUTUBE, Platform
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.provenance.credentials import Credentials
from factory.records import FileRef, Payload, Provider
from factory.reviews.decision import Review
from factory.rules.waiver import Waiver
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.video_formats.formats import Format

LISTING_NAME = "listing.json"


Manifest = Script | Narration | Visuals | Captions | Listing | Render
"""What a stage leaves behind about its work."""

M = TypeVar("M", Script, Narration, Visuals, Captions, Listing, Render)


class Evidence(Payload):
    """What there is of one video so far, the newest decision about it, and what its files hash to."""

    accepted: AcceptedBrief
    profile: Format
    manifests: tuple[Manifest, ...] = ()
    """One of each stage that is done."""
    review: Review | None = None
    """The newest decision about this master."""
    hashes: dict[str, str] = Field(default_factory=dict[str, str])
    """SHA-256 of every file to be published but the dossier, read from disk now, by name."""
    waivers: tuple[Waiver, ...] = ()
    """What people answer for; each for what it was given for alone."""
    likeness_record: LikenessRecord | None = None
    """By what it is known again; None before its release is judged."""
    earlier: tuple[LikenessRecord, ...] = ()
    """The videos that came before it, of its channel and of its tenant's others, newest first;
    of its own story none."""
    credentials: Credentials | None = None
    """What is signed in the master, read from disk now; None where nobody has looked."""
    cut_credentials: Credentials | None = None
    """The same of the cut for TikTok."""
    distributing: tuple[str, ...] = ()
    """Outlets of its channel where a post leaves this machine; none before it is rendered."""
    platform: Platform = YOUTUBE
    """Whose limits the listing must keep to."""

    @classmethod
    def of(cls, accepted: AcceptedBrief, *manifests: Manifest) -> Self:
        """Return the evidence of a video whose stages have left these manifests so far."""
        return cls(accepted=accepted, profile=accepted.profile, manifests=manifests)

    def has(self, kind: type[Manifest]) -> bool:
        """Whether the stage that leaves such a manifest is done."""
        return any(isinstance(manifest, kind) for manifest in self.manifests)

    def check_made(self, kinds: Iterable[type[Manifest]], attempted: str) -> None:
        """Return only if there is a manifest of each kind.

        Raises:
            PermanentError: one is not there yet; says what was attempted, and which.
        """
        missing = [kind.__name__ for kind in kinds if not self.has(kind)]
        if missing:
            made = ", ".join(type(manifest).__name__ for manifest in self.manifests)
            raise PermanentError(
                f"{self.accepted.video_id}: {attempted}: there is no {' and no '.join(missing)} "
                f"among what is made ({made or 'nothing'}); materialise that stage first"
            )

    def _made(self, kind: type[M]) -> M:
        self.check_made((kind,), "its evidence cannot be read")
        return next(manifest for manifest in self.manifests if isinstance(manifest, kind))

    @property
    def script(self) -> Script:
        """What the video says and shows."""
        return self._made(Script)

    @property
    def narration(self) -> Narration:
        """How it is spoken."""
        return self._made(Narration)

    @property
    def visuals(self) -> Visuals:
        """Its pictures and clips."""
        return self._made(Visuals)

    @property
    def captions(self) -> Captions:
        """Its spoken words on time."""
        return self._made(Captions)

    @property
    def listing(self) -> Listing:
        """What it is published under."""
        return self._made(Listing)

    @property
    def render(self) -> Render:
        """Its master, and what was measured in it."""
        return self._made(Render)

    @property
    def video_seconds(self) -> float | None:
        """How long it is: measured, else as narrated; None as long as nobody knows."""
        if self.has(Render):
            return self.render.measurement.video_seconds
        return self.narration.seconds if self.has(Narration) else None

    @property
    def media(self) -> tuple[FileRef, ...]:
        """The files to be published that manifests name: master, cut if any, thumbnail, captions if any."""
        captions = (self.captions.srt, self.captions.vtt) if self.captions.cues else ()
        cut = (self.render.cut.file,) if self.render.cut else ()
        return (self.render.master, *cut, self.listing.thumbnail, *captions)

    @property
    def listing_file(self) -> FileRef:
        """The listing as the file that is published."""
        content = self.listing.to_json()
        return FileRef(
            name=LISTING_NAME,
            sha256=sha256(content).hexdigest(),
            bytes=len(content),
            media_type="application/json",
        )

    @property
    def files(self) -> tuple[FileRef, ...]:
        """Every file that any manifest names."""
        bed = self.narration.bed
        return (
            *self.media,
            self.render.poster,
            self.render.contact_sheet,
            self.narration.file,
            *([bed.file] if bed else []),
            *(asset.file for asset in self.visuals.assets),
            *(insert.file for insert in self.narration.inserts.shown),
        )

    @property
    def makers(self) -> tuple[Provider, ...]:
        """Who made what a viewer sees, hears and is told; each once, in order of the work."""
        bed = self.narration.bed
        everyone = (
            *self.script.makers,
            *((self.narration.provider,) if self.narration.spoken else ()),
            *((bed.provider,) if bed else ()),
            *(asset.provider for asset in self.visuals.assets),
            *(insert.provider for insert in self.narration.inserts.shown),
        )
        return tuple(dict.fromkeys(everyone))

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Every provider, each once."""
        return tuple(dict.fromkeys((*self.makers, self.listing.provider, self.render.provider)))
