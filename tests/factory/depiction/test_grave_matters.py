"""Grave matters: of suicide, murder and the camps no drawing is made, unless a person asks for one."""

import pytest

from factory.depiction.depiction import Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer


def planned(*texts: str, language: str = "en", title: str = "", asked: str = "") -> list[Depiction]:
    scenes = [SceneWords((text,), asked) for text in texts]
    return plan_depictions(scenes, language, OfflineGazetteer(), title)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He committed suicide with a pistol.", "en"),
        ("He hanged himself with a rope.", "en"),
        ("The child was murdered by 20 soldiers.", "en"),
        ("The trains brought them to the gas chambers.", "en"),
        ("Er beging Selbstmord mit einer Pistole.", "de"),
        ("Das Kind wurde ermordet.", "de"),
        ("Der Zug fuhr ins Konzentrationslager.", "de"),
        ("Se suicidó con una pistola.", "es"),
        ("El niño fue asesinado.", "es"),
        ("El tren llegó al campo de concentración.", "es"),
    ],
)
def test_of_a_grave_matter_no_thing_is_shown(text: str, language: str):
    (shown,) = planned(text, language=language)
    assert (shown.kind, shown.subject) == ("mood", None)


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_its_place_and_its_date_are_shown_without_a_thing(language: str):
    text = {
        "en": "In 1944 trains came to the gas chambers.",
        "de": "Im Jahr 1944 kamen Züge zu den Gaskammern.",
        "es": "En 1944 llegaron trenes a las cámaras de gas.",
    }[language]
    (shown,) = planned(text, language=language)
    assert (shown.kind, shown.subject) == ("timeline", None)
    (there,) = planned("They murdered the king in Berlin.")
    assert (there.kind, there.subject) == ("map", None)


def test_where_the_title_speaks_of_the_camps_no_scene_shows_a_thing():
    shown = planned("It rained.", "The train was late.", title="The trains to Auschwitz")
    assert [one.subject for one in shown] == [None, None]


def test_a_title_of_a_murder_opens_with_no_thing_and_its_other_scenes_show_theirs():
    shown = planned("It rained.", "The train was late.", title="The murder with a pistol")
    assert "gun" not in {one.subject.name for one in shown if one.subject}
    assert shown[1].shows == "train"


def test_a_person_may_have_it_shown_all_the_same():
    (shown,) = planned("He committed suicide with a pistol.", asked="candle")
    assert shown.shows == "candlelit room"


def test_crows_are_shown():
    (shown,) = planned("A murder of crows was there.")
    assert shown.shows == "crow"
