"""No path publishes what was not released: real catalogue, real store, real outbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree

import dagster as dg
import pytest

from factory.records import FileRef
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import outbox
from factory_assets.stage.partitions import VIDEOS_NAME
from resources.catalogue.catalogue import PostgresCatalogue, open_catalogue
from resources.home.outbox import OutboxOutlet
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import (
    VIDEO_ID,
    a_channel,
    a_listing,
    a_measurement,
    a_narration,
    a_render,
    a_review,
    a_script,
    an_accepted_brief,
    some_captions,
    some_visuals,
)

PUBLISHED = ["captions.srt", "captions.vtt", "dossier.json", "listing.json", "listing.txt"]


@dataclass
class House:
    """One rendered video in a real store and catalogue, and the two assets that publish it."""

    store: DiskStore
    catalogue: PostgresCatalogue
    outlet: OutboxOutlet
    folder: Path
    instance: dg.DagsterInstance

    def render(self, content: bytes = b"master", title: str = "", **measured) -> FileRef:
        """Put a finished video into the store, as the stages before would."""
        write = self.store.write
        narration, visuals = a_narration(), some_visuals()
        captions = some_captions(
            narration,
            srt=write(VIDEO_ID, "captions.srt", b"1"),
            vtt=write(VIDEO_ID, "captions.vtt", b"WEBVTT"),
        )
        listing = a_listing(thumbnail=write(VIDEO_ID, "thumbnail.jpg", b"jpeg"))
        if title:
            listing = listing.model_copy(update={"title": title})
        master = write(VIDEO_ID, "master.mp4", content)
        render = a_render(
            narration,
            visuals,
            captions,
            master=master,
            measurement=a_measurement(sha256=master.sha256, bytes=master.bytes, **measured),
        )
        for stage, name, manifest in (
            ("briefs", "brief.json", self.catalogue.brief(VIDEO_ID)),
            ("scripts", "script.json", a_script()),
            ("audio", "narration.json", narration),
            ("visuals", "visuals.json", visuals),
            ("captions", "captions.json", captions),
            ("listings", "listing.json", listing),
            ("renders", "render.json", render),
        ):
            file = write(VIDEO_ID, name, manifest.to_json())
            self.catalogue.record(VIDEO_ID, stage, [file], provider=None, run_id=None)
        return master

    def materialise_brief(self) -> None:
        """Record the newest brief, as the stage `briefs` would, and nothing after it."""
        brief = self.store.write(VIDEO_ID, "brief.json", self.catalogue.brief(VIDEO_ID).to_json())
        self.catalogue.record(VIDEO_ID, "briefs", [brief], provider=None, run_id=None)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change words in a manifest by hand."""
        before = self.store.read(VIDEO_ID, name).decode()
        assert old in before
        self.store.write(VIDEO_ID, name, before.replace(old, new).encode())

    def materialise(self, *assets: dg.AssetsDefinition) -> dg.ExecuteInProcessResult:
        """Run the assets for the video as the UI's `Materialize` would."""
        return dg.materialize(
            list(assets),
            selection=list(assets),
            partition_key=VIDEO_ID,
            instance=self.instance,
            resources={
                "store": self.store,
                "catalogue": self.catalogue,
                "outbox_outlet": self.outlet,
            },
            raise_on_error=False,
        )

    @property
    def published(self) -> list[str]:
        """What the outbox shows."""
        if not self.folder.exists():
            return []
        return sorted(p.name for p in self.folder.rglob("*") if p.is_file())


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    catalogue = open_catalogue(database_url)
    catalogue.accept(an_accepted_brief())
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO_ID])
        outlet = OutboxOutlet(tmp_path / "outbox")
        store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
        yield House(store, catalogue, outlet, tmp_path / "outbox", instance)
    catalogue.engine.dispose()


def why(result: dg.ExecuteInProcessResult) -> str:
    """Return the words of the step that failed."""
    (failure,) = [e for e in result.all_events if e.is_step_failure]
    error = failure.step_failure_data.error
    assert error
    return f"{error.message} {error.cause.message if error.cause else ''}"


def test_a_sound_video_is_released_and_published_whole(house: House):
    house.render()
    assert house.materialise(releases, outbox).success
    assert house.published == [*PUBLISHED, "thumbnail.jpg", "video.mp4"]
    assert (house.folder / VIDEO_ID / "video.mp4").read_bytes() == b"master"


def test_the_upload_alone_refuses_a_video_without_a_verdict(house: House):
    house.render()
    result = house.materialise(outbox)
    assert not result.success
    assert "verdict.json" in why(result)
    assert house.published == []


def test_a_refused_release_names_every_reason_and_the_upload_alone_refuses_too(house: House):
    house.render(faststart=False, decode_errors=3)
    refused = house.materialise(releases)
    assert not refused.success
    assert "faststart" in why(refused) or "index" in why(refused)
    assert "decode" in why(refused)
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_file_edited_after_the_release_is_not_published(house: House):
    house.render()
    assert house.materialise(releases).success
    house.store.write(VIDEO_ID, "master.mp4", b"something else")
    result = house.materialise(outbox)
    assert not result.success
    assert "master.mp4" in why(result)
    assert house.published == []


