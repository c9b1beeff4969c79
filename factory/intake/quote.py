"""Prices: what a brief would cost, counted before anything is spent."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from factory.brief.brief import AcceptedBrief, translations
from factory.channel.provider_settings import Pictures, Voice, Words
from factory.money.estimate import Estimate, PriceRow
from factory.pictures.visuals import picture_size
from factory.ports import Providers
from factory.presets.palettes import palette_for
from factory.script.length_plan import plan_writing
from factory.script.prompt_templates import Prompt
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.speech.pronunciation import reader
from factory.text.languages import count_words
from factory.timeline.loops import pictured_scenes
from factory.video_formats.formats import Format

FREE = Decimal(0)

STAND_IN = "One word is told after the other until the tale is long enough and ends. "
"""A sentence of middling length, in place of words that are not written yet."""

PASSES = 4
"""Outline, sections, what is written again, prompts and listing: each about a script's length."""

PASSES_OF_TRANSLATION = 2
"""The words, and the listing."""

PROMPT_CHARACTERS = 12_000
"""What is sent in one of them, style guide and memory included."""


def estimates(original: AcceptedBrief, providers: Providers) -> list[Estimate]:
    """Count the units of work a brief needs and price them: the brief's own video, then one a language.

    Raises:
        BadInput: the brief's words make no script.
        PriceUnknown: nobody said what a provider costs.
    """
    brief, now = original.brief, original.accepted_at
    words, usd = brief.words, FREE
    if not words:
        count = plan_writing(original.profile, brief.narration_seconds).words
        words, usd = (
            _stand_in(original.profile, count),
            _writing(original, providers, count, PASSES),
        )
    videos = [(_telling(original, words), usd)]
    for translated in translations(original):
        usd = _writing(translated, providers, count_words(words), PASSES_OF_TRANSLATION)
        videos.append((_telling(translated, words), usd))
    return [priced(_script(accepted, now), accepted, providers, usd) for accepted, usd in videos]


def _script(accepted: AcceptedBrief, now: datetime) -> Script:
    return write_script(accepted, accepted.profile, now, reader(accepted))


def _telling(accepted: AcceptedBrief, words: str) -> AcceptedBrief:
    brief = accepted.brief.model_copy(update={"words": words})
    return accepted.model_copy(update={"brief": brief})


def _stand_in(profile: Format, words: int) -> str:
    """Return as many words as will be found for a topic, in as many paragraphs as it needs."""
    if profile.takes:
        return "\n\n".join([STAND_IN * (words // len(STAND_IN.split()))] * profile.takes.count)
    return STAND_IN * -(-words // len(STAND_IN.split()))


def priced(
    script: Script, accepted: AcceptedBrief, providers: Providers, words_usd: Decimal = FREE
) -> Estimate:
    """Price what is to be made of a written script, as if nothing of it were made yet.

    Args:
        script: the words.
        accepted: the brief they are for.
        providers: who knows what providers cost.
        words_usd: what the words themselves will cost, where they are not written yet.

    Raises:
        PriceUnknown: nobody said what a provider costs.
    """
    profile, brief = accepted.profile, accepted.brief
    rows = tuple(_rows(script, accepted, providers, words_usd))
    return Estimate(
        title=f"{brief.title} ({brief.language})" if brief.translates else brief.title,
        format=brief.format,
        seconds=profile.length.asked_seconds
        or round(
            profile.length.insert_seconds + sum(scene.duration_sec for scene in script.scenes), 1
        ),
        rows=rows,
        total_usd=float(sum(Decimal(str(row.total_usd)) for row in rows)),
        budget_usd=accepted.channel.budget_usd_per_video,
    )


def _rows(
    script: Script, accepted: AcceptedBrief, providers: Providers, words_usd: Decimal
) -> Iterator[PriceRow]:
    profile, music = accepted.profile, accepted.music.kind
    pictured = len(pictured_scenes(script, profile.loop))
    segments = max(pictured, profile.loop.steps * 2 if profile.loop else 0)
    writer = accepted.channel.words.provider if words_usd else script.provider.name
    second = _second(accepted.channel.words)
    yield _row("words", writer, 1, "script", words_usd, second)
    yield _voice(script, accepted, providers)
    yield _pictures(script, accepted, providers)
    yield _row("bed", music, 0 if music == "none" else 1, "bed")
    yield _row("render", "ffmpeg", segments, "segments")


def _writing(accepted: AcceptedBrief, providers: Providers, words: int, passes: int) -> Decimal:
    """Return what a script of so many words will cost that is passed through so often."""
    chosen = accepted.channel.words.to_ask("script")
    if chosen.provider == "brief":
        return FREE
    prompt = Prompt(name="estimate", version="", system="", user="x" * PROMPT_CHARACTERS)
    return passes * providers.writer(chosen.provider, chosen.model).price_usd(prompt, words)


def _voice(script: Script, accepted: AcceptedBrief, providers: Providers) -> PriceRow:
    voice = accepted.voice
    if accepted.excerpt:
        return _row("voice", "spoken already", len(script.sentences), "sentences")
    narrator = providers.narrator(voice.provider, voice.name, voice.model)
    speed = round(accepted.profile.speech.speed * voice.speed, 4)
    usd = sum((narrator.price_usd(sentence.spoken, speed) for sentence in script.sentences), FREE)
    return _row("voice", voice.provider, len(script.sentences), "sentences", usd, _second(voice))


def _pictures(script: Script, accepted: AcceptedBrief, providers: Providers) -> PriceRow:
    profile, pictures = accepted.profile, accepted.pictures
    if accepted.brief.translates or accepted.excerpt:
        return _row("pictures", "the original's", 0, "pictures")
    scenes = pictured_scenes(script, profile.loop)
    maker = providers.illustrator(pictures.provider, pictures.model, moving=pictures.moving)
    usd = FREE
    if maker.provider.remote:
        words = " ".join((script.title, *(scene.picture_prompt for scene in scenes)))
        palette = palette_for(words, pictures.look)
        size = picture_size(profile.picture)
        for index, scene in enumerate(scenes):
            recipe = maker.recipe(pictures, scene.picture_prompt, palette, index)
            usd += maker.price_usd(recipe, *size)
    return _row("pictures", pictures.provider, len(scenes), "pictures", usd, _second(pictures))


def _second(choice: Words | Voice | Pictures) -> str:
    return choice.fallback.provider if choice.fallback else ""


def _row(
    role: str,
    provider: str,
    units: int,
    unit: str,
    total_usd: Decimal = FREE,
    second: str = "",
) -> PriceRow:
    return PriceRow(
        role=role,
        provider=provider,
        second=second,
        units=units,
        unit=unit,
        each_usd=float(total_usd / units) if units else 0.0,
        total_usd=float(total_usd),
    )
