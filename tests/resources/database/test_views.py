"""The status words of the views follow from what happened, and from nothing else."""

from contextlib import suppress

import pytest
import sqlalchemy as sa

from factory.errors import PermanentError
from factory.interchange.video_filter import VideoFilter
from tests.resources.database.life import ENTITIES, PLAN, VIDEO, WORDS, Life


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
