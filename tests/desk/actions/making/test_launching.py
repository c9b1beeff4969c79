"""Asking for work at the desk: kept while the factory is paused, and never what was called off."""

from collections.abc import Mapping
from typing import Any, cast

from desk.actions.making.launching import launch
from tests.desk.opened_desk import BRIEF, Desk


class RunningDagster:
    """Dagster, which starts what it is told to."""

    def __init__(self) -> None:
        self.started: list[tuple[str, str]] = []

    def launch(self, job: str, video_id: str, tags: Mapping[str, str]) -> str:
        self.started.append((job, video_id))
        return "a-run"


def asked_for(desk: Desk, video_id: str) -> list[str]:
    """Return the phases of a video that are asked for and have not ended."""
    return [one.phase for one in desk.factory.catalogue.withdrawals.open_launches(video_id)]


def test_what_is_asked_for_while_the_factory_is_paused_is_kept_and_not_called_begun(desk: Desk):
    video, dagster = desk.video(), RunningDagster()
    desk.factory.catalogue.withdrawals.cancel(video, "mara")
    desk.factory.catalogue.settings.change("paused", True)
    assert launch(desk.factory, cast(Any, dagster), video, "plan", "again") == "paused"
    assert (asked_for(desk, video), dagster.started) == (["plan"], [])
    assert "the factory is paused" in desk.pages.get(f"/videos/{video}").text
    desk.factory.catalogue.settings.change("paused", False)
    assert launch(desk.factory, cast(Any, dagster), video, "plan", "again") == "begun"
    assert dagster.started == [("plan", video)]
    assert "the factory is paused" not in desk.pages.get("/").text


def test_a_form_sent_twice_does_not_revive_what_was_called_off_meanwhile(desk: Desk):
    words = BRIEF.partition("---\n")[2].partition("---\n")[2]
    form = {"channel": "demo", "title": "The clock", "words": words}
    video = desk.pages.post("/new", data=form).headers["location"].rpartition("/")[2]
    desk.factory.catalogue.withdrawals.cancel(video, "mara")
    again = desk.pages.post("/new", data=form)
    assert again.headers["location"] == f"/videos/{video}"
    assert asked_for(desk, video) == []
    desk.pages.post(f"/videos/{video}/again", data={})
    assert asked_for(desk, video) == ["plan"]


def test_who_asked_for_a_phase_is_on_record(desk: Desk):
    form = {"channel": "demo", "title": "The clock", "words": BRIEF.rpartition("---\n")[2]}
    video = desk.pages.post("/new", data=form).headers["location"].rpartition("/")[2]
    launches = desk.factory.catalogue.reports.show(video).launches
    assert {one.requested_by for one in launches} == {"test"}
