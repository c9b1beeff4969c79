"""Rules for captions: every spoken word, on time, readable, inside the video."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from factory.captions.cues import Captions, Cue
from factory.captions.reading_limits_by_language import in_language
from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, judged_all, letters, not_asked, quoted, rule
from factory.speech.narration import Narration
from factory.video_formats.formats import FormatCaptions

ROUNDING_SECONDS = 0.002
"""SRT and VTT count in milliseconds; two rounded times may cross by one each."""

TOO_FAST = 1.6
"""Times the format's reading speed at which nobody can read along: about 35 to 40 characters a
second, twice what broadcasters allow adults (BBC and Netflix: 17 to 20)."""

SHORTEST_SECONDS, LONGEST_SECONDS = 0.5, 7.0
"""Netflix's timed text style guide gives 5/6 s and 7 s; speech in Shorts is quicker."""

MOST_LINES = 2


def characters_per_second(cue: Cue) -> float:
    """Return how fast a cue must be read; infinite for one that does not stand at all."""
    seconds = cue.end - cue.start
    return len(cue.text) / seconds if seconds > 0 else float("inf")


def _named(captions: Captions) -> list[tuple[str, Cue]]:
    read = [(f"cue {n} {quoted(cue.text)}", cue) for n, cue in enumerate(captions.cues, 1)]
    drawn = [(f"burned {n} {quoted(cue.text)}", cue) for n, cue in enumerate(captions.burned, 1)]
    return read + drawn


@rule(
    stage="captions",
    needs=(Captions, Narration),
    description="Every cue begins and ends, in that order, while the narration runs.",
)
def captions_lie_inside_the_video(evidence: Evidence) -> Judgement:
    captions, seconds = evidence.captions, evidence.narration.seconds
    named = _named(captions)
    if not named:
        return not_asked("no captions")
    burned = f" and {len(captions.burned)} burned" if captions.burned else ""
    return judged_all(
        [
            f"{name} {cue.start:.3f}-{cue.end:.3f} s"
            for name, cue in named
            if not 0 <= cue.start < cue.end <= seconds + ROUNDING_SECONDS
        ],
        wanted=f"all cues between 0 and {seconds:.3f} s",
        found=f"{len(captions.cues)} cues{burned} inside",
        advice="materialise captions again: they were made from another narration",
    )


@rule(
    stage="captions",
    needs=(Captions,),
    description="One cue ends before the next begins.",
)
def captions_do_not_overlap(evidence: Evidence) -> Judgement:
    captions = evidence.captions
    if max(len(captions.cues), len(captions.burned)) < 2:
        return not_asked("no two captions")
    return judged_all(
        [
            f"{kind} {n} ends at {before.end:.3f} s, {n + 1} begins at {after.start:.3f} s"
            for kind, cues in (("cue", captions.cues), ("burned", captions.burned))
            for n, (before, after) in enumerate(pairwise(cues), 1)
            if after.start < before.end - ROUNDING_SECONDS
        ],
        wanted="one cue at a time",
        found="one at a time",
        advice="materialise captions again",
    )


def _spoken(narration: Narration) -> list[str]:
    return [word.text for sentence in narration.sentences for word in sentence.words]


def _first_difference(spoken: Sequence[str], cues: Sequence[Cue]) -> str:
    """Say where the cues first differ from speech; marks that are not read aloud do not count."""
    wanted = [key for word in spoken if (key := letters(word))]
    whole: list[str] = []
    for word in (word for cue in cues for word in cue.words):
        if word.glued and whole:
            whole[-1] += word.text
        else:
            whole.append(word.text)
    shown = [key for text in whole if (key := letters(text))]
    for n, (want, have) in enumerate(zip_longest(wanted, shown), 1):
        if want != have:
            return f"word {n}: {quoted(have or 'nothing')} for {quoted(want or 'nothing')}"
    return ""


@rule(
    stage="captions",
    needs=(Captions, Narration),
    description="The SRT and VTT cues hold every spoken word, in order.",
)
def every_spoken_word_is_captioned(evidence: Evidence) -> Judgement:
    spoken, cues = _spoken(evidence.narration), evidence.captions.cues
    if not spoken and not cues:
        return not_asked("nobody speaks")
    difference = _first_difference(spoken, cues)
    return judged(
        not difference,
        wanted=f"all {len(spoken)} spoken words in order",
        found=difference or f"all {len(spoken)} words",
        advice="materialise captions again: they were made from another narration",
    )


