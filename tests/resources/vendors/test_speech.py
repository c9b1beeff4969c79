"""Vendors' voices: real clients, emulated vendors, every way in which it can go wrong."""

import wave
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from factory.errors import (
    AnswerLost,
    BadInput,
    FactoryError,
    NoAccess,
    PermanentError,
    TransientError,
)
from factory.money.price_book import shipped_prices
from factory.speech.normalisation import spoken
from resources.vendors.google import speech
from resources.vendors.google.speech import GoogleNarrator, fitting, marked
from resources.vendors.openai import client
from resources.vendors.openai.speech import OpenAiNarrator
from tests.fakes.vendors import Vendors

SHOWN = "In 1999 the lighthouse walked."
SPOKEN = "In nineteen ninety nine the lighthouse walked."
VOICES = {"google": "en-US-Neural2-D", "openai": "cedar"}
KEYS = {"google": "GOOGLE_API_KEY", "openai": "OPENAI_API_KEY"}


def narrator(vendor: str, voice: str = "") -> Any:
    maker = {"google": GoogleNarrator, "openai": OpenAiNarrator}[vendor]
    return maker(voice or VOICES[vendor], shipped_prices())


def failure(vendor: str, tmp_path: Path) -> FactoryError:
    with pytest.raises(FactoryError) as caught:
        narrator(vendor).speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / "said.wav")
    return caught.value


@pytest.mark.parametrize("vendor", VOICES)
def test_a_sentence_becomes_sound_with_a_time_for_every_shown_word(
    vendors: Vendors, vendor: str, tmp_path: Path
):
    said = narrator(vendor).speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / "said.wav")
    with wave.open(str(tmp_path / "said.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert (file.getframerate(), file.getnframes()) == (said.sample_rate, said.samples)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.abs(samples).max() > 5000
    assert [word for word, _, _ in said.words] == SHOWN.split()
    edges = [edge for _, start, end in said.words for edge in (start, end)]
    assert edges == sorted(edges)
    assert edges[-1] <= said.samples
    assert len(vendors.paid(vendor)) == 1


def test_marks_say_where_words_begin_and_sharing_does_where_there_are_none(
    vendors: Vendors, tmp_path: Path
):
    first = narrator("google").speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / "1.wav")
    vendors.order("no_timepoints")
    second = narrator("google").speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / "2.wav")
    chirp = narrator("google", "en-US-Chirp3-HD-Charon")
    third = chirp.speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / "3.wav")
    timings = [said.timing for said in (first, second, third)]
    assert timings == ["engine-marks", "character-weight", "character-weight"]
    assert first.words != second.words
    # `nineteen ninety nine` is one word on the screen: the next begins when it ends.
    assert first.words[1][2] == first.words[2][1]


def test_what_a_vendor_charged_is_no_more_than_was_set_aside(vendors: Vendors, tmp_path: Path):
    for vendor in VOICES:
        voice = narrator(vendor)
        said = voice.speak(SPOKEN, SHOWN, "en", 1.0, tmp_path / f"{vendor}.wav")
        assert Decimal(0) < (said.cost_usd or 0) <= voice.price_usd(SPOKEN)


@pytest.mark.parametrize("vendor", VOICES)
def test_a_part_that_was_said_before_another_failed_is_charged(
    vendors: Vendors, vendor: str, tmp_path: Path
):
    words = "The lighthouse walked towards the sea, and nobody saw it. " * 90
    vendors.order("rate_limit", vendor=vendor, skip=1, retry_after=2)
    with pytest.raises(TransientError) as caught:
        narrator(vendor).speak(words, words, "en", 1.0, tmp_path / "said.wav")
    assert len(vendors.paid(vendor)) == 1
    assert caught.value.charged


@pytest.mark.parametrize(("vendor", "speed"), [("openai", 0.5), ("openai", 0.25), ("google", 0.5)])
def test_a_slow_voice_costs_no_more_than_was_set_aside(
    vendors: Vendors, vendor: str, speed: float, tmp_path: Path
):
    voice = narrator(vendor)
    said = voice.speak(SPOKEN, SHOWN, "en", speed, tmp_path / "said.wav")
    assert (said.cost_usd or 0) <= voice.price_usd(SPOKEN, speed)


@pytest.mark.parametrize("voice", ["en-US-Neural2-D", "en-US-Chirp3-HD-Charon"])
def test_google_is_paid_for_every_character_that_it_counts(
    vendors: Vendors, voice: str, tmp_path: Path
):
    words = "Salt & pepper <are> here" + ", and so is the sea" * 150
    said = narrator("google", voice).speak(words, words, "en", 1.0, tmp_path / "said.wav")
    billed = sum(entry["billed"]["quantity"] for entry in vendors.paid("google"))
    price = shipped_prices().usd("google", voice, {"character": billed})
    assert (said.cost_usd or 0) == price


def test_markup_in_the_words_is_said_and_not_obeyed(vendors: Vendors, tmp_path: Path):
    text = 'Tom & Jerry said <break time="9s"/> here.'
    said = narrator("google").speak(text, text, "en", 1.0, tmp_path / "said.wav")
    assert said.samples / said.sample_rate < 6
    assert "&lt;break" in marked(text)


