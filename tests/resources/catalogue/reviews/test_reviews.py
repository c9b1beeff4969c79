"""Decisions outlet by outlet, by one reviewer or two, as the catalogue keeps and words them."""

import pytest

from desk.actions.acting import acting_as, making
from factory.errors import PermanentError
from factory.reviews.alternative import AlternativeDecision, not_agreed
from resources.catalogue.catalogue import Catalogue
from resources.people.passwords import Passwords
from resources.people.register import Register
from tests.fakes.catalogued import MASTER, NOW
from tests.fakes.passwords import CHEAP
from tests.fakes.reviewed import OUTLETS, VIDEO, Reviewed


@pytest.fixture
def reviewed(catalogue: Catalogue) -> Reviewed:
    return Reviewed(catalogue, "required")


@pytest.fixture
def by_two(catalogue: Catalogue) -> Reviewed:
    return Reviewed(catalogue, "two_reviewers")


def test_what_is_decided_for_one_outlet_still_waits_for_the_other(reviewed: Reviewed):
    reviewed.decide("rejected", outlet="youtube")
    assert reviewed.words == ("awaiting_review", "pending", "not decided yet: outbox")
    assert not reviewed.catalogue.reviews.approved(VIDEO)
    reviewed.decide("approved", outlet="outbox")
    assert reviewed.words == ("publishing", "approved", None)
    assert reviewed.catalogue.reviews.approved(VIDEO)
    decided = [reviewed.catalogue.reviews.review(VIDEO, MASTER, one) for one in OUTLETS]
    assert [one.decision for one in decided if one] == ["approved", "rejected"]
    assert reviewed.asked_to_publish()


def test_a_decision_for_all_goes_before_what_was_decided_for_one(reviewed: Reviewed):
    reviewed.decide("approved", outlet="outbox")
    reviewed.decide("held")
    assert reviewed.words == ("held", "held", "held by Ada: why")
    assert not reviewed.catalogue.reviews.approved(VIDEO)
    assert not reviewed.asked_to_publish()


def test_an_approval_holds_for_the_listing_that_was_shown_alone(reviewed: Reviewed):
    reviewed.lists("1" * 64)
    reviewed.decide("approved")
    assert reviewed.words == ("publishing", "approved", None)
    reviewed.lists("2" * 64)
    changed = "the listing changed since the approval"
    assert reviewed.words == ("awaiting_review", "pending", changed)
    assert not reviewed.catalogue.reviews.approved(VIDEO)
    assert not reviewed.asked_to_publish()
    reviewed.lists("1" * 64)  # made again, of the same bytes
    assert reviewed.words == ("publishing", "approved", None)
    assert reviewed.catalogue.reviews.approved(VIDEO)


def test_two_agree_about_one_listing(by_two: Reviewed):
    by_two.lists("1" * 64)
    by_two.decide("approved")
    by_two.lists("2" * 64)
    assert by_two.decide("approved", "Mara").agreed_with == ""
    assert by_two.decide("approved").agreed_with == "Mara"


def test_many_are_decided_about_as_they_were_shown(reviewed: Reviewed):
    reviewed.lists("1" * 64)
    shown = reviewed.decide("held")
    reviewed.lists("2" * 64)
    assert reviewed.catalogue.reviews.decide_all([shown]) == [VIDEO]


def test_one_approval_of_two_waits_for_another_reviewer(by_two: Reviewed):
    by_two.decide("approved")
    by_two.decide("approved")  # the same person again
    wanted = "approved by Ada; another reviewer must agree"
    assert by_two.words == ("awaiting_review", "pending", wanted)
    assert not by_two.asked_to_publish()
    assert by_two.decide("approved", "Mara").agreed_with == "Ada"
    assert by_two.words == ("publishing", "approved", None)
    assert by_two.asked_to_publish()


