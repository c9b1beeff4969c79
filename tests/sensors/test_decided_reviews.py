"""What is asked for when a person has decided: the release of what is approved, and nothing of what is not."""

import dagster as dg
import pytest
import sqlalchemy as sa

from sensors.decided_reviews import decided_reviews
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief
from tests.fakes.render_manifests import a_review
from tests.sensors.watch import Watch


def test_an_approval_asks_for_the_release_and_both_decisions_are_shown(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.catalogue.reviews.decide(
        a_review(listing_sha256="", reviewer="mara", decision="rejected", note="too loud")
    )
    watch.catalogue.reviews.decide(a_review(listing_sha256="", reviewer="mara"))
    result = watch.tick(decided_reviews)
    assert isinstance(result, dg.SensorResult)
    shown = [
        [event.metadata[key].value for key in ("decision", "reviewer", "note")]
        for event in result.asset_events
    ]
    assert shown == [["rejected", "mara", "too loud"], ["approved", "mara", ""]]
    assert {(event.asset_key, event.partition) for event in result.asset_events} == {
        (dg.AssetKey("reviews"), VIDEO_ID)
    }
    assert [run.job_name for run in result.run_requests or ()] == ["publish"]
    assert isinstance(watch.tick(decided_reviews), dg.SkipReason)


@pytest.mark.parametrize("undone", ["called off", "rejected", "deleted"])
def test_an_approval_that_was_taken_back_before_it_was_noticed_asks_for_nothing(
    watch: Watch, undone: str
):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.catalogue.reviews.decide(a_review(listing_sha256="", reviewer="mara"))
    watch.launches.request(VIDEO_ID, "publish", "approved", "desk")
    if undone == "rejected":
        watch.catalogue.reviews.decide(
            a_review(listing_sha256="", reviewer="mara", decision="rejected", note="no")
        )
        (launch,) = watch.launches.claim(9, "desk")
        watch.catalogue.outcomes.ended(launch.id, "failed", "refused")
    else:
        watch.catalogue.withdrawals.cancel(VIDEO_ID, "mara")
    if undone == "deleted":
        watch.catalogue.withdrawals.delete(VIDEO_ID, "mara")
    watch.tick(decided_reviews)
    assert watch.requested() == []


def test_a_decision_whose_brief_cannot_be_read_holds_nobody_else_up(watch: Watch):
    other = "demo-20261127-another-one-abcd"
    for video_id in (VIDEO_ID, other):
        watch.catalogue.briefs.accept(
            an_accepted_brief(title=video_id).model_copy(update={"video_id": video_id})
        )
        watch.catalogue.reviews.decide(
            a_review(listing_sha256="", reviewer="mara", video_id=video_id)
        )
    with watch.catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.briefs SET accepted = '{}' WHERE video_id = :video_id"),
            {"video_id": VIDEO_ID},
        )
    result = watch.tick(decided_reviews)
    assert isinstance(result, dg.SensorResult)
    assert [run.partition_key for run in result.run_requests or ()] == [other]


def test_what_is_approved_after_it_was_called_off_is_released(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.launches.request(VIDEO_ID, "plan", "test", "test")
    watch.catalogue.withdrawals.cancel(VIDEO_ID, "mara")
    watch.catalogue.reviews.decide(a_review(listing_sha256="", reviewer="mara"))
    watch.tick(decided_reviews)
    assert watch.requested() == [(VIDEO_ID, "publish")]


def test_a_decision_by_policy_starts_nothing(watch: Watch):
    watch.catalogue.briefs.accept(an_accepted_brief())
    watch.catalogue.reviews.decide(a_review())
    watch.tick(decided_reviews)
    assert watch.requested() == []