def test_a_text_over_the_limit_goes_out_in_parts_and_comes_back_as_one(
    vendors: Vendors, tmp_path: Path
):
    text = " ".join(["Größe und Straße sind übrigens länger."] * 40).strip()
    assert len(marked(text).encode()) > 5000
    assert all(len(marked(piece).encode()) <= 5000 for piece in fitting(text))
    said = narrator("google", "de-DE-Neural2-D").speak(text, text, "de", 1.0, tmp_path / "said.wav")
    assert len(vendors.paid("google")) == len(fitting(text)) > 1
    assert said.timing == "engine-marks"
    assert len(said.words) == len(text.split())
    with wave.open(str(tmp_path / "said.wav")) as file:
        assert file.getnframes() == said.samples


@pytest.mark.parametrize(
    ("vendor", "voice"), [("openai", "cedar"), ("google", "de-DE-Chirp3-HD-Charon")]
)
def test_words_are_read_by_the_rules_of_their_language(
    vendors: Vendors, vendor: str, voice: str, tmp_path: Path
):
    shown = "Seit 1848 25 Leuchttürme."
    said = narrator(vendor, voice).speak(
        spoken(shown, "de"), shown, "de-DE", 1.0, tmp_path / "said.wav"
    )
    _, (year, *year_span), (number, *number_span), _ = said.words
    assert (year, number) == ("1848", "25")
    # Time is shared by letters: achtzehnhundertachtundvierzig takes twice as long as fünfundzwanzig.
    assert np.diff(year_span)[0] / np.diff(number_span)[0] == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(
    ("vendor", "order", "error", "paid"),
    [
        ("openai", {"kind": "rate_limit", "retry_after": 0.2}, TransientError, 0),
        ("openai", {"kind": "rate_limit", "retry_after": 300}, TransientError, 0),
        ("openai", {"kind": "insufficient_quota"}, NoAccess, 0),
        ("openai", {"kind": "model_gone"}, PermanentError, 0),
        ("openai", {"kind": "blocked"}, PermanentError, 0),
        ("openai", {"kind": "overloaded"}, TransientError, 0),
        ("openai", {"kind": "nginx", "status": 502}, AnswerLost, 0),
        ("openai", {"kind": "drop"}, AnswerLost, 0),
        ("openai", {"kind": "lose"}, AnswerLost, 1),
        ("openai", {"kind": "late", "seconds": 5}, AnswerLost, 1),
        ("openai", {"kind": "garble"}, PermanentError, 1),
        ("openai", {"kind": "silence"}, PermanentError, 1),
        ("openai", {"kind": "empty_audio"}, PermanentError, 1),
        ("google", {"kind": "rate_limit", "retry_after": 7}, TransientError, 0),
        ("google", {"kind": "forbidden"}, NoAccess, 0),
        ("google", {"kind": "unavailable"}, TransientError, 0),
        ("google", {"kind": "internal"}, TransientError, 0),
        ("google", {"kind": "drop"}, AnswerLost, 0),
        ("google", {"kind": "lose"}, AnswerLost, 1),
        ("google", {"kind": "late", "seconds": 5}, AnswerLost, 1),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_each_fault_is_called_what_it_is_and_asked_for_once(
    vendors: Vendors,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    vendor: str,
    order: dict[str, Any],
    error: type[FactoryError],
    paid: int,
):
    if order["kind"] == "late":
        monkeypatch.setattr(client, "ANSWER_SECONDS", 0.5)
        monkeypatch.setattr(speech, "ANSWER_SECONDS", 0.5)
    vendors.order(vendor=vendor, **order)
    caught = failure(vendor, tmp_path)
    assert type(caught) is error
    assert (len(vendors.seen(vendor)), len(vendors.paid(vendor))) == (1, paid)
    assert caught.charged == (paid == 1 and error is PermanentError)
    if isinstance(caught, TransientError):
        assert caught.retry_after_seconds == order.get("retry_after")


@pytest.mark.parametrize("vendor", VOICES)
def test_a_key_that_is_refused_is_never_shown(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, vendor: str
):
    monkeypatch.setenv(KEYS[vendor], "sk-wrong-0123456789abcdef")
    caught = failure(vendor, tmp_path)
    assert type(caught) is NoAccess
    assert KEYS[vendor] in str(caught)
    assert "0123456789" not in str(caught)
    assert caught.__cause__ is None
    assert caught.__suppress_context__


@pytest.mark.parametrize("vendor", VOICES)
def test_without_a_key_nobody_is_asked(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, vendor: str
):
    monkeypatch.delenv(KEYS[vendor])
    monkeypatch.setenv("OPENAI_BASE_URL", "https://api.openai.com/v1")
    assert KEYS[vendor] in narrator(vendor).missing()
    assert KEYS[vendor] in str(failure(vendor, tmp_path))
    assert vendors.seen() == []


def test_a_voice_that_is_not_there_is_named(vendors: Vendors):
    with pytest.raises(BadInput, match="there are: alloy"):
        narrator("openai", "en_US-joe-medium")
    with pytest.raises(BadInput, match="en-US-Neural2-D"):
        narrator("google", "joe")
    with pytest.raises(BadInput, match="en-US-Neural2-D"):
        narrator("google", "en-US-Neural2-Z").healthcheck()


@pytest.mark.parametrize("vendor", VOICES)
def test_health_is_asked_for_without_paying(vendors: Vendors, vendor: str):
    assert "emulated" in narrator(vendor).healthcheck()
    assert len(vendors.seen(vendor)) == 1
    assert vendors.paid(vendor) == []


@pytest.mark.parametrize("vendor", VOICES)
def test_what_an_emulated_vendor_made_says_so(vendors: Vendors, vendor: str):
    provider = narrator(vendor).provider
    assert provider.version == "emulated"
    assert "emulated" in provider.licence
