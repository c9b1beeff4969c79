"""Edits by hand by REST: what a program changes stays until it is given back, as at the desk."""

import pytest
from starlette.testclient import TestClient

from tests.desk.api.test_api import MADE, V1, problem, told
from tests.fakes.manifests import a_listing, a_script
from wiring.factory import Factory


@pytest.fixture
def video(program: TestClient, idle_factory: Factory) -> str:
    """A video that was called off after its listing was written: it may be changed by hand."""
    made = program.post(f"{V1}/videos", json=MADE).json()
    video_id: str = made["videos"][0]["video_id"]
    idle_factory.catalogue.withdrawals.cancel(video_id, "mara")
    for name, manifest in (("script", a_script()), ("listing", a_listing())):
        named = manifest.model_copy(update={"video_id": video_id})
        idle_factory.store.write(video_id, f"{name}.json", named.to_json())
    return video_id


def test_a_listing_is_changed_and_given_back(
    program: TestClient, idle_factory: Factory, video: str
):
    place = f"{V1}/videos/{video}/listing"
    changed = program.patch(place, json={"title": "Another title", "tags": ["sea", "ships"]})
    assert told(changed, "edit_listing")["changed"]
    by_hand = idle_factory.catalogue.briefs.newest(video).by_hand
    assert by_hand.title and by_hand.title.text == "Another title"
    assert by_hand.tags and by_hand.tags.tags == ("sea", "ships") and by_hand.description is None
    idle_factory.catalogue.withdrawals.cancel(video, "mara")
    told(program.delete(f"{place}/title"), "give_back_listing")
    assert idle_factory.catalogue.briefs.newest(video).by_hand.title is None
    problem(program.delete(f"{place}/colour"), 422)


def test_a_picture_is_changed_one_way_at_a_time(
    program: TestClient, looker: TestClient, idle_factory: Factory, video: str
):
    scene = a_script().scenes[0].scene_id
    place = f"{V1}/videos/{video}/scenes/{scene}/picture"
    assert told(looker.get(place), "list_picture_choices")["redraw"] == "scenery"
    problem(looker.patch(place, json={"redraw": True}), 403)
    problem(program.patch(place, json={"redraw": True, "file": "a.png"}), 422)
    problem(program.patch(place, json={"file": "a.png", "data": "?"}), 422)
    assert told(program.patch(place, json={"redraw": True}), "change_picture")["changed"]
    (edit,) = idle_factory.catalogue.briefs.newest(video).by_hand.pictures
    assert edit.redraws == 1
    idle_factory.catalogue.withdrawals.cancel(video, "mara")
    told(program.delete(place), "give_back_picture")
    assert not idle_factory.catalogue.briefs.newest(video).by_hand.pictures
