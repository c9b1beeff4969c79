"""Translation: the scenes of one script told in another language, under the same pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from factory.brief.brief import AcceptedBrief
from factory.records import Provider
from factory.script.model_answers import Translation
from factory.script.script import Scene, Script, Sentence
from factory.text.languages import count_words
from factory.text.sentences import sentences
from factory.video_formats.formats import Format

SHORT_WORDS = 8
"""Headings and cries may become as long as they like."""
SHORTEST, LONGEST = 0.6, 1.6
"""Of a translated scene, in words of the original: its picture stands about as long."""


def texts_of(script: Script) -> list[str]:
    """Return everything of a script that is translated: title, chapters, scenes, in this order."""
    return [script.title, *_headings(script), *(scene.text for scene in script.scenes)]


@dataclass(frozen=True, slots=True)
class Share:
    """What a group of texts has to bring of the words that a format wants."""

    headings: int
    """How many of its texts, the first ones, are titles and chapters: they do not count."""
    low: int
    high: int


def share_of(profile: Format, original: Script, begin: int, end: int) -> Share:
    """Return the share of the texts from `begin` to `end` of what `texts_of` gives."""
    texts = texts_of(original)
    marks = len(texts) - len(original.scenes)
    headings = max(0, min(end, marks) - begin)
    whole = sum(map(count_words, texts[marks:])) or 1
    part = sum(map(count_words, texts[begin + headings : end])) / whole
    return Share(headings, ceil(profile.words.min * part), floor(profile.words.max * part))


def length_fault(texts: Sequence[str], translated: Translation, share: Share | None = None) -> str:
    """Return what is wrong with the number or the lengths of translated texts; empty when nothing."""
    if len(translated.texts) != len(texts):
        return f"texts: found {len(translated.texts)}, wanted exactly {len(texts)}"
    faults: list[str] = []
    for number, (before, after) in enumerate(zip(texts, translated.texts, strict=True), start=1):
        words, found = count_words(before), count_words(after)
        low, high = round(SHORTEST * words), round(LONGEST * words)
        if words > SHORT_WORDS and not low <= found <= high:
            faults.append(f"text {number} has {found} words; wanted {low} to {high}")
    if share and len(texts) > share.headings:
        told = sum(map(count_words, translated.texts[share.headings :]))
        if not share.low <= told <= share.high:
            change = f"add {share.low - told}" if told < share.low else f"cut {told - share.high}"
            faults.append(
                f"the scenes have {told} words in all; wanted {share.low} to {share.high}: "
                f"{change} words"
            )
    return "; ".join(faults)


def retell(
    original: Script,
    texts: Sequence[str],
    accepted: AcceptedBrief,
    profile: Format,
    spoken: Callable[[str, str], str],
    *,
    version: int,
    provider: Provider,
) -> Script:
    """Return the script in another language: the same scenes, beats and picture prompts.

    Args:
        original: whose scenes these are.
        texts: translations of what `texts_of` gave.
        accepted: the translation's own brief.
        profile: its format.
        spoken: turns (text, language) into what a voice is given to say.
        version: the brief's revision.
        provider: who translated.
    """
    title, rest = texts[0], list(texts[1:])
    marks = len(_headings(original))
    headings, told = iter(rest[:marks]), rest[marks:]
    pace = profile.speech.words_per_minute * accepted.voice.speed
    longest = pace / 60 * profile.scene.max_seconds
    language = accepted.brief.language

    def scene(before: Scene, text: str) -> Scene:
        lines = [
            Sentence(
                sentence_id=f"{before.scene_id}-{place}", text=line, spoken=spoken(line, language)
            )
            for place, line in enumerate(sentences(text, language, longest), start=1)
        ]
        seconds = sum(count_words(line.spoken) for line in lines) / pace * 60
        changes = {
            "sentences": tuple(lines),
            "duration_sec": round(seconds, 2),
            "chapter": next(headings) if before.chapter else None,
        }
        return before.model_copy(update=changes)

    return Script(
        script_id=f"{accepted.video_id}-script-{version}",
        idea_id=original.idea_id,
        video_id=accepted.video_id,
        language=language,
        title=title,
        scenes=tuple(
            scene(before, text) for before, text in zip(original.scenes, told, strict=True)
        ),
        version=version,
        created_at=accepted.accepted_at,
        provider=provider,
    )


def _headings(script: Script) -> list[str]:
    return [scene.chapter for scene in script.scenes if scene.chapter]