@pytest.mark.parametrize("name", ["thumbnail.jpg", "captions.srt", "listing.json", "dossier.json"])
def test_nor_is_anything_that_goes_with_it(house: House, name: str):
    house.render()
    assert house.materialise(releases).success
    house.store.write(VIDEO_ID, name, b"{}")
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_new_render_after_the_release_needs_a_new_verdict(house: House):
    house.render()
    assert house.materialise(releases).success
    house.render(b"a newer master")
    assert not house.materialise(outbox).success
    assert house.published == []
    assert house.materialise(releases, outbox).success
    assert (house.folder / VIDEO_ID / "video.mp4").read_bytes() == b"a newer master"


def test_a_broken_render_after_a_good_release_is_refused_whatever_passed_before(house: House):
    house.render()
    assert house.materialise(releases).success
    house.render(b"broken", decode_errors=9)
    assert not house.materialise(releases, outbox).success
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_master_swapped_for_another_released_ones_bytes_is_refused(house: House):
    first = house.render(b"first")
    assert house.materialise(releases).success
    house.render(b"second")
    house.store.write(VIDEO_ID, "master.mp4", b"first")
    result = house.materialise(releases)
    assert not result.success
    assert first.sha256[:12] in why(result)


def test_an_approval_withdrawn_after_the_release_stops_the_upload(house: House):
    master = house.render()
    assert house.materialise(releases).success
    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    house.catalogue.decide(rejection)
    assert not house.materialise(outbox).success
    assert house.published == []


def test_where_a_person_must_decide_nothing_is_released_before(house: House):
    house.catalogue.accept(an_accepted_brief(a_channel(review="required"), notes="strict"))
    master = house.render()
    waiting = house.materialise(releases, outbox)
    assert not waiting.success
    assert "review" in why(waiting)
    house.catalogue.decide(a_review(master_sha256="0" * 64, reviewer="mara"))
    assert not house.materialise(releases, outbox).success
    house.catalogue.decide(a_review(master_sha256=master.sha256, reviewer="mara"))
    assert house.materialise(releases, outbox).success


def test_a_direct_call_refuses_like_the_ui(house: House):
    house.render()
    context = dg.build_asset_context(partition_key=VIDEO_ID, instance=house.instance)
    with pytest.raises(dg.Failure, match=r"verdict\.json"):
        outbox(
            context,
            catalogue=house.catalogue,
            store=house.store,
            outbox_outlet=house.outlet,
        )
    assert house.published == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("brief.json", '"review": "required"', '"review": "automatic"'),
        ("narration.json", '"voice"', '"voices"'),
        ("render.json", '"faststart": false', '"faststart": true'),
    ],
)
def test_a_manifest_edited_by_hand_is_not_believed(house: House, name: str, old: str, new: str):
    house.catalogue.accept(an_accepted_brief(a_channel(review="required"), notes="strict"))
    master = house.render(faststart=False)
    house.catalogue.decide(a_review(master_sha256=master.sha256, reviewer="mara"))
    house.edit(name, old, new)
    result = house.materialise(releases, outbox)
    assert name in why(result)
    assert house.published == []


def test_nor_is_a_verdict_edited_by_hand(house: House):
    house.render(faststart=False)
    assert not house.materialise(releases).success
    house.edit("verdict.json", '"released": false', '"released": true')
    result = house.materialise(outbox)
    assert "verdict.json" in why(result)
    assert house.published == []


def test_a_channel_that_asks_for_review_meanwhile_stops_the_upload(house: House):
    house.render()
    assert house.materialise(releases).success
    house.catalogue.accept(an_accepted_brief(a_channel(review="required")))
    assert "revised" in why(house.materialise(outbox))
    house.materialise_brief()
    assert "revised after the verdict" in why(house.materialise(outbox))
    assert house.published == []


def test_nothing_is_published_before_the_time_the_brief_asks_for(house: House):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    house.catalogue.accept(an_accepted_brief(publish_at=tomorrow))
    house.render()
    assert house.materialise(releases).success
    assert tomorrow.isoformat() in why(house.materialise(outbox))
    assert house.published == []


def test_a_corrected_listing_goes_out_with_the_same_master_in_the_same_post(house: House):
    house.render()
    assert house.materialise(releases, outbox).success
    house.render(title="A better title")
    assert house.materialise(releases, outbox).success
    assert "A better title" in (house.folder / VIDEO_ID / "listing.txt").read_text()
    (post,) = house.catalogue.show(VIDEO_ID).posts
    assert post.attempts == 2


def test_a_folder_that_was_deleted_is_published_again(house: House):
    house.render()
    assert house.materialise(releases, outbox).success
    rmtree(house.folder / VIDEO_ID)
    assert house.materialise(outbox).success
    assert "video.mp4" in house.published


def test_publishing_twice_makes_one_post(house: House):
    house.render()
    assert house.materialise(releases, outbox).success
    assert house.materialise(outbox).success
    assert len(house.catalogue.show(VIDEO_ID).posts) == 1
