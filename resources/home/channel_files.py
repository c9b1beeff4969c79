"""The channel files of one machine: the user's own folder first, then the examples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factory.channel.channel import Channel, parse_channel
from factory.channel.provider_directory import Directory
from factory.documents.error_words import listed, meant, shown
from factory.documents.front_matter import MAX_BYTES
from factory.errors import BadInput
from resources.home.template_folders import TemplateFolders, with_hashes
from resources.provider_register import DIRECTORY
from resources.user_files.allowed_folders import admitted, check_held

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class _Reading:
    good: dict[str, Channel] = field(default_factory=dict[str, Channel])
    broken: dict[str, str] = field(default_factory=dict[str, str])
    hidden: list[str] = field(default_factory=list[str])


class ReadableChannels(dict[str, Channel]):
    """Every channel that can be read; asking for one whose file is broken says what is wrong."""

    def __init__(self, good: dict[str, Channel], broken: dict[str, str]) -> None:
        super().__init__(good)
        self._broken = broken

    def __missing__(self, name: str) -> Channel:
        if name in self._broken:
            raise BadInput(self._broken[name])
        raise KeyError(name)


class ChannelFolder:
    """Channel files in one or more folders, read anew at every question.

    A name that stands in two folders is the first folder's. A file that cannot be read hides
    none of the others: its error is raised when its channel is asked for, and is listed by
    `problems`.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        templates: TemplateFolders | None = None,
        open_to_briefs: Sequence[Path] = (),
        directory: Directory = DIRECTORY,
    ) -> None:
        self._directory = directory
        self._folders = tuple(folders)
        self._open_to_briefs = tuple(open_to_briefs)
        self._templates = templates or TemplateFolders()

    def all(self) -> ReadableChannels:
        """See `factory.ports.Channels.all`; `[name]` raises BadInput for a broken file."""
        reading = self._read()
        return ReadableChannels(reading.good, reading.broken)

    def named(self, name: str) -> Channel:
        """See `factory.ports.Channels.named`."""
        channels = self.all()
        try:
            return channels[name]
        except KeyError:
            there_are = f"the channels are: {listed(sorted(channels))}{meant(name, channels)}"
            where = listed(str(folder) for folder in self._folders)
            raise BadInput(f"channel {shown(name)} is unknown; {there_are} (in {where})") from None

    def directory(self) -> Directory:
        """See `factory.ports.Channels.directory`."""
        return self._directory

    def admitted(self, channel: Channel, beside: Path, folder: str, file: str = "") -> str:
        """See `factory.ports.Channels.admitted`."""
        choices = (*channel.pictures.in_order, channel.music)
        own = [Path(choice.folder) for choice in choices if choice.folder]
        more = [Path(one) for one in channel.brief_folders]
        wanted = (
            f"wanted: one beside the brief, or named under `brief_folders` in {channel.name}.yaml"
        )
        if not (file and Path(folder) in own):
            folder = admitted(folder, (beside, *self._open_to_briefs, *own, *more), wanted)
        if file:
            check_held(Path(folder), file)
        return folder

    def file_of(self, name: str) -> Path | None:
        """Return the file of a channel, readable or not."""
        files = (file for folder in self._folders for file in _channel_files(folder))
        return next((file for file in files if file.stem == name), None)

    def read(self, data: bytes, file: Path) -> Channel:
        """Return the channel that a file would be if it held these bytes; see `read_channel`."""
        return read_channel(data, file, self._templates, self._directory)

    def described(self, data: bytes, file: Path) -> Channel:
        """Return the channel that these bytes describe; none of the files that it names is opened.

        Raises:
            BadInput: it cannot be accepted.
        """
        return parse_channel(data, str(file.absolute()), self._directory, self._templates.keys)

    def problems(self) -> list[str]:
        """Return what is wrong with channel files, one message for each file."""
        reading = self._read()
        return [*reading.broken.values(), *reading.hidden, *self._templates.problems()]

    def _read(self) -> _Reading:
        reading = _Reading()
        for folder in self._folders:
            stems: dict[str, Path] = {}
            for file in _channel_files(folder):
                if file.stem in stems:
                    twin = stems[file.stem].name
                    reading.hidden.append(
                        f"channel {str(file)!r} is not used: {twin} is, beside it"
                    )
                    continue
                stems[file.stem] = file
                if file.stem not in reading.good and file.stem not in reading.broken:
                    _add(file, reading, self._templates, self._directory)
        return reading


def _channel_files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in ENDINGS and not file.name.startswith(".") and not file.is_dir():
            yield file


def _add(file: Path, reading: _Reading, templates: TemplateFolders, directory: Directory) -> None:
    try:
        reading.good[file.stem] = read_channel(bytes_of(file), file, templates, directory)
    except BadInput as error:
        reading.broken[file.stem] = str(error)


def bytes_of(file: Path) -> bytes:
    """Return what a channel file holds, and not much more than it may.

    Raises:
        BadInput: it cannot be read.
    """
    said = f"channel {shown(str(file), 120)} cannot be read"
    if not file.is_file():
        raise BadInput(f"{said}: it is not a file")
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(
            f"{said}: {error.strerror}; wanted a file that this user may read"
        ) from error


def read_channel(
    data: bytes, file: Path, templates: TemplateFolders, directory: Directory
) -> Channel:
    """Return the channel that these bytes are, in that file, with the hashes of its own files.

    Raises:
        BadInput: it cannot be accepted.
    """
    return with_hashes(parse_channel(data, str(file.absolute()), directory, templates.keys))
