"""Long scenes: what reading one costs grows with its words, not with their square."""

import cProfile
import pstats

from factory.depiction.planner import SceneWords, plan_depictions
from factory.pictures.prompts import picture_prompt
from resources.gazetteer.gazetteer import OfflineGazetteer

PART = (
    "The ship came to Berlin in 1944 and the castle was full of horses. It was as tall as an elephant. "
    "The king of Spain did not have a horse, and a soldier ate 20 apples. "
)


def calls(times: int) -> int:
    """Return how many functions are called while a scene of so many parts is planned and prompted."""
    profile = cProfile.Profile()
    profile.enable()
    plan_depictions([SceneWords((PART * times,))], "en", OfflineGazetteer(), "A ship")
    picture_prompt(PART * times, "A ship")
    profile.disable()
    return pstats.Stats(profile).total_calls  # pyright: ignore[reportAttributeAccessIssue]


def test_a_scene_twice_as_long_costs_no_more_than_twice_and_a_half_as_much():
    calls(1)
    assert calls(60) < 2.5 * calls(30)
