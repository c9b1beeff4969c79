"""The gazetteer: places by their names in several languages, where they are."""

import pytest

from resources.gazetteer.gazetteer import OfflineGazetteer


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Germany", 51, 10),
        ("Deutschland", 51, 10),
        ("España", 40, -4),
        ("Cape Hatteras", 35, -76),
        ("Gimli", 51, -97),
        ("the Alps", 46, 10),
        ("Schwarzen Meer", 43, 34),
    ],
)
def test_places_are_known_by_their_names(name: str, latitude: float, longitude: float):
    listed = OfflineGazetteer().place(name)
    assert listed
    assert abs(listed.place.latitude - latitude) < 2
    assert abs(listed.place.longitude - longitude) < 2


@pytest.mark.parametrize("name", ["München", "Munich"])
def test_towns_are_known_by_their_own_and_other_names(name: str):
    listed = OfflineGazetteer().town(name)
    assert listed
    assert abs(listed.place.latitude - 48.1) < 0.2


def test_words_that_are_towns_somewhere_are_none():
    assert OfflineGazetteer().town("Reading") is None
    assert OfflineGazetteer().place("Nowhere") is None
