"""Rules for captions: every spoken word, on time, readable, inside the video."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from factory.captions.cues import Captions, Cue
from factory.presets.formats import CaptionStyle, Format
from factory.rules.rule import Finding, RuleInfo, letters, quoted
from factory.speech.narration import Narration

ROUNDING_SECONDS = 0.002
"""SRT and VTT count in milliseconds; two rounded times may cross by one each."""

TOO_FAST = 1.6
"""Times the format's reading speed at which nobody can read along: about 35 to 40 characters a
second, twice what broadcasters allow adults (BBC and Netflix: 17 to 20)."""

SHORTEST_SECONDS, LONGEST_SECONDS = 0.5, 7.0
"""Netflix's timed text style guide gives 5/6 s and 7 s; speech in Shorts is quicker."""

MOST_LINES = 2

INSIDE = RuleInfo(
    "captions_lie_inside_the_video",
    "captions",
    "Every cue begins and ends, in that order, while the narration runs.",
)
NO_OVERLAP = RuleInfo(
    "captions_do_not_overlap",
    "captions",
    "One cue ends before the next begins.",
)
EVERY_WORD = RuleInfo(
    "every_spoken_word_is_captioned",
    "captions",
    "The SRT and VTT cues hold every spoken word, in order.",
)
EVERY_WORD_BURNED = RuleInfo(
    "every_spoken_word_is_burned_in",
    "captions",
    "Where the format burns captions in, they hold every spoken word, in order; elsewhere none.",
)
CAN_BE_READ = RuleInfo(
    "captions_can_be_read",
    "captions",
    f"No cue needs more than {TOO_FAST:g} times the format's reading speed.",
)
COMFORTABLE = RuleInfo(
    "captions_are_comfortable_to_read",
    "captions",
    "Every cue keeps to the format's reading speed.",
    "warning",
)
STAND_LONG_ENOUGH = RuleInfo(
    "captions_stand_neither_too_briefly_nor_too_long",
    "captions",
    f"Every cue stands {SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} seconds.",
    "warning",
)
FIT_LINES = RuleInfo(
    "captions_fit_their_lines",
    "captions",
    f"No cue needs more than {MOST_LINES} lines, no burned cue more words than the format shows.",
    "warning",
)

RULES = (
    INSIDE,
    NO_OVERLAP,
    EVERY_WORD,
    EVERY_WORD_BURNED,
    CAN_BE_READ,
    COMFORTABLE,
    STAND_LONG_ENOUGH,
    FIT_LINES,
)


def assess_captions(
    captions: Captions, narration: Narration, profile: Format
) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    style = profile.captions
    spoken = [word.text for sentence in narration.sentences for word in sentence.words]
    return (
        _inside(captions, narration),
        _no_overlap(captions),
        _every_word(captions, spoken),
        _every_word_burned(captions, spoken, style),
        _can_be_read(captions, style),
        _comfortable(captions, style),
        _stand_long_enough(captions),
        _fit_lines(captions, style),
    )


def characters_per_second(cue: Cue) -> float:
    """Return how fast a cue must be read; infinite for one that does not stand at all."""
    seconds = cue.end - cue.start
    return len(cue.text) / seconds if seconds > 0 else float("inf")


def _named(captions: Captions) -> list[tuple[str, Cue]]:
    read = [(f"cue {n} {quoted(cue.text)}", cue) for n, cue in enumerate(captions.cues, 1)]
    drawn = [(f"burned {n} {quoted(cue.text)}", cue) for n, cue in enumerate(captions.burned, 1)]
    return read + drawn


def _inside(captions: Captions, narration: Narration) -> Finding:
    last = narration.seconds + ROUNDING_SECONDS
    return INSIDE.judge_all(
        [
            f"{name} {cue.start:.3f}-{cue.end:.3f} s"
            for name, cue in _named(captions)
            if not 0 <= cue.start < cue.end <= last
        ],
        wanted=f"all cues between 0 and {narration.seconds:.3f} s",
        found=f"{len(captions.cues)} cues and {len(captions.burned)} burned inside",
        advice="materialise captions again: they were made from another narration",
    )


def _no_overlap(captions: Captions) -> Finding:
    return NO_OVERLAP.judge_all(
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


def _every_word(captions: Captions, spoken: Sequence[str]) -> Finding:
    difference = _first_difference(spoken, captions.cues)
    return EVERY_WORD.judge(
        not difference,
        wanted=f"all {len(spoken)} spoken words in order",
        found=difference or f"all {len(spoken)} words",
        advice="materialise captions again: they were made from another narration",
    )


def _every_word_burned(captions: Captions, spoken: Sequence[str], style: CaptionStyle) -> Finding:
    if style.burned:
        wanted = f"all {len(spoken)} spoken words in order"
        difference = _first_difference(spoken, captions.burned)
    else:
        wanted = "no burned cues in this format"
        difference = f"{len(captions.burned)} cues" if captions.burned else ""
    return EVERY_WORD_BURNED.judge(
        not difference,
        wanted=wanted,
        found=difference or wanted,
        advice="materialise captions again: they were made from another narration or format",
    )


def _first_difference(spoken: Sequence[str], cues: Sequence[Cue]) -> str:
    """Say where the cues first differ from speech; marks that are not read aloud do not count."""
    wanted = [key for word in spoken if (key := letters(word))]
    shown = [key for cue in cues for word in cue.words if (key := letters(word.text))]
    for n, (want, have) in enumerate(zip_longest(wanted, shown), 1):
        if want != have:
            return f"word {n}: {quoted(have or 'nothing')} for {quoted(want or 'nothing')}"
    return ""


def _reading(captions: Captions, limit: float) -> list[str]:
    return [
        f"cue {n} {quoted(cue.text)} at {characters_per_second(cue):.0f}/s"
        for n, cue in enumerate(captions.cues, 1)
        if not characters_per_second(cue) <= limit
    ]


def _fastest(captions: Captions) -> str:
    speeds = [characters_per_second(cue) for cue in captions.cues]
    return f"at most {max(speeds, default=0):.1f} characters a second"


def _can_be_read(captions: Captions, style: CaptionStyle) -> Finding:
    limit = style.max_chars_per_second * TOO_FAST
    return CAN_BE_READ.judge_all(
        _reading(captions, limit),
        wanted=f"at most {limit:g} characters a second",
        found=_fastest(captions),
        advice="slow the voice down in the channel file, or shorten these sentences",
    )


def _comfortable(captions: Captions, style: CaptionStyle) -> Finding:
    return COMFORTABLE.judge_all(
        _reading(captions, style.max_chars_per_second),
        wanted=f"at most {style.max_chars_per_second:g} characters a second",
        found=_fastest(captions),
        advice="a slower voice or shorter words would make these easier to follow",
    )


def _stand_long_enough(captions: Captions) -> Finding:
    return STAND_LONG_ENOUGH.judge_all(
        [
            f"cue {n} {quoted(cue.text)} for {cue.end - cue.start:.2f} s"
            for n, cue in enumerate(captions.cues, 1)
            if not SHORTEST_SECONDS <= cue.end - cue.start <= LONGEST_SECONDS
        ],
        wanted=f"{SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} s each",
        found=f"all {len(captions.cues)} do",
        advice="very short or very long sentences make such cues; see whether it disturbs",
    )


def _fit_lines(captions: Captions, style: CaptionStyle) -> Finding:
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
    return FIT_LINES.judge_all(
        offenders,
        wanted=f"at most {room} characters, burned at most {style.words_per_cue} words",
        found="all fit",
        advice="materialise captions again; a single word this long cannot be broken",
    )
