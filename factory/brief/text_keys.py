"""The keys of a brief that hold its words: title, body, topic and what is told beside it."""

import re
from collections.abc import Sequence

from factory.brief.brief_keys import FrontMatter
from factory.brief.chapters import ChapterText, chapters_of, prompts_of
from factory.channel.channel import Channel
from factory.documents.durations import as_written
from factory.documents.error_words import shown
from factory.documents.front_matter import Document
from factory.text.hidden_characters import hidden_in, one_line, without_hidden
from factory.text.languages import count_words
from factory.text.markdown import plain
from factory.text.title_and_tag_limits import MOST_TITLE_CHARS
from factory.text.unspoken_passages import table_lines, without_directions
from factory.video_formats.formats import Format

MAX_TOPIC = 500
CHARACTERS_PER_WORD = 20  # more than this on average, and it is not words

MARKUP_SHARE = 4
"""Links, comments and pictures may be three times as long as the words between them."""

_TITLE_LINE = re.compile(r"\s*?(?: {0,3})#[ \t]+(\S.*)")


def title_and_body(front: FrontMatter, body: str, problems: list[str]) -> tuple[str, str]:
    """Return the title, and the body without the `# ` line that repeats or gives it."""
    head, _, rest = body.lstrip("\n").partition("\n")
    line = _TITLE_LINE.match(head)
    heading = one_line(plain(line[1].rstrip().rstrip("#"))) if line else ""
    title = front.title or heading
    if heading and heading == title:
        body = rest
    if not title:
        problems.append("title: this key is missing; wanted: a `title`, or a first line `# ...`")
    elif len(title) > MOST_TITLE_CHARS:
        problems.append(
            f"title: {shown(title)} has {len(title):,} characters; wanted: {MOST_TITLE_CHARS} at most"
        )
    elif where := hidden_in(title):
        problems.append(f"title: found {where}; wanted text without it")
    return title, body


def body_of(front: FrontMatter, document: Document, problems: list[str]) -> str:
    """Return the Markdown to be spoken: the text below the front matter, or the key `words`."""
    places = {"words": front.words, "body": front.body, "the text below": document.body}
    filled = [place for place, text in places.items() if text and text.strip()]
    if len(filled) > 1:
        problems.append(f"words: found in {' and in '.join(filled)}; wanted: in one place only")
    if not filled and not front.topic.strip():
        problems.append(
            "words: there are none; wanted: the words to be spoken, below the front matter"
            " or under the key `words`, or a `topic` for a channel that has a writer"
        )
    if not filled:
        return ""
    return places[filled[0]] or ""


def topic_of(front: FrontMatter, body: str, channel: Channel | None, problems: list[str]) -> str:
    """Return what the video is to be about, where somebody else finds the words."""
    topic = one_line(without_hidden(front.topic))
    if not topic:
        return ""
    if body.strip():
        problems.append(
            f"topic: {shown(topic)} stands beside words; wanted: one of them, as words are told"
            " as they are"
        )
    if len(topic) > MAX_TOPIC:
        problems.append(
            f"topic: found {len(topic):,} characters; wanted: {MAX_TOPIC} at most, and the rest"
            " under `background`"
        )
    if channel and channel.words.provider == "brief":
        problems.append(
            f"topic: channel {channel.name} has nobody who writes; wanted: the words to be"
            " spoken, or `words: {provider: openai}` in the channel file"
        )
    return topic


def background_of(front: FrontMatter, topic: str, problems: list[str]) -> str:
    """Return what the writer is told beside the topic."""
    background = without_hidden(front.background).strip()
    if background and not topic:
        problems.append(
            "background: stands without a `topic`, so nobody would read it; wanted: a topic, or"
            " remarks of your own under `notes`"
        )
    return background


def readable(body: str, profile: Format | None, problems: list[str]) -> str:
    """Return the body, or nothing when it is so long that reading its markup is no use.

    What a format may hold is read within a tenth of a second; two million characters take ten.
    """
    if profile is None:
        return body
    most = profile.words.max * CHARACTERS_PER_WORD * MARKUP_SHARE
    if len(body) <= most:
        return body
    count, high = len(body.split()), profile.words.max  # nearly, and a hundred times quicker
    if count > high:
        problems.append(
            f"words: found {count:,}, too many; wanted: {_wanted(profile)}; cut {count - high:,}"
        )
    else:
        problems.append(
            f"words: found {len(body):,} characters; wanted: {most:,} at most, markup and comments"
            f" included, for the format {profile.name}"
        )
    return ""


def prose_of(front: FrontMatter, body: str, problems: list[str]) -> str:
    """Return the body, without directions where it shall; nobody can read a table in it aloud."""
    if lines := table_lines(body):
        problems.append(
            f"words: a table begins in line {lines[0]} of the words; wanted: sentences that say what"
            " it shows, or a comment (<!-- -->) around it"
        )
    return without_directions(body) if front.directions == "drop" else body


def check_words(words: str, profile: Format, problems: list[str]) -> None:
    """See that the words fit the format and that every chapter has some."""
    if profile.takes and (found := len(prompts_of(words))) != profile.takes.count:
        problems.append(
            f"words: found {found} pictures; wanted: {profile.takes.count} for the format"
            f" {profile.name}, a paragraph each that says what is seen"
        )
        return  # a number of words would be the same fault told twice
    chapters = chapters_of(words)
    if profile.takes and any(asked for chapter in chapters for asked in chapter.asked):
        problems.append(
            f"show: a format in which nobody speaks ({profile.name}) shows what its paragraphs say;"
            " wanted: no `show:` line"
        )
    count, low, high = spoken_words(chapters), profile.words.min, profile.words.max
    wanted = _wanted(profile)
    if count < low:
        problems.append(f"words: found {count:,}, too few; wanted: {wanted}; add {low - count:,}")
    elif count > high:
        problems.append(f"words: found {count:,}, too many; wanted: {wanted}; cut {count - high:,}")
    elif len(words) > high * CHARACTERS_PER_WORD:
        problems.append(
            f"words: found {len(words):,} characters in {count:,} words;"
            f" wanted: {high * CHARACTERS_PER_WORD:,} at most, as words have spaces between them"
        )
    problems += [
        f"show: {shown(asked)} stands with no paragraph of its own; wanted: one `show:` line, and"
        " the words it belongs to below it"
        for chapter in chapters
        for asked in chapter.unused
    ]
    if chapters and not chapters[-1].paragraphs:
        problems.append(
            f"words: chapter {shown(chapters[-1].title)} has none; wanted: words below each heading"
        )


def spoken_words(chapters: Sequence[ChapterText]) -> int:
    """Return how many words of a brief are spoken: headings and directions are not."""
    return sum(count_words(text) for chapter in chapters for text in chapter.paragraphs)


def _wanted(profile: Format) -> str:
    return (
        f"{profile.words.min:,} to {profile.words.max:,} for the format {profile.name}"
        f" ({as_written(profile.length.min_seconds)} to {as_written(profile.length.max_seconds)},"
        f"{_beside(profile)} spoken at {profile.speech.words_per_minute:g} words a minute)"
    )


def _beside(profile: Format) -> str:
    inserts = profile.length.insert_seconds
    return (
        f" {as_written(round(inserts, 1))} of them the channel's intro and outro,"
        if inserts
        else ""
    )


def title_of_topic(topic: str) -> str:
    """Return the title that a brief goes by when it has only a topic."""
    line = one_line(topic)
    if len(line) <= MOST_TITLE_CHARS:
        return line
    return line[: MOST_TITLE_CHARS - 1].rsplit(" ", 1)[0] + "…"
