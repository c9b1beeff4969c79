"""Capitals: a text in capital letters, as its own language writes them."""

import pytest

from factory.text.capitals import capitals


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Größe", "de", "GRÖSSE"),
        ("istanbul", "tr", "İSTANBUL"),
        ("ışık içinde", "", "IŞIK İÇİNDE"),
        ("istanbul", "en-GB", "ISTANBUL"),
        ("ο ήλιος δύει, Μαΐου", "el", "Ο ΗΛΙΟΣ ΔΥΕΙ, ΜΑΪΟΥ"),
        ("été naïve ёлка", "fr", "ÉTÉ NAÏVE ЁЛКА"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, language: str, wanted: str):
    assert capitals(text, language) == wanted
