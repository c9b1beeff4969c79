"""The status words of the views follow from what happened, and from nothing else."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from factory.interchange.video_filter import VideoFilter
from factory.reviews.decision import Review
from factory.workflow import status
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.catalogue.launches.withdrawals import PostgresWithdrawals
from tests.fakes.catalogued import MASTER, NOW, accepted, file_ref
from tests.fakes.outlets import FakeOutlet, a_publication

VIDEO = "a-video"
PLAN = ("briefs", "scripts", "audio", "visuals", "captions", "listings")
WORDS = ("status", "story_status", "job_status", "state")
ENTITIES = ("script_status", "asset_status", "render_status", "post_status")


class Life:
    """One video, brought into a situation step by step."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.launches = PostgresLaunches(catalogue.engine)
        self.withdrawals = PostgresWithdrawals(catalogue.engine)
        self.minutes = 0
        catalogue.briefs.accept(accepted(VIDEO))

    def did(self, *stages: str) -> None:
        for stage in stages:
            with self.catalogue.stages.stage(VIDEO, stage, "run-1"):
                pass

    def failed(self, stage: str, why: str = "it broke") -> None:
        with suppress(PermanentError), self.catalogue.stages.stage(VIDEO, stage, "run-1"):
            raise PermanentError(why)

    def rendered(self, sha256: str = MASTER) -> None:
        self.did(*PLAN, "renders")
        master = file_ref("master.mp4", sha256)
        self.catalogue.artifacts.record(VIDEO, "renders", [master], provider=None, run_id=None)

    def decided(self, decision: str) -> None:
        self.minutes += 1
        review = {
            "video_id": VIDEO,
            "master_sha256": MASTER,
            "decision": decision,
            "reviewer": "Ada",
            "note": "too dark",
            "decided_at": NOW + timedelta(minutes=self.minutes),
        }
        self.catalogue.reviews.decide(Review.model_validate(review))

    def published(self) -> None:
        self.did("releases", "uploads/outbox")
        self.catalogue.posts.post(a_publication(VIDEO, MASTER), FakeOutlet(), lambda: None)

    def words(self, names: tuple[str, ...] = WORDS) -> tuple[str | None, ...]:
        shown = self.catalogue.reports.show(VIDEO)
        assert shown.status in status.STATUS_WORDS
        assert shown.story_status in status.STORY_WORDS
        assert shown.job_status in status.JOB_WORDS
        assert shown.state in status.STATE_WORDS
        assert shown.script_status in status.SCRIPT_WORDS | {None}
        assert shown.asset_status in status.ASSET_WORDS | {None}
        assert shown.render_status in status.VIDEO_WORDS | {None}
        assert shown.post_status in status.POST_WORDS | {None}
        stages = (stage.partition("/")[0] for stage in status.STAGES)
        assert {getattr(shown, stage) for stage in stages} <= status.STAGE_WORDS
        self.is_found_by(shown.status)
        return tuple(getattr(shown, name) for name in names)

    def is_found_by(self, word: str) -> None:
        """Whoever looks for a video by its word finds it, and by another none."""
        others = tuple(status.STATUS_WORDS - {word})
        for words, found in (((word,), [VIDEO]), (others, [])):
            listed = self.catalogue.reports.list_videos(5, wanted=VideoFilter(statuses=words))
            assert [video.video_id for video in listed] == found
        if word != "published":
            assert self.catalogue.reports.counts((word,), 5) == {word: 1}


@pytest.fixture
def life(database_url: str) -> Iterator[Life]:
    catalogue = open_catalogue(database_url)
    yield Life(catalogue)
    catalogue.engine.dispose()


def test_a_brief_alone_is_pending(life: Life):
    assert life.words() == ("pending", "pending", "queued", "IDLE")
    assert life.words(ENTITIES) == (None, None, None, None)


def test_a_launch_that_waits_is_queued(life: Life):
    life.launches.request(VIDEO, "plan", "x", "x")
    assert life.words() == ("queued", "pending", "queued", "IDLE")


@pytest.mark.parametrize(
    ("running", "story", "state"),
    [
        ("scripts", "generating_script", "GENERATING_SCRIPT"),
        ("visuals", "generating_images", "ASSEMBLING_VIDEO"),
        ("audio", "generating_audio", "ASSEMBLING_VIDEO"),
        ("captions", "generating_subtitles", "ASSEMBLING_VIDEO"),
        ("listings", "generating_metadata", "ASSEMBLING_VIDEO"),
        ("renders", "rendering", "ASSEMBLING_VIDEO"),
    ],
)
def test_a_running_stage_gives_the_story_its_word(life: Life, running: str, story: str, state: str):
    life.did("briefs", *(["scripts"] if running != "scripts" else []))
    with life.catalogue.stages.stage(VIDEO, running, "run-1"):
        assert life.words((running, *WORDS[1:])) == ("running", story, "processing", state)


def test_between_two_stages_the_next_one_gives_the_word(life: Life):
    life.did("briefs", "scripts", "visuals")
    assert life.words() == ("planning", "generating_audio", "processing", "ASSEMBLING_VIDEO")
    assert life.words(ENTITIES) == ("draft", "requested", None, None)


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


