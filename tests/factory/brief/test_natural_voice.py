"""Who speaks where a channel names nobody: a natural voice, if one is installed and the format wants it."""

from datetime import UTC, datetime

import pytest

from factory.brief.brief import AcceptedBrief, Brief, accept, translations
from factory.channel.channel import Channel, parse_channel
from factory.channel.provider_directory import Directory, Entry
from factory.channel.provider_settings import Recording, Voice

NATURAL = Voice(provider="kokoro", name="am_michael")
DIRECTORY = Directory(
    (Entry("brief", frozenset({"words"})), Entry("scenery", frozenset({"pictures"})))
    + tuple(Entry(name, frozenset({"voice"})) for name in ("piper", "kokoro")),
    outlets=("outbox",),
)
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def channel(keys: str = "") -> Channel:
    text = f"name: vault\ntitle: Vault\nformat: short\nlanguages: [en, de]\n{keys}"
    return parse_channel(text.encode(), "vault.yaml", DIRECTORY)


def taken(
    keys: str = "", format_: str = "short", language: str = "en", natural: Voice | None = NATURAL
) -> AcceptedBrief:
    brief = Brief(
        title="Towers", channel="vault", format=format_, language=language, words="Stone."
    )
    return accept(brief, channel(keys), "towers", "cli", NOW, natural)


@pytest.mark.parametrize("format_", ["short", "longform", "clip", "draft"])
def test_a_natural_voice_speaks_english_where_nobody_is_named(format_: str):
    assert taken(format_=format_).voice == NATURAL
    assert taken(format_=format_, language="en-GB").voice == NATURAL
    assert taken(format_=format_, natural=None).voice == Voice()


def test_videos_to_sleep_to_and_other_languages_keep_the_voice_that_comes_along():
    assert taken(format_="sleep").voice == Voice()
    assert taken(language="de").voice == Voice()


@pytest.mark.parametrize(
    "keys",
    [
        "voice: {provider: piper}",
        "voice: {name: en_US-joe-medium}",
        "voice: {provider: kokoro, name: bm_george}",
    ],
)
def test_a_channel_that_names_a_voice_never_changes(keys: str):
    accepted = taken(keys)
    assert accepted.voice == accepted.channel.voice
    assert accepted.natural_voice is None


def test_a_channels_pace_holds_for_the_natural_voice():
    assert taken("voice: {speed: 1.2}").voice == NATURAL.model_copy(update={"speed": 1.2})


def test_a_video_keeps_the_voice_that_it_was_taken_in_with():
    before = AcceptedBrief.from_json(taken().to_json())
    assert before.voice == NATURAL
    old = AcceptedBrief.from_json(taken(natural=None).to_json())
    assert old.voice == Voice()
    assert "natural_voice" not in taken(natural=None).model_dump()


def test_a_translation_into_english_has_the_natural_voice_and_a_recording_is_read_along_the_quick_one():
    keys = "voices: {de: {provider: piper, name: de_DE-x}}"
    brief = Brief(
        title="T", channel="vault", format="short", language="de", words="Stein.", also_in=("en",)
    )
    original = accept(brief, channel(keys), "towers", "cli", NOW, NATURAL)
    (english,) = translations(original, NATURAL)
    assert original.voice.name == "de_DE-x"
    assert english.voice == NATURAL
    read = brief.model_copy(update={"recording": Recording(file="a.wav"), "language": "en"})
    assert accept(read, channel(), "towers", "cli", NOW, NATURAL).voice == Voice()


def test_a_voices_name_tells_its_language():
    names = {"am_michael": "en", "bf_emma": "en", "ef_dora": "es", "zm_yunxi": "zh"}
    assert {name: Voice(name=name).language for name in names} == names
    assert Voice(name="de_DE-thorsten-high").language == "de"
    assert Voice(name="cedar").language is None
