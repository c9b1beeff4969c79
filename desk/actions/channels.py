"""Channels: their files, changed by a person with a history and a way back; and letting them rest."""

from collections.abc import Mapping, Sequence

from desk.actions.channel_places import check_places
from factory.channel.channel import NAME, NAME_WANTED, Channel, ChannelRefused
from factory.channel.file_changes import changed_words
from factory.channel.form import Section, changes_of, form_of
from factory.documents.error_words import not_allowed, shown
from factory.documents.strict_yaml import Mapped, read_mapping
from factory.documents.yaml_edit import with_keys
from factory.documents.yaml_values import Value
from factory.errors import BadInput, NotFound
from factory.records import Payload
from factory.video_formats.formats import USUAL_FORMAT
from wiring.desk_imports import ChannelEdit, ChannelText
from wiring.factory import Factory

NEW = """\
# Every key and its default: examples/channels/demo.yaml.
name: {name}
title: {title}
format: {format}

# What platforms ask. Left out, nobody has answered, and nothing can be released.
compliance:
  made_for_kids: false
  synthetic_media: true
"""


class ChannelFile(Payload):
    """A channel's file as it lies there, and what is wrong with it."""

    name: str
    path: str
    text: str
    sha256: str
    """Of its bytes: what a change of it must have seen."""
    own: bool
    """Whether it is the user's own; a change of an example makes a file of one's own."""
    problems: tuple[str, ...] = ()
    """Each with its line, its key, what was found and what is wanted."""


def channel_file(factory: Factory, name: str) -> ChannelFile:
    """Return a channel's file.

    Raises:
        NotFound: there is none of that name.
        BadInput: it is no text.
    """
    found = _found(factory, name)
    return _file(name, found, problems_of(factory, name, found.text))


def title_in(name: str, text: str) -> str:
    """Return the title that a file's text says; its name where it says none."""
    title = _mapping(text).get("title")
    return title if isinstance(title, str) and title.strip() else name


def check_name(name: str) -> None:
    """Raise BadInput saying what a channel's name looks like, unless it is one."""
    if not NAME.fullmatch(name):
        raise BadInput(not_allowed("name", name, NAME_WANTED))


def problems_of(factory: Factory, name: str, text: str) -> tuple[str, ...]:
    """Return why a channel's file would be refused with this text; nothing where it would not."""
    try:
        _checked_over_file(factory, name, text)
    except ChannelRefused as error:
        return error.problems
    except BadInput as error:
        return (str(error),)
    return ()


def channel_form(factory: Factory, name: str, text: str) -> tuple[Section, ...]:
    """Return the form of a file's text; of one that is refused, as far as it can be read."""
    return form_of(_mapping(text), _accepted(factory, name, text), factory.channels.directory())


def with_form(
    factory: Factory, name: str, text: str, typed: Mapping[str, str], before: Mapping[str, str]
) -> str:
    """Return the text with what was changed in its form; comments and everything else stay.

    Raises:
        BadInput: the text is no YAML, or a change cannot be carried into it.
    """
    written = read_mapping(text, _subject(name))
    changes = changes_of(written, typed, before, factory.channels.directory())
    return with_keys(text, changes, _subject(name)) if changes else text


def save_channel(
    factory: Factory, name: str, text: str, seen: str, by: str, what: str = ""
) -> ChannelFile:
    """Put a text in place of the file that was seen, and keep both in the history.

    Args:
        factory: whose channel.
        name: of the channel.
        text: the whole file.
        seen: SHA-256 of the file that was seen; empty for a channel that there is not.
        by: who does it.
        what: changed; empty: said by the keys.

    Raises:
        BadInput: it would be refused; nothing was written.
        PermanentError: the file is another one by now; nothing was written.
    """
    check_name(name)
    before = factory.channel_editor.find(name)
    checked_channel(factory, name, text, before.text if before else None)
    said = what or changed_words(_mapping(before.text) if before else {}, _mapping(text))
    written = factory.channel_editor.write(name, text, seen)
    found = (before.text, before.sha256) if before else None
    edits = factory.catalogue.channel_edits
    edits.record(name, (written.text, written.sha256), by, said, found)
    return _file(name, written, ())


def checked_channel(factory: Factory, name: str, text: str, before: str | None) -> Channel:
    """Return the channel that a text says, whether it is to be saved or only to be seen.

    Args:
        factory: whose channel.
        name: of the channel.
        text: the whole file.
        before: the file as it lies there; places that it names may stay.

    Raises:
        BadInput: it would be refused, or names places that may not be named from here.
    """
    editor = factory.channel_editor
    known = _described(factory, name, before) if before is not None else None
    # First: whoever may not name a file is not told whether it is there, nor what it is.
    check_places(factory, editor.described(name, text), known)
    return editor.check(name, text)


