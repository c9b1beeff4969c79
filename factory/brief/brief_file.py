"""Brief files: a Markdown or YAML file is read as a brief, and told whole what is wrong with it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from factory.brief.asked_pictures import check_asked_files
from factory.brief.brief import Brief
from factory.brief.brief_keys import (
    Admit,
    FrontMatter,
    check_kind,
    front_matter,
    role_problems,
    within_reach,
)
from factory.brief.channel_keys import also_in_of, channel_of, format_of, language_of
from factory.brief.length_keys import length_of, narration_length_of
from factory.brief.planned_changes import changes_of
from factory.brief.publication_keys import publish_at_of, tags_of, video_id_of
from factory.brief.recording_key import recording_of
from factory.brief.text_keys import (
    background_of,
    body_of,
    check_words,
    prose_of,
    readable,
    title_and_body,
    title_of_topic,
    topic_of,
)
from factory.channel.channel import Channel
from factory.channel.outlet_settings import youtube_of_brief_problems
from factory.channel.provider_directory import Directory
from factory.documents.error_words import placed, refusal, shown
from factory.documents.field_problems import further
from factory.documents.front_matter import WORDS_WANTED, Document, decode, split
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput
from factory.text.hidden_characters import without_hidden
from factory.text.markdown import speakable
from factory.video_formats.formats import Format


def parse_brief(
    data: bytes,
    name: str,
    channels: Mapping[str, Channel],
    now: datetime | None,
    directory: Directory,
    folder: PurePath | None = None,
    admit: Admit | None = None,
    *,
    typed: bool = False,
) -> Brief:
    """Return the brief that a Markdown or YAML file holds.

    Args:
        data: the file's bytes.
        name: its name; `.yaml` and `.yml` are YAML with a `words` key, all else is Markdown
            with or without front matter.
        channels: those there are; the brief may leave its channel out when there is only one.
        now: with a time zone; `publish_at` must be later. None for a brief that was accepted once.
        directory: whom it may name for its pictures.
        folder: the folder the file lies in, from which its own folders of pictures and music
            are taken; without it they must be absolute.
        admit: says of each folder whether the brief may name it, and where it really lies.
        typed: it was put together from fields, so errors name no file and no lines; Markdown.

    Raises:
        BadInput: names the file and each problem: what was found, what is wanted.
    """
    subject = "this video" if typed else f"brief {shown(name, 120)}"
    text = decode(data, subject, wanted=WORDS_WANTED)
    if not typed and PurePath(name).suffix.lower() in (".yaml", ".yml"):
        document = Document(read_mapping(text, subject), "")
    else:
        document = split(text, subject)
    if typed:
        document = document.without_lines()
    return _brief(document, subject, channels, now, directory, folder, admit)


def _brief(
    document: Document,
    subject: str,
    channels: Mapping[str, Channel],
    now: datetime | None,
    directory: Directory,
    folder: PurePath | None,
    admit: Admit | None,
) -> Brief:
    check_kind(document, subject)
    first: list[str] = []
    front = front_matter(document, folder, first, directory)
    problems = role_problems(front, directory)
    channel = channel_of(front, channels, problems)
    front = within_reach(front, channel, admit, problems)
    profile = format_of(front, channel, problems)
    if profile and channel:
        profile = profile.beside(channel.insert_seconds)
    language = language_of(front, channel, problems)
    topic, title, words = _texts(document, front, channel, profile, problems)
    if channel:
        check_asked_files(words, front, channel, admit, problems)
        problems += youtube_of_brief_problems(front.youtube, channel.name, channel.youtube)
    length_seconds = length_of(front, words, profile, problems)
    publish_at = publish_at_of(front, now, problems)
    tags = tags_of(front, problems)
    narration_seconds = narration_length_of(front, profile, problems)
    also_in = also_in_of(front, channel, language, problems)
    video_id = video_id_of(front, problems)
    background = background_of(front, topic, problems)
    recording = recording_of(front, channel, profile, language, words, folder, admit, problems)
    changes = changes_of(front, channel, folder, admit, now, problems)
    if (problems := [*first, *further(problems, first)]) or not channel or not profile:
        raise BadInput(refusal(subject, placed(problems, document.lines())))
    return Brief(
        title=title,
        channel=channel.name,
        format=profile.name,
        language=language,
        words=words,
        also_in=also_in,
        topic=topic,
        narration_seconds=narration_seconds,
        video_id=video_id,
        notes=without_hidden(front.notes).strip(),
        description=without_hidden(front.description).strip(),
        background=background,
        publish_at=publish_at,
        length_seconds=length_seconds,
        tags=tags,
        pictures=front.pictures,
        music=front.music,
        hook=front.hook,
        mode=front.mode,
        recording=recording,
        pronounce=front.pronounce,
        paid_promotion=front.paid_promotion,
        youtube=front.youtube,
        changes=changes,
    )


def _texts(
    document: Document,
    front: FrontMatter,
    channel: Channel | None,
    profile: Format | None,
    problems: list[str],
) -> tuple[str, str, str]:
    """Return topic, title and words; the topic is the title where nobody gave one."""
    body = body_of(front, document, problems)
    topic = topic_of(front, body, channel, problems)
    if topic and not front.title:
        front = front.model_copy(update={"title": title_of_topic(topic)})
    title, body = title_and_body(front, body, problems)
    body = readable(body, profile, problems)
    body = prose_of(front, body, problems)
    words = speakable(body)
    if profile and body:
        check_words(words, profile, problems)
    return topic, title, words
