"""The visual planner: it shows what a scene speaks of, and says so where there is nothing to show."""

from collections import Counter

import pytest

from factory.depiction.amounts import amounts_in
from factory.depiction.depiction import NOTHING_TO_SHOW, Depiction
from factory.depiction.planner import SceneWords, plan_depictions
from resources.gazetteer.gazetteer import OfflineGazetteer
from tests.factory.depiction.labelled_scenes import Shown, shown_scenes

DEMO = (
    "In the summer of 1999, a lighthouse went for a walk.",
    "For more than a century its light had warned ships off Cape Hatteras.",
    "Storm after storm carried off the beach, grain by grain.",
    "So engineers cut the tower from its roots and raised it on a hundred jacks.",
    "Nearly five thousand tons of brick crept inland.",
    "That November its lamp was lit again.",
)


def planned(*texts: str, language: str = "en", title: str = "", asked: str = "") -> list[Depiction]:
    scenes = [SceneWords((text,), asked) for text in texts]
    return plan_depictions(scenes, language, OfflineGazetteer(), title)


@pytest.fixture(scope="module")
def labelled() -> list[Shown]:
    return list(shown_scenes())


@pytest.mark.parametrize("languages", [("en",), ("de", "es")])
def test_pictures_are_of_what_the_scenes_speak_of(
    labelled: list[Shown], languages: tuple[str, ...]
):
    scenes = [one for one in labelled if one.language in languages]
    assert sum(one.matched for one in scenes) >= 0.85 * len(scenes)
    assert sum(one.wrong for one in scenes) <= 0.03 * len(scenes)


def test_the_demo_is_told_by_tower_map_and_numbers():
    shown = [one.shows for one in planned(*DEMO, title="The Lighthouse That Walked")]
    assert shown == [
        "lighthouse",
        "map of Cape Hatteras",
        "storm",
        "100 jacks",
        "5,000 tons",
        "lighthouse",
    ]


@pytest.mark.parametrize("cut", range(len(DEMO)))
def test_cutting_a_scene_leaves_what_all_others_show(cut: int):
    whole = planned(*DEMO, title="The Lighthouse That Walked")
    rest = planned(*DEMO[:cut], *DEMO[cut + 1 :], title="The Lighthouse That Walked")
    opening = 1 if cut == 0 else 0  # whatever opens a video shows what its title names, beside it
    assert rest[opening:] == (whole[:cut] + whole[cut + 1 :])[opening:]


def test_neighbours_do_not_show_the_same():
    one, other = planned("The ship left London.", "In London a storm tore at the ship.")
    assert one.shows == "map of London"
    assert other.shows != one.shows


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The bread fed forty hungry families.", "40 hungry families"),
        ("en", "It took 40 well-known painters.", "40 well-known painters"),
        ("en", "Ninety serious men signed it.", "90 serious men"),
        ("en", "Forty of them were never seen again.", ""),
        ("de", "Es nährte vierzig hungrige Familien.", "40 hungrige Familien"),
        ("es", "Llegaron cuarenta barcos viejos.", "40 barcos"),
    ],
)
def test_a_number_stands_with_what_it_counts(language: str, text: str, shown: str):
    found = [f"{one.amount.figure} {one.amount.unit}" for one in amounts_in(text, language)]
    assert found == ([shown] if shown else [])


def test_what_a_scene_speaks_of_is_shown_again_rather_than_what_it_only_names():
    texts = (
        "That November its lamp was lit again.",
        "The sea is still coming. But behind the dunes of Hatteras stands a tower that knows how to walk.",
    )
    scenes = [
        SceneWords(("A lighthouse went for a walk.",)),
        SceneWords(("Off Cape Hatteras.",)),
        *(SceneWords(tuple(t.split(". "))) for t in texts),
    ]
    told = plan_depictions(scenes, "en", OfflineGazetteer(), "The Lighthouse That Walked")
    assert [(one.shows, one.view) for one in told[2:]] == [
        ("lighthouse", "whole"),
        ("lighthouse", "near"),
    ]


