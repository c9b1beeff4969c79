"""A brief in a language that nobody of its channel speaks is refused before anything is made."""

import pytest

from factory.channel.channel import Channel
from factory.channel.provider_settings import Voice
from factory.errors import BadInput
from factory.intake.language_check import check_language
from tests.fakes.manifests import an_accepted_brief

ENGLISH = Voice(provider="piper", name="en_US-joe-medium")


def check(name: str, language: str, voice: Voice = ENGLISH, **voices: Voice) -> None:
    channel = Channel(
        name="tales", title="Tales", format=name, languages=("en", "de"), voice=voice, voices=voices
    )
    check_language(an_accepted_brief(channel, format=name, language=language))


def test_what_the_channels_voice_speaks_is_accepted_and_so_is_a_dialect_of_it():
    check("short", "en")
    check("short", "en-GB")
    check("short", "de", de=Voice(provider="openai", name="alloy"))


def test_what_nobody_speaks_is_refused_with_the_key_that_mends_it():
    with pytest.raises(BadInput, match=r"is in German.*speaks English. Name one.*`voices`, `de`"):
        check("short", "de")
    with pytest.raises(BadInput, match="speaks Spanish"):
        check("longform", "de", de=Voice(provider="google", name="es-ES-Neural2-A"))


def test_a_voice_whose_name_tells_no_language_and_a_clip_that_nobody_speaks_are_accepted():
    check("short", "de", Voice(provider="openai", name="alloy"))
    check("clip", "de")
