"""Titles: what a video is named after is seen at its beginning; beside a count nothing else stands."""

from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer


def test_where_the_first_scene_is_asked_otherwise_the_second_shows_what_the_title_names():
    scenes = [SceneWords(("It was sold.",), "lighthouse"), SceneWords(("It was in Chicago.",))]
    shown = plan_depictions(scenes, "en", OfflineGazetteer(), "The Zipper")
    assert [one.shows for one in shown] == ["lighthouse", "zipper"]


def test_beside_what_is_counted_and_cannot_be_drawn_stands_nothing_else():
    scene = SceneWords(("A hundred beans bought a turkey, and one of them a ripe tomato.",))
    (shown,) = plan_depictions([scene], "en", OfflineGazetteer())
    assert (shown.shows, shown.subject) == ("100 beans", None)
