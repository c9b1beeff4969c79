"""Files of channels: read, checked, changed with a history, brought back, tried, and let rest."""

from datetime import datetime
from typing import Any

from pydantic import Field

from desk.actions.channels import (
    ChannelFile,
    bring_back,
    channel_file,
    history_of,
    new_channel,
    pause_channel,
    problems_of,
    save_channel,
    set_keys,
)
from desk.actions.making.channel_preview import SAMPLE, Preview, make_preview, price_of_preview
from desk.api.channels import OneChannel, found_channel
from desk.api.protocol.action import Action, Call
from factory.records import Payload

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
DEMO = {"name": "demo"}


class ChannelWords(OneChannel):
    """A whole file, to be checked."""

    text: str


class NewText(ChannelWords):
    """A whole file, in place of the one that was seen."""

    seen: str
    """SHA-256 of the file that was read; another one by now: 409."""


class NewKeys(OneChannel):
    """Single keys of a file; its comments stay."""

    keys: dict[str, str | list[str] | None] = Field(min_length=1)
    """By dotted key: text, a list of texts, or null to take it away."""
    seen: str = ""
    """SHA-256 of the file that was read; left out: as it is now."""


class NewChannel(OneChannel):
    """A channel that is to be made."""

    title: str = Field(min_length=1)
    like: str = ""
    """The channel whose file is copied; left out: what there must be alone."""


class Checked(Payload):
    """Whether a text would be accepted, in the words of the file's own reading."""

    accepted: bool
    problems: tuple[str, ...]


class EarlierText(Payload):
    """One text that a channel's file had."""

    number: int
    at: datetime
    by: str
    """Empty where it was found changed by something else than the factory."""
    what: str
    sha256: str
    text: str


class ChannelHistory(Payload):
    """Every text of a channel's file since it was first changed here, newest first."""

    texts: tuple[EarlierText, ...]


class BroughtBack(OneChannel):
    """An earlier text that shall be the file again."""

    number: int | None = None
    """Of the history; left out: the one before the newest."""
    seen: str = ""


class Rest(OneChannel):
    """Whether nothing new of a channel is begun."""

    paused: bool


class Rests(Payload):
    """The channels that rest."""

    paused: tuple[str, ...]


class PreviewAsked(OneChannel):
    """A sentence to hear and see."""

    sentence: str = Field(default=SAMPLE, min_length=1)


def _read(call: Call, asked: OneChannel) -> ChannelFile:
    return channel_file(call.factory, asked.name)


def _check(call: Call, asked: ChannelWords) -> Checked:
    problems = problems_of(call.factory, asked.name, asked.text)
    return Checked(accepted=not problems, problems=problems)


def _save(call: Call, asked: NewText) -> ChannelFile:
    return save_channel(call.factory, asked.name, asked.text, asked.seen, call.by)


def _set(call: Call, asked: NewKeys) -> ChannelFile:
    keys = {k: tuple(v) if isinstance(v, list) else v for k, v in asked.keys.items()}
    return set_keys(call.factory, asked.name, keys, asked.seen, call.by)


def _make(call: Call, asked: NewChannel) -> ChannelFile:
    return new_channel(call.factory, asked.name, asked.title, asked.like, call.by)


def _history(call: Call, asked: OneChannel) -> ChannelHistory:
    texts = (
        EarlierText(number=one.id, **one.model_dump(exclude={"id", "channel"}))
        for one in history_of(call.factory, asked.name)
    )
    return ChannelHistory(texts=tuple(texts))


def _back(call: Call, asked: BroughtBack) -> ChannelFile:
    return bring_back(call.factory, asked.name, asked.number, asked.seen, call.by)


def _rest(call: Call, asked: Rest) -> Rests:
    pause_channel(call.factory, asked.name, call.by, paused=asked.paused)
    paused = call.factory.catalogue.paused_channels.all()
    return Rests(paused=tuple(one.channel for one in paused))


