"""Senses: a word that is part of a name, or has another sense beside its neighbours, shows nothing else."""

import pytest

from factory.depiction.amounts import amounts_in
from factory.depiction.subject_rows import LANGUAGES, rows, subjects
from factory.depiction.subjects import subject_named, subjects_in


def named(text: str, language: str = "en") -> set[str]:
    return {one.subject.name for one in subjects_in(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Hamburger Polizeichefin sprach.", "de"),
        ("Der Dalai Lama sprach.", "de"),
        ("The Dalai Lama spoke.", "en"),
        ("Felix Frankfurter spoke to Mr Burger.", "en"),
        ("Cook reached the Sandwich Islands.", "en"),
        ("They raced in the Circus Maximus.", "en"),
        ("John Constable was born.", "en"),
        ("The great Usain Bolt spoke to Florence Nightingale in Nepal.", "en"),
        ("Dort wohnte Robert Koch.", "de"),
        ("Nikola Tesla spoke.", "en"),
        ("They met Pearl there, and Dawn Smith.", "en"),
        ("It was at Pearl Harbor.", "en"),
        ("He seals the deal.", "en"),
        ("The engine seals leaked.", "en"),
        ("She lost her battle with cancer.", "en"),
        ("Her war on depression went on.", "en"),
        ("They won the battle for civil rights.", "en"),
        ("Ihr Kampf und ihr Krieg gegen den Krebs.", "de"),
        ("Fue una batalla por los derechos.", "es"),
        ("Mix the sand into the concrete.", "en"),
        ("His helmet was yellow.", "en"),
        ("The molasses were sweet.", "en"),
        ("Hizo un depósito en el banco.", "es"),
        ("El torero levantó la muleta.", "es"),
        ("Se llama Pedro.", "es"),
    ],
)
def test_words_of_names_and_of_other_senses_show_nothing(text: str, language: str):
    drawn = named(text, language) - {"bank", "cow", "door", "engine", "island"}
    assert drawn <= ({"police"} if "Polizei" in text else {"trophy"})


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("The Old Constable came to Paris and the constable spoke.", "en", "policeman"),
        ("Seals lie on the ice and seals dive.", "en", "seal"),
        ("A llama stood there.", "en", "llama"),
        ("Der Koch kochte im Topf.", "de", "cooking pot"),
        ("A gondola in Venice.", "en", "boat"),
        ("The gondola hung above the ski slope.", "en", "cable car"),
        ("Gutenberg was a printer.", "en", "book"),
        ("The printer was out of ink and the printer hummed.", "en", "printer"),
        ("Soldiers won the battle.", "en", "war"),
        ("A hot dog, please.", "en", "hot dog"),
        ("Él iba en silla de ruedas.", "es", "wheelchair"),
        ("Dos sillas de ruedas.", "es", "wheelchair"),
        ("La puesta de sol.", "es", "sunset"),
        ("Vio la Estatua de la Libertad.", "es", "statue of liberty"),
        ("Una caña de pescar.", "es", "fishing rod"),
        ("The Nightingale and the Old King Sing Tonight", "en", "bird"),
    ],
)
def test_the_thing_itself_is_shown(text: str, language: str, name: str):
    assert name in named(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_each_row_lead_to_it(language: str):
    for name, (_, row) in rows().items():
        for word in row.get(language, "").split():
            plain = word.rstrip("~").replace("_", " ")
            if plain in subjects() and language == "en":
                continue  # a name goes before another row's word
            assert subject_named(plain, language) == subjects()[name], (name, plain)


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("The oldest tree is 4,800 years old.", "en", ["4,800"]),
        ("The rock is 66 million years old.", "en", ["66 million"]),
        ("The church is 80 years old.", "en", ["80"]),
        ("Der Baum ist 80 Jahre alt.", "de", ["80"]),
        ("Mary was 12 years old.", "en", []),
        ("The boy was 12 years old.", "en", []),
        ("Er wurde 80 Jahre alt.", "de", []),
        ("Lo hizo con 12 años de edad.", "es", []),
    ],
)
def test_how_old_somebody_is_did_not_pass_but_how_old_a_thing_is_is_told(
    text: str, language: str, figures: list[str]
):
    assert [one.amount.figure for one in amounts_in(text, language)] == figures
