"""Languages: which codes there are, and which of them a channel's own codes take in."""

import pytest

from factory.text.languages import covers, is_language, primary_language, three_letters


@pytest.mark.parametrize("code", ["en", "pt-BR", "zh-Hant-TW", "de-1996", "yue", "sr-Latn"])
def test_a_language_is_named_by_a_registered_tag(code: str):
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "?", "english", "xx", "en-", "en-123", "pt_BR", "日本語"])
def test_what_nobody_registered_is_no_language(code: str):
    assert not is_language(code)


@pytest.mark.parametrize(
    ("allowed", "wanted"),
    [
        ("en", "en"),
        ("en", "en-GB"),
        ("EN", "en-gb"),
        ("en", "eng"),
        ("he", "iw"),
        ("zh", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("sr-Cyrl", "sr"),
    ],
)
def test_a_language_covers_what_it_says_nothing_against(allowed: str, wanted: str):
    assert covers(allowed, wanted)


@pytest.mark.parametrize(
    ("allowed", "wanted"),
    [
        ("en", "de"),
        ("en-GB", "en"),
        ("pt-BR", "pt-PT"),
        ("zh-Hans", "zh-TW"),
        ("sr-Latn", "sr"),
        ("und", "en"),
        ("en", ""),
        ("all of them", "en"),
    ],
)
def test_a_language_does_not_cover_another(allowed: str, wanted: str):
    assert not covers(allowed, wanted)


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        ("en-GB", "eng"),
        ("de", "deu"),
        ("zh-Hans", "zho"),
        ("yue", "yue"),
        ("", "und"),
        ("xx", "und"),
    ],
)
def test_a_track_is_marked_with_three_letters(code: str, letters: str):
    assert three_letters(code) == letters


def test_a_language_itself_has_neither_script_nor_region():
    assert [primary_language(code) for code in ("PT-BR", "zh_Hant", "en")] == ["pt", "zh", "en"]
