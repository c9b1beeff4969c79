"""Years: things look as they did when a story is, and what only looks like a year is none."""

import pytest

from factory.depiction.dates import years_in
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer


def shown(*texts: str, language: str = "en", title: str = "", description: str = "") -> list[str]:
    """Return what each scene shows; beside a number, what stands there."""
    scenes = [SceneWords((text,)) for text in texts]
    chosen = plan_depictions(scenes, language, OfflineGazetteer(), title, description)
    return [one.subject.name if one.subject else one.shows for one in chosen]


@pytest.mark.parametrize(
    ("text", "language", "years"),
    [
        ("The train is 1200 metres long.", "en", []),
        ("He paid 1200 dollars for the car.", "en", []),
        ("He paid $1200 for the car.", "en", []),
        ("It has 1200 hungry people.", "en", []),
        ("Between 1200 and 1300 metres high.", "en", []),
        ("Pi is 3.1415 or so.", "en", []),
        ("Flight 1549 came down.", "en", []),
        ("Die Stadt hat 1200 Einwohner.", "de", []),
        ("La ciudad tiene 1200 habitantes.", "es", []),
        ("Chicago 1871: the great fire", "en", [1871]),
        ("The fire of 1666 burned for days.", "en", [1666]),
        ("It was 1889.", "en", [1889]),
        ("The war (1618–1648) was long.", "en", [1618, 1648]),
        ("In 1944 soldiers landed.", "en", [1944]),
        ("Pompeii was buried in 79 AD, and Rome fell in AD 476.", "en", [79, 476]),
        ("At Marathon in 490 BC they ran.", "en", [-490]),
        ("1666 brannte London.", "de", [1666]),
        ("En 1944 soldados llegaron.", "es", [1944]),
    ],
)
def test_numbers_that_measure_or_count_are_no_years(text: str, language: str, years: list[int]):
    assert years_in(text, language) == years


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The train is 1200 metres long.", "en", "train"),
        ("He paid 1200 dollars for the car.", "en", "car"),
        ("Die Stadt hat 1200 Einwohner.", "de", "city"),
        ("In 1945 soldiers fought on at the castle.", "en", "war"),
        ("In 1644 soldiers came.", "en", "sword"),
        ("Soldiers came in 490 BC.", "en", "sword"),
        ("The army of Napoleon froze.", "en", "line infantry"),
        ("In 1812 the army froze.", "en", "line infantry"),
        ("The police came in 1911.", "en", "policeman"),
        ("La Guardia Civil llegó.", "es", "police"),
    ],
)
def test_things_look_as_they_did_in_that_year(text: str, language: str, name: str):
    assert shown(text, language=language) == [name]


@pytest.mark.parametrize(
    ("title", "text", "language", "name"),
    [
        ("Bath 1786", "The automobile stopped.", "en", "carriage"),
        ("Paris 1786", "Das Auto hielt an.", "de", "carriage"),
        ("Paris 1911", "Das Auto hielt an.", "de", "old car"),
        ("Tokyo 1930", "The train was Japanese.", "en", "steam train"),
        ("Tokyo 1970", "The train was Japanese.", "en", "bullet train"),
    ],
)
def test_they_do_where_only_the_title_names_a_year(title: str, text: str, language: str, name: str):
    assert shown("", text, language=language, title=title)[1] == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In 1786 a policeman came.", "en"),
        ("En 1920 la Guardia Civil llegó.", "es"),
        ("In 1620 the train was long.", "en"),
    ],
)
def test_what_did_not_look_like_its_drawing_or_was_not_there_yet_is_not_shown(
    text: str, language: str
):
    assert not {"policeman", "police", "train", "steam train"} & set(shown(text, language=language))


def test_the_first_year_of_title_and_description_says_when_a_story_is():
    told = {"title": "The fire of 1666", "description": "The memorial was built in 2016."}
    assert shown("It was hot.", "The city was lost.", **told)[1] == "old town"


def test_what_a_number_counts_looks_as_it_did_when_the_story_is():
    names = shown("It rained.", "More than 20000 soldiers marched.", title="The war of 1644")
    assert names[1] == "sword"


def test_a_sun_that_rises_is_that_of_an_evening_only_where_its_scene_says_so():
    assert shown("The sun rises.") == ["sunset"]
    assert shown("The sun came out and went in.", "The sun was set in gold.") == ["sun", "sun"]
    assert shown("It rained.", "The sun was hot.", title="What rises in the evening")[1] == "sun"
