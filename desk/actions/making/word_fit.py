"""Word fit: how many words were typed for a new video, how long they are, and whether its format takes them."""

from desk.actions.making.new_video import NewVideo
from factory.brief.chapters import chapters_of
from factory.records import Payload
from factory.text.languages import count_words
from factory.video_formats.formats import formats
from wiring.factory import Factory


class WordFit(Payload):
    """Words that are to be spoken, beside what their format takes."""

    words: int
    seconds: float
    """About, spoken at the format's pace."""
    format: str
    low: int
    high: int

    @property
    def missing(self) -> int:
        """Words to be added; below 0: to be cut; 0 where they fit."""
        return max(0, self.low - self.words) + min(0, self.high - self.words)


def word_fit(factory: Factory, new: NewVideo) -> WordFit | None:
    """Return how the typed words fit; None of a topic, and of a format in which nobody speaks."""
    channel = factory.channels.all().get(new.channel)
    profile = formats().get(new.format or (channel.format if channel else ""))
    if profile is None or profile.takes or new.start == "topic" or not new.words.strip():
        return None
    chapters = chapters_of(new.words.replace("\r\n", "\n"))
    words = sum(count_words(text) for chapter in chapters for text in chapter.paragraphs)
    pace = profile.speech.words_per_minute / 60
    return WordFit(
        words=words,
        seconds=words / pace,
        format=profile.name,
        low=profile.words.min,
        high=profile.words.max,
    )
