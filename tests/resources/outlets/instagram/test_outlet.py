"""A video becomes one Reel, labelled, whatever answer gets lost and wherever a process is killed."""

import os
import signal
from pathlib import Path

import pytest

from factory.errors import (
    NoAccess,
    OutcomeUnknown,
    PermanentError,
    PublishingWaits,
    TransientError,
)
from resources.outlets.instagram.consent_check import InstagramVerification
from resources.outlets.instagram.takedown import InstagramTakedown
from tests.fakes.accounts import FileNotes
from tests.fakes.instagram import ACCOUNT, Reels, connected, some_reels
from tests.fakes.manifests import VIDEO_ID
from tests.fakes.outlets import NoNotes
from tests.fakes.paid_promotion import paid_for
from tests.fakes.vendors import Vendors


@pytest.fixture
def reels(vendors: Vendors, tmp_path: Path) -> Reels:
    return some_reels(vendors, tmp_path / "store", connected())


def publish(reels: Reels, notes: NoNotes) -> dict[str, str]:
    """Do all that is done to publish, as `PostgresPosts` does it."""
    post = dict(reels.outlet.begin(reels.publication, notes))
    if reels.outlet.look(reels.publication, post).state != "shown":
        post = dict(reels.outlet.finish(reels.publication, post))
    sight = reels.outlet.look(reels.publication, post, shown_before=True)
    assert (sight.state, sight.faults) == ("shown", ())
    return {**post, **sight.learned}


def test_nothing_is_out_before_it_is_shown_and_then_it_bears_its_label(reels: Reels):
    post = reels.outlet.begin(reels.publication, NoNotes())
    assert reels.outlet.look(reels.publication, post).state == "hidden"
    assert reels.there == []
    known = publish(reels, NoNotes())
    (there,) = reels.there
    assert (there["media"], there["asked"]["is_ai_generated"]) == (known["post_id"], "true")
    assert known["url"].startswith("https://www.instagram.com/reel/")


def test_what_somebody_pays_for_is_posted_there_by_hand(reels: Reels):
    with pytest.raises(PermanentError, match="by hand, from the outbox"):
        reels.outlet.begin(paid_for(reels.publication), NoNotes())
    assert reels.vendors.seen("instagram", "/media") == []


def test_a_disclosure_that_did_not_arrive_is_a_fault(reels: Reels):
    reels.fault("flag_dropped")
    post = reels.outlet.begin(reels.publication, NoNotes())
    post = reels.outlet.finish(reels.publication, post)
    (fault,) = reels.outlet.look(reels.publication, post, shown_before=True).faults
    assert fault == "is_ai_generated was sent as True and stands there as None"


@pytest.mark.parametrize("kind", ["drop", "lose", "short"])
def test_what_goes_wrong_in_mid_upload_costs_no_second_container(reels: Reels, kind: str):
    reels.fault(kind, "/ig-api-upload")
    publish(reels, NoNotes())
    orders = [one for one in reels.vendors.seen("instagram", "/media") if one["method"] == "POST"]
    assert (len(reels.there), len([o for o in orders if o["path"].endswith("/media")])) == (1, 1)


def test_a_container_found_published_after_a_lost_answer_is_done(reels: Reels):
    notes = NoNotes()
    post = reels.outlet.begin(reels.publication, notes)
    reels.fault("lose", "/media_publish")
    with pytest.raises(TransientError):
        reels.outlet.finish(reels.publication, post)
    assert publish(reels, notes)["post_id"] == reels.there[0]["media"]
    assert len(reels.there) == 1


def test_where_the_container_is_forgotten_the_newest_posts_are_looked_through(reels: Reels):
    notes = NoNotes()
    number = publish(reels, notes)["post_id"]
    container = notes.noted["container"]
    reels.fault("forgotten", container, times=2)
    assert reels.outlet.begin(reels.publication, notes)["container"] == container
    notes.put({**notes.noted, "begun_at": "2999-01-01T00:00:00+00:00"})
    with pytest.raises(OutcomeUnknown, match="factory posts resolve"):
        reels.outlet.begin(reels.publication, notes)
    assert [one["media"] for one in reels.there] == [number]


def test_a_container_that_is_over_was_not_published_and_another_is_begun(reels: Reels):
    notes = NoNotes()
    post = reels.outlet.begin(reels.publication, notes)
    reels.fault("expire", post["container"])
    assert "could not use it: EXPIRED" in reels.outlet.look(reels.publication, post).faults[0]
    publish(reels, notes)
    assert len(reels.there) == 1


