"""While a video is made anew its page shows what comes, what stays and what can be seen meanwhile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.actions.making.corrections import correct_words
from factory.script.scenes import write_script
from factory.speech.pronunciation import reader
from resources.catalogue.stage_progress import RecordedProgress
from resources.dagster_instance.log_progress import LogProgress
from tests.desk.opened_desk import Desk
from tests.fakes.catalogued import VOICE
from tests.fakes.reviewable import STAGES
from tests.fakes.versions import rendered

BEFORE, AFTER = "Nobody had slept for twelve days.", "Nobody had slept for eleven days."


@pytest.fixture
def corrected(desk: Desk, tmp_path: Path) -> str:
    """A video that was made, and of which one sentence was corrected since."""
    factory, video_id = desk.factory, desk.video()
    accepted = factory.catalogue.briefs.newest(video_id)
    spoken = reader(accepted)
    script = write_script(accepted, accepted.profile, datetime.now(UTC), spoken, version=1)
    factory.store.write(video_id, "script.json", script.to_json())
    for stage in STAGES:
        with factory.catalogue.stages.stage(video_id, stage, "run-1"):
            pass
    rendered(factory, video_id, script, "first", tmp_path)
    master = factory.store.write(video_id, "master.mp4", b"first")
    factory.catalogue.artifacts.record(video_id, "renders", [master], provider=VOICE, run_id=None)
    factory.catalogue.withdrawals.cancel(video_id, "mara")
    assert "To be made anew" not in desk.pages.get(f"/videos/{video_id}").text
    correct_words(factory, video_id, BEFORE, AFTER, "mara")
    return video_id


def test_after_a_correction_the_new_words_stand_beside_the_earlier_version(
    desk: Desk, corrected: str
):
    page = desk.pages.get(f"/videos/{corrected}").text
    assert AFTER in page and BEFORE not in page
    assert page.count("Being made anew") == 1
    assert "The earlier version</span>, of" in page and "/versions/" in page
    assert page.count("Kept where it fits") == len(STAGES)


def test_a_step_at_work_shows_how_far_it_has_come_on_its_page_and_today(desk: Desk, corrected: str):
    catalogue = desk.factory.catalogue
    with catalogue.stages.stage(corrected, "renders", "run-2"):
        progress = RecordedProgress(catalogue.engine, "run-2", LogProgress(), every_seconds=0)
        progress.begin("renders", 200, "frame")
        progress.advance("renders", 124)
        assert "62 %" in desk.pages.get(f"/videos/{corrected}/progress").text
        assert "Render, 62 %" in desk.pages.get("/").text
        other = RecordedProgress(catalogue.engine, "run-3", LogProgress(), every_seconds=0)
        other.begin("renders", 200, "frame")  # a run that has no such stage changes nothing
        assert catalogue.reports.show(corrected).progress == pytest.approx(0.62)
    assert catalogue.reports.show(corrected).progress is None


def test_a_stage_that_counts_something_else_afterwards_or_the_same_anew_does_not_fall_to_nothing(
    desk: Desk, corrected: str
):
    catalogue = desk.factory.catalogue

    def told() -> tuple[int | None, int | None, str | None]:
        (stage,) = [
            one for one in catalogue.reports.show(corrected).stages if one.run_id == "run-2"
        ]
        return stage.progress_done, stage.progress_total, stage.progress_doing

    with catalogue.stages.stage(corrected, "audio", "run-2"):
        progress = RecordedProgress(catalogue.engine, "run-2", LogProgress(), every_seconds=0)
        progress.begin("audio", 10, "sentence")
        progress.advance("audio", 3)
        progress.begin("audio", 10, "sentence")  # by another vendor
        progress.advance("audio", 1)
        assert told() == (3, 10, None)
        progress.advance("audio", 9)
        progress.begin("audio", 4, "piece")
        progress.advance("audio", 2)
        assert told() == (10, 10, "2 of 4 pieces")
        assert "2 of 4 pieces" in desk.pages.get(f"/videos/{corrected}/progress").text
        progress.step("audio", "measuring")
        assert told() == (10, 10, "measuring")
