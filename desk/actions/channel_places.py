"""Places that a channel's file names: from afar, only what a home holds may be given to a channel."""

from pathlib import Path

from desk.actions.acting import acting_at
from factory.channel.channel import Channel
from factory.channel.referenced_files import places
from factory.documents.error_words import listed
from factory.errors import BadInput
from wiring.factory import Factory


def check_places(factory: Factory, channel: Channel, before: Channel | None) -> None:
    """Refuse files and folders that somebody at a browser or a program names beyond the home.

    Whoever may change a channel there could otherwise have any file of this machine's account shown
    in a video. What the file named before stays; at a terminal every place may be named.

    Raises:
        BadInput: the channel names such places; they are listed.
    """
    if acting_at() == "terminal":
        return
    known = places(before) if before else frozenset[str]()
    found = [one for one in places(channel) - known if not _is_open(factory, one)]
    if found:
        raise BadInput(
            f"{listed(sorted(found))}: this lies beyond {factory.settings.home}; from the desk, wanted "
            "files and folders in it; any other is named in a terminal, by `factory channels save`"
        )


def _is_open(factory: Factory, place: str) -> bool:
    path, settings = Path(place).resolve(), factory.settings
    home, examples = settings.home.resolve(), settings.channel_folders[-1].parent.resolve()
    inside = path.is_relative_to(home) and path != home
    return path.is_relative_to(examples) or (
        inside and not path.is_relative_to(settings.internals.resolve())
    )