@rule(
    stage="captions",
    needs=(Captions, Narration),
    description="Where the format burns captions in, they hold every spoken word, in order; elsewhere none.",
)
def every_spoken_word_is_burned_in(evidence: Evidence) -> Judgement:
    spoken, burned = _spoken(evidence.narration), evidence.captions.burned
    wanted_here = evidence.profile.captions.burned
    if not burned and not wanted_here:
        return not_asked("no burned cues in this format")
    if not burned and not spoken:
        return not_asked("nobody speaks")
    if wanted_here:
        wanted = f"all {len(spoken)} spoken words in order"
        difference = _first_difference(spoken, burned)
    else:
        wanted, difference = "no burned cues in this format", f"{len(burned)} cues"
    return judged(
        not difference,
        wanted=wanted,
        found=difference or wanted,
        advice="materialise captions again: they were made from another narration or format",
    )


def _style(evidence: Evidence) -> FormatCaptions:
    """Return the limits of the format, or of the language where those are lower."""
    return in_language(evidence.profile.captions, evidence.captions.language)


def _reading(cues: Sequence[Cue], limit: float, advice: str) -> Judgement:
    """Return whether every cue can be read at so many characters a second."""
    if not cues:
        return not_asked("no captions")
    return judged_all(
        [
            f"cue {n} {quoted(cue.text)} at {characters_per_second(cue):.0f}/s"
            for n, cue in enumerate(cues, 1)
            if not characters_per_second(cue) <= limit
        ],
        wanted=f"at most {limit:g} characters a second",
        found=f"at most {max(map(characters_per_second, cues)):.1f} characters a second",
        advice=advice,
    )


@rule(
    stage="captions",
    needs=(Captions,),
    description=f"No cue needs more than {TOO_FAST:g} times the format's reading speed.",
)
def captions_can_be_read(evidence: Evidence) -> Judgement:
    return _reading(
        evidence.captions.cues,
        _style(evidence).max_chars_per_second * TOO_FAST,
        "slow the voice down in the channel file, or shorten these sentences",
    )


@rule(
    stage="captions",
    needs=(Captions,),
    severity="warning",
    description="Every cue keeps to the format's reading speed.",
)
def captions_are_comfortable_to_read(evidence: Evidence) -> Judgement:
    return _reading(
        evidence.captions.cues,
        _style(evidence).max_chars_per_second,
        "a slower voice or shorter words would make these easier to follow",
    )


@rule(
    stage="captions",
    needs=(Captions,),
    severity="warning",
    description=f"Every cue stands {SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} seconds.",
)
def captions_stand_neither_too_briefly_nor_too_long(evidence: Evidence) -> Judgement:
    cues = evidence.captions.cues
    if not cues:
        return not_asked("no captions")
    return judged_all(
        [
            f"cue {n} {quoted(cue.text)} for {cue.end - cue.start:.2f} s"
            for n, cue in enumerate(cues, 1)
            if not SHORTEST_SECONDS <= cue.end - cue.start <= LONGEST_SECONDS
        ],
        wanted=f"{SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} s each",
        found=f"all {len(cues)} do",
        advice="very short or very long sentences make such cues; see whether it disturbs",
    )


@rule(
    stage="captions",
    needs=(Captions,),
    severity="warning",
    description=f"No cue needs more than {MOST_LINES} lines, no burned cue more words than the format shows.",
)
def captions_fit_their_lines(evidence: Evidence) -> Judgement:
    captions, style = evidence.captions, _style(evidence)
    if not captions.cues and not captions.burned:
        return not_asked("no captions")
    room = style.max_chars_per_line * MOST_LINES
    offenders = [
        f"cue {n} has {len(cue.text)} characters"
        for n, cue in enumerate(captions.cues, 1)
        if len(cue.text) > room
    ]
    offenders += [
        f"burned {n} has {len(cue.words)} words"
        for n, cue in enumerate(captions.burned, 1)
        if len(cue.words) > style.words_per_cue
    ]
    return judged_all(
        offenders,
        wanted=f"at most {room} characters, burned at most {style.words_per_cue} words",
        found="all fit",
        advice="materialise captions again; a single word this long cannot be broken",
    )
