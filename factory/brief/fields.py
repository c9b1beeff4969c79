"""The keys of a brief, one by one: what each may hold, and what to say when it holds another thing.

Each function returns the key's value; what is wrong with it is appended to `problems`, so that
a person is told everything at once.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from factory.brief.chapters import chapters_of, prompts_of
from factory.channel.channel import Channel, located, with_fallbacks
from factory.channel.provider_checks import music_problems, pictures_problems
from factory.channel.providers import Music, Pictures
from factory.documents.durations import WANTED, seconds_of, told
from factory.documents.field_problems import given, hidden_characters, key_problems
from factory.documents.front_matter import Document
from factory.documents.messages import listed, meant, refusal, shown
from factory.errors import BadInput
from factory.ids import check_video_id
from factory.presets.formats import Format, format_named, formats, seconds_of_words
from factory.records import Payload
from factory.text.characters import hidden_in, one_line, without_hidden
from factory.text.languages import count_words, covers, is_language
from factory.text.markdown import plain

MAX_TITLE = 100  # YouTube's limit in characters, the shortest among the platforms
MAX_TAG = 60
MAX_TOPIC = 500
MAX_WAIT = timedelta(days=730)
CHARACTERS_PER_WORD = 20  # more than this on average, and it is not words

SPOKEN_KEYS = ("words", "body", "notes", "description", "background", "topic")
_TITLE_LINE = re.compile(r"\s*?(?: {0,3})#[ \t]+(\S.*)")


class FrontMatter(Payload):
    """The keys that a brief may have."""

    channel: str | None = None
    format: str | None = None
    language: str | None = None
    title: str | None = None
    words: str | None = None
    body: str | None = None
    """Another name for `words`."""
    topic: str = ""
    also_in: tuple[str, ...] = ()
    notes: str = ""
    description: str = ""
    background: str = ""
    publish_at: str | None = None
    length: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()
    pictures: Pictures | None = None
    music: Music | None = None
    hook: str = ""


def front_matter(document: Document, subject: str, folder: PurePath | None) -> FrontMatter:
    """Return the document's keys; raise BadInput naming every key that cannot be accepted."""
    keys: dict[str, Any] = given(document.front)
    if isinstance(keys.get("tags"), str):
        keys["tags"] = [tag for tag in keys["tags"].split(",") if tag.strip()]
    for key in ("title", "hook"):
        if isinstance(keys.get(key), str):
            keys[key] = one_line(keys[key])
    checked = {key: value for key, value in keys.items() if key not in SPOKEN_KEYS}
    problems = hidden_characters(checked)
    try:
        front = FrontMatter.model_validate(with_fallbacks(located(keys, folder or PurePath())))
    except ValidationError as error:
        problems += key_problems(FrontMatter, error)
        raise BadInput(refusal(subject, problems)) from error
    problems += [
        f"{key}.folder: {shown(own.folder)} is relative and the brief lies in no folder;"
        " wanted: an absolute path"
        for key, own in (
            ("pictures", front.pictures),
            ("pictures.fallback", front.pictures and front.pictures.fallback),
            ("music", front.music),
        )
        if own and own.folder and not PurePath(own.folder).is_absolute()
    ]
    if len(front.hook) > MAX_TITLE:
        problems.append(
            f"hook: {shown(front.hook)} has {len(front.hook):,} characters;"
            f" wanted: {MAX_TITLE} at most"
        )
    if problems:
        raise BadInput(refusal(subject, problems))
    return front


def check_kind(document: Document, subject: str) -> None:
    """See that the file is not a channel, which has a name and keys that no brief has."""
    keys = set(document.front)
    if "name" in keys and not keys & {"channel", *SPOKEN_KEYS} and not document.body.strip():
        raise BadInput(
            f"{subject} looks like a channel file: it has a `name` and no words; put it into"
            " channels/, and hand in a brief that says `channel: ...`"
        )


def role_problems(front: FrontMatter) -> list[str]:
    """Return what is wrong with the brief's own choice of pictures and music."""
    return [
        *(pictures_problems(front.pictures) if front.pictures else ()),
        *(music_problems(front.music) if front.music else ()),
    ]


