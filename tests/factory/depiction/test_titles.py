"""Titles: what a video is named after is seen at its beginning; beside a count nothing else stands."""

from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer


def test_where_the_first_scene_is_asked_otherwise_the_second_shows_what_the_title_names():
    scenes = [SceneWords(("It was sold.",), "lighthouse"), SceneWords(("It was in Chicago.",))]
    shown = plan_depictions(scenes, "en", OfflineGazetteer(), "The Zipper")
    assert [one.shows for one in shown] == ["lighthouse", "zipper"]


def test_a_scene_that_names_nothing_shows_what_title_or_description_name():
    texts = ("A thief came in 1911.", "It took a day.", "Nobody knew why.")
    scenes = [SceneWords((text,)) for text in texts]
    title, description = "The Theft", "He walked out with a painting."
    shown = plan_depictions(scenes, "en", OfflineGazetteer(), title, description)
    assert shown[1].shows == "painting"
    desert = plan_depictions(scenes[1:], "en", OfflineGazetteer(), "The Desert")
    assert [(one.shows, one.view) for one in desert] == [("desert", "whole"), ("desert", "near")]


def test_beside_what_is_counted_and_cannot_be_drawn_stands_nothing_else():
    scene = SceneWords(("A hundred beans bought a turkey, and one of them a ripe tomato.",))
    (shown,) = plan_depictions([scene], "en", OfflineGazetteer())
    assert (shown.shows, shown.subject) == ("100 beans", None)
