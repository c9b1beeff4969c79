"""The page of reviews tells what rules find before anybody decides."""

import pytest

from desk.actions.about_video import about
from desk.actions.publishing.reviews import refusal_of
from desk.terminal.tables.videos import show_one
from tests.desk.opened_desk import Desk
from tests.factory.release.judged import verdict_on
from tests.fakes.manifests import VIDEO_ID, sha
from tests.fakes.render_manifests import some_evidence
from tests.fakes.reviewable import await_judged

PAYS = "instagram_pays_for_the_form"
PLACES = (f"/review/{VIDEO_ID}", f"/videos/{VIDEO_ID}")


def test_what_an_outlet_does_not_pay_for_is_told_before_the_decision_everywhere(
    desk: Desk, capsys: pytest.CaptureFixture[str]
):
    await_judged(desk.factory, outlets=("outbox", "instagram"))
    for place in PLACES:
        assert (
            "pays for none of them. Found: a slideshow of pictures." in desk.pages.get(place).text
        )
    facts = about(desk.factory, VIDEO_ID)
    assert facts.checks and [one.rule for one in facts.checks.warnings] == [PAYS]
    show_one(facts)
    assert f"{PAYS}: found a slideshow of pictures" in capsys.readouterr().out


def test_what_would_refuse_the_release_is_told_before_the_decision_and_nobody_can_approve_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
):
    await_judged(desk.factory, compliance={"made_for_kids": True, "synthetic_media": True})
    for place in PLACES:
        page = desk.pages.get(place).text
        assert "Would not be released" in page and "Found: channel yes, listing no." in page
        assert "No remarks.</p>" not in page
    assert "1 rule would refuse it, " in desk.pages.get(PLACES[0]).text
    facts = about(desk.factory, VIDEO_ID)
    assert facts.checks and facts.checks.passed < facts.checks.rules
    show_one(facts)
    assert "made_for_kids_is_answered: found channel yes, listing no" in capsys.readouterr().out
    assert "made_for_kids_is_answered" in refusal_of(desk.factory, VIDEO_ID)


def test_while_a_video_is_made_anew_findings_are_said_to_be_of_the_version_before(desk: Desk):
    await_judged(desk.factory, outlets=("outbox", "instagram"))
    catalogue, store = desk.factory.catalogue, desk.factory.store
    master = catalogue.artifacts.artifact(VIDEO_ID, "renders", "master.mp4")
    assert master
    verdict = verdict_on(some_evidence()).model_copy(update={"master_sha256": master.sha256})
    store.write(VIDEO_ID, "verdict.json", verdict.to_json())
    assert "Findings</h2>" in desk.pages.get(PLACES[1]).text
    newest = catalogue.briefs.newest(VIDEO_ID)
    again = newest.brief.model_copy(update={"words": f"{newest.brief.words} And so on."})
    catalogue.briefs.accept(
        newest.model_copy(update={"brief": again, "brief_sha256": sha("again")})
    )
    catalogue.launches.request(VIDEO_ID, "script", "corrected", by="test")
    facts = about(desk.factory, VIDEO_ID)
    assert facts.master_sha256 is None and facts.checks and facts.checks.of_earlier
    page = desk.pages.get(PLACES[1]).text
    assert "Findings in the earlier version</h2>" in page
    assert "The new one is judged when it is rendered." in page
    (store.local(VIDEO_ID, "verdict.json")).unlink()
    assert about(desk.factory, VIDEO_ID).checks is None, "what lies there is of both versions"


@pytest.mark.parametrize(
    ("review", "words"),
    [
        ("required", "Waits until a person approved it, then goes to the outbox."),
        ("automatic", "Released without review: it goes to the outbox when its checks pass."),
    ],
)
def test_whether_a_person_looks_at_a_short_is_said_as_its_channel_has_it(
    desk: Desk, review: str, words: str
):
    await_judged(desk.factory, review=review)
    page = desk.pages.get(f"/videos/{VIDEO_ID}/shorts").text
    assert words in page and "Make it for $0.00" in page
