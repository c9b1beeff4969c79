"""What `review: automatic` decides where nobody has, and what it leaves to people."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from factory.reviews.decision import Review
from factory.rules.evidence import Evidence
from factory.speech.narration import Narration
from factory_assets.publishing.automatic_approval import decided_by_policy
from tests.fakes.manifests import VOICE, a_channel, an_accepted_brief
from tests.fakes.render_manifests import a_review, some_evidence


@dataclass
class Desk:
    """Decisions and switches of a factory."""

    auto_approval: bool
    decided: list[Review] = field(default_factory=list[Review])

    def review(self, video_id: str, master_sha256: str, outlet: str = "") -> Review | None:
        found = [one for one in self.decided if one.outlet in ("", outlet)]
        return found[-1] if found else None

    def decide(self, review: Review) -> Review:
        self.decided.append(review)
        return review

    def unreported(self, limit: int) -> Sequence[tuple[int, Review]]:
        raise AssertionError("nobody reports here")

    def reported(self, number: int, by: str, not_before: object = None) -> None:
        raise AssertionError("nobody reports here")

    def on(self, switch: str) -> bool:
        assert switch == "auto_approval"
        return self.auto_approval

    def number(self, setting: str) -> float:
        raise AssertionError("no number is asked for here")


def evidence(review: str = "automatic") -> Evidence:
    channel = a_channel(review=review, outlets=("outbox", "elsewhere"))
    accepted = an_accepted_brief(channel)
    return some_evidence(accepted=accepted, review=None, distributing=("elsewhere",))


@pytest.mark.parametrize(("switch", "approved"), [(True, [""]), (False, ["outbox"])])
def test_while_auto_approval_is_off_nothing_leaves_this_machine_unseen(
    switch: bool, approved: list[str]
):
    desk = Desk(switch)
    decided_by_policy(evidence(), desk, desk)
    assert [one.outlet for one in desk.decided] == approved
    assert all(one.by_policy and one.decision == "approved" for one in desk.decided)


def test_where_another_provider_stood_in_the_policy_lets_nothing_leave_unseen():
    desk = Desk(auto_approval=True)
    second = VOICE.model_copy(update={"instead_of": "google"})
    looked_at = evidence()
    parts = [
        one.model_copy(update={"provider": second}) if isinstance(one, Narration) else one
        for one in looked_at.manifests
    ]
    decided_by_policy(looked_at.model_copy(update={"manifests": tuple(parts)}), desk, desk)
    assert [one.outlet for one in desk.decided] == ["outbox"]


def test_what_was_approved_under_another_listing_is_approved_anew_and_the_same_once():
    desk = Desk(True, [a_review(listing_sha256="0" * 64)])
    for _ in range(2):
        decided_by_policy(evidence(), desk, desk)
    assert [one.listing_sha256 for one in desk.decided] == ["0" * 64, a_review().listing_sha256]


def test_what_a_person_decided_stands():
    desk = Desk(True, [a_review(decision="rejected", reviewer="mara", outlet="elsewhere")])
    decided_by_policy(evidence(), desk, desk)
    assert [(one.reviewer, one.outlet) for one in desk.decided] == [
        ("mara", "elsewhere"),
        ("policy: automatic", "outbox"),
    ]


def test_where_a_person_must_look_the_policy_decides_nothing():
    desk = Desk(auto_approval=True)
    decided_by_policy(evidence("required"), desk, desk)
    assert desk.decided == []