def set_keys(
    factory: Factory, name: str, keys: Mapping[str, Value], seen: str, by: str
) -> ChannelFile:
    """Change single keys of a channel's file; its comments stay.

    Args:
        factory: whose channel.
        name: of the channel.
        keys: values by dotted key; None takes a key away.
        seen: SHA-256 of the file that was seen; empty: as it is now.
        by: who does it.

    Raises:
        NotFound: there is no such channel.
        BadInput: it would be refused.
        PermanentError: the file is another one by now.
    """
    found = _found(factory, name)
    text = with_keys(found.text, keys, _subject(name))
    return save_channel(factory, name, text, seen or found.sha256, by)


def new_channel(factory: Factory, name: str, title: str, like: str, by: str) -> ChannelFile:
    """Make a channel: as another one is, or with what there must be alone.

    Raises:
        BadInput: the name is none, or the other channel's file cannot be copied.
        PermanentError: there is such a channel already.
    """
    check_name(name)
    if like:
        keys: dict[str, Value] = {"name": name, "title": title.strip() or name}
        text = with_keys(_found(factory, like).text, keys, _subject(like))
    else:
        bare = NEW.format(name=name, title=name, format=USUAL_FORMAT)
        text = with_keys(bare, {"title": title.strip() or name}, _subject(name))
    return save_channel(factory, name, text, "", by, f"made{f' like {like}' if like else ''}")


def history_of(factory: Factory, name: str) -> Sequence[ChannelEdit]:
    """Return every text that the file had since it was first changed here, newest first."""
    return factory.catalogue.channel_edits.of(name)


def bring_back(factory: Factory, name: str, number: int | None, seen: str, by: str) -> ChannelFile:
    """Write an earlier text again.

    Args:
        factory: whose channel.
        name: of the channel.
        number: of the text in the history; None: the one before the newest.
        seen: SHA-256 of the file that was seen; empty: as it is now.
        by: who does it.

    Raises:
        BadInput: there is no such text, or it would be refused by now.
        PermanentError: the file is another one by now.
    """
    edits = factory.catalogue.channel_edits
    earlier = [*edits.of(name, 2)[1:]] if number is None else [edits.find(name, number)]
    found = next(iter(earlier), None)
    if found is None:
        raise BadInput(f"channel {shown(name)} has no earlier text here that could be brought back")
    what = f"brought back as of {found.at:%Y-%m-%d %H:%M} UTC"
    return save_channel(factory, name, found.text, seen or _found(factory, name).sha256, by, what)


def pause_channel(factory: Factory, name: str, by: str, *, paused: bool) -> None:
    """Let a channel rest, or go on: what runs is finished, nothing more of it is begun.

    Raises:
        NotFound: there is no such channel.
    """
    _found(factory, name)
    if paused:
        factory.catalogue.paused_channels.pause(name, by)
    else:
        factory.catalogue.paused_channels.resume(name)


def _found(factory: Factory, name: str) -> ChannelText:
    found = factory.channel_editor.find(name) if NAME.fullmatch(name) else None
    if found is None:
        raise NotFound(
            f"there is no channel {shown(name)}; `factory channels` lists those there are"
        )
    return found


def _file(name: str, found: ChannelText, problems: tuple[str, ...]) -> ChannelFile:
    return ChannelFile(
        name=name,
        path=str(found.path),
        text=found.text,
        sha256=found.sha256,
        own=found.own,
        problems=problems,
    )


def _subject(name: str) -> str:
    return f"channel {shown(name)}"


def _mapping(text: str) -> Mapped:
    """Return what a text says; nothing where it is no YAML."""
    try:
        return read_mapping(text, "channel")
    except BadInput:
        return Mapped({}, {})


def _checked_over_file(factory: Factory, name: str, text: str) -> Channel:
    """Return the channel that a text would be in the place of its file; see `checked_channel`."""
    before = factory.channel_editor.find(name)
    return checked_channel(factory, name, text, before.text if before else None)


def _accepted(factory: Factory, name: str, text: str) -> Channel | None:
    try:
        return _checked_over_file(factory, name, text)
    except BadInput:
        return None


def _described(factory: Factory, name: str, text: str) -> Channel | None:
    try:
        return factory.channel_editor.described(name, text)
    except BadInput:
        return None
