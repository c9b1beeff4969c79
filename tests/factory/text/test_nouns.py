"""Nouns: the dictionary is read as its own package reads it."""

import gzip
from importlib.resources import files

import pytest
from lemminflect import getAllLemmas  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from factory.text.nouns import bases, can_be_noun, is_base_of_verb


def test_a_word_has_the_kinds_and_bases_that_its_dictionary_gives_it():
    lines = gzip.decompress(
        (files("lemminflect") / "resources" / "lemma_lu.csv.gz").read_bytes()
    ).decode("utf-8")
    words = [line.partition(",")[0] for line in lines.splitlines()[::700]]
    words = [word for word in words if word == word.lower()]
    words += [
        "all",
        "another",
        "walk",
        "will",
        "zzz",
        "'ll",
        "a",
        lines.splitlines()[-1].split(",")[0],
    ]
    assert {word: bases(word) for word in words} == {word: getAllLemmas(word) for word in words}


@pytest.mark.parametrize(
    ("word", "noun", "verb"),
    [("walk", True, True), ("eclipses", True, False), ("quickly", False, False)],
)
def test_english_words_are_looked_up(word: str, noun: bool, verb: bool):
    assert can_be_noun(word, (), "en") == noun
    assert is_base_of_verb(word, "en-GB") == verb
