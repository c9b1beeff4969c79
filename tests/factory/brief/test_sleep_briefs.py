"""Briefs of videos to fall asleep by: their length, and how it is written."""

import pytest

from factory.brief.brief import accept
from factory.brief.brief_file import parse_brief
from factory.documents.durations import seconds_of
from factory.errors import BadInput
from resources.provider_register import DIRECTORY
from tests.factory.brief.reading import NOW, SHORT, refused

SLEEP_WORDS = "The river goes on and on tonight. " * 900


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("8h", 28_800),
        ("90 min", 5_400),
        ("1 h 30 min", 5_400),
        ("1h15m", 4_500),
        ("1:30:00", 5_400),
        ("1.5 hours", 5_400),
        ("7200 s", 7_200),
        ("2 Hours 5 Minutes 7 Seconds", 7_507),
    ],
)
def test_a_length_is_read_as_people_write_it(written: str, seconds: float):
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "90", "8", "h", "8h ago", "-8h", "1:75:00", "eight hours"])
def test_what_is_no_length_is_not_guessed_at(written: str):
    assert seconds_of(written) is None


def asleep(front: str, words: str = SLEEP_WORDS):
    data = f"---\nformat: sleep\ntitle: T\n{front}\n---\n{words}".encode()
    return parse_brief(data, "night.md", {"demo": SHORT}, NOW, DIRECTORY)


def test_a_sleep_brief_asks_for_its_length_and_its_arrangement():
    brief = asleep("length: 2h\npictures: {arrangement: loop}")
    profile = accept(brief, SHORT, "a-night", "cli", NOW).profile
    assert profile.length.asked_seconds == 7_200
    assert profile.loop
    assert profile.loop.arrangement == "loop"
    assert accept(asleep(""), SHORT, "a-night", "cli", NOW).profile.length.asked_seconds == 28_800


@pytest.mark.parametrize(
    ("front", "words", "said"),
    [
        ("length: 90", SLEEP_WORDS, "length: '90' is not a length of time; wanted: such as 8h"),
        ("length: 20 min", SLEEP_WORDS, "length: '20 min' is not allowed; wanted: 1 h to 12 h"),
        ("length: 1h", SLEEP_WORDS * 2, "length: 1 h is too short, the words take about 1 h 4"),
    ],
)
def test_a_length_that_cannot_be_says_what_is_wanted(front: str, words: str, said: str):
    with pytest.raises(BadInput) as raised:
        asleep(front, words)
    assert said in str(raised.value)


def test_other_formats_are_as_long_as_their_words():
    with pytest.raises(BadInput, match="a short is as long as its words"):
        data = b"---\nlength: 8h\ntitle: T\n---\n" + b"Some words here. " * 30
        parse_brief(data, "x.md", {"demo": SHORT}, NOW, DIRECTORY)


def test_background_without_a_topic_is_refused_because_nobody_would_read_it():
    said = refused("channel: demo\ntitle: x\nbackground: It moved in 1999.")
    assert "background: stands without a `topic`" in said
    assert "remarks of your own under `notes`" in said
