"""Step by step: a video stops where a person is to look, and goes on when told to."""

import pytest

from desk.actions.making.stepwise import go_on, switch_mode
from factory.errors import PermanentError
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

VIDEO = "a-video"


def stepwise(factory: Factory, review: str = "required") -> None:
    brief = accepted(VIDEO, review=review)
    changed = brief.brief.model_copy(update={"mode": "stepwise"})
    factory.catalogue.briefs.accept(brief.model_copy(update={"brief": changed}))


def did(factory: Factory, phase: str, *stages: str) -> None:
    """Do a phase that was asked for, as a run would."""
    launch = factory.catalogue.launches.claim_video(VIDEO, phase, reason="test", by="test")
    assert launch
    for stage in stages:
        with factory.catalogue.stages.stage(VIDEO, stage, "run"):
            pass
    factory.catalogue.outcomes.ended(launch.id, "succeeded")


def asked_for(factory: Factory) -> list[str]:
    return [one.phase for one in factory.catalogue.withdrawals.open_launches(VIDEO)]


PLANNED = ("briefs", "scripts", "audio", "visuals", "captions", "listings")


def test_each_step_is_asked_for_by_a_person(idle_factory: Factory):
    stepwise(idle_factory, review="automatic")
    did(idle_factory, "script", "briefs", "scripts")
    for step, stages in (("plan", PLANNED), ("render", ("renders",))):
        assert idle_factory.catalogue.reports.show(VIDEO).status == "awaiting_step"
        assert go_on(idle_factory, VIDEO, "Ada").phase == step
        assert asked_for(idle_factory) == [step]
        with pytest.raises(PermanentError, match="does not stand between two steps"):
            go_on(idle_factory, VIDEO, "Ada")
        did(idle_factory, step, *stages)
    assert go_on(idle_factory, VIDEO, "Ada").phase == "publish"


def test_after_the_render_a_channel_that_wants_a_decision_waits_for_that(idle_factory: Factory):
    stepwise(idle_factory)
    did(idle_factory, "plan", *PLANNED)
    did(idle_factory, "render", "renders")
    assert idle_factory.catalogue.reports.show(VIDEO).status == "awaiting_review"
    with pytest.raises(PermanentError, match="factory approve a-video"):
        go_on(idle_factory, VIDEO, "Ada")


def test_switched_to_auto_between_two_steps_it_goes_on_and_back_it_stops_again(
    idle_factory: Factory,
):
    stepwise(idle_factory)
    did(idle_factory, "script", "briefs", "scripts")
    assert switch_mode(idle_factory, VIDEO, "auto", "Ada").phase == "plan"
    assert switch_mode(idle_factory, VIDEO, "stepwise", "Ada").phase is None
    did(idle_factory, "plan", *PLANNED)
    assert idle_factory.catalogue.reports.show(VIDEO).status == "awaiting_step"


def test_a_revision_keeps_the_mode_that_a_person_switched_to(idle_factory: Factory):
    stepwise(idle_factory)
    switch_mode(idle_factory, VIDEO, "auto", "Ada")
    brief = idle_factory.catalogue.briefs.newest(VIDEO)
    changed = brief.brief.model_copy(update={"words": "Twice."})
    revised = brief.model_copy(update={"brief": changed, "brief_sha256": "other"})
    idle_factory.catalogue.briefs.accept(revised)
    assert idle_factory.catalogue.reports.show(VIDEO).mode == "auto"


def test_every_change_of_state_is_kept_with_its_time(idle_factory: Factory):
    stepwise(idle_factory)
    did(idle_factory, "script", "briefs", "scripts")
    idle_factory.catalogue.withdrawals.delete(VIDEO, "Ada")
    kept = idle_factory.catalogue.states.history(VIDEO)
    words = [change.state for change in kept]
    assert words == ["IDLE", "GENERATING_SCRIPT", "ASSEMBLING_VIDEO", "FAILED"]
    assert [change.since for change in kept] == sorted(change.since for change in kept)
