"""The voices of this machine, installed or not, and who speaks where a channel names nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factory.channel.provider_settings import Voice
from factory.errors import BadInput
from factory.money.price_book import shipped_prices
from resources.narrators.kokoro.voices import KOKORO_VOICES
from resources.narrators.local_voices import LocalVoices
from resources.opened_providers import OpenedProviders

MICHAEL = Voice(provider="kokoro", name="am_michael")


def test_every_voice_is_listed_with_language_licence_and_whether_it_is_there(
    tmp_path: Path, pretend_voice: Callable[[Path, str], None]
):
    pretend_voice(tmp_path / "kokoro", "bm_george")
    voices = LocalVoices(tmp_path)
    listed = {one.name: one for one in voices.all()}
    assert [one.name for one in voices.all()] == ["en_US-joe-medium", *KOKORO_VOICES]
    assert {name for name, one in listed.items() if one.installed} == {
        "en_US-joe-medium",
        "bm_george",
    }
    assert (listed["bm_george"].language, listed["bm_george"].licence) == ("en-GB", "Apache-2.0")
    assert listed["bm_george"].sample == ""
    (tmp_path / "kokoro" / "bm_george.wav").write_bytes(b"RIFF")
    assert LocalVoices(tmp_path).all()[-1].sample.endswith("bm_george.wav")


def test_of_several_natural_voices_the_best_liked_speaks(
    tmp_path: Path, pretend_voice: Callable[[Path, str], None]
):
    voices = LocalVoices(tmp_path)
    assert voices.natural() is None
    pretend_voice(tmp_path / "kokoro", "bm_george")
    assert voices.natural() == Voice(provider="kokoro", name="bm_george")
    pretend_voice(tmp_path / "kokoro", "am_michael")
    assert voices.natural() == MICHAEL


def test_a_voice_that_is_not_there_is_told_before_anything_is_made(
    tmp_path: Path, pretend_voice: Callable[[Path, str], None]
):
    with OpenedProviders(shipped_prices(), tmp_path) as providers:
        assert providers.missing(Voice()) == []
        (said,) = providers.missing(MICHAEL)
        assert "`factory voices add am_michael`" in said
        with pytest.raises(BadInput, match="unknown to kokoro"):
            providers.missing(Voice(provider="kokoro", name="am_nobody"))
        pretend_voice(tmp_path / "kokoro", "am_michael")
        assert providers.missing(MICHAEL) == []
        narrator = providers.narrator("kokoro", "am_michael")
        assert narrator.provider.name == "kokoro" and narrator.price_usd("words") == 0
        assert narrator.provider.licence.startswith("Apache-2.0")
