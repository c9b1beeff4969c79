"""What was made of a video is said in words, and how long a step still takes where that can be told."""

from datetime import UTC, datetime, timedelta
from typing import Any

from desk.web.formatting import moment
from desk.web.stage_progress import Step, steps_of, work_told
from tests.fakes.shown import MADE_AT, a_shown_video

KINDS = {"speech": "audio", "narration": "audio", "picture": "visuals", "segment": "renders"}


def made(**counts: tuple[int, int]) -> str:
    """Say what was made; of each kind so many were done, and so many kept."""
    stages = [a_stage(stage, "done") for stage in ("audio", "visuals", "renders")]
    units = [
        {"stage": KINDS[kind], "kind": kind, "units": new + old, "reused": old, "done": new}
        | {"things": new}
        for kind, (new, old) in counts.items()
    ]
    return work_told(a_shown_video(stages=stages, units=units))


def a_stage(stage: str, status: str, **facts: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("run_id", "finished_at", "failed_at", "error"))
    return {
        "stage": stage,
        "status": status,
        "attempts": 1,
        "started_at": MADE_AT,
        **nothing,
        **facts,
    }


def test_what_was_made_is_counted_in_sentences_pictures_and_scenes():
    first = made(speech=(9, 0), narration=(1, 0), picture=(4, 0), segment=(4, 0))
    assert first == "9 sentences spoken, 4 pictures, 4 scenes rendered."
    again = made(speech=(1, 8), narration=(1, 0), picture=(1, 3), segment=(2, 2))
    assert again == (
        "Made anew: 1 sentence spoken, 1 picture, 2 scenes rendered. All else was kept from before."
    )
    assert made(speech=(0, 9), narration=(1, 0)) == "Everything so far was kept from before."
    assert work_told(a_shown_video()) == ""


def test_a_stage_to_come_is_queued_while_the_video_is_made_and_keeps_what_fits_of_before():
    stages = [a_stage("scripts", "pending", finished_at=MADE_AT)]
    video = a_shown_video(scripts="pending", audio="pending", status="planning", stages=stages)
    words = {step.name: (step.shape, step.word) for step in steps_of(video, MADE_AT)}
    assert words["Script"] == ("waits", "Kept where it fits")
    assert words["Voice"] == ("queued", "Queued")


def rendering(
    done: int, seconds: float, left: float | None = None, doing: str | None = None
) -> Step:
    """Return the step of a render that has come so far."""
    facts = {"progress_done": done, "progress_total": 100}
    facts |= {"progress_seconds_left": left, "progress_doing": doing}
    stages = [a_stage("renders", "running", **facts)]
    video = a_shown_video(renders="running", status="rendering", stages=stages)
    return steps_of(video, MADE_AT + timedelta(seconds=seconds))[6]


def test_time_is_told_as_far_as_the_stage_can_tell_it():
    assert rendering(25, 60, 180) == Step(
        "Render", "working", "25 %", "about 3 min left", 0.25, "renders"
    )
    assert rendering(90, 60, 20).note == "less than a minute left"
    assert rendering(5, 60).note == "1 min"


def test_with_all_counted_it_is_told_what_is_done_with_it_and_no_time():
    assert rendering(100, 60, 0.0, "measuring the finished file").note == (
        "measuring the finished file"
    )
    assert rendering(100, 60, 0.0).note == "finishing"


def test_what_is_counted_after_all_of_the_first_is_told_with_its_time():
    assert (
        rendering(100, 60, 130.0, "31 of 100 frames").note == "31 of 100 frames, about 2 min left"
    )


def scheduled(publish_at: datetime | None, until: datetime | None) -> tuple[str, str, str]:
    """Return how the last step of a video is shown whose release waits."""
    wait = {"waits_for": "slot", "scope": "slot youtube", "until": until, "words": "its slot"}
    nothing = dict.fromkeys(("claimed_by", "run_id", "not_before", "ended_at", "outcome", "error"))
    launch = {"id": 1, "phase": "publish", "reason": "approved", "requested_by": "x"}
    launch |= {"requested_at": MADE_AT, "attempts": 0, "waits": 1, "wait": wait} | nothing
    video = a_shown_video(status="scheduled", publish_at=publish_at, launches=[launch])
    step = steps_of(video, MADE_AT)[-1]
    return step.shape, step.word, step.note


def test_a_release_is_not_before_its_slot_and_after_it_as_soon_as_the_factory_looks():
    to_come, over = MADE_AT + timedelta(hours=2), MADE_AT - timedelta(hours=2)
    not_before = ("waits", "Not before", moment(to_come, MADE_AT))
    assert scheduled(None, to_come) == scheduled(over, to_come) == not_before
    assert scheduled(to_come, None) == not_before
    looks = ("waits", "Waits", "as soon as the factory looks")
    assert scheduled(None, over) == scheduled(over, None) == looks


def test_a_release_that_waits_is_not_still_to_come():
    video = a_shown_video(releases="waiting", status="awaiting_outlet")
    step = steps_of(video, MADE_AT)[-1]
    assert (step.shape, step.word, step.note) == ("waits", "Waits", "at its checks")


def test_a_stage_that_waits_has_not_failed():
    stages = [a_stage("uploads/youtube", "waiting")]
    at = datetime(2026, 12, 1, 17, tzinfo=UTC)
    video = a_shown_video(uploads="waiting", status="scheduled", publish_at=at, stages=stages)
    assert (steps_of(video, MADE_AT)[-1].shape, steps_of(video, MADE_AT)[-1].word) == (
        "waits",
        "Not before",
    )
    paid = a_shown_video(
        audio="waiting", status="awaiting_budget", stages=[a_stage("audio", "waiting")]
    )
    assert {step.name: step.shape for step in steps_of(paid, MADE_AT)}["Voice"] == "waits"
