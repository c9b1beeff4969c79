"""Amounts of a text: odd figures are no amount, and what stands beside them is read all the same."""

import pytest

from factory.depiction.amounts import amounts_in
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer

ODD = [
    ("en", "They planted 5.000.000 trees"),
    ("de", "Es waren 1,000,000 Bäume"),
    ("es", "Eran 1,000,000 árboles"),
    ("en", "Step ② is the oven"),
    ("en", "It rose to 10² metres"),
    ("en", "It is so, he said.² Then"),
    ("en", f"It weighed {'9' * 400} kg"),
    ("en", "It weighed 9 " + "trillion " * 40 + "kg"),
    ("en", f"It weighed {'9' * 300} {'million ' * 30}kg"),
    ("de", f"Es wog {'9' * 5000} kg"),
]


@pytest.mark.parametrize(("language", "text"), ODD)
def test_figures_that_say_no_finite_number_are_no_amount(language: str, text: str):
    assert all(one.amount.value < 1e18 for one in amounts_in(text, language))


@pytest.mark.parametrize(("language", "text"), ODD)
def test_a_scene_with_odd_figures_is_given_a_picture(language: str, text: str):
    scenes = [SceneWords((text + ".",), "")]
    (shown,) = plan_depictions(scenes, language, OfflineGazetteer(), "")
    assert shown.kind


def test_an_amount_beside_odd_figures_is_still_found():
    (found,) = amounts_in("Of 5.000.000 trees, 62 percent stood; note ² says why.", "en")
    assert found.amount.figure == "62%"


@pytest.mark.parametrize(
    ("language", "text", "unit", "metres_a_second"),
    [
        ("en", "It fell at 90 kilometres an hour.", "kilometres an hour", 25),
        ("en", "He ran 10 metres per second.", "metres per second", 10),
        ("de", "Sie fuhren 36 Kilometer pro Stunde.", "kilometer pro stunde", 10),
        ("es", "Iba a 72 kilómetros por hora.", "kilómetros por hora", 20),
    ],
)
def test_a_length_in_a_time_is_a_speed(language: str, text: str, unit: str, metres_a_second: int):
    (found,) = amounts_in(text, language)
    assert (found.amount.unit.lower(), found.amount.dimension) == (unit, "speed")
    assert found.amount.measure == pytest.approx(metres_a_second)


@pytest.mark.parametrize(
    ("text", "upright"),
    [
        ("a wall 49 metres high", True),
        ("a height of it, 12 feet tall", True),
        ("90 feet away", False),
    ],
)
def test_heights_are_told_from_ways(text: str, upright: bool):
    assert [one.amount.upright for one in amounts_in(text, "en")] == [upright]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It rose to a height of 300 metres."),
        ("en", "It lies at a depth of 3,800 metres."),
        ("en", "At an altitude of more than 10,000 metres."),
        ("en", "It is 300 metres in height."),
        ("de", "In einer Höhe von 300 Metern."),
        ("de", "Die Wassertiefe beträgt 40 Meter."),
        ("es", "Tiene una altura de 300 metros."),
        ("es", "A una profundidad de 3.800 metros."),
    ],
)
def test_a_height_or_depth_may_be_named_before_its_number(language: str, text: str):
    assert [one.amount.upright for one in amounts_in(text, language)] == [True]


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("They walked 300 metres. High walls stood there.", "length"),
        ("They walked 300 metres, deep in thought.", "length"),
        ("They climbed 300 metres up the road.", "length"),
        ("They went 300 metres down the road.", "length"),
        ("They knew the depth. Some 300 metres away it lay.", "length"),
        ("It was 300 metres a second later.", "length"),
        ("It fell 300 metres a second.", "speed"),
    ],
)
def test_what_another_sentence_says_makes_no_height_and_no_speed(text: str, dimension: str):
    (found,) = amounts_in(text, "en")
    assert (found.amount.dimension, found.amount.upright) == (dimension, False)
