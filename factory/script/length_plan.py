"""Plan: how many words a video of a format and length is told in, and how they are shared out."""

from collections.abc import Sequence

from factory.records import Payload
from factory.text.languages import count_words
from factory.video_formats.formats import Format, Speech

TOLERANCE = 0.08
"""How far a finished script may be from the length asked for, as a share of it."""
WORDS_PER_SECTION = 340
"""What a model writes well in one answer; two to three minutes of speech."""
WORDS_PER_PARAGRAPH = 85
LONG_WORDS = 5_000
"""Above it, sections are longer: the fewer there are, the less is told twice."""
WORDS_PER_LONG_SECTION = 700


class WritingPlan(Payload):
    """How one script is divided before a word of it is written."""

    words: int
    """Of the whole narration."""
    sections: int

    @property
    def words_each(self) -> int:
        """Of one section."""
        return round(self.words / self.sections)

    @property
    def paragraphs_each(self) -> int:
        """In one section."""
        return max(1, round(self.words_each / WORDS_PER_PARAGRAPH))


def plan_writing(profile: Format, seconds: float | None, speed: float = 1.0) -> WritingPlan:
    """Return the plan for a video that lasts `seconds`; None: the middle of what the format takes.

    Args:
        profile: its pace and the words it takes.
        seconds: length asked for, with the channel's intro and outro.
        speed: of the channel's voice; 1.0 is the format's own.
    """
    low, high = profile.words.min, profile.words.max
    if seconds is None:
        words = (low + high) // 2
    else:
        told = seconds - profile.length.insert_seconds
        words = min(high, max(low, words_in(told, profile.speech, speed)))
    each = WORDS_PER_LONG_SECTION if words > LONG_WORDS else WORDS_PER_SECTION
    least = profile.chapters.min_count if profile.chapters.wanted else 1
    return WritingPlan(words=words, sections=max(least, round(words / each)))


def words_in(seconds: float, speech: Speech, speed: float = 1.0) -> int:
    """Return about how many words are spoken in so many seconds, lead-in and tail excluded."""
    spoken = max(0.0, seconds - speech.lead_in_seconds - speech.tail_seconds)
    return round(spoken * speech.words_per_minute * speed / 60)


def off_length(script: Sequence[Sequence[str]], plan: WritingPlan) -> list[int]:
    """Return the sections to write again because the whole is too long or too short, worst first.

    Empty when the whole is within the tolerance.

    Args:
        script: the paragraphs of every section.
        plan: what was wanted.
    """
    counts = [sum(map(count_words, section)) for section in script]
    excess = sum(counts) - plan.words
    if abs(excess) <= TOLERANCE * plan.words:
        return []
    sign = 1 if excess > 0 else -1
    wrong = [n for n, count in enumerate(counts) if sign * (count - plan.words_each) > 0]
    return sorted(wrong, key=lambda n: -sign * (counts[n] - plan.words_each))
