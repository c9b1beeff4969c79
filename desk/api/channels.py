"""Channels: those there are, and what each says."""

from desk.api.protocol.action import Action, Call, NoInput
from factory.channel.channel import Channel
from factory.errors import NotFound
from factory.records import Payload


class ChannelSummary(Payload):
    """One channel in a list."""

    name: str
    title: str
    tenant: str
    format: str
    languages: tuple[str, ...]
    review: str
    outlets: tuple[str, ...]


class Channels(Payload):
    """The channels that can be read."""

    channels: tuple[ChannelSummary, ...]
    problems: tuple[str, ...]
    """What is wrong with the files of others."""


class OneChannel(Payload):
    """A channel, by its name."""

    name: str


def _list(call: Call, asked: NoInput) -> Channels:
    channels = call.factory.channels
    fields = ChannelSummary.model_fields
    return Channels(
        channels=tuple(
            ChannelSummary.model_validate({field: getattr(one, field) for field in fields})
            for _, one in sorted(channels.all().items())
            if call.tenant in (None, one.tenant)
        ),
        problems=() if call.tenant else tuple(channels.problems()),
    )


def _show(call: Call, asked: OneChannel) -> Channel:
    return found_channel(call, asked.name)


def found_channel(call: Call, name: str) -> Channel:
    """Return a channel that the caller may know of.

    Raises:
        NotFound: there is none, or it is another tenant's.
    """
    found = call.factory.channels.all().get(name)
    if found is None or call.tenant not in (None, found.tenant):
        raise NotFound(f"there is no channel {name[:40]!r}; GET /api/v1/channels lists them")
    return found


ACTIONS = (
    Action(
        name="list_channels",
        method="GET",
        path="/channels",
        role="viewer",
        about="List the channels, and what is wrong with files that cannot be read.",
        answers=Channels,
        do=_list,
        commands=("channels",),
        own_tenant=True,
    ),
    Action(
        name="show_channel",
        method="GET",
        path="/channels/{name}",
        role="viewer",
        about="Show a channel with everything that its file and template say.",
        asks=OneChannel,
        answers=Channel,
        do=_show,
        example={"name": "demo"},
        own_tenant=True,
    ),
)
