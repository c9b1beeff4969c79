"""Rules for a script: its length, its language, and what may not stand in it."""

from collections import defaultdict

from factory.brief.brief import AcceptedBrief
from factory.channel.providers import Voice
from factory.presets.formats import Format
from factory.rules import moderation as moderation_rules
from factory.rules.moderation import assess_moderation
from factory.rules.rule import Finding, RuleInfo, quoted
from factory.script.script import Script
from factory.text.forbidden_words import folded, forbidden_in
from factory.text.languages import count_words, covers, primary_language

LONGEST_SENTENCE_WORDS = 45
"""Beyond this a listener has lost the beginning; plain-language guides say 25 at most."""

WORDS_FIT = RuleInfo(
    "word_count_fits_the_format",
    "scripts",
    "The script has as many words as its format allows.",
)
SECONDS_FIT = RuleInfo(
    "estimated_length_fits_the_format",
    "scripts",
    "Spoken at the format's pace the script is about as long as its format allows; "
    "the narration itself is measured later.",
    "warning",
)
LANGUAGE_ALLOWED = RuleInfo(
    "language_is_one_of_the_channels",
    "scripts",
    "The script is in a language that its channel publishes.",
)
LANGUAGE_SPOKEN = RuleInfo(
    "voice_speaks_the_language",
    "scripts",
    "The channel's voice speaks the script's language, as far as the voice's name tells.",
)
SCENES_HAVE_WORDS = RuleInfo(
    "every_scene_has_words",
    "scripts",
    "There are scenes, and every sentence in them has something to show and to speak.",
)
SCENES_DIFFER = RuleInfo(
    "no_scene_is_repeated",
    "scripts",
    "No two scenes have the same words.",
)
NOTHING_FORBIDDEN = RuleInfo(
    "script_has_no_forbidden_words",
    "scripts",
    "None of the channel's forbidden words is shown or spoken.",
)
SENTENCES_SHORT = RuleInfo(
    "sentences_are_short_enough_to_follow",
    "scripts",
    f"No sentence has more than {LONGEST_SENTENCE_WORDS} words.",
    "warning",
)

RULES = (
    WORDS_FIT,
    SECONDS_FIT,
    LANGUAGE_ALLOWED,
    LANGUAGE_SPOKEN,
    SCENES_HAVE_WORDS,
    SCENES_DIFFER,
    NOTHING_FORBIDDEN,
    SENTENCES_SHORT,
    moderation_rules.WORDS,
)


def assess_script(script: Script, accepted: AcceptedBrief, profile: Format) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    moderation = accepted.channel.moderation
    asked = moderation is not None and moderation.words
    return (
        _word_count(script, profile),
        _estimated_length(script, profile),
        _language_allowed(script, _published_languages(accepted)),
        _language_spoken(script, accepted.voice, profile),
        _scenes_have_words(script, profile),
        _scenes_differ(script),
        _nothing_forbidden(script, accepted.channel.forbidden_words),
        _sentences_short(script),
        assess_moderation(moderation_rules.WORDS, script.moderation, asked=asked),
    )


def _word_count(script: Script, profile: Format) -> Finding:
    count = sum(count_words(scene.written) for scene in script.scenes)
    low, high = profile.words.min, profile.words.max
    change = f"add {low - count}" if count < low else f"cut {count - high}"
    return WORDS_FIT.judge(
        low <= count <= high,
        wanted=f"{low} to {high} words for {profile.name}",
        found=f"{count} words",
        advice=f"{change} words in the brief, or choose another format",
    )


def _estimated_length(script: Script, profile: Format) -> Finding:
    speech, length = profile.speech, profile.length
    seconds = sum(scene.duration_sec for scene in script.scenes)
    inserts = length.insert_seconds
    longest = seconds + inserts + speech.lead_in_seconds + speech.tail_seconds
    beside = f" beside {inserts:.1f} s of intro and outro" if inserts else ""
    return SECONDS_FIT.judge(
        longest >= length.narration_min_seconds
        and seconds + inserts <= length.narration_max_seconds,
        wanted=f"{length.narration_min_seconds:g} to {length.narration_max_seconds:g} s "
        f"for {profile.name}",
        found=f"about {seconds:.1f} s{beside}",
        advice="mend the brief's length now if the narration should come out wrong",
    )