def test_processing_is_waited_for_and_its_failure_is_told(reels: Reels):
    reels.fault("slow_processing", "/media", options={"polls": 1})
    reels.fault("processing_failed", "/media")
    post = reels.outlet.begin(reels.publication, NoNotes())
    assert reels.outlet.look(reels.publication, post).state == "underway"
    sight = reels.outlet.look(reels.publication, post)
    assert (sight.state, "frame rate of 15" in sight.faults[0]) == ("missing", True)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("used_up", PublishingWaits),
        ("rate_limit", PublishingWaits),
        ("their_fault", TransientError),
        ("no_permission", NoAccess),
        ("bad_parameter", PermanentError),
    ],
)
def test_a_refusal_before_the_first_byte_is_told_by_what_it_means(
    reels: Reels, kind: str, wanted: type[Exception]
):
    reels.fault(kind, "/content_publishing_limit")
    notes = NoNotes()
    with pytest.raises(wanted):
        reels.outlet.begin(reels.publication, notes)
    assert notes.noted == {}


def test_only_a_token_that_is_over_disconnects(reels: Reels):
    reels.fault("their_fault", "/content_publishing_limit")
    with pytest.raises(TransientError):
        reels.outlet.begin(reels.publication, NoNotes())
    reels.fault("token_ended", "/content_publishing_limit")
    with pytest.raises(NoAccess, match="factory connect instagram"):
        reels.outlet.begin(reels.publication, NoNotes())
    (grant,) = reels.accounts.grants.all()
    assert grant.refused_at


def test_killed_after_any_request_there_is_one_reel(vendors: Vendors, tmp_path: Path):
    grant = connected()
    for number in range(7):
        folder = tmp_path / str(number)
        reels = some_reels(vendors, folder, grant)
        vendors.forget()
        reels.fault("late", skip=number, options={"seconds": 0.2})
        notes = FileNotes(folder.with_suffix(".json"))
        child = os.fork()
        if not child:
            try:
                publish(reels, notes)
            finally:
                os._exit(0)
        while len(vendors.seen("instagram")) <= number:
            assert os.waitpid(child, os.WNOHANG) == (0, 0), "it ended before it was killed"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        publish(reels, notes)
        assert len(reels.there) == 1, number


def test_a_reel_is_taken_down_by_deleting_it_and_once_more_is_the_same(reels: Reels):
    post = publish(reels, NoNotes())
    channel, hiding = reels.publication.channel, InstagramTakedown(reels.accounts)
    looking = InstagramVerification(reels.accounts)
    assert channel
    looking.account(ACCOUNT)
    assert looking.there(ACCOUNT, [post["post_id"], "18000000000000001"]) == {post["post_id"]}
    reels.fault("no_delete_permission")
    with pytest.raises(NoAccess, match="instagram_manage_contents.*--by-hand instagram"):
        hiding.take_down(VIDEO_ID, channel, post)
    assert hiding.take_down(VIDEO_ID, channel, post) == "deleted"
    assert reels.there == []
    assert hiding.take_down(VIDEO_ID, channel, post) == "was gone already"
    assert looking.there(ACCOUNT, [post["post_id"]]) == frozenset()
    with pytest.raises(PermanentError, match="Business integrations"):
        looking.revoke(ACCOUNT)


def test_a_reel_that_is_not_shown_to_us_or_may_not_be_deleted_is_not_believed_to_be_gone(
    reels: Reels,
):
    post = publish(reels, NoNotes())
    channel, hiding = reels.publication.channel, InstagramTakedown(reels.accounts)
    looking, number = InstagramVerification(reels.accounts), post["post_id"]
    assert channel
    reels.fault("unknown_object", method="DELETE")
    with pytest.raises(NoAccess, match="it is still there.*--by-hand instagram"):
        hiding.take_down(VIDEO_ID, channel, post)
    reels.fault("unknown_object", times=3)
    with pytest.raises(NoAccess, match="nobody knows which of its Reels are gone"):
        hiding.take_down(VIDEO_ID, channel, post)
    reels.fault("unknown_object", times=2)
    with pytest.raises(NoAccess, match="nobody knows which of its Reels are gone"):
        looking.there(ACCOUNT, [number])
    assert looking.there(ACCOUNT, [number]) == {number}
