"""Channels in a terminal: what the commands about them do and print."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from desk.actions.acting import acting
from desk.actions.channels import (
    ChannelFile,
    bring_back,
    channel_file,
    history_of,
    pause_channel,
    save_channel,
    set_keys,
)
from desk.actions.making.channel_preview import SAMPLE, Preview, make_preview, price_of_preview
from desk.terminal.printed_table import print_table
from desk.terminal.tables.money import dollars
from desk.terminal.typed_commands import typed
from factory.documents.error_words import shown
from factory.documents.front_matter import decode
from factory.documents.strict_yaml import read_mapping
from factory.documents.yaml_edit import Value
from factory.errors import BadInput, PermanentError
from factory.records import Payload
from wiring.desk_imports import ChannelEdit
from wiring.factory import Factory, open_factory


class ListedChannel(Payload):
    """One channel in a list."""

    name: str
    title: str
    format: str
    languages: tuple[str, ...]
    review: str
    outlets: tuple[str, ...]
    rests: bool


def listed_channels() -> Sequence[ListedChannel]:
    """Return every channel that can be read, by name; on stderr what is wrong with others."""
    with open_factory() as factory:
        resting = {one.channel for one in factory.catalogue.paused_channels.all()}
        for problem in factory.channels.problems():
            click.echo(problem, err=True)
        fields = set(ListedChannel.model_fields) - {"rests"}
        return [
            ListedChannel(**channel.model_dump(include=fields), rests=name in resting)
            for name, channel in sorted(factory.channels.all().items())
        ]


def show_channels(channels: Sequence[ListedChannel]) -> None:
    """Print them."""
    rows = [
        (
            *(one.name, one.title, one.format, ", ".join(one.languages), one.review),
            *(", ".join(one.outlets), "rests" if one.rests else ""),
        )
        for one in channels
    ]
    print_table(("channel", "title", "format", "languages", "released", "to", ""), rows)


@contextmanager
def reading(name: str) -> Iterator[ChannelFile]:
    """Hand out a channel's file; afterwards say on stderr what is wrong with it."""
    with open_factory() as factory:
        file = channel_file(factory, name)
        yield file
        for problem in file.problems:
            click.echo(problem, err=True)


def set_here(name: str, keys: Sequence[str]) -> None:
    """Change single keys.

    Raises:
        BadInput: one of them is no `KEY=VALUE`, or is refused.
    """
    with open_factory() as factory:
        set_keys(factory, name, dict(map(_key, keys)), "", acting())
        click.echo(f"{name}: {_last_change(factory, name)}.")


def _last_change(factory: Factory, name: str) -> str:
    return factory.catalogue.channel_edits.of(name, 1)[0].what


def save_here(name: str, file: Path, seen: str) -> None:
    """Write a file in place of a channel's."""
    with open_factory() as factory:
        found = factory.channel_editor.find(name)
        before = seen or (found.sha256 if found else "")
        click.echo(f"Wrote {save_channel(factory, name, text_of(file), before, acting()).path}.")


def history_here(name: str) -> Sequence[ChannelEdit]:
    """Return the history of a channel, newest first."""
    with open_factory() as factory:
        return history_of(factory, name)


def show_history(edits: Sequence[ChannelEdit]) -> None:
    """Print it."""
    if not edits:
        click.echo("It was never changed by the factory.")
        return
    rows = [
        (str(one.id), f"{one.at:%Y-%m-%d %H:%M}", one.by or "somebody", one.what) for one in edits
    ]
    print_table(("text", "when", "by", "what"), rows)
    click.echo(typed("`factory channels undo NAME [TEXT]` brings one back."))


def undo_here(name: str, number: int | None) -> None:
    """Bring an earlier text back."""
    with open_factory() as factory:
        file = bring_back(factory, name, number, "", acting())
        click.echo(f"{file.path}: {_last_change(factory, name)}.")


def pause_here(name: str, *, paused: bool) -> None:
    """Let a channel rest, or go on."""
    with open_factory() as factory:
        pause_channel(factory, name, acting(), paused=paused)
    click.echo(f"{name} rests." if paused else f"{name} goes on.")


def preview_here(name: str, sentence: str, *, yes: bool) -> Preview:
    """Make a preview after its price was agreed to.

    Raises:
        PermanentError: it costs something, and nobody sits here to be asked.
    """
    said = sentence or SAMPLE
    with open_factory() as factory:
        channel = factory.channels.named(name)
        usd = price_of_preview(factory, channel, said).total_usd
        if usd and not yes:
            if not sys.stdin.isatty():
                raise PermanentError(
                    f"the preview costs {dollars(usd)}, and this is no terminal to ask in; "
                    "`--yes` says so beforehand"
                )
            click.confirm(f"A preview of {name} for {dollars(usd)}?", abort=True)
        return make_preview(factory, channel, said, usd)


def show_preview(made: Preview) -> None:
    """Print where its files lie."""
    with open_factory() as factory:
        for name in filter(None, (made.voice, made.frame, made.thumbnail)):
            video_id, _, rest = name.partition("/")
            click.echo(factory.store.folder(video_id) / rest)
    click.echo(f"{dollars(made.usd)} was spent.")


def _key(typed_key: str) -> tuple[str, Value]:
    key, mark, value = typed_key.partition("=")
    if not mark or not key:
        raise BadInput(
            f"{shown(typed_key)} is no change; wanted KEY=VALUE, such as voice.speed=1.1"
        )
    read = read_mapping(f"key: {value}", shown(typed_key)).get("key") if value[:1] == "[" else value
    if isinstance(read, list):
        return key, tuple(str(one) for one in read)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return key, value or None


def text_of(file: Path) -> str:
    """Return the text of a file that was named; raise BadInput if it is no UTF-8."""
    return decode(file.read_bytes(), shown(str(file)))
