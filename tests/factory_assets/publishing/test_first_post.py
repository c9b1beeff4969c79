"""The video that a translation tells is found where it is out, on the same account, and gets its words."""

import hashlib
from pathlib import Path

import pytest

from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import PublishingWaits
from factory_assets.publishing.first_post import first_post
from resources.catalogue.catalogue import Catalogue
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import (
    VIDEO_ID,
    a_channel,
    a_listing,
    a_narration,
    a_script,
    an_accepted_brief,
)
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.fakes.render_manifests import a_review

TOLD = f"{VIDEO_ID}-de"
FIRST = hashlib.sha256(b"the first master").hexdigest()
OTHER = hashlib.sha256(b"another master, of other sentences").hexdigest()


def rendered(catalogue: Catalogue, store: DiskStore, master: bytes) -> None:
    file = store.write(VIDEO_ID, "master.mp4", master)
    with catalogue.stages.stage(VIDEO_ID, "renders", None):
        catalogue.artifacts.record(VIDEO_ID, "renders", [file], provider=None, run_id=None)


def accepted(catalogue: Catalogue, *, localised: bool) -> None:
    choices = YouTubeChoices(account="UC" + "a" * 22, localised=localised)
    channel = a_channel(outlets=("youtube",), youtube=choices)
    first = an_accepted_brief(channel)
    brief = first.brief.model_copy(update={"translates": VIDEO_ID, "language": "de"})
    told = {"video_id": TOLD, "brief": brief, "brief_sha256": "d" * 64}
    for one in (first, first.model_copy(update=told)):
        catalogue.briefs.accept(one)


def test_a_translation_knows_the_post_of_its_first_video_where_the_channel_wants_that(
    catalogue: Catalogue, tmp_path: Path
):
    store = DiskStore(tmp_path)
    parts = (catalogue.briefs, catalogue.artifacts, store, catalogue.live_posts)
    accepted(catalogue, localised=True)
    rendered(catalogue, store, b"the first master")
    for video_id, stage, name, manifest in (
        (VIDEO_ID, "audio", "narration.json", a_narration()),
        (VIDEO_ID, "listings", "listing.json", a_listing()),
        (TOLD, "scripts", "script.json", a_script(video_id=TOLD, language="de")),
    ):
        file = store.write(video_id, name, manifest.to_json())
        catalogue.artifacts.record(video_id, stage, [file], provider=None, run_id=None)
    with pytest.raises(PublishingWaits, match=f"waits until that is out at youtube.*{VIDEO_ID}"):
        first_post(TOLD, "youtube", *parts)
    catalogue.settings.change("distribution", True)
    outlet = FakeOutlet(name="youtube")
    post = catalogue.posts.post(a_publication(VIDEO_ID, FIRST), outlet, nothing)
    first = first_post(TOLD, "youtube", *parts)
    assert first and first.captions
    assert (first.video_id, first.post_id) == (VIDEO_ID, post["post_id"])
    assert first.captions.read_text().startswith("1\n00:00:00,")
    assert first_post(VIDEO_ID, "youtube", *parts) is None, "it translates nothing"
    rendered(catalogue, store, b"another master, of other sentences")
    with pytest.raises(PublishingWaits):
        first_post(TOLD, "youtube", *parts)  # what is heard now is not what is out
    catalogue.reviews.decide(a_review(master_sha256=OTHER, decision="rejected", note="dull"))
    assert first_post(TOLD, "youtube", *parts) is None, "the newer one will not go out"
    accepted(catalogue, localised=False)
    assert first_post(TOLD, "youtube", *parts) is None
