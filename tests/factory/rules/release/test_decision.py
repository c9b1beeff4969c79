from datetime import datetime, timedelta

import pytest

from tests.fakes.manifests import NOW, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review, judged, some_evidence

REVIEWED = "review_is_an_approval_of_this_master"


@pytest.mark.parametrize(
    ("review", "found"),
    [
        (None, "no decision"),
        (
            a_review(decision="rejected", reviewer="ada", note="too dark"),
            "rejected by 'ada'",
        ),
        (a_review(master_sha256="0" * 64), "a decision about"),
        (a_review(listing_sha256="0" * 64), "the listing changed since the approval by 'policy"),
        (a_review(video_id="other-video"), "a decision about other-video"),
        (a_review(reviewer=" "), "a decision by nobody"),
    ],
)
def test_only_an_approval_of_this_master_counts(review: object, found: str):
    finding_ = judged(REVIEWED, some_evidence(review=review))
    assert finding_.refuses
    assert found in finding_.found


def test_a_policy_cannot_approve_where_a_person_must():
    accepted = an_accepted_brief(a_channel(review="required"))
    finding_ = judged(REVIEWED, some_evidence(accepted=accepted))
    assert finding_.refuses
    assert finding_.found == "decided by 'policy: automatic'"
    person = some_evidence(accepted=accepted, review=a_review(reviewer="ada"))
    assert judged(REVIEWED, person).passed


def test_a_person_may_decide_where_the_policy_would():
    assert judged(REVIEWED, some_evidence(review=a_review(reviewer="ada"))).passed


def test_where_two_must_agree_the_second_is_wanted():
    accepted = an_accepted_brief(a_channel(review="two_reviewers"))
    alone = judged(REVIEWED, some_evidence(accepted=accepted, review=a_review(reviewer="ada")))
    assert (alone.refuses, alone.found) == (True, "approved by 'ada' alone")
    both = a_review(reviewer="mara", agreed_with="ada")
    assert judged(REVIEWED, some_evidence(accepted=accepted, review=both)).passed


@pytest.mark.parametrize(
    ("publish_at", "passes"),
    [
        (None, True),
        (NOW - timedelta(minutes=1), True),
        (NOW + timedelta(days=1), False),
        (datetime(2027, 1, 1), False),  # noqa: DTZ001  a brief may leave the zone out
    ],
)
def test_a_later_publication_is_a_warning(publish_at: datetime | None, passes: bool):
    evidence = some_evidence(accepted=an_accepted_brief(publish_at=publish_at))
    finding_ = judged("no_later_publication_is_asked_for", evidence)
    assert finding_.passed is passes
    assert not finding_.refuses
