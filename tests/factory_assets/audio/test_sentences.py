"""Sentences as units of work: what decides how one sounds and when its words are heard."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from factory.records import Provider
from factory.script.script import Sentence
from factory_assets.audio.sentences import speech

SENTENCE = Sentence(sentence_id="s001-1", text="1848.", spoken="achtzehnhundertachtundvierzig.")


class Listener:
    """Speaks nothing and remembers the language it was asked for."""

    provider = Provider(role="voice", name="nobody", version="1")
    voice = "any"

    def __init__(self) -> None:
        self.languages: list[str] = []

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        return Decimal(0)

    def speak(self, spoken: str, shown: str, language: str, speed: float, target: Path) -> Any:
        self.languages.append(language)
        return {}


def test_a_sentence_is_spoken_in_the_language_of_its_script():
    narrator = Listener()
    _, speak = speech("v-1", "de", SENTENCE, narrator, 1.0, 1)
    assert callable(speak)
    speak(Path("said.wav"))
    assert narrator.languages == ["de"]


def test_what_is_spoken_in_another_language_is_another_unit_of_work():
    units = {
        language: speech("v-1", language, SENTENCE, Listener(), 1.0, 1)[0]
        for language in ("en", "en-GB", "de", "fr")
    }
    assert len({unit.fingerprint for unit in units.values()}) == 3
    assert "language" not in units["en"].recipe
