"""What stays unpublished however it is asked for, and what goes out again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from shutil import rmtree

import dagster as dg
import pytest

from factory_assets.publishing.releases import releases
from tests.end_to_end.finished_video import NOT_HERE, FinishedVideo, outbox, why
from tests.fakes.manifests import VIDEO_ID, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review


def test_a_direct_call_refuses_like_the_ui(house: FinishedVideo):
    house.render()
    context = dg.build_asset_context(partition_key=VIDEO_ID, instance=house.instance)
    with pytest.raises(dg.Failure, match=r"verdict\.json"):
        asked = outbox.required_resource_keys & house.resources.keys()
        upload = outbox(context, **{name: house.resources[name] for name in asked})
        assert isinstance(upload, Iterator)
        next(upload)
    assert house.published == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("brief.json", '"review": "required"', '"review": "automatic"'),
        ("narration.json", '"voice"', '"voices"'),
        ("render.json", '"faststart": false', '"faststart": true'),
    ],
)
def test_a_manifest_edited_by_hand_is_not_believed(
    house: FinishedVideo, name: str, old: str, new: str
):
    house.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required"), notes="strict"))
    master = house.render(faststart=False)
    house.catalogue.reviews.decide(a_review(master_sha256=master.sha256, reviewer="mara"))
    house.edit(name, old, new)
    result = house.materialise(releases, outbox)
    assert name in why(result)
    assert house.published == []


def test_nor_is_a_verdict_edited_by_hand(house: FinishedVideo):
    house.render(faststart=False)
    assert not house.materialise(releases).success
    house.edit("verdict.json", '"released": false', '"released": true')
    result = house.materialise(outbox)
    assert "verdict.json" in why(result)
    assert house.published == []


def test_a_channel_that_asks_for_review_meanwhile_stops_the_upload(house: FinishedVideo):
    house.render()
    assert house.materialise(releases).success
    house.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required")))
    assert "revised" in why(house.materialise(outbox))
    house.materialise_brief()
    assert "revised after the verdict" in why(house.materialise(outbox))
    assert house.published == []


def test_nothing_is_published_before_the_time_the_brief_asks_for(house: FinishedVideo):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    house.catalogue.briefs.accept(an_accepted_brief(publish_at=tomorrow))
    house.render()
    assert house.materialise(releases).success
    assert tomorrow.isoformat() in why(house.materialise(outbox))
    assert house.published == []


def test_a_corrected_listing_goes_out_with_the_same_master_in_the_same_post(house: FinishedVideo):
    house.render()
    assert house.materialise(releases, outbox).success
    house.render(title="A better title")
    assert house.materialise(releases, outbox).success
    assert "A better title" in (house.folder / VIDEO_ID / "listing.txt").read_text()
    (post,) = house.catalogue.reports.show(VIDEO_ID).posts
    assert post.attempts == 2


def test_a_folder_that_was_deleted_is_published_again(house: FinishedVideo):
    house.render()
    assert house.materialise(releases, outbox).success
    rmtree(house.folder / VIDEO_ID)
    assert house.materialise(outbox).success
    assert "video.mp4" in house.published


def test_a_file_damaged_in_the_outbox_is_mended_from_the_store_and_said(house: FinishedVideo):
    house.render()
    assert house.materialise(releases, outbox).success
    (house.folder / VIDEO_ID / "video.mp4").write_bytes(b"masteR")
    mended = house.materialise(outbox)
    assert mended.success
    assert (house.folder / VIDEO_ID / "video.mp4").read_bytes() == b"master"
    (told,) = mended.asset_materializations_for_node("uploads__outbox")
    assert told.metadata["mended"].value == "video.mp4 is changed"


def test_a_channel_that_names_other_outlets_sends_nothing_to_this_one(house: FinishedVideo):
    house.catalogue.briefs.accept(an_accepted_brief(a_channel(outlets=(NOT_HERE,))))
    house.render()
    assert house.materialise(releases, outbox).success
    assert house.published == []
    assert not house.catalogue.reports.show(VIDEO_ID).posts


def test_publishing_twice_makes_one_post(house: FinishedVideo):
    house.render()
    assert house.materialise(releases, outbox).success
    assert house.materialise(outbox).success
    assert len(house.catalogue.reports.show(VIDEO_ID).posts) == 1
