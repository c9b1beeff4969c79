"""Word fit: how many words were typed for a new video, how long they are, and whether its format takes them."""

from desk.actions.making.new_video import NewVideo
from factory.brief.chapters import chapters_of
from factory.brief.text_keys import spoken_words
from factory.records import Payload
from factory.video_formats.formats import formats, seconds_of_words
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
    if channel:
        profile = profile.beside(channel.insert_seconds)
    words = spoken_words(chapters_of(new.words.replace("\r\n", "\n")))
    return WordFit(
        words=words,
        seconds=seconds_of_words(words, profile.speech),
        format=profile.name,
        low=profile.words.min,
        high=profile.words.max,
    )
