"""Once there is a master, the words follow from what was decided, published and replaced."""

from factory.workflow import status
from tests.fakes.catalogued import accepted
from tests.resources.database.life import ENTITIES, VIDEO, Life


def test_a_finished_master_waits_for_a_person(life: Life):
    life.rendered()
    assert life.words() == ("awaiting_review", "uploading", "processing", "ASSEMBLING_VIDEO")
    assert life.words(ENTITIES) == ("draft", "generated", "ready", None)


def test_where_the_channel_says_automatic_nobody_is_waited_for(life: Life):
    life.catalogue.briefs.accept(accepted(VIDEO, review="automatic"))
    life.rendered()
    assert life.words(("status",)) == ("publishing",)


def test_an_approved_master_is_being_published(life: Life):
    life.rendered()
    life.decided("approved")
    assert life.words(("status", "review")) == ("publishing", "approved")
    life.did("releases")
    assert life.words(ENTITIES) == ("approved", "generated", "ready", "scheduled")


def test_a_published_video_is_completed(life: Life):
    life.rendered()
    life.decided("approved")
    life.published()
    assert life.words() == ("published", "published", "completed", "COMPLETED")
    assert life.words(ENTITIES) == ("approved", "generated", "ready", "published")
    assert life.words(("url", "error")) == ("file:///outbox/a-video", None)


def test_that_a_video_is_completed_is_kept_when_its_last_run_ends(life: Life):
    life.rendered()
    life.decided("approved")
    life.launches.request(VIDEO, "publish", "approved", "x")
    (launch,) = life.launches.claim(1, "x")
    life.published()
    assert life.words(("status",)) != ("published",)
    life.catalogue.outcomes.ended(launch.id, "succeeded")
    assert life.words() == ("published", "published", "completed", "COMPLETED")
    assert life.catalogue.states.history(VIDEO)[-1].state == "COMPLETED"
    assert life.catalogue.reports.counts(tuple(status.STATUS_WORDS - {"published"}), 5) == {}
    life.catalogue.briefs.accept(accepted(VIDEO, words="Other words."))
    assert life.words(("status",)) == ("pending",)


def test_a_rejected_master_is_rejected_until_the_decision_changes(life: Life):
    life.rendered()
    life.decided("rejected")
    assert life.words() == ("rejected", "failed", "failed", "FAILED")
    assert life.words(("failed_stage", "error")) == ("reviews", "rejected by Ada: too dark")
    life.decided("approved")
    assert life.words(("status", "error")) == ("publishing", None)


def test_a_rejected_master_stays_rejected_when_its_release_is_refused(life: Life):
    life.rendered()
    life.decided("rejected")
    life.failed("releases", "refused")
    assert life.words(("status", "error")) == ("rejected", "rejected by Ada: too dark")


def test_a_revised_brief_starts_the_video_anew(life: Life):
    life.rendered()
    life.decided("approved")
    life.published()
    life.catalogue.briefs.accept(accepted(VIDEO, words="Other words."))
    assert life.words() == ("pending", "pending", "queued", "IDLE")
    assert life.words(("renders", "uploads", "revision", "url")) == ("pending", "pending", 2, None)
    life.did("briefs", "scripts")
    assert life.words(("scripts", "audio", "story_status")) == (
        "done",
        "pending",
        "generating_images",
    )


def test_a_new_master_is_not_the_one_that_was_published(life: Life):
    life.rendered()
    life.decided("approved")
    life.published()
    life.rendered("cd" * 32)
    assert life.words(("review", "post_status")) == ("pending", "scheduled")


def test_every_change_moves_the_time_of_the_last_update(life: Life):
    seen = [life.catalogue.reports.show(VIDEO).updated_at]
    steps = (
        life.rendered,
        lambda: life.decided("approved"),
        life.published,
        lambda: life.launches.request(VIDEO, "plan", "x", "x"),
    )
    for step in steps:
        step()
        seen.append(life.catalogue.reports.show(VIDEO).updated_at)
    assert seen == sorted(set(seen))


def test_of_a_published_video_that_is_launched_again_both_lists_know(life: Life):
    life.rendered()
    life.decided("approved")
    life.published()
    assert life.words(("status", "state")) == ("published", "COMPLETED")
    life.launches.request(VIDEO, "plan", "x", "x")
    assert life.words(("status",)) == ("queued",)


def test_an_approved_video_whose_listing_changes_before_its_slot_waits_for_a_decision(life: Life):
    asked = ("status", "waits_because")
    waits = ("awaiting_review", "the listing changed since the approval")
    life.rendered()
    life.listed("1" * 64)
    life.decided("approved")
    launch = life.waits_for_its_slot()
    assert life.words(asked) == ("scheduled", "its slot")
    life.listed("2" * 64)
    assert life.words(asked) == waits, "while it waits"
    life.refused(launch, "refused: the listing changed")
    assert life.words(asked) == waits, "and after its slot"
    assert life.words(("error", "job_status")) == (None, "processing")
    life.decided("approved")
    life.launches.request(VIDEO, "publish", "approved", "x")
    assert life.words(asked) == ("queued", None)


def test_what_is_refused_for_another_reason_than_its_listing_has_failed(life: Life):
    life.rendered()
    life.listed("1" * 64)
    life.decided("approved")
    life.refused(life.waits_for_its_slot(), "a rule refuses it")
    assert life.words(("status", "error")) == ("failed", "a rule refuses it")


def test_a_video_that_stands_unseen_until_its_hour_waits_and_nothing_of_it_failed(life: Life):
    life.rendered()
    life.decided("approved")
    life.did("releases")
    life.waits("uploads/youtube", "it is shown at 17:00 UTC")
    life.waits_for_its_slot()
    shown = life.catalogue.reports.show(VIDEO)
    assert (shown.status, shown.waits_because) == ("scheduled", "its slot")
    assert (shown.uploads, shown.post_status, shown.error) == ("waiting", "scheduled", None)
    assert [stage.status for stage in shown.stages if stage.stage == "uploads/youtube"] == [
        "waiting"
    ]


def test_what_waits_and_is_launched_by_nobody_any_more_has_failed(life: Life):
    life.rendered()
    life.decided("approved")
    life.waits("uploads/youtube", "it is shown at 17:00 UTC")
    shown = life.catalogue.reports.show(VIDEO)
    assert (shown.status, shown.error) == ("failed", "it is shown at 17:00 UTC")


def test_of_an_outlet_that_failed_and_one_that_waits_the_failure_is_told(life: Life):
    life.rendered()
    life.decided("approved")
    life.did("releases")
    life.failed("uploads/tiktok", "the account is closed")
    life.waits("uploads/youtube", "it is shown at 17:00 UTC")
    shown = life.catalogue.reports.show(VIDEO)
    assert (shown.status, shown.failed_stage) == ("failed", "uploads/tiktok")
    assert (shown.error, shown.uploads) == ("the account is closed", "failed")
    assert shown.post_status == "failed"
    life.waits_for_its_slot()
    assert life.words(("uploads",)) == ("waiting",), "somebody goes on with it"
