"""One act for many videos: whom it does not apply to is left alone, and named with the reason."""

import hashlib

import pytest

from desk.actions.publishing.bulk import bulk
from desk.actions.publishing.reviews import decide
from factory.errors import BadInput
from factory.reviews.viewing import Note, Viewing
from tests.fakes.catalogued import VOICE, accepted, file_ref
from wiring.factory import Factory


def rendered(factory: Factory, video_id: str) -> str:
    """Make a video that waits for a decision; return its master's SHA-256."""
    master = hashlib.sha256(video_id.encode()).hexdigest()
    factory.catalogue.briefs.accept(accepted(video_id))
    for stage in ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders"):
        with factory.catalogue.stages.stage(video_id, stage, "run"):
            pass
    file = file_ref("master.mp4", master)
    factory.catalogue.artifacts.record(video_id, "renders", [file], provider=VOICE, run_id="run")
    factory.store.write(video_id, "master.mp4", b"a master")
    return master


def status(factory: Factory, video_id: str) -> str:
    return factory.catalogue.reports.show(video_id).status


def test_what_waits_is_approved_at_once_and_the_rest_is_left_alone_and_named(
    idle_factory: Factory,
):
    seen = {name: rendered(idle_factory, name) for name in ("a-video", "b-video", "c-video")}
    idle_factory.catalogue.briefs.accept(accepted("d-video"))
    chosen = {**seen, "c-video": "0" * 64, "d-video": "", "e-video": ""}
    done = bulk(idle_factory, "approve", chosen, "Ada")
    assert done.done == ("a-video", "b-video")
    assert {one.video_id: one.why.split(",")[0] for one in done.left} == {
        "c-video": "another master or listing lies there than was shown; look at that one",
        "d-video": "it is pending",
        "e-video": "there is no video e-video; `factory list` shows those there are",
    }
    assert [status(idle_factory, name) for name in seen] == ["queued", "queued", "awaiting_review"]


def test_a_hold_parks_a_video_that_can_still_be_decided(idle_factory: Factory):
    seen = rendered(idle_factory, "a-video")
    assert bulk(idle_factory, "hold", {"a-video": seen}, "Ada").done == ("a-video",)
    assert status(idle_factory, "a-video") == "held"
    with pytest.raises(BadInput, match="why not is not said"):
        bulk(idle_factory, "reject", {"a-video": seen}, "Ada")
    assert bulk(idle_factory, "reject", {"a-video": seen}, "Ada", "Dull.").done == ("a-video",)
    assert status(idle_factory, "a-video") == "rejected"


def test_changes_are_asked_for_with_a_reason_and_a_click_that_arrives_twice_counts_once(
    idle_factory: Factory,
):
    seen = rendered(idle_factory, "a-video")
    with pytest.raises(BadInput, match="why not is not said"):
        decide("a-video", "changes", seen, " ")
    viewing = Viewing(notes=(Note(at=12.5, words="Too dark."),), played=((0, 10),))
    for _ in range(2):
        decide("a-video", "changes", seen, "", viewing)
    video = idle_factory.catalogue.reports.show("a-video")
    assert video.status == "changes_asked"
    assert [review.notes for review in video.reviews] == [viewing.notes]


def test_deleting_and_calling_off_leave_alone_what_they_may_not_touch(idle_factory: Factory):
    rendered(idle_factory, "a-video")
    idle_factory.catalogue.launches.request("a-video", "publish", "test", by="test")
    again = bulk(idle_factory, "again", {"a-video": ""}, "Ada")
    assert "only what failed or was called off" in again.left[0].why
    assert bulk(idle_factory, "cancel", {"a-video": ""}, "Ada").done == ("a-video",)
    assert bulk(idle_factory, "delete", {"a-video": ""}, "Ada").done == ("a-video",)
    assert status(idle_factory, "a-video") == "deleted"


@pytest.mark.parametrize(("act", "chosen"), [("burn", {"a": ""}), ("again", {})])
def test_an_act_that_there_is_not_or_without_videos_is_refused(
    idle_factory: Factory, act: str, chosen: dict[str, str]
):
    with pytest.raises(BadInput, match="unknown|0 videos"):
        bulk(idle_factory, act, chosen, "Ada")
