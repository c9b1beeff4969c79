"""Brief: what is wanted, as a person wrote it down."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from factory import brief_keys
from factory.channel import Channel, Music, Pictures, folder_problems
from factory.characters import one_line, without_hidden
from factory.errors import BadInput
from factory.front_matter import Document, decode, split
from factory.ids import check_video_id
from factory.markdown import speakable
from factory.payload import Payload
from factory.strict_yaml import read_mapping
from factory.wording import refusal, shown


class Brief(Payload):
    """One brief, parsed and complete, before a video ID is given to it."""

    title: str
    channel: str
    format: str
    language: str
    words: str
    """The narration as written: paragraphs separated by a blank line, `# ` lines are chapters."""
    video_id: str | None = None
    """Asked for by the front matter's `id`; most briefs leave it to the factory."""
    notes: str = ""
    """Never spoken: opens the description, and lends its images to scenes that have none."""
    publish_at: datetime | None = None
    tags: tuple[str, ...] = ()
    pictures: Pictures | None = None
    """In place of the channel's."""
    music: Music | None = None


class AcceptedBrief(Payload):
    """A brief as the factory took it in: with its ID and a snapshot of its channel."""

    video_id: str
    brief: Brief
    brief_sha256: str
    """Of the brief's canonical JSON; a changed brief is a new revision of the same video."""
    channel: Channel
    source: str
    """Where it came from: a file's name, `cli`, `api`."""
    accepted_at: datetime

    @property
    def pictures(self) -> Pictures:
        """The brief's own choice of pictures, else the channel's."""
        return self.brief.pictures or self.channel.pictures

    @property
    def music(self) -> Music:
        """The brief's own choice of music, else the channel's."""
        return self.brief.music or self.channel.music


def accept(
    brief: Brief, channel: Channel, video_id: str, source: str, now: datetime
) -> AcceptedBrief:
    """Return the brief as taken in, with its ID and its channel as of now.

    Raises:
        BadInput: the video ID is not one.
    """
    return AcceptedBrief(
        video_id=check_video_id(video_id),
        brief=brief,
        brief_sha256=hashlib.sha256(brief.to_json()).hexdigest(),
        channel=channel,
        source=without_hidden(one_line(source)),
        accepted_at=now,
    )


def parse_brief(
    data: bytes,
    name: str,
    channels: Mapping[str, Channel],
    now: datetime,
    folder: PurePath | None = None,
) -> Brief:
    """Return the brief that a Markdown or YAML file holds.

    Args:
        data: the file's bytes.
        name: its name; `.yaml` and `.yml` are YAML with a `words` key, all else is Markdown
            with or without front matter.
        channels: those there are; the brief may leave its channel out when there is only one.
        now: with a time zone; `publish_at` must be later.
        folder: the folder the file lies in, from which its own folders of pictures and music
            are taken; without it they must be absolute.

    Raises:
        BadInput: names the file and each problem: what was found, what is wanted.
    """
    subject = f"brief {shown(name, 120)}"
    text = decode(data, subject)
    if PurePath(name).suffix.lower() in (".yaml", ".yml"):
        document = Document(read_mapping(text, subject), "")
    else:
        document = split(text, subject)
    return _brief(document, subject, channels, now, folder)


def _brief(
    document: Document,
    subject: str,
    channels: Mapping[str, Channel],
    now: datetime,
    folder: PurePath | None,
) -> Brief:
    front = brief_keys.front_matter(document, subject, folder)
    problems = folder_problems(front.pictures, front.music)
    channel = brief_keys.channel_of(front, channels, problems)
    profile = brief_keys.format_of(front, channel, problems)
    language = brief_keys.language_of(front, channel, problems)
    body = brief_keys.body_of(front, document, problems)
    title, body = brief_keys.title_and_body(front, body, problems)
    words = speakable(body)
    if profile and body:
        brief_keys.check_words(words, profile, problems)
    publish_at = brief_keys.publish_at_of(front, now, problems)
    tags = brief_keys.tags_of(front, problems)
    video_id = brief_keys.video_id_of(front, problems)
    if problems or not channel or not profile:
        raise BadInput(refusal(subject, problems))
    return Brief(
        title=title,
        channel=channel.name,
        format=profile.name,
        language=language,
        words=words,
        video_id=video_id,
        notes=without_hidden(front.notes).strip(),
        publish_at=publish_at,
        tags=tags,
        pictures=front.pictures,
        music=front.music,
    )
