"""A factory with one finished video in it."""

import io
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import dagster as dg
from PIL import Image

from factory.channel.channel import Channel
from factory.ports import Appointments, FollowUps, Outlet, Outlets
from factory.records import FileRef
from factory_assets.publishing.uploads import upload_to
from resources.catalogue.catalogue import Catalogue
from resources.images.perceptual_hash import PerceptualHashes
from resources.outlets.installed import NoFollowUps
from resources.storage.disk_store import DiskStore
from resources.storage.s3_store import S3Store
from tests.fakes.credentials import FakeCredentials
from tests.fakes.manifests import (
    VIDEO_ID,
    a_listing,
    a_narration,
    a_script,
    some_captions,
    some_visuals,
)
from tests.fakes.outlets import FakeOutlet
from tests.fakes.render_manifests import a_measurement, a_render

PUBLISHED = [
    "captions.srt",
    "captions.vtt",
    "dossier.html",
    "dossier.json",
    "listing.json",
    "listing.txt",
]


def a_picture(word: str) -> bytes:
    """Return a small PNG, another one for every word."""
    pixels = b"".join(sha256(f"{word} {row}".encode()).digest() for row in range(32))
    target = io.BytesIO()
    Image.frombytes("L", (32, 32), pixels).save(target, "PNG")
    return target.getvalue()


NOT_HERE = "elsewhere"
outbox = upload_to("outbox", "A folder ready for upload by hand.")


@dataclass
class OneOutlet:
    """The outlets, if there were only this one and two that nothing goes to, one of them on this machine."""

    there: Outlet
    followed: FollowUps
    appointed: Appointments | None

    def outlet(self, name: str) -> Outlet:
        if name == self.there.name:
            return self.there
        if name == NOT_HERE:
            return FakeOutlet()
        assert name == "youtube"
        return FakeOutlet(name=name)

    def follow_ups(self, name: str) -> FollowUps:
        return self.followed

    def appointments(self, name: str) -> Appointments | None:
        return self.appointed


class NoFiles:
    """The channel files, if there were none."""

    def all(self) -> dict[str, Channel]:
        return {}


@dataclass
class FinishedVideo:
    """One rendered video in a real store and catalogue, and the two assets that publish it."""

    store: DiskStore | S3Store
    catalogue: Catalogue
    outlet: Outlet
    folder: Path
    instance: dg.DagsterInstance
    followed: FollowUps = field(default_factory=NoFollowUps)
    appointed: Appointments | None = None
    credentials: FakeCredentials = field(default_factory=FakeCredentials)
    outlets: Outlets | None = None
    """In place of the one outlet."""

    def render(
        self, content: bytes = b"master", title: str = "", *, signed: bool = True, **measured
    ) -> FileRef:
        """Put a finished video into the store, as the stages before would."""
        write = self.store.write
        narration, visuals = a_narration(), some_visuals()
        for asset in visuals.assets:
            write(VIDEO_ID, asset.file.name, a_picture(asset.scene_id))
        captions = some_captions(
            narration,
            srt=write(VIDEO_ID, "captions.srt", b"1"),
            vtt=write(VIDEO_ID, "captions.vtt", b"WEBVTT"),
        )
        listing = a_listing(thumbnail=write(VIDEO_ID, "thumbnail.jpg", b"jpeg"))
        if title:
            listing = listing.model_copy(update={"title": title})
        master = write(VIDEO_ID, "master.mp4", content)
        if signed:
            self.credentials.signed(self.store.local(VIDEO_ID, "master.mp4"), VIDEO_ID)
        render = a_render(
            narration,
            visuals,
            captions,
            master=master,
            measurement=a_measurement(sha256=master.sha256, bytes=master.bytes, **measured),
        )
        for stage, name, manifest in (
            ("briefs", "brief.json", self.catalogue.briefs.newest(VIDEO_ID)),
            ("scripts", "script.json", a_script()),
            ("audio", "narration.json", narration),
            ("visuals", "visuals.json", visuals),
            ("captions", "captions.json", captions),
            ("listings", "listing.json", listing),
            ("renders", "render.json", render),
        ):
            file = write(VIDEO_ID, name, manifest.to_json())
            files = [file, master] if stage == "renders" else [file]
            self.catalogue.artifacts.record(VIDEO_ID, stage, files, provider=None, run_id=None)
        return master

    def materialise_brief(self) -> None:
        """Record the newest brief, as the stage `briefs` would, and nothing after it."""
        brief = self.store.write(
            VIDEO_ID, "brief.json", self.catalogue.briefs.newest(VIDEO_ID).to_json()
        )
        self.catalogue.artifacts.record(VIDEO_ID, "briefs", [brief], provider=None, run_id=None)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change words in a manifest by hand."""
        before = self.store.local(VIDEO_ID, name).read_bytes().decode()
        assert old in before
        self.store.write(VIDEO_ID, name, before.replace(old, new).encode())

    def materialise(self, *assets: dg.AssetsDefinition) -> dg.ExecuteInProcessResult:
        """Run the assets for the video as the UI's `Materialize` would."""
        return dg.materialize(
            list(assets),
            selection=list(assets),
            partition_key=VIDEO_ID,
            instance=self.instance,
            resources=self.resources,
            raise_on_error=False,
        )

    @property
    def resources(self) -> dict[str, Any]:
        """All that the two assets ask for, by name."""
        return {
            "store": self.store,
            "briefs": self.catalogue.briefs,
            "stages": self.catalogue.stages,
            "artifacts": self.catalogue.artifacts,
            "events": self.catalogue.events,
            "reviews": self.catalogue.reviews,
            "posts": self.catalogue.posts,
            "credentials": self.credentials,
            "costs": self.catalogue.costs,
            "switches": self.catalogue.settings,
            "waivers": self.catalogue.waivers,
            "likeness_records": self.catalogue.likeness_records,
            "picture_hashes": PerceptualHashes(),
            "outlets": self.outlets or OneOutlet(self.outlet, self.followed, self.appointed),
            "channels": NoFiles(),
            "timetable": self.catalogue.timetable,
            "post_changes": self.catalogue.post_changes,
            "live_posts": self.catalogue.live_posts,
            "origins": self.catalogue.origins,
        }

    @property
    def published(self) -> list[str]:
        """What the outbox shows."""
        if not self.folder.exists():
            return []
        return sorted(p.name for p in self.folder.rglob("*") if p.is_file())


def why(result: dg.ExecuteInProcessResult) -> str:
    """Return the words of the step that failed."""
    (failure,) = [e for e in result.all_events if e.is_step_failure]
    error = failure.step_failure_data.error
    assert error
    return f"{error.message} {error.cause.message if error.cause else ''}"