def test_how_old_somebody_is_is_no_time_that_passed():
    assert amounts_in("She was 17 years old.", "en") == []
    assert amounts_in("Sie war 17 Jahre alt.", "de") == []
    assert amounts_in("Tenía 17 años de edad.", "es") == []
    assert len(amounts_in("It took 17 years.", "en")) == 1


def test_an_arch_that_is_named_after_somebody_is_no_place():
    assert [one.kind for one in planned("He ran under the Arch of Constantine.")] != ["map"]


def test_a_town_whose_name_goes_on_as_another_place_is_not_meant():
    assert [one.kind for one in planned("She lived in Norton Street.")] != ["map"]
    (sound,) = planned("He drove the dogs across the ice of Norton Sound.", "It was cold.")[:1]
    assert sound.kind != "map" or sound.places[0].longitude < -150


def test_nothing_to_show_is_said():
    (shown,) = planned("And sometimes that is all that matters.")
    assert shown == NOTHING_TO_SHOW
    assert "nothing to show" in shown.told


@pytest.mark.parametrize(
    "text",
    [
        "George Washington was tired.",
        "Paris Hilton smiled.",
        "Captain Georgia laughed.",
        "Nobody came back to Reading.",
    ],
)
def test_names_of_people_and_words_are_no_places(text: str):
    assert [one.kind for one in planned(text)] == ["mood"]


@pytest.mark.parametrize(
    ("asked", "kind", "shows"),
    [
        ("Winnipeg", "map", "map of Winnipeg"),
        ("a violin", "thing", "violin"),
        ("300 ships", "figure", "300 ships"),
    ],
)
def test_what_the_brief_asks_for_comes_first(asked: str, kind: str, shows: str):
    (shown,) = planned("In 1618 a war began.", asked=asked)
    assert (shown.kind, shown.shows) == (kind, shows)
    assert asked in shown.reason


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("a hundred and twenty feet", "en", ["120 feet"]),
        ("fifteen hundred feet", "en", ["1,500 feet"]),
        ("It cost $4.2 billion.", "en", ["$4.2 billion"]),
        ("Flight 143 left at 7.", "en", []),
        ("in 1999 and 2001", "en", []),
        ("twenty-three days and 500 nights", "en", ["23 days", "500 nights"]),
        ("zweihundertfünfzig Meter", "de", ["250 meter"]),
        ("4,2 Milliarden Euro", "de", ["4,2 Mrd. euro"]),
        ("treinta y dos millones de euros", "es", ["32 millones euros"]),
        ("1.500 kilómetros", "es", ["1.500 kilómetros"]),
        ("62 percent of them", "en", ["62%"]),
    ],
)
def test_amounts_are_read_in_figures_and_words(text: str, language: str, figures: list[str]):
    found = amounts_in(text, language)
    assert [f"{one.amount.figure} {one.amount.unit}".strip() for one in found] == figures


def test_what_is_asked_for_and_cannot_be_drawn_is_said():
    (shown,) = planned("In 1618 a war began.", asked="a zeugma")
    assert shown.kind == "timeline"
    assert "asks for 'a zeugma', which nothing here can draw" in shown.reason


def test_between_two_numbers_a_thing_is_shown_where_there_is_one():
    texts = ("It weighed 50 tons.", "They moved 500 tons of bricks.", "It took 90 kilometres.")
    assert [one.kind for one in planned(*texts)] == ["figure", "thing", "figure"]
    assert [one.kind for one in planned(*texts[:2])] == ["figure", "figure"]
    scenes = [SceneWords((text,), "500 tons" if "500" in text else "") for text in texts]
    assert plan_depictions(scenes, "en", OfflineGazetteer())[1].kind == "figure"
    wished = [SceneWords((text,), "a gryphon" if "500" in text else "") for text in texts]
    thing = plan_depictions(wished, "en", OfflineGazetteer())[1]
    assert thing.kind == "thing" and "the brief asks for 'a gryphon'" in thing.reason


