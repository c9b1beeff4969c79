"""Subjects: what a scene only compares something with is not what it speaks of."""

from importlib.resources import files

import pytest

from factory.depiction.company import Story
from factory.depiction.subject_rows import LEXICON, subjects
from factory.depiction.subjects import subject_named, subjects_in
from factory.documents.shipped import parsed

INFLECTED = {
    "en": ("", "s", "es"),
    "de": ("", "s", "n", "en", "e", "er", "es", "ern", "ns"),
    "es": ("", "s", "es"),
}
"""Endings that a word of each language may have."""


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Boulders as large as cars.", "en", []),
        ("It went through the tunnel like a letter.", "en", ["tunnel"]),
        ("A bell as heavy as an elephant.", "en", ["bell"]),
        ("So groß wie ein Elefant.", "de", []),
        ("Tan grande como un elefante.", "es", []),
        ("She likes elephants.", "en", ["elephant"]),
    ],
)
def test_what_is_only_compared_with_is_not_shown(text: str, language: str, names: list[str]):
    assert [one.subject.name for one in subjects_in(text, language)] == names


def test_only_animals_have_others_of_their_kind_behind_them():
    alone = {name for name in ("moon", "eiffel tower", "cow", "car") if subjects()[name].single}
    assert alone == {"moon", "eiffel tower", "car"}


def test_what_a_video_is_about_says_what_its_words_mean():
    (crater,) = subjects_in("There was a crater.", "en", Story("Twelve Minutes to the Moon"))
    assert crater.subject.name == "moon"
    assert [one.subject.name for one in subjects_in("There was a crater.", "en")] == ["volcano"]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("They saw an iceberg.", "en", ["iceberg"]),
        ("Sea salt and a salt march.", "en", []),
        ("The boiler room was flooded.", "en", []),
        ("It was a wall of salt.", "en", ["salt"]),
        ("They sent it by telegraph.", "en", []),
        ("It is made of sugar.", "en", []),
        ("He found 71 land mines.", "en", []),
        ("A rat came.", "en", ["rat"]),
        ("Eine Krähe kam.", "de", ["crow"]),
        ("Sein Stammbaum.", "de", []),
        ("The lifeboat was full.", "en", ["rowing boat"]),
        ("Parliament voted.", "en", ["parliament", "ballot"]),
        ("The ice cap of Greenland.", "en", ["snow"]),
        ("Das Polarlicht stand am Himmel.", "de", ["northern lights"]),
    ],
)
def test_no_word_is_shown_by_another_thing(text: str, language: str, names: list[str]):
    assert [one.subject.name for one in subjects_in(text, language)] == names


@pytest.mark.parametrize("name", ["tree", "forest", "iceberg", "beach", "sea", "northern lights"])
def test_what_a_scenery_shows_better_than_a_sign_is_painted(name: str):
    assert subjects()[name].painted


def test_salt_is_of_the_sea_where_the_video_speaks_of_it_and_else_of_the_table():
    (table,) = subjects_in("Add some salt.", "en", Story("A soup for winter"))
    (shore,) = subjects_in("Add some salt.", "en", Story("How Gandhi marched to the sea"))
    assert (table.subject.name, shore.subject.name) == ("salt", "beach")


def test_leaves_are_those_of_autumn_in_a_video_about_it():
    (leaves,) = subjects_in("Why leaves turn red", "en")
    assert leaves.subject.name == "autumn leaf"


SET_PHRASES = (
    "Meeresspiegels Landminen Tretminen Stammbaums Stammbäumen Schlagbaums Schlagbäume"
    " Meerschweinchens Hausmeerschweinchen"
)


@pytest.mark.parametrize("word", SET_PHRASES.split())
def test_an_inflected_or_compound_set_phrase_names_nothing(word: str):
    assert subjects_in(f"Es ging um {word}.", "de") == []
    assert subject_named(word, "de") is None


@pytest.mark.parametrize("language", INFLECTED)
def test_every_word_of_the_lexicon_may_be_inflected(language: str):
    folder = files("factory.depiction") / "lexicon"
    rows = [parsed((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in LEXICON]
    known = [row.get(language, "") for part in rows for row in part.values()]
    known.append(parsed((folder / "set_phrases.yaml").read_text(encoding="utf-8"))[language])
    words = {word.rstrip("~").replace("_", " ") for line in known for word in line.split()}
    assert len(words) > 500
    for ending in INFLECTED[language]:
        text = ". ".join(word + ending for word in sorted(words))
        assert {one.subject.name for one in subjects_in(text, language)} <= subjects().keys()


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("There was no ship and not a single boat.", "en", []),
        ("They drifted without an engine.", "en", []),
        ("It was no longer a castle.", "en", ["castle"]),
        ("Es war kein Schiff da, nur ein Leuchtturm.", "de", ["lighthouse"]),
        ("Volaron sin avión sobre el castillo.", "es", ["castle"]),
        ("It rattled like a machine gun.", "en", []),
    ],
)
def test_what_a_text_says_is_not_there_is_not_shown(text: str, language: str, names: list[str]):
    assert [one.subject.name for one in subjects_in(text, language)] == names


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Behind the dunes stands a tower.", {"tower"}),
        ("The dog barked at the lighthouse keeper's cat.", {"dog"}),
        ("An elephant followed the old horse into the forest.", {"elephant", "horse"}),
        ("An army pharmacist ate a potato in the castle.", {"potato"}),
    ],
)
def test_what_stands_after_a_preposition_or_tells_a_kind_is_aside(text: str, main: set[str]):
    assert {one.subject.name for one in subjects_in(text, "en") if not one.aside} == main


@pytest.mark.parametrize(
    ("text", "about", "name"),
    [
        ("The police came.", "A theft in 1911", "policeman"),
        ("The police came.", "A theft in 1998", "police"),
        ("The police came.", "", "police"),
        ("Today the police come.", "A theft in 1911", "police"),
        ("He left the city.", "In the 1700s", "old town"),
        ("The train left.", "It was 1889", "steam train"),
        ("A car stopped.", "", "car"),
        ("A car stopped in 1925.", "", "old car"),
        ("The plane was lost.", "It was 1937", "biplane"),
        ("The ship was lost.", "It was 1707", "sailing ship"),
        ("Soldiers came.", "It was 1812", "line infantry"),
        ("Soldiers came.", "It was 1944", "war"),
        ("Soldiers came.", "It was 1415", "sword"),
        ("The phone rang.", "It was 1962", "telephone"),
        ("The nuclear age began.", "How missiles were built", "missile"),
    ],
)
def test_things_look_as_they_did_in_the_years_of_the_story(text: str, about: str, name: str):
    story = Story.told(about, "", [], "en")
    assert [one.subject.name for one in subjects_in(text, "en", story)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Flies had laid eggs in a wound.",
        "Hundreds of tiny hooks held every loop.",
        "A world record for the film star.",
        "They wished her luck.",
    ],
)
def test_words_of_another_sense_and_figures_of_speech_name_nothing(text: str):
    assert [one for one in subjects_in(text, "en") if one.subject.name != "fly"] == []
