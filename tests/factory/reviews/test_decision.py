"""Decisions: what each speaks of, and which of them lets a master go out."""

from datetime import timedelta

import pytest

from factory.errors import BadInput
from factory.reviews.decision import checked_outlet, decisive
from tests.fakes.manifests import NOW
from tests.fakes.render_manifests import a_review


def test_a_decision_speaks_of_an_outlet_that_the_video_goes_to_or_of_all():
    assert checked_outlet("rejected", "", ["outbox"]) == ""
    assert checked_outlet("rejected", "outbox", ["outbox"]) == "outbox"
    with pytest.raises(BadInput, match="goes to outbox"):
        checked_outlet("approved", "tiktok", ["outbox"])


def test_holding_parks_every_outlet():
    with pytest.raises(BadInput, match="held for every outlet"):
        checked_outlet("held", "outbox", ["outbox"])


def test_where_two_must_agree_one_approval_is_none():
    first = a_review(reviewer="ada")
    assert first.approves("required")
    assert not first.approves("two_reviewers")
    assert a_review(reviewer="mara", agreed_with="ada").approves("two_reviewers")


def test_an_approval_for_one_outlet_lets_a_master_go_out_though_another_was_refused():
    yes = a_review(reviewer="ada", outlet="outbox")
    no = a_review(
        reviewer="ada", outlet="youtube", decision="rejected", decided_at=NOW + timedelta(hours=1)
    )
    assert decisive([yes, no], "required") == yes
    assert decisive([yes, no], "two_reviewers") == no
    assert decisive([], "required") is None