def channel_of(
    front: FrontMatter, channels: Mapping[str, Channel], problems: list[str]
) -> Channel | None:
    """Return the channel the brief names, or the only one there is."""
    if front.channel is None and len(channels) == 1:
        return next(iter(channels.values()))
    there_are = f"the channels are: {listed(sorted(channels))}"
    if front.channel is None:
        problems.append(f"channel: this key is missing; {there_are}")
        return None
    try:
        return channels[front.channel]
    except KeyError:
        hint = meant(front.channel, channels)
        problems.append(f"channel: {shown(front.channel)} is unknown; {there_are}{hint}")
    except BadInput as error:
        problems.append(f"channel: {error}")
    return None


def format_of(front: FrontMatter, channel: Channel | None, problems: list[str]) -> Format | None:
    """Return the format the brief names, else its channel's."""
    name = front.format or (channel.format if channel else None)
    if name is None:
        return None
    if name not in formats():
        known = sorted(formats())
        hint = meant(name, known)
        problems.append(f"format: {shown(name)} is unknown; the formats are: {listed(known)}{hint}")
        return None
    return format_named(name)


def language_of(front: FrontMatter, channel: Channel | None, problems: list[str]) -> str:
    """Return the language the brief names, else the channel's first."""
    allowed = channel.languages if channel else ()
    language = front.language or (allowed[0] if allowed else "en")
    if not is_language(language):
        problems.append(
            f"language: {shown(language)} is not allowed; wanted: a code such as en or pt-BR"
        )
    elif channel and not any(covers(code, language) for code in allowed):
        problems.append(
            f"language: {shown(language)} is not one of channel {channel.name}'s;"
            f" wanted: {listed(allowed)}"
        )
    return language


def also_in_of(
    front: FrontMatter, channel: Channel | None, language: str, problems: list[str]
) -> tuple[str, ...]:
    """Return the other languages, each with a voice that speaks it and somebody to translate."""
    codes = tuple(dict.fromkeys(code for code in front.also_in if code != language))
    for code in codes:
        found = f"also_in: {shown(code)}"
        if not is_language(code):
            problems.append(f"{found} is not allowed; wanted: codes such as de or pt-BR")
        elif channel and not any(covers(known, code) for known in channel.voices):
            problems.append(
                f"{found}: channel {channel.name} has nobody who speaks it; wanted:"
                f" `voices: {{{code}: {{provider: google, name: ...}}}}` in the channel file"
            )
    if codes and channel and channel.words.provider == "brief":
        problems.append(
            f"also_in: channel {channel.name} has nobody who translates; wanted:"
            " `words: {provider: openai}` in the channel file"
        )
    return codes


def title_and_body(front: FrontMatter, body: str, problems: list[str]) -> tuple[str, str]:
    """Return the title, and the body without the `# ` line that repeats or gives it."""
    head, _, rest = body.lstrip("\n").partition("\n")
    line = _TITLE_LINE.match(head)
    heading = one_line(plain(line[1].rstrip().rstrip("#"))) if line else ""
    title = front.title or heading
    if heading and heading == title:
        body = rest
    if not title:
        problems.append(
            "title: this key is missing; wanted: `title: ...` in the front matter,"
            " or a first line `# ...`"
        )
    elif len(title) > MAX_TITLE:
        problems.append(
            f"title: {shown(title)} has {len(title):,} characters; wanted: {MAX_TITLE} at most"
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
            f"topic: channel {channel.name} has nobody who writes; wanted: words below the front"
            " matter, or `words: {provider: openai}` in the channel file"
        )
    return topic


