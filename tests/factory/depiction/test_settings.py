"""Settings: a scene's picture is set where its words say, and neighbours at different places."""

from itertools import pairwise

import pytest

from factory.depiction.depiction import Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer


def planned(*texts: str) -> list[Depiction]:
    return plan_depictions([SceneWords((text,)) for text in texts], "en", OfflineGazetteer())


def test_neighbours_are_set_at_different_places():
    shown = planned(
        *(f"The {animal} was there." for animal in ("cow", "fox", "horse", "dog", "pig"))
    )
    places = [one.setting for one in shown]
    assert all(one != other for one, other in pairwise(places))
    assert not any(one.view == other.view == "company" for one, other in pairwise(shown))


@pytest.mark.parametrize(
    ("text", "thing", "setting"),
    [
        ("A deer stood in the forest.", "deer", "forest"),
        ("An elephant walked through the city.", "elephant", "city"),
    ],
)
def test_a_thing_is_where_its_scene_says(text: str, thing: str, setting: str):
    (shown,) = planned(text)
    assert (shown.shows, shown.setting) == (thing, setting)
