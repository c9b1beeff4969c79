"""A person answers by name for advice that a rule refuses: on a page, and recorded with all that belongs to it."""

from collections.abc import Iterator

import pytest

from desk.actions.publishing.waivers import waive
from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput
from factory.people.visitor import OWNER
from factory.rules.registry import RULES
from factory.script.scenes import write_script
from tests.desk.opened_desk import BRIEF, Desk, opened_desk
from wiring.factory import Factory

RULE = "nobody_advises_on_sensitive_topics"
ADVISING = BRIEF.replace(
    "Nobody had slept for twelve days.", "You should stop taking your pills for a week."
)


def scripted(desk: Desk, brief: str) -> str:
    """Hand a brief in and write its script, as the first two stages do; return the video's ID."""
    factory, video = desk.factory, desk.video(brief)
    accepted: AcceptedBrief = factory.catalogue.briefs.newest(video)
    script = write_script(accepted, accepted.profile, accepted.accepted_at, lambda text, _: text)
    for stage, name, manifest in (
        ("briefs", "brief.json", accepted),
        ("scripts", "script.json", script),
    ):
        file = factory.store.write(video, name, manifest.to_json())
        factory.catalogue.artifacts.record(video, stage, [file], provider=None, run_id=None)
    return video


@pytest.fixture
def shared_desk(idle_factory: Factory) -> Iterator[Desk]:
    """The desk of those who come in by the one link and have no name of their own."""
    with opened_desk(idle_factory, "operator", OWNER) as opened:
        yield opened


def test_the_page_asks_who_answers_for_it_and_the_answer_is_recorded_with_who_when_and_why(
    shared_desk: Desk,
):
    desk = shared_desk
    video = scripted(desk, ADVISING)
    (launch,) = desk.factory.catalogue.launches.claim(1, "test")
    desk.factory.catalogue.outcomes.ended(launch.id, "failed", "every_rule_holds")
    page = desk.pages.get(f"/videos/{video}").text
    assert "stop taking your pills" in page
    assert "I answer for it" in page
    for role in ("viewer", "reviewer"):
        with opened_desk(desk.factory, role) as other:
            shown = other.pages.get(f"/videos/{video}").text
        assert ("I answer for it" in shown) == (role == "reviewer")
    told = {"rule": RULE, "person": "Mara Lind", "reason": "a pharmacist has read it"}
    assert desk.pages.post(f"/videos/{video}/waiver", data=told).status_code == 303
    (waiver,) = desk.factory.catalogue.waivers.of(video)
    assert (waiver.person, waiver.by, waiver.reason) == ("Mara Lind", OWNER, told["reason"])
    assert waiver.rules_version == RULES.version
    page = desk.pages.get(f"/videos/{video}").text
    assert "Mara Lind waived" in page
    assert "I answer for it" not in page
    assert desk.factory.catalogue.reports.show(video).status == "queued"
    with pytest.raises(BadInput, match=r"refuses nothing now \(waived\)"):
        waive(video, RULE, "again", "Mara Lind")


def test_who_has_a_name_answers_under_it_and_for_nobody_else(desk: Desk):
    video = scripted(desk, ADVISING)
    (launch,) = desk.factory.catalogue.launches.claim(1, "test")
    desk.factory.catalogue.outcomes.ended(launch.id, "failed", "every_rule_holds")
    page = desk.pages.get(f"/videos/{video}").text
    assert "test answers for it." in page
    assert "Your name" not in page
    told = {"rule": RULE, "reason": "a pharmacist has read it"}
    answer = desk.pages.post(f"/videos/{video}/waiver", data={**told, "person": "Mara Lind"})
    assert "cannot answer in the name of 'Mara Lind'" in answer.text
    assert desk.factory.catalogue.waivers.of(video) == ()
    desk.pages.post(f"/videos/{video}/waiver", data=told)
    (waiver,) = desk.factory.catalogue.waivers.of(video)
    assert (waiver.person, waiver.by) == ("test", "test")


@pytest.mark.parametrize(
    ("rule", "person", "reason", "said"),
    [
        ("video_is_no_copy_of_an_earlier_one", "Mara", "so be it", "cannot be waived"),
        (RULE, "owner", "so be it", "wanted the name of a person"),
        (RULE, "Mara\nLind", "so be it", "on one line"),
        (RULE, "Mara", "  ", "why is not said"),
        (RULE, "Mara", "so be it", "refuses nothing now"),
    ],
)
def test_nothing_is_waived_without_a_rule_that_refuses_a_name_and_a_reason(
    shared_desk: Desk, rule: str, person: str, reason: str, said: str
):
    desk = shared_desk
    video = scripted(desk, BRIEF)
    answer = desk.pages.post(
        f"/videos/{video}/waiver", data={"rule": rule, "person": person, "reason": reason}
    )
    assert answer.status_code == 409
    assert said in answer.text
    assert desk.factory.catalogue.waivers.of(video) == ()
