"""Capitals: a text in capital letters, as its own language writes them."""

import unicodedata

from factory.text.languages import primary_language

DOTTED = frozenset({"tr", "az"})
"""Languages whose small i keeps its dot as a capital."""
DOTTED_LETTERS = frozenset("ıİğĞ")
"""Where one of these stands, the text is in such a language, whatever is said of it."""
ACUTE = "\u0301"


def capitals(text: str, language: str = "") -> str:
    """Return the text in capitals: with the dots of Turkish, without the accents of Greek.

    Args:
        text: in any language.
        language: its code, where it is known.
    """
    if primary_language(language) in DOTTED or DOTTED_LETTERS & set(text):
        text = text.replace("i", "İ")
    return _without_greek_accents(text.upper())


def _without_greek_accents(text: str) -> str:
    letters: list[str] = []
    greek = False
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            greek = unicodedata.name(character, "").startswith("GREEK")
        if not (greek and character == ACUTE):
            letters.append(character)
    return unicodedata.normalize("NFC", "".join(letters))
