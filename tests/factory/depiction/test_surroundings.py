"""Settings: a scene's picture is set where its words say, and neighbours at different places."""

from itertools import pairwise

import pytest

from factory.depiction.depiction import SETTINGS, Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from factory.depiction.subject_rows import subjects
from factory.depiction.surroundings import BEHIND_TYPE, SAID
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
        ("An elephant walked past the skyscraper.", "elephant", "city"),
    ],
)
def test_a_thing_is_where_its_scene_says(text: str, thing: str, setting: str):
    (shown,) = planned(text)
    assert (shown.shows, shown.setting) == (thing, setting)


def test_where_no_word_says_so_it_is_neither_night_nor_in_a_city():
    usual = {*BEHIND_TYPE, *(place for places in SETTINGS.values() for place in places)}
    assert not usual & {"night", "city", "lights"}


def test_the_sun_is_not_seen_in_a_city_at_night():
    (shown,) = planned("The sun burned above the sleeping city.")
    assert (shown.shows, shown.setting in SETTINGS["air"]) == ("sun", True)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Some 500 metres from the iceberg.", "sea"),
        ("Some 500 metres above the city.", "city"),
        ("Some 500 metres from the barn.", "valley"),
        ("Some 700 metres from the farm.", "valley"),
        ("Some 900 metres from the farmhouse.", "valley"),
        ("Some 500 metres under the stars.", "night"),
    ],
)
def test_behind_a_number_is_what_its_scene_speaks_of(text: str, setting: str):
    (shown,) = planned(text)
    assert (shown.kind, shown.setting) == ("figure", setting)


def test_a_story_of_a_lighthouse_is_beside_the_sea():
    scenes = [SceneWords((text,)) for text in ("It took a hundred jacks.", "It took 23 days.")]
    shown = plan_depictions(scenes, "en", OfflineGazetteer(), "The Lighthouse That Walked")
    assert {one.setting for one in shown if one.kind == "figure"} <= {"shore", "sea"}


def test_what_says_where_a_scene_is_is_a_subject():
    assert SAID.keys() <= subjects().keys()


def test_a_length_is_over_water_only_where_its_scene_says_so():
    ways = [f"They walked {metres} metres." for metres in range(100, 150)]
    alone = [planned(way)[0] for way in ways]
    assert {one.kind for one in alone} == {"figure"}
    assert {one.setting for one in alone} == {*BEHIND_TYPE} - {"sea"}
    (sailed,) = planned("They rowed 500 metres over the sea.")
    assert (sailed.kind, sailed.setting) == ("figure", "sea")