def check_words(words: str, profile: Format, problems: list[str]) -> None:
    """See that the words fit the format and that every chapter has some."""
    if profile.takes and (found := len(prompts_of(words))) != profile.takes.count:
        problems.append(
            f"words: found {found} pictures; wanted: {profile.takes.count} for the format"
            f" {profile.name}, a paragraph each that says what is seen"
        )
        return  # a number of words would be the same fault told twice
    chapters = chapters_of(words)
    paragraphs = [paragraph for chapter in chapters for paragraph in chapter.paragraphs]
    count, low, high = sum(map(count_words, paragraphs)), profile.words.min, profile.words.max
    wanted = (
        f"{low:,} to {high:,} for the format {profile.name}"
        f" ({told(profile.length.min_seconds)} to {told(profile.length.max_seconds)},"
        f"{_beside(profile)} spoken at {profile.speech.words_per_minute:g} words a minute)"
    )
    if count < low:
        problems.append(f"words: found {count:,}, too few; wanted: {wanted}; add {low - count:,}")
    elif count > high:
        problems.append(f"words: found {count:,}, too many; wanted: {wanted}; cut {count - high:,}")
    elif len(words) > high * CHARACTERS_PER_WORD:
        problems.append(
            f"words: found {len(words):,} characters in {count:,} words;"
            f" wanted: {high * CHARACTERS_PER_WORD:,} at most, as words have spaces between them"
        )
    if chapters and not chapters[-1].paragraphs:
        problems.append(
            f"words: chapter {shown(chapters[-1].title)} has none; wanted: words below each heading"
        )


def _beside(profile: Format) -> str:
    inserts = profile.length.insert_seconds
    return f" {told(round(inserts, 1))} of them the channel's intro and outro," if inserts else ""


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
        elif asked is None:
            problems.append(f"{found} is not a length of time; wanted: {WANTED}")
        elif not limits.min_seconds <= asked <= limits.max_seconds:
            low, high = told(limits.min_seconds), told(limits.max_seconds)
            problems.append(f"{found} is not allowed; wanted: {low} to {high} for {profile.name}")
    room = asked or limits.asked_seconds
    spoken = seconds_of_words(count_words(words), profile.speech)
    if room and limits.asked_seconds and spoken > room <= limits.max_seconds:
        problems.append(
            f"length: {told(room)} is too short, the words take about"
            f" {told(round(spoken / 60) * 60)}; wanted: a longer one, or fewer words"
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
    limits = profile.length
    if profile.takes:
        problems.append(f"{found}: a {profile.name} is as long as its takes; leave the key out")
    elif asked is None:
        problems.append(f"{found} is not a length of time; wanted: {WANTED}")
    elif not limits.min_seconds <= asked <= limits.max_seconds:
        low, high = told(limits.min_seconds), told(limits.max_seconds)
        problems.append(f"{found} is not allowed; wanted: {low} to {high} for {profile.name}")
    return asked


def background_of(front: FrontMatter, topic: str, problems: list[str]) -> str:
    """Return what the writer is told beside the topic."""
    background = without_hidden(front.background).strip()
    if background and not topic:
        problems.append(
            "background: stands without a `topic`, so nobody would read it; wanted: a topic, or"
            " remarks of your own under `notes`"
        )
    return background


def publish_at_of(front: FrontMatter, now: datetime | None, problems: list[str]) -> datetime | None:
    """Return when the video is to be published, in UTC; without a `now`, any time will do."""
    if front.publish_at is None:
        return None
    found = f"publish_at: {shown(front.publish_at)}"
    try:
        moment = datetime.fromisoformat(front.publish_at.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        what = "has no time zone" if moment else "is not a date and time"
        problems.append(f"{found} {what}; wanted: such as 2027-03-01T18:00:00+01:00 or ...Z")
    elif now and not timedelta() < moment - now < MAX_WAIT:
        when = "in the past" if moment <= now else "too far away"
        problems.append(
            f"{found} is {when}; wanted: later than now ({now:%Y-%m-%dT%H:%M:%S%z})"
            f" and within {MAX_WAIT.days} days, or no such key"
        )
    else:
        return moment.astimezone(UTC)
    return None


def tags_of(front: FrontMatter, problems: list[str]) -> tuple[str, ...]:
    """Return the tags, each once, without a leading `#`."""
    tags = tuple(dict.fromkeys(one_line(tag).lstrip("# ") for tag in front.tags))
    problems += [
        f"tags: {shown(tag)} is not allowed; wanted: 1 to {MAX_TAG} characters"
        for tag in tags
        if not 1 <= len(tag) <= MAX_TAG
    ]
    return tags


def video_id_of(front: FrontMatter, problems: list[str]) -> str | None:
    """Return the video ID that the brief asks for, if it does."""
    if front.id is None:
        return None
    try:
        return check_video_id(front.id)
    except BadInput as error:
        problems.append(f"id: {error}")
        return None
