"""What is advised fits how far a video is, and can be typed as it stands."""

import re

import pytest

from desk.terminal.cli import cli
from desk.terminal.next_steps import STEPS, next_step
from factory.interchange.post_facts import PostFacts
from factory.interchange.video_facts import short_hash
from factory.workflow.status import STATUS_WORDS
from tests.fakes.manifests import sha
from tests.fakes.shown import MADE_AT, a_shown_video

SEEN = short_hash(sha("master.mp4"))


@pytest.mark.parametrize("status", sorted(STATUS_WORDS))
def test_every_status_has_a_next_step_made_of_commands_that_exist(status: str):
    said = next_step(a_shown_video(status=status, publish_at=MADE_AT))
    named = set(re.findall(r"`factory (\w+)", said))
    assert named <= set(cli.commands)
    assert set(STEPS) == STATUS_WORDS


def test_whoever_reviews_is_told_to_look_and_which_master_it_is():
    said = next_step(a_shown_video(status="awaiting_review"))
    assert "`factory open towers`" in said
    assert f"`factory approve towers --seen {SEEN}`" in said


def test_a_rejected_video_has_a_way_back():
    said = next_step(a_shown_video(status="rejected"))
    assert "change the brief and `factory make` it again" in said
    assert f"`factory approve towers --seen {SEEN}` withdraws the rejection" in said


def test_a_failed_release_is_advised_otherwise_than_a_failed_stage():
    assert "approve" in next_step(a_shown_video(status="failed", failed_stage="releases"))
    assert "approve" not in next_step(a_shown_video(status="failed", failed_stage="audio"))


def test_what_is_out_on_a_platform_is_not_uploaded_again_by_hand():
    def post(outlet: str) -> PostFacts:
        facts = dict.fromkeys(("post_id", "url", "failed_at", "error"))
        return PostFacts(
            outlet=outlet, master_sha256=sha("m"), published_at=MADE_AT, attempts=1, **facts
        )

    in_outbox = (post("outbox"),)
    assert "upload the folder by hand" in next_step(
        a_shown_video(status="published", posts=in_outbox)
    )
    out = next_step(a_shown_video(status="published", posts=(*in_outbox, post("youtube"))))
    assert "out on YouTube" in out and "by hand" not in out
