"""No path publishes what was not released: real catalogue, real store, real outbox."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from factory.ports import Publication
from factory.reviews.decision import Review
from factory.units_of_work import Notes
from factory_assets.publishing.releases import releases
from factory_assets.publishing.uploads import upload_to
from resources.catalogue.catalogue import Catalogue
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.end_to_end.finished_video import PUBLISHED, FinishedVideo, outbox, why
from tests.fakes.manifests import (
    VIDEO_ID,
    a_channel,
    a_narration,
    a_script,
    an_accepted_brief,
    some_visuals,
)
from tests.fakes.render_manifests import a_likeness_record, a_review


def test_a_sound_video_is_released_and_published_whole(house: FinishedVideo):
    house.render()
    assert house.materialise(releases, outbox).success
    assert house.published == [*PUBLISHED, "thumbnail.jpg", "video.mp4"]
    assert (house.folder / VIDEO_ID / "video.mp4").read_bytes() == b"master"


def test_an_outlet_that_was_decided_against_is_passed_over_and_the_others_publish(
    house: FinishedVideo,
):
    channel = a_channel(outlets=("outbox", "youtube"), review="required")
    house.catalogue.briefs.accept(an_accepted_brief(channel))
    master = house.render()
    for outlet, decision in (("outbox", "approved"), ("youtube", "rejected")):
        review = a_review(
            master_sha256=master.sha256, decision=decision, reviewer="mara", outlet=outlet
        )
        house.catalogue.reviews.decide(of_the_listing(house, review))
    assert house.materialise(releases, outbox, upload_to("youtube", "A channel.")).success
    assert "video.mp4" in house.published
    assert [post.outlet for post in house.catalogue.reports.show(VIDEO_ID).posts] == ["outbox"]


def test_the_upload_alone_refuses_a_video_without_a_verdict(house: FinishedVideo):
    house.render()
    result = house.materialise(outbox)
    assert not result.success
    assert "verdict.json" in why(result)
    assert house.published == []


def test_a_refused_release_names_every_reason_and_the_upload_alone_refuses_too(
    house: FinishedVideo,
):
    house.render(faststart=False, decode_errors=3)
    refused = house.materialise(releases)
    assert not refused.success
    assert "faststart" in why(refused) or "index" in why(refused)
    assert "decode" in why(refused)
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_master_that_nobody_signed_or_that_was_changed_since_is_refused(house: FinishedVideo):
    house.render(signed=False)
    refused = house.materialise(releases)
    assert not refused.success
    assert "changed after it was signed" in why(refused)
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_file_edited_after_the_release_is_not_published(house: FinishedVideo):
    house.render()
    assert house.materialise(releases).success
    house.store.write(VIDEO_ID, "master.mp4", b"something else")
    result = house.materialise(outbox)
    assert not result.success
    assert "master.mp4" in why(result)
    assert house.published == []


@pytest.mark.parametrize("name", ["thumbnail.jpg", "captions.srt", "listing.json", "dossier.json"])
def test_nor_is_anything_that_goes_with_it(house: FinishedVideo, name: str):
    house.render()
    assert house.materialise(releases).success
    house.store.write(VIDEO_ID, name, b"{}")
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_new_render_after_the_release_needs_a_new_verdict(house: FinishedVideo):
    house.render()
    assert house.materialise(releases).success
    house.render(b"a newer master")
    assert not house.materialise(outbox).success
    assert house.published == []
    assert house.materialise(releases, outbox).success
    assert (house.folder / VIDEO_ID / "video.mp4").read_bytes() == b"a newer master"


def test_a_broken_render_after_a_good_release_is_refused_whatever_passed_before(
    house: FinishedVideo,
):
    house.render()
    assert house.materialise(releases).success
    house.render(b"broken", decode_errors=9)
    assert not house.materialise(releases, outbox).success
    assert not house.materialise(outbox).success
    assert house.published == []


def test_a_master_swapped_for_another_released_ones_bytes_is_refused(house: FinishedVideo):
    first = house.render(b"first")
    assert house.materialise(releases).success
    house.render(b"second")
    house.store.write(VIDEO_ID, "master.mp4", b"first")
    result = house.materialise(releases)
    assert not result.success
    assert first.sha256[:12] in why(result)


def test_an_approval_withdrawn_after_the_release_stops_the_upload(house: FinishedVideo):
    master = house.render()
    assert house.materialise(releases).success
    rejection = a_review(
        master_sha256=master.sha256, decision="rejected", reviewer="mara", note="wrong name"
    )
    house.catalogue.reviews.decide(rejection)
    assert not house.materialise(outbox).success
    assert house.published == []


def test_where_a_person_must_decide_nothing_is_released_before(house: FinishedVideo):
    house.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required"), notes="strict"))
    master = house.render()
    waiting = house.materialise(releases, outbox)
    assert not waiting.success
    assert "review" in why(waiting)
    house.catalogue.reviews.decide(a_review(master_sha256="0" * 64, reviewer="mara"))
    assert not house.materialise(releases, outbox).success
    approval = a_review(master_sha256=master.sha256, reviewer="mara")
    house.catalogue.reviews.decide(of_the_listing(house, approval))
    assert house.materialise(releases, outbox).success


def test_a_copy_of_an_earlier_video_is_refused_and_the_upload_alone_refuses_too(
    house: FinishedVideo,
):
    earlier = an_accepted_brief(title="Another empire of string").model_copy(
        update={"video_id": "an-earlier-video"}
    )
    house.catalogue.briefs.accept(earlier)
    known = a_likeness_record(a_script(), a_narration(), some_visuals()).model_copy(
        update={"video_id": "an-earlier-video", "family": "an-earlier-video"}
    )
    house.catalogue.likeness_records.claim(known)
    house.render()
    refused = house.materialise(releases)
    assert "100% of the words" in why(refused)
    assert "as in an-earlier-video" in why(refused)
    assert "no copy of an earlier video" in why(house.materialise(outbox))
    assert house.published == []
    house.catalogue.withdrawals.delete("an-earlier-video", "mara")
    assert house.materialise(releases, outbox).success


class Interrupted(OutboxOutlet):
    """An outbox during whose copying something else happens."""

    def __init__(self, folder: Path, meanwhile: Callable[[], object]) -> None:
        super().__init__(folder)
        self.meanwhile = meanwhile

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        post = super().begin(publication, notes)
        self.meanwhile()
        return post


def a_rejection(house: FinishedVideo) -> None:
    newest = house.catalogue.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert newest
    house.catalogue.reviews.decide(
        a_review(master_sha256=newest.sha256, decision="rejected", reviewer="mara")
    )


def of_the_listing(house: FinishedVideo, review: Review) -> Review:
    listing = house.catalogue.artifacts.artifact(VIDEO_ID, "listings", "listing.json")
    assert listing
    return review.model_copy(update={"listing_sha256": listing.sha256})


def a_stricter_channel(house: FinishedVideo) -> None:
    house.catalogue.briefs.accept(an_accepted_brief(a_channel(review="required")))


def a_later_time(house: FinishedVideo) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    house.catalogue.briefs.accept(an_accepted_brief(publish_at=tomorrow))


def a_newer_master(house: FinishedVideo) -> None:
    house.render(b"a newer master")


def a_refusal(house: FinishedVideo) -> None:
    a_rejection(house)
    assert not house.materialise(releases).success


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (a_rejection, "rejected"),
        (a_stricter_channel, "revised"),
        (a_later_time, "revised"),
        (a_newer_master, "The master rendered last is"),
        (a_refusal, "may not be published"),
    ],
)
def test_what_is_decided_while_files_are_copied_leaves_nothing_in_the_outbox(
    house: FinishedVideo, meanwhile: Callable[[FinishedVideo], None], said: str
):
    house.render()
    assert house.materialise(releases).success
    house.outlet = Interrupted(house.folder, partial(meanwhile, house))
    result = house.materialise(outbox)
    assert said in why(result)
    assert list(house.folder.iterdir()) == []
    assert house.catalogue.reports.show(VIDEO_ID).posts[0].published_at is None


def test_a_process_killed_after_the_copying_publishes_nothing_and_the_next_one_tidies_up(
    house: FinishedVideo,
):
    house.render()
    assert house.materialise(releases).success
    child = os.fork()
    if not child:
        house.catalogue.engine.dispose(close=False)
        house.catalogue = Catalogue(house.catalogue.engine)  # its claims are this process's
        house.outlet = Interrupted(house.folder, lambda: os._exit(9))
        house.materialise(outbox)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [path.name for path in house.folder.iterdir()] == [f".{VIDEO_ID}.partial"]
    a_rejection(house)
    assert not house.materialise(outbox).success
    assert list(house.folder.iterdir()) == []
