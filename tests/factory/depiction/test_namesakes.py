"""Namesakes: of towns of one name that is meant which is near what else the video names."""

import pytest

from factory.depiction.depiction import Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer

WHERE = {"Maine": -70.3, "Oregon": -122.7, "Massachusetts": -71.1, "England": 0.1, "Ohio": -83.6}
"""Longitudes of what is meant."""


def planned(*texts: str, title: str = "") -> list[Depiction]:
    scenes = [SceneWords((text,)) for text in texts]
    return plan_depictions(scenes, "en", OfflineGazetteer(), title)


@pytest.mark.parametrize(
    ("town", "other", "where"),
    [
        ("Portland", "It was also seen in Boston.", "Maine"),
        ("Portland", "It was also seen in Seattle.", "Oregon"),
        ("Portland", "It was also seen in Maine.", "Maine"),
        ("Portland", "Nobody knows why.", "Oregon"),
        ("Cambridge", "It was also seen in Boston.", "Massachusetts"),
        ("Cambridge", "It was also seen in London.", "England"),
    ],
)
def test_a_town_is_the_one_near_the_other_places_of_the_video(town: str, other: str, where: str):
    shown, _ = planned(f"They went to {town}.", other)
    assert shown.shows == f"map of {town}"
    assert abs(shown.places[0].longitude - WHERE[where]) < 0.5


def test_the_title_too_says_which_town_is_meant():
    (shown,) = planned("They went to Portland.", title="A week in Boston")
    assert abs(shown.places[0].longitude - WHERE["Maine"]) < 0.5


def test_a_way_has_the_town_near_its_other_end():
    (shown,) = planned("It went from Boston to Portland.")
    assert [round(place.longitude) for place in shown.places] == [-71, -70]


def test_where_nothing_says_which_of_two_large_towns_is_meant_there_is_no_map():
    (shown,) = planned("They went to Valencia.")
    assert shown.kind == "mood"
    there, _ = planned("They went to Valencia.", "It was the warmest year of Spain.")
    assert abs(there.places[0].latitude - 39.5) < 0.5


@pytest.mark.parametrize(("town", "latitude"), [("London", 51.5), ("Paris", 48.9)])
def test_what_everybody_knows_is_meant_also_beside_a_namesake(town: str, latitude: float):
    shown, _ = planned(f"They left from {town}.", "They came to Toronto and to Dallas.")
    assert abs(shown.places[0].latitude - latitude) < 0.5


def test_what_the_brief_asks_for_by_name_is_shown_even_if_it_has_namesakes():
    scene = SceneWords(("In 1618 it began.",), "Valencia")
    (shown,) = plan_depictions([scene], "en", OfflineGazetteer())
    assert shown.shows == "map of Valencia"
