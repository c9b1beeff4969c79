"""The key of a brief that says how long its video or its narration shall be."""

from collections.abc import Iterator

from factory.brief.brief_keys import FrontMatter
from factory.documents.durations import WANTED, as_written, seconds_of
from factory.documents.error_words import shown
from factory.text.languages import count_words
from factory.video_formats.formats import Format, seconds_of_words


def length_of(
    front: FrontMatter, words: str, profile: Format | None, problems: list[str]
) -> float | None:
    """Return how many seconds the master shall last; see that the narration fits into them."""
    if profile is None:
        return None
    limits, asked = profile.length, None
    if front.length is not None and (limits.asked_seconds is not None or not front.topic.strip()):
        found = f"length: {shown(front.length)}"
        asked = seconds_of(front.length)
        if limits.asked_seconds is None:
            problems.append(f"{found}: a {profile.name} is as long as its words; leave the key out")
        else:
            problems += _faults(found, asked, profile)
    room = asked or limits.asked_seconds
    spoken = seconds_of_words(count_words(words), profile.speech)
    if room and limits.asked_seconds and spoken > room <= limits.max_seconds:
        problems.append(
            f"length: {as_written(room)} is too short, the words take about"
            f" {as_written(round(spoken / 60) * 60)}; wanted: a longer one, or fewer words"
        )
    return asked


def narration_length_of(
    front: FrontMatter, profile: Format | None, problems: list[str]
) -> float | None:
    """Return for how many seconds of speech words are to be found, where only a topic is given."""
    if profile is None or front.length is None or not front.topic.strip():
        return None
    if profile.length.asked_seconds is not None:
        return None  # of a format that goes on after its words
    found, asked = f"length: {shown(front.length)}", seconds_of(front.length)
    if profile.takes:
        problems.append(f"{found}: a {profile.name} is as long as its takes; leave the key out")
    else:
        problems += _faults(found, asked, profile)
    return asked


def _faults(found: str, asked: float | None, profile: Format) -> Iterator[str]:
    """Yield why a format's video cannot last as long as the key says."""
    limits = profile.length
    if asked is None:
        yield f"{found} is not a length of time; wanted: {WANTED}"
    elif not limits.min_seconds <= asked <= limits.max_seconds:
        low, high = as_written(limits.min_seconds), as_written(limits.max_seconds)
        yield f"{found} is not allowed; wanted: {low} to {high} for {profile.name}"