def _published_languages(accepted: AcceptedBrief) -> tuple[str, ...]:
    """Return the channel's languages; for a translation also those that somebody speaks."""
    channel = accepted.channel
    return (*channel.languages, *(channel.voices if accepted.brief.translates else ()))


def _language_allowed(script: Script, languages: tuple[str, ...]) -> Finding:
    return LANGUAGE_ALLOWED.judge(
        any(covers(language, script.language) for language in languages),
        wanted=" or ".join(languages) or "a language in the channel file",
        found=script.language,
        advice="add the language to `languages` in the channel file, or choose another channel",
    )


def _language_spoken(script: Script, voice: Voice, profile: Format) -> Finding:
    language = voice.language if profile.narrated else None
    wanted = primary_language(script.language)
    return LANGUAGE_SPOKEN.judge(
        language is None or language == wanted,
        wanted=f"a voice that speaks {script.language}",
        found=f"{quoted(voice.name)} speaks {language or 'languages its name does not tell'}",
        advice=f"name a {script.language} voice under `voice` in the channel file",
    )


def _scenes_have_words(script: Script, profile: Format) -> Finding:
    words = "words" if profile.narrated else "a picture"
    offenders = [
        f"{scene.scene_id} has no {'sentence' if profile.narrated else 'picture'}"
        for scene in script.scenes
        if not (scene.text if profile.narrated else scene.written)
    ]
    if not profile.narrated:
        offenders += [f"{s.sentence_id} would be spoken" for s in script.sentences]
    offenders += [
        f"sentence {sentence.sentence_id} has nothing to {verb}"
        for sentence in script.sentences
        for verb, words in (("show", sentence.text), ("speak", sentence.spoken))
        if not any(character.isalnum() for character in words)
    ]
    if not script.scenes:
        offenders = ["no scene at all"]
    return SCENES_HAVE_WORDS.judge_all(
        offenders,
        wanted=f"{words} in every scene",
        found=f"{words} in all {len(script.scenes)} scenes",
        advice="write the missing words in the brief",
    )


def _scenes_differ(script: Script) -> Finding:
    same: dict[str, list[str]] = defaultdict(list)
    for scene in script.scenes:
        same[" ".join(folded(scene.written).split())].append(scene.scene_id)
    return SCENES_DIFFER.judge_all(
        [" = ".join(ids) for ids in same.values() if len(ids) > 1],
        wanted="different words in every scene",
        found=f"{len(same)} different scenes",
        advice="remove the repetition from the brief",
    )


def _nothing_forbidden(script: Script, words: tuple[str, ...]) -> Finding:
    texts = [("title", script.title)]
    texts += [
        (scene.scene_id, " ".join((scene.chapter or "", scene.written))) for scene in script.scenes
    ]
    texts += [(f"{s.sentence_id} as spoken", s.spoken) for s in script.sentences]
    hits = {where: forbidden_in(text, words) for where, text in texts}
    return NOTHING_FORBIDDEN.judge_all(
        [f"{where}: {quoted(word)}" for where, found in hits.items() for word in found],
        wanted=f"none of the channel's {len(words)} forbidden words",
        found="none",
        advice="reword the brief, or change `forbidden_words` in the channel file",
    )


def _sentences_short(script: Script) -> Finding:
    counts = {s.sentence_id: count_words(s.text) for s in script.sentences}
    return SENTENCES_SHORT.judge_all(
        [
            f"{name}: {count} words"
            for name, count in counts.items()
            if count > LONGEST_SENTENCE_WORDS
        ],
        wanted=f"at most {LONGEST_SENTENCE_WORDS} words in a sentence",
        found=f"at most {max(counts.values(), default=0)} words",
        advice="break long sentences in the brief; check that each ends with a full stop",
    )
