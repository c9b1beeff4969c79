"""Who is reminded of a waiting review, and when nobody is waited for any more."""

from datetime import datetime, timedelta

from factory.channel.review_settings import Reviewing
from factory.messages.review_reminders import ReviewWait, Step, due_step
from tests.fakes.manifests import NOW

REVIEWING = Reviewing(hours=24, again_hours=8)


def steps_of(reviewing: Reviewing) -> list[tuple[int, Step]]:
    """Return what is done about a review that nobody decides, and in which hour."""
    wait = ReviewWait(video_id="a-video", master_sha256="ab" * 32, reviewing=reviewing)
    found: list[tuple[int, Step]] = []
    for hour in range(200):
        now = NOW + timedelta(hours=hour)
        step = due_step(wait, now)
        if step:
            found.append((hour, step))
            wait = _after(wait, step, now)
        if step == "hold":
            break
    return found


def _after(wait: ReviewWait, step: Step, now: datetime) -> ReviewWait:
    changes = {
        "ask": {"asked_at": now},
        "remind": {"reminders": wait.reminders + 1, "reminded_at": now},
        "escalate": {"escalated_at": now},
        "hold": {},
    }
    return wait.model_copy(update=changes[step])


def test_two_reminders_then_another_reviewer_then_it_is_held():
    assert steps_of(REVIEWING) == [
        (0, "ask"),
        (24, "remind"),
        (32, "remind"),
        (40, "escalate"),
        (64, "hold"),
    ]


def test_a_channel_says_how_long_it_waits():
    assert [hour for hour, _ in steps_of(Reviewing(hours=2, again_hours=1))] == [0, 2, 3, 4, 6]


def test_a_factory_that_was_off_for_a_week_reminds_before_it_holds():
    wait = ReviewWait(video_id="a-video", master_sha256="ab" * 32, asked_at=NOW)
    assert due_step(wait, NOW + timedelta(days=7)) == "remind"