def test_one_person_counts_once_by_whichever_way_they_come(by_two: Reviewed):
    register = Register(by_two.catalogue.engine, Passwords(CHEAP))
    links, tokens = register.guest_links, register.api_tokens
    register.accounts.add("Mara", "operator", "eleven red herrings", by="test")
    tokens.make("solo", "operator", days=1, by="Mara")
    tokens.make("Second", "operator", days=1, by="mara")
    links.make(VIDEO, "Ida", hours=1, decides=True, by="token solo")
    links.make(VIDEO, "Eve", hours=1, decides=True, by="owner")
    of_mara = (("token solo", "api"), ("guest Ida", "desk"), ("token second", "api"))
    for reviewer, place in (*of_mara, ("Mara", "slack"), ("Mara", "desk")):
        assert by_two.decide("approved", reviewer, place=place).agreed_with == "", reviewer
    assert by_two.decide("approved", "owner").agreed_with == "Mara"
    facts = {
        "video_id": VIDEO,
        "what": "title",
        "sha256": "1" * 64,
        "says": "Another",
        "decision": "approved",
        "place": "desk",
        "decided_at": NOW,
    }
    for reviewer in ("Mara", "guest Ida"):
        decision = AlternativeDecision.model_validate({**facts, "reviewer": reviewer})
        by_two.catalogue.alternatives.decide(decision)
    of_one = by_two.catalogue.alternatives.decisions(VIDEO, "title", "1" * 64)
    assert "alone has approved it" in not_agreed(of_one, "two_reviewers")
    by_two.decide("held", "owner")
    for reviewer, place in (("owner", "desk"), ("guest Eve", "desk"), ("root", "terminal")):
        assert by_two.decide("approved", reviewer, place=place).agreed_with == "", reviewer
    assert by_two.decide("approved", "guest Ida").agreed_with == "root"


def test_of_decisions_about_titles_that_are_made_together_all_are_recorded_or_none(
    by_two: Reviewed,
):
    known = AlternativeDecision(
        video_id=VIDEO,
        what="title",
        sha256="2" * 64,
        says="Another",
        decision="approved",
        reviewer="Mara",
        place="desk",
        decided_at=NOW,
    )
    unknown = known.model_copy(update={"video_id": "z-video-that-nobody-knows"})
    alternatives = by_two.catalogue.alternatives
    with pytest.raises(PermanentError, match="z-video-that-nobody-knows"):
        alternatives.decide(known, unknown)
    assert not alternatives.decisions(VIDEO, "title", "2" * 64)
    alternatives.decide(known, known.model_copy(update={"sha256": "3" * 64}))
    assert alternatives.decisions(VIDEO, "title", "2" * 64)
    assert alternatives.decisions(VIDEO, "title", "3" * 64)


def test_the_owner_and_what_was_made_at_a_terminal_are_one_reviewer(by_two: Reviewed):
    register = Register(by_two.catalogue.engine, Passwords(CHEAP))
    register.accounts.add("root", "operator", "eleven red herrings", by="test")
    register.accounts.add("Mara", "operator", "eleven red herrings", by="test")
    register.api_tokens.make("mine", "reviewer", days=1, by="an-account")
    with acting_as(None, "terminal"):  # whatever it is called, and though a person is called so
        register.api_tokens.make("namesake", "reviewer", days=1, by=making())
    register.guest_links.make(VIDEO, "Ida", hours=1, decides=True, by="token mine")
    one = (("token mine", "api"), ("token namesake", "api"), ("guest Ida", "desk"))
    for reviewer, place in (*one, ("root", "terminal"), ("owner", "desk")):
        assert by_two.decide("approved", reviewer, place=place).agreed_with == "", reviewer
    assert by_two.decide("approved", "Mara").agreed_with == "owner"


def test_a_refusal_between_two_approvals_makes_the_second_a_first(by_two: Reviewed):
    by_two.decide("approved")
    by_two.decide("changes", "Mara")
    assert by_two.words[0] == "changes_asked"
    assert by_two.decide("approved", "Mara").agreed_with == ""
    assert by_two.words[0] == "awaiting_review"


def test_an_approval_for_one_outlet_is_agreed_with_there_alone(by_two: Reviewed):
    by_two.decide("approved", outlet="outbox")
    assert by_two.decide("approved", "Mara").agreed_with == ""
    assert by_two.decide("approved", "Mara", outlet="outbox").agreed_with == ""
    assert by_two.decide("approved", "Eve", outlet="outbox").agreed_with == "Mara"