def test_what_is_cancelled_says_so_until_it_is_asked_for_again(life: Life):
    life.did("briefs", "scripts")
    life.launches.request(VIDEO, "plan", "x", "x")
    life.withdrawals.cancel(VIDEO, "Ada")
    assert life.words() == ("cancelled", "failed", "failed", "FAILED")
    life.launches.request(VIDEO, "plan", "again", "x")
    assert life.words(("status",)) == ("queued",)


def test_a_stage_that_was_stopped_by_a_cancellation_is_no_failure(life: Life):
    with suppress(PermanentError), life.catalogue.stages.stage(VIDEO, "scripts", "run-1"):
        life.launches.request(VIDEO, "plan", "x", "x")
        life.withdrawals.cancel(VIDEO, "Ada")
        raise PermanentError("interrupted")
    assert life.words(("status", "error")) == ("cancelled", None)


def test_a_deleted_video_is_deleted_until_it_is_made_anew(life: Life):
    life.rendered()
    life.withdrawals.delete(VIDEO, "Ada")
    assert life.words() == ("deleted", "failed", "failed", "FAILED")
    life.launches.request(VIDEO, "plan", "again", "x")
    assert life.words(("status",)) == ("queued",)


@pytest.mark.parametrize(
    ("stage", "entities"),
    [
        ("scripts", (None, None, None, None)),
        ("audio", ("draft", "failed", None, None)),
        ("visuals", ("draft", "failed", None, None)),
    ],
)
def test_a_failed_stage_fails_the_video(life: Life, stage: str, entities: tuple[str | None, ...]):
    life.did("briefs", *(["scripts"] if stage != "scripts" else []))
    life.failed(stage, "it broke")
    assert life.words() == ("failed", "failed", "failed", "FAILED")
    assert life.words((stage, "failed_stage", "error")) == ("failed", stage, "it broke")
    assert life.words(ENTITIES) == entities


def test_a_failed_render_and_a_failed_upload_have_words_of_their_own(life: Life):
    life.did(*PLAN)
    life.failed("renders")
    assert life.words(ENTITIES) == ("draft", "generated", "failed", None)
    life.rendered()
    life.did("releases")
    life.failed("uploads/outbox")
    assert life.words(("status", *ENTITIES[2:])) == ("failed", "ready", "failed")


def test_a_failed_video_that_is_launched_again_has_not_failed(life: Life):
    life.failed("briefs")
    life.launches.request(VIDEO, "plan", "again", "x")
    assert life.words(("status", "error")) == ("queued", None)


def test_a_run_that_died_before_its_first_stage_fails_the_video(life: Life):
    life.launches.request(VIDEO, "plan", "x", "x")
    (launch,) = life.launches.claim(1, "x")
    assert life.words(("status",)) == ("planning",)
    life.catalogue.outcomes.ended(launch.id, "failed", "its process died 4 times")
    assert life.words(("status", "failed_stage", "error")) == (
        "failed",
        "plan",
        "its process died 4 times",
    )
    life.did(*PLAN)
    assert life.words(("status", "error")) == ("planning", None)


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


MANY = """
INSERT INTO factory.videos (video_id, identity, channel, format, language, title)
SELECT 'many-' || n, 'many-' || n, 'tales', 'short', 'en', 'Title ' || n
FROM generate_series(1, 10000) n;
INSERT INTO factory.briefs (video_id, revision, brief_sha256, accepted, review, source)
SELECT video_id, 1, '', '{}', 'required', 'test' FROM factory.videos WHERE video_id LIKE 'many-%';
INSERT INTO factory.stages (video_id, stage, token, started_at, finished_at, failed_at)
SELECT video_id, stage, gen_random_uuid(), now() + interval '1 s', now() + interval '2 s',
       CASE WHEN stage = 'captions' AND video_id LIKE '%7' THEN now() + interval '3 s' END
FROM factory.videos, unnest(ARRAY['briefs', 'scripts', 'audio', 'visuals', 'captions']) stage
WHERE video_id LIKE 'many-%';
"""


def test_ten_thousand_videos_have_their_words(life: Life):
    with life.catalogue.engine.begin() as connection:
        connection.exec_driver_sql(MANY, execution_options={"no_parameters": True})
        counted = sa.text("SELECT status, count(*) FROM factory.video_status GROUP BY 1 ORDER BY 1")
        assert [tuple(row) for row in connection.execute(counted)] == [
            ("failed", 1000),
            ("pending", 1),
            ("planning", 9000),
        ]
    page = life.catalogue.reports.list_videos(50)
    assert len({video.video_id for video in page}) == 50
    assert life.catalogue.reports.counts(("failed", "pending"), 20) == {"failed": 20}
    nobody = life.catalogue.reports.list_videos(50, wanted=VideoFilter(words="title nowhere"))
    assert nobody == []


def test_of_a_published_video_that_is_launched_again_both_lists_know(life: Life):
    life.rendered()
    life.decided("approved")
    life.published()
    assert life.words(("status", "state")) == ("published", "COMPLETED")
    life.launches.request(VIDEO, "plan", "x", "x")
    assert life.words(("status",)) == ("queued",)
