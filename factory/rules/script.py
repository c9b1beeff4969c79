"""Rules for a script: its length, its language, and what may not stand in it."""

from collections import defaultdict
from math import ceil

from factory.rules.evidence import Evidence
from factory.rules.moderation import judge_moderation
from factory.rules.rule import MOST_NAMED, Judgement, judged, judged_all, not_asked, quoted, rule
from factory.rules.scope import NARRATED
from factory.script.script import Script
from factory.text.forbidden_words import folded, forbidden_in
from factory.text.languages import count_words, covers
from factory.text.unspoken_passages import direction_in

FASTEST_VOICE = 0.75
"""Of the time that words take at a format's pace; Piper's joe takes 0.83 of it for the demo."""

LONGEST_SENTENCE_WORDS = 45
"""Beyond this a listener has lost the beginning; plain-language guides say 25 at most."""


@rule(
    stage="scripts",
    needs=(Script,),
    description="The script has as many words as its format allows.",
)
def word_count_fits_the_format(evidence: Evidence) -> Judgement:
    profile = evidence.profile
    count = sum(count_words(scene.written) for scene in evidence.script.scenes)
    low, high = profile.words.min, profile.words.max
    change = f"add {low - count}" if count < low else f"cut {count - high}"
    return judged(
        low <= count <= high,
        wanted=f"{low} to {high} words for {profile.name}",
        found=f"{count} words",
        advice=_advice(change, evidence),
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="Spoken as fast as any voice speaks, the script fits into its format: told before a "
    "sentence is spoken or a picture painted.",
    scope=NARRATED,
)
def narration_can_fit_the_format(evidence: Evidence) -> Judgement:
    script, profile = evidence.script, evidence.profile
    if not any(sentence.spoken for sentence in script.sentences):
        return not_asked("no sentences")
    speech, length = profile.speech, profile.length
    sentences = script.sentences
    pauses = (
        speech.lead_in_seconds
        + speech.tail_seconds
        + length.insert_seconds
        + (len(script.scenes) - 1) * speech.scene_pause_seconds
        + (len(sentences) - len(script.scenes)) * speech.sentence_pause_seconds
    )
    spoken = FASTEST_VOICE * sum(scene.duration_sec for scene in script.scenes)
    over = spoken + pauses - length.narration_max_seconds
    words = {sentence.sentence_id: count_words(sentence.spoken) for sentence in sentences}
    cut = ceil(over * sum(words.values()) / spoken) if spoken else 0
    longest = sorted(sentences, key=lambda s: -words[s.sentence_id])[:MOST_NAMED]
    named = "; ".join(f"{quoted(s.text)} ({words[s.sentence_id]} words spoken)" for s in longest)
    return judged(
        over <= 0,
        wanted=f"at most {length.narration_max_seconds:g} s for {profile.name}",
        found=f"at least {spoken + pauses:.0f} s for {sum(words.values())} spoken words",
        advice=f"{_advice(f'cut {cut}', evidence)}; the longest sentences: {named}",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    severity="warning",
    description="No direction to a reader or a camera is spoken (`NARRATOR:`, `[MUSIC FADES]`).",
)
def no_direction_is_spoken(evidence: Evidence) -> Judgement:
    found = [
        f"{quoted(direction)} in {sentence.sentence_id}"
        for sentence in evidence.script.sentences
        if (direction := direction_in(sentence.text))
    ]
    return judged_all(
        found,
        wanted="only what is to be heard",
        found="no direction",
        advice="take it out of the brief, or let the brief say `directions: drop`",
    )


def _advice(change: str, evidence: Evidence) -> str:
    """Say who can change the words: a person, where a brief brought them."""
    script, brief = evidence.script, evidence.accepted.brief
    if brief.translates:
        return (
            f"{script.provider.described} translated it so; make scripts again after changing the "
            f"original ({change} words), or name another model under `words` in the channel file"
        )
    if script.provider.name == "brief":
        return f"{change} words in the brief, or choose another format"
    return (
        f"{script.provider.described} wrote it so; name another model under `words` in the channel"
        " file, or write the words yourself"
    )


