"""Killed -9 while a title or thumbnail is changed at YouTube: the day's is set once more, and the original put back."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.actions.learning.experiments import Registration, register, stop
from desk.actions.publishing.alternatives import decide_arms, hashes_of_arms
from emulators.app import environment
from factory.brief.planned_changes import Changed
from factory.experiments.arm_assignment import arms_by_day
from factory.experiments.experiment import Arm
from factory.people.tenant import DEFAULT, media_prefix
from factory.workflow.platform_days import PACIFIC
from tests.desk.actions.learning.registered import TITLE, a_picture, a_video_that_is_out, asked
from tests.fakes.accounts import FileNotes
from tests.fakes.experimenter import Showing
from tests.fakes.platform import a_live_post
from tests.fakes.vendors import Vendors
from tests.fakes.wire import Stop, a_wire
from tests.fakes.youtube import ACCOUNT, Tube, a_tube, connected
from wiring.factory import Factory

CHANGES = {"title": "PUT /youtube/youtube/v3/videos", "thumbnail": "/thumbnails/set"}


def tried(what: Changed) -> Registration:
    if what == "title":
        return asked()
    other = (Arm(name="short", says="short.png"),)
    return asked(varies="thumbnail", others=other, pictures=a_picture())


def stands_there(tube: Tube, what: Changed) -> str:
    """Return the title, or the hash of the picture, that YouTube shows."""
    (video,) = tube.there
    return video["snippet"]["title"] if what == "title" else video["__thumbnail_sha256"]


def below_the_usual_prefix(video_id: str) -> str:
    return media_prefix(DEFAULT)


def said_by(factory: Factory, arm: Arm, what: Changed) -> str:
    if what == "title":
        return arm.says
    return hashlib.sha256(factory.store.local("a-video", arm.says).read_bytes()).hexdigest()


@pytest.mark.parametrize("goes_on", [True, False])
@pytest.mark.parametrize("what", ["title", "thumbnail"])
def test_killed_while_a_title_or_thumbnail_is_changed_there_is_one_state_and_the_original_is_put_back(
    idle_factory: Factory, vendors: Vendors, tmp_path: Path, what: Changed, goes_on: bool
):
    factory = idle_factory
    a_video_that_is_out(factory)
    factory.store.write("a-video", "thumbnail.jpg", b"jpg")
    tube = a_tube(vendors, tmp_path / "store", connected(), visibility="unlisted")
    told = tube.outlet.begin(tube.publication, FileNotes(tmp_path / "notes.json"))
    tube.outlet.finish(tube.publication, told)
    kept = register(factory, tried(what), "Mara").kept
    decide_arms(factory, "shorter", "approved", "", hashes_of_arms(factory, kept))
    experiment = kept.registered
    original, other = (said_by(factory, arm, what) for arm in experiment.arms)
    assert what == "thumbnail" or (other, stands_there(tube, what)) == (TITLE, original)
    day = next(day for day, arm in arms_by_day(experiment) if arm.name == "short")
    with a_wire(vendors.port) as wire:
        showing = Showing(
            datetime(day.year, day.month, day.day, 0, 5, tzinfo=PACIFIC),
            a_live_post(day, account=ACCOUNT).model_copy(update={"post_id": told["post_id"]}),
            connected(),
            factory.catalogue.engine.url.render_as_string(hide_password=False),
            factory.store_of(below_the_usual_prefix),
            environment(wire.base),
        )
        stands = Stop(0, "after", CHANGES[what])
        wire.set(stands)
        process = showing.started()
        while not stands.reached.wait(0.05):
            assert process.is_alive(), "it ended before it was killed"
        process.kill()
        process.join()
        stands.cut.set()
    assert stands_there(tube, what) == other
    if goes_on:
        later = replace(showing, now=showing.now + timedelta(minutes=30))
        assert later.show(factory.catalogue) == ["shorter: a-video shows short"]
        assert stands_there(tube, what) == other
        over = replace(showing, now=showing.now + timedelta(days=20))
    else:
        stop(factory, "shorter", "Mara", "enough")
        over = replace(showing, now=showing.now + timedelta(minutes=30))
    assert len(over.show(factory.catalogue)) == 1
    assert stands_there(tube, what) == original
    assert over.show(factory.catalogue) == [], "once"
