"""Evidence: everything a verdict is judged from, as it is at this moment."""

from hashlib import sha256

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.listing.listing import Listing
from factory.master.render import Render
from factory.pictures.visuals import Visuals
from factory.presets.formats import Format
from factory.records import FileRef, Payload, Provider
from factory.reviews.decision import Review
from factory.script.script import Script
from factory.speech.narration import Narration

LISTING_NAME = "listing.json"


class Evidence(Payload):
    """The manifests of one video, the newest decision about it, and what its files hash to now."""

    accepted: AcceptedBrief
    profile: Format
    script: Script
    narration: Narration
    visuals: Visuals
    captions: Captions
    listing: Listing
    render: Render
    review: Review | None
    """The newest decision about this master."""
    hashes: dict[str, str]
    """SHA-256 of every file to be published but the dossier, read from disk now, by name."""

    @property
    def media(self) -> tuple[FileRef, ...]:
        """The files to be published that manifests name: master, thumbnail, and captions if any."""
        captions = (self.captions.srt, self.captions.vtt) if self.captions.cues else ()
        return (self.render.master, self.listing.thumbnail, *captions)

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