@rule(
    stage="scripts",
    needs=(Script,),
    severity="warning",
    description="Spoken at the format's pace the script is about as long as its format allows; "
    "the narration itself is measured later.",
)
def estimated_length_fits_the_format(evidence: Evidence) -> Judgement:
    profile = evidence.profile
    speech, length = profile.speech, profile.length
    seconds = sum(scene.duration_sec for scene in evidence.script.scenes)
    inserts = length.insert_seconds
    longest = seconds + inserts + speech.lead_in_seconds + speech.tail_seconds
    beside = f" beside {inserts:.1f} s of intro and outro" if inserts else ""
    return judged(
        longest >= length.narration_min_seconds
        and seconds + inserts <= length.narration_max_seconds,
        wanted=f"{length.narration_min_seconds:g} to {length.narration_max_seconds:g} s "
        f"for {profile.name}",
        found=f"about {seconds:.1f} s{beside}",
        advice="mend the brief's length now if the narration should come out wrong",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="The script is in a language that its channel publishes.",
)
def language_is_one_of_the_channels(evidence: Evidence) -> Judgement:
    accepted, language = evidence.accepted, evidence.script.language
    channel = accepted.channel
    published = (*channel.languages, *(channel.voices if accepted.brief.translates else ()))
    return judged(
        any(covers(wide, language) for wide in published),
        wanted=" or ".join(published) or "a language in the channel file",
        found=language,
        advice="add the language to `languages` in the channel file, or choose another channel",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="The channel's voice speaks the script's language, as far as the voice's name tells.",
    scope=NARRATED,
)
def voice_speaks_the_language(evidence: Evidence) -> Judgement:
    voice, language = evidence.accepted.voice, evidence.script.language
    speaks = voice.speaks(language)
    if speaks is None:
        return not_asked(f"{quoted(voice.name)} speaks languages its name does not tell")
    return judged(
        speaks,
        wanted=f"a voice that speaks {language}",
        found=f"{quoted(voice.name)} speaks {voice.language}",
        advice=f"name a {language} voice under `voice` in the channel file",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="There are scenes, and every sentence in them has something to show and to speak.",
)
def every_scene_has_words(evidence: Evidence) -> Judgement:
    script, narrated = evidence.script, evidence.profile.narrated
    words = "words" if narrated else "a picture"
    offenders = [
        f"{scene.scene_id} has no {'sentence' if narrated else 'picture'}"
        for scene in script.scenes
        if not (scene.text if narrated else scene.written)
    ]
    if not narrated:
        offenders += [f"{s.sentence_id} would be spoken" for s in script.sentences]
    offenders += [
        f"sentence {sentence.sentence_id} has nothing to {verb}"
        for sentence in script.sentences
        for verb, words in (("show", sentence.text), ("speak", sentence.spoken))
        if not any(character.isalnum() for character in words)
    ]
    if not script.scenes:
        offenders = ["no scene at all"]
    return judged_all(
        offenders,
        wanted=f"{words} in every scene",
        found=f"{words} in all {len(script.scenes)} scenes",
        advice="write the missing words in the brief",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="No two scenes have the same words.",
)
def no_scene_is_repeated(evidence: Evidence) -> Judgement:
    scenes = evidence.script.scenes
    if len(scenes) < 2:
        return not_asked("no two scenes")
    same: dict[str, list[str]] = defaultdict(list)
    for scene in scenes:
        same[" ".join(folded(scene.written).split())].append(scene.scene_id)
    return judged_all(
        [" = ".join(ids) for ids in same.values() if len(ids) > 1],
        wanted="different words in every scene",
        found=f"{len(same)} different scenes",
        advice="remove the repetition from the brief",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    description="None of the channel's forbidden words is shown or spoken.",
)
def script_has_no_forbidden_words(evidence: Evidence) -> Judgement:
    script, words = evidence.script, evidence.accepted.channel.forbidden_words
    if not words:
        return not_asked("the channel forbids no words")
    texts = [("title", script.title)]
    texts += [
        (scene.scene_id, " ".join((scene.chapter or "", scene.written))) for scene in script.scenes
    ]
    texts += [(f"{s.sentence_id} as spoken", s.spoken) for s in script.sentences]
    hits = {where: forbidden_in(text, words) for where, text in texts}
    return judged_all(
        [f"{where}: {quoted(word)}" for where, found in hits.items() for word in found],
        wanted=f"none of the channel's {len(words)} forbidden words",
        found="none",
        advice="reword the brief, or change `forbidden_words` in the channel file",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    severity="warning",
    description=f"No sentence has more than {LONGEST_SENTENCE_WORDS} words.",
)
def sentences_are_short_enough_to_follow(evidence: Evidence) -> Judgement:
    counts = {s.sentence_id: count_words(s.text) for s in evidence.script.sentences}
    if not counts:
        return not_asked("no sentences")
    return judged_all(
        [
            f"{name}: {count} words"
            for name, count in counts.items()
            if count > LONGEST_SENTENCE_WORDS
        ],
        wanted=f"at most {LONGEST_SENTENCE_WORDS} words in a sentence",
        found=f"at most {max(counts.values())} words",
        advice="break long sentences in the brief; check that each ends with a full stop",
    )


@rule(
    stage="scripts",
    needs=(Script,),
    waivable=True,
    description="Where the channel asks for `moderation`, its service flags none of the words.",
)
def words_pass_moderation(evidence: Evidence) -> Judgement:
    moderation = evidence.accepted.channel.moderation
    asked = moderation is not None and moderation.words
    return judge_moderation(evidence.script.moderation, asked=asked, stage="scripts")
