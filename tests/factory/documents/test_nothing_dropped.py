"""Nothing that a person wrote is left out without a word."""

from datetime import UTC, datetime

import pytest

from factory.brief.brief_file import parse_brief
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from factory.text.languages import covers, same_language
from resources.provider_register import DIRECTORY

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
WORDS = "The keeper climbed the tower once more. " * 12
CHANNELS = {"demo": parse_channel(b"name: demo\ntitle: D\nformat: short\n", "demo.yaml", DIRECTORY)}


def parsed(front: str, fence: str = "---"):
    text = f"{fence}\n{front}\n{fence}\n\n{WORDS}"
    return parse_brief(text.encode(), "a.md", CHANNELS, NOW, DIRECTORY)


@pytest.mark.parametrize(
    ("front", "key"),
    [
        ("title: Why we are #1 at floods", "title"),
        ("title: T\nhook: The #1 flood", "hook"),
        ("title: T\ntags: [a, b #c\n  ]", "tags.1"),
        ("title: T\ntags:\n- one #two", "tags.0"),
        ("title: T\ndescription: See #3", "description"),
    ],
)
def test_what_yaml_takes_for_a_comment_is_noticed_in_what_is_shown(front: str, key: str):
    with pytest.raises(
        BadInput, match=rf"line \d+: {key}: '#.*' would be lost|{key}: '#.*' would be"
    ):
        parsed(front)


def test_quotes_keep_a_number_sign_and_a_comment_may_stand_by_itself_or_behind_a_setting():
    brief = parsed("# mine\ntitle: 'Why we are #1'\nformat: short  # the usual")
    assert brief.title == "Why we are #1"


@pytest.mark.parametrize(
    "twice", ["title: A\ntitle: B", "title: T\nmusic: {kind: pad, kind: rain}"]
)
def test_a_key_that_stands_twice_is_refused(twice: str):
    with pytest.raises(BadInput, match="twice; wanted each key once"):
        parsed(twice)


@pytest.mark.parametrize("fence", ["----", "\u2014", "\u2014-", "--", "\u2013\u2013\u2013", "==="])
def test_a_fence_of_other_dashes_is_named_before_all_else(fence: str):
    with pytest.raises(BadInput, match="wanted: exactly three hyphens"):
        parsed("title: T", fence)


@pytest.mark.parametrize(
    ("one", "other"), [("cmn", "zh"), ("nb", "no"), ("fil", "tl"), ("iw", "he")]
)
def test_one_language_has_many_codes(one: str, other: str):
    assert same_language(one, other) and same_language(f"{one}-XX", other)
    assert covers(one, other) and covers(other, one)


@pytest.mark.parametrize(("one", "other"), [("en", "de"), ("nn", "nb"), ("yue", "zh"), ("", "en")])
def test_another_language_is_another(one: str, other: str):
    assert not same_language(one, other)


def test_a_voice_named_by_its_own_code_speaks_the_language():
    text = """name: lao
title: L
format: short
languages: [zh]
voice:
  {provider: google, name: cmn-CN-Wavenet-A, fallback: {provider: openai, name: cedar}}
"""
    assert parse_channel(text.encode(), "lao.yaml", DIRECTORY).voice.language == "cmn"
