"""Ways on a map: through water for what floats, names beside coasts, and no way between oceans."""

import numpy as np
import pytest

from factory.depiction.depiction import Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer
from resources.illustrators.maps.earth import Frame, land_of
from resources.illustrators.maps.way import bow, through_water


def planned(text: str, title: str = "") -> Depiction:
    return plan_depictions([SceneWords((text,))], "en", OfflineGazetteer(), title)[0]


def test_a_way_through_water_goes_around_land():
    """From Lisbon to Venice: around Spain and Italy."""
    frame = Frame(400, 400, 41.0, 2.0, 200, 200, 0.08)
    land = land_of(frame)
    spots = frame.pixels(np.array([(-9.5, 38.6), (12.9, 45.2)]))
    over = [
        np.mean([land[int(y), int(x)] for x, y in line if 0 <= x < 400 and 0 <= y < 400])
        for line in (bow(spots), through_water(land, spots))
    ]
    assert over[0] > 0.5
    assert over[1] < 0.12


def test_a_way_inland_ends_at_its_places():
    land = np.ones((90, 160), np.float32)
    spots = np.array([(20.0, 30.0), (140.0, 60.0)])
    line = through_water(land, spots)
    assert np.abs(line[[0, -1]] - spots).max() < 4


def test_ships_go_by_water_and_trains_do_not():
    by_ship = planned("The ship sailed from Lisbon to Havana.")
    by_train = planned("The train goes from Paris to Lyon.")
    assert by_ship.kind == by_train.kind == "map"
    assert by_ship.subject
    assert by_train.subject is None


def test_between_two_oceans_there_is_no_way():
    shown = planned("The canal goes from the Atlantic to the Pacific.")
    assert len(shown.places) < 2


@pytest.mark.parametrize("place", ["Wembley", "the Faroe Islands"])
def test_a_place_in_a_story_of_football_is_no_map(place: str):
    shown = planned(f"In October they played in {place} and the team lost.", "A Goalkeeper's Year")
    assert shown.kind != "map"