def test_the_first_picture_alone_leaves_room_for_the_title():
    scenes = [SceneWords(("A lighthouse went for a walk.",)), SceneWords(("A storm came.",))]
    first, second = plan_depictions(scenes, "en", OfflineGazetteer(), headed=True)
    assert (first.titled, second.titled) == (True, False)
    assert plan_depictions(scenes, "en", OfflineGazetteer())[0].titled
    assert not plan_depictions(scenes, "en", OfflineGazetteer(), calm=True)[0].titled


def test_a_map_that_was_shown_comes_last_where_anything_else_can_be_shown():
    first, _, again = planned(
        "Its light had warned ships off Cape Hatteras.",
        "In 1999 it moved.",
        "Behind the dunes of Hatteras a storm tore at the ship.",
    )
    assert first.shows == "map of Cape Hatteras"
    assert again.kind == "thing"
    *_, alone = planned("She was born in Lisbon.", "In 1999 she left.", "She came back to Lisbon.")
    assert alone.shows == "map of Lisbon"


def test_the_first_picture_shows_what_the_title_names():
    words = ("An inventor got tired of lacing his boots.", "He showed it in Chicago.")
    first, second = planned(*words, title="It Took Thirty Years to Invent the Zipper")
    assert (first.shows, first.reason) == ("zipper", "the title names it")
    assert second.kind == "map"
    asked = planned(*words, title="The Zipper", asked="lighthouse")[0]
    assert asked.shows == "lighthouse"


def test_a_scene_that_names_nothing_shows_what_the_title_names_and_counts_as_mood():
    words = ("He played chess.", "It was in New York.", "He lost his nerve.")
    *_, last = planned(*words, title="The Game of Chess")
    assert (last.shows, last.of_title, last.matched) == ("chess", True, False)
    assert "nothing to show" in last.reason


def test_after_a_map_something_else_is_shown_where_it_fits_nearly_as_well():
    first, second = planned("She was born in Lisbon.", "In Norway she bought a violin.")
    assert (first.kind, second.shows) == ("map", "violin")
    *_, alone = planned("She was born in Lisbon.", "She died in Norway.")
    assert alone.shows == "map of Norway"


def test_beside_a_number_stands_what_its_own_sentence_speaks_of():
    scene = SceneWords(("A doctor drained the swamps.", "Ships rose 26 metres above the sea."))
    (shown,) = plan_depictions([scene], "en", OfflineGazetteer())
    assert shown.kind == "figure" and shown.subject and shown.subject.name != "doctor"
    assert not shown.counted


def test_a_thing_that_returns_is_seen_otherwise_each_time():
    texts = ("A violin was sold.", "A cat slept.") * 4
    shown = [one for one in planned(*texts) if one.kind == "thing"]
    assert len(shown) == len(texts)
    seen = Counter((one.subject.draw, one.view) for one in shown if one.subject)
    assert max(seen.values()) == 1
    trains = planned(*("A train came.", "A cat slept.") * 2)[::2]
    assert len({one.subject.draw for one in trains if one.subject}) == 2


def test_rather_than_a_thing_again_another_that_the_scene_names_is_shown():
    *_, last = planned("A violin was sold.", "In 1999 it rang.", "The violin and the cat slept.")
    assert last.shows == "cat"


def test_what_is_looked_at_for_hours_is_a_scenery():
    scenes = [SceneWords(("An owl calls in the forest.",)), SceneWords(("A cat sleeps.",))]
    first, second = plan_depictions(scenes, "en", OfflineGazetteer(), "The Cat", calm=True)
    assert (first.shows, second.kind) == ("forest", "mood")


@pytest.mark.parametrize(
    ("text", "language", "of"),
    [
        ("That is why 60 percent of homes have one.", "en", "homes"),
        ("It cuts mistakes by 85 percent.", "en", ""),
        ("Some 62 percent of them have none.", "en", ""),
        ("Rund 60 Prozent der Häuser haben eine.", "de", "Häuser"),
        ("El 40 por ciento de los hogares la tiene.", "es", "los hogares"),
    ],
)
def test_a_share_says_what_it_is_of(text: str, language: str, of: str):
    (shown,) = planned(text, language=language)
    assert (shown.kind, shown.label) == ("share", of)
