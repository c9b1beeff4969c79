"""Sentences: each is spoken as one unit of work, all of them by one voice."""

from collections.abc import Sequence
from dataclasses import dataclass

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Voice
from factory.ports import Narrator, Providers
from factory.records import Provider
from factory.script.script import Script, Sentence
from factory.script.silent_scenes import NOBODY
from factory.speech.narration import Misreading
from factory.text.languages import primary_language
from factory.units_of_work import Done, Unit
from factory.video_formats.formats import Format
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, Work, as_fallback


@dataclass(frozen=True, slots=True)
class SpokenScript:
    """A script as it is spoken."""

    voice: Provider
    spoken: Sequence[Done]
    """Every sentence, in order, as `SpokenDetail` describes it."""
    misread: tuple[Misreading, ...] = ()
    """Where a person who reads it says something else."""


def speak_script(
    accepted: AcceptedBrief,
    script: Script,
    profile: Format,
    providers: Providers,
    fallbacks: FallbackProviders,
) -> SpokenScript:
    """Speak every sentence.

    Nobody is asked where the format has no voice. Two voices in one video sound like a mistake:
    while the first is left alone the second speaks everything, and what the first has spoken is
    kept for later.

    Raises:
        CircuitOpen: both are left alone.
        PermanentError: a sentence cannot be spoken.
    """
    if not profile.narrated:
        fallbacks.progress.begin("audio", 0, "sentence")
        return SpokenScript(NOBODY, [])
    first, *others = accepted.voice.in_order
    narrators = {voice: _narrator(voice, providers) for voice in (first, *others)}
    sides = [
        _sentences(script, profile, voice, narrator, narrators[first])
        for voice, narrator in narrators.items()
    ]
    settings = {
        voice.provider: {
            **voice.model_dump(mode="json", exclude={"fallback"}),
            "version": narrator.provider.version,
        }
        for voice, narrator in narrators.items()
    }
    group = UnitGroup("narration", tuple(sides), {"first": first.provider, **settings})
    (spoken,) = fallbacks.perform_all([group], counted="sentence")
    return SpokenScript(spoken[0][0].provider, [done for _, done in spoken])


def _narrator(voice: Voice, providers: Providers) -> Narrator:
    return providers.narrator(voice.provider, voice.name, voice.model)


def _sentences(
    script: Script, profile: Format, voice: Voice, narrator: Narrator, first: Narrator
) -> list[Work]:
    speed = round(profile.speech.speed * voice.speed, 4)
    total = len(script.sentences)
    works = [
        speech(script.video_id, script.language, sentence, narrator, speed, total)
        for sentence in script.sentences
    ]
    return works if narrator is first else [as_fallback(work, first.provider) for work in works]


def speech(
    video_id: str, language: str, sentence: Sentence, narrator: Narrator, speed: float, total: int
) -> Work:
    """Return one sentence as a unit of work."""
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="speech",
        label=f"sentence {sentence.sentence_id} of {total}",
        recipe={
            "spoken": sentence.spoken,
            "shown": sentence.text,
            "provider": narrator.provider.name,
            "model": narrator.provider.model,
            "version": narrator.provider.version,
            "voice": narrator.voice,
            "speed": speed,
            **_word_rules(language),
        },
        suffix=".wav",
        provider=narrator.provider,
        estimate_usd=narrator.price_usd(sentence.spoken, speed),
    )
    return unit, lambda target: narrator.speak(
        sentence.spoken, sentence.text, language, speed, target
    )


def _word_rules(language: str) -> dict[str, str]:
    """Return the recipe's part that says by whose rules words are paired; English goes without."""
    return {} if primary_language(language) == "en" else {"language": language}