def _preview(call: Call, asked: PreviewAsked) -> Preview:
    channel = found_channel(call, asked.name)
    return make_preview(call.factory, channel, asked.sentence, _preview_usd(call, asked))


def _preview_usd(call: Call, asked: Any) -> float:
    channel = found_channel(call, asked.name)
    return price_of_preview(call.factory, channel, asked.sentence).total_usd


ACTIONS = (
    Action(
        name="read_channel_file",
        method="GET",
        path="/channels/{name}/file",
        role="viewer",
        about="Read a channel's file as it lies there, its hash, and what is wrong with it.",
        asks=OneChannel,
        answers=ChannelFile,
        do=_read,
        example=DEMO,
        commands=("channels show",),
    ),
    Action(
        name="check_channel_file",
        method="POST",
        path="/channels/{name}/check",
        role="admin",
        about="Say whether a text would be accepted as a channel's file; nothing is written.",
        asks=ChannelWords,
        answers=Checked,
        do=_check,
        example={**DEMO, "text": "name: demo\ntitle: Small True Stories\nformat: short\n"},
        commands=("channels check",),
    ),
    Action(
        name="make_channel",
        method="POST",
        path="/channels",
        role="admin",
        about="Make a channel, like another one or with what there must be alone.",
        asks=NewChannel,
        answers=ChannelFile,
        do=_make,
        example={"name": "harbour", "title": "Harbour Tales", "like": "demo"},
        status=201,
        makes=True,
        commands=("channels new",),
    ),
    Action(
        name="save_channel_file",
        method="PATCH",
        path="/channels/{name}/file",
        role="admin",
        about="Write a channel's file anew; one that was changed since it was read is left alone.",
        asks=NewText,
        answers=ChannelFile,
        do=_save,
        example={
            **DEMO,
            "text": "name: demo\ntitle: Small True Stories\nformat: short\n",
            "seen": HASH,
        },
        tool=False,
        commands=("channels save",),
    ),
    Action(
        name="set_channel_keys",
        method="PATCH",
        path="/channels/{name}",
        role="admin",
        about="Change single keys of a channel's file; its comments and all other keys stay.",
        asks=NewKeys,
        answers=ChannelFile,
        do=_set,
        example={**DEMO, "keys": {"voice.speed": "1.1", "tags": ["history"]}},
        tool=False,
        commands=("channels set",),
    ),
    Action(
        name="list_channel_history",
        method="GET",
        path="/channels/{name}/history",
        role="viewer",
        about="List every text that a channel's file had: who wrote it, when, and what changed.",
        asks=OneChannel,
        answers=ChannelHistory,
        do=_history,
        example=DEMO,
        commands=("channels history",),
    ),
    Action(
        name="bring_channel_back",
        method="POST",
        path="/channels/{name}/back",
        role="admin",
        about="Write an earlier text of a channel's file again; by default the one before the newest.",
        asks=BroughtBack,
        answers=ChannelFile,
        do=_back,
        example={**DEMO, "number": 3},
        tool=False,
        commands=("channels undo",),
    ),
    Action(
        name="pause_channel",
        method="POST",
        path="/channels/{name}/pause",
        role="operator",
        about="Let a channel rest, or go on: what runs is finished, nothing more of it is begun.",
        asks=Rest,
        answers=Rests,
        do=_rest,
        example={**DEMO, "paused": True},
        commands=("channels pause", "channels resume"),
    ),
    Action(
        name="preview_channel",
        method="POST",
        path="/channels/{name}/preview",
        role="operator",
        about="Speak a sentence and draw a frame and a thumbnail as a channel's videos have them.",
        asks=PreviewAsked,
        answers=Preview,
        do=_preview,
        example=DEMO,
        status=201,
        makes=True,
        same_again=True,
        costs_usd=_preview_usd,
        commands=("channels preview",),
    ),
)
