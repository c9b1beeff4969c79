"""Killed -9 while a title is changed at YouTube: the day's title is made so once more, and the original put back."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.actions.learning.experiments import register, stop
from emulators.app import environment
from factory.experiments.day_order import arms_by_day
from factory.workflow.platform_days import PACIFIC
from tests.desk.actions.learning.registered import TITLE, a_video_that_is_out, asked
from tests.fakes.accounts import FileNotes
from tests.fakes.experimenter import Showing
from tests.fakes.manifests import a_listing
from tests.fakes.platform import a_live_post
from tests.fakes.vendors import Vendors
from tests.fakes.wire import Moment, Stop, a_wire
from tests.fakes.youtube import ACCOUNT, Tube, a_tube, connected
from wiring.factory import Factory

CHANGE = "PUT /youtube/youtube/v3/videos"


def title_of(tube: Tube) -> str:
    (video,) = tube.there
    return video["snippet"]["title"]


@pytest.mark.parametrize(("moment", "goes_on"), [("after", True), ("after", False)])
def test_killed_while_a_title_is_changed_there_is_one_state_and_the_original_is_put_back(
    idle_factory: Factory, vendors: Vendors, tmp_path: Path, moment: Moment, goes_on: bool
):
    factory, original = idle_factory, a_listing().title
    a_video_that_is_out(factory)
    tube = a_tube(vendors, tmp_path / "store", connected(), visibility="unlisted")
    told = tube.outlet.begin(tube.publication, FileNotes(tmp_path / "notes.json"))
    tube.outlet.finish(tube.publication, told)
    assert title_of(tube) == original
    experiment = register(factory, asked(), "Mara").kept.registered
    day = next(day for day, arm in arms_by_day(experiment) if arm.says == TITLE)
    with a_wire(vendors.port) as wire:
        showing = Showing(
            datetime(day.year, day.month, day.day, 0, 5, tzinfo=PACIFIC),
            a_live_post(day, account=ACCOUNT).model_copy(update={"post_id": told["post_id"]}),
            connected(),
            factory.catalogue.engine.url.render_as_string(hide_password=False),
            tmp_path / "media",
            environment(wire.base),
        )
        stands = Stop(0, moment, CHANGE)
        wire.set(stands)
        process = showing.started()
        while not stands.reached.wait(0.05):
            assert process.is_alive(), "it ended before it was killed"
        process.kill()
        process.join()
        stands.cut.set()
    assert title_of(tube) == (TITLE if moment == "after" else original)
    if goes_on:
        later = replace(showing, now=showing.now + timedelta(minutes=30))
        assert later.show(factory.catalogue) == ["shorter: a-video shows short"]
        assert title_of(tube) == TITLE
        over = replace(showing, now=showing.now + timedelta(days=20))
    else:
        stop(factory, "shorter", "Mara", "enough")
        over = replace(showing, now=showing.now + timedelta(minutes=30))
    assert len(over.show(factory.catalogue)) == 1
    assert title_of(tube) == original
    assert over.show(factory.catalogue) == [], "once"
