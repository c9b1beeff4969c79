"""The real model, where it is installed; and that nothing asks it where it is not."""

import pytest

from resources.meanings.minilm import MiniLm

needs_it = pytest.mark.skipif(
    not MiniLm.installed(), reason="the model is not installed: make likeness"
)


@pytest.mark.parametrize("language", ["de", "ja", "ar-EG"])
def test_it_knows_no_other_language_than_english(language: str):
    assert not MiniLm().knows(language)


def test_english_is_known_where_it_is_installed():
    assert MiniLm().knows("en-GB") is MiniLm.installed()


@needs_it
def test_a_retelling_is_nearer_than_a_stranger():
    title, retold, stranger = MiniLm().vectors(
        [
            "The flood of molasses in Boston",
            "1919: a wave of syrup drowns a neighbourhood",
            "Why chess has a queen",
        ]
    )
    assert title @ retold > 0.4
    assert title @ stranger < 0.2
