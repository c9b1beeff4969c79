"""Template folders: the user's own first, then those that come with the factory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from factory.channel.branding import WITH_FILES, AiLabel, BrandFile, Insert, Template, plain_keys
from factory.channel.channel import Channel
from factory.documents.error_words import listed, meant, refusal, shown
from factory.documents.field_problems import given, hidden_characters, key_problems
from factory.documents.front_matter import MAX_BYTES, decode
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput
from resources.home import template_checks
from resources.machine.atomic_files import sha256_of

FILE = "template.yaml"
SHIPPED = Path(str(files("factory.presets") / "templates"))


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """Folders that hold one folder per template; a name in two of them is the first one's."""

    folders: tuple[Path, ...] = (SHIPPED,)

    def names(self) -> list[str]:
        """Return the names of all templates there are."""
        return sorted({file.parent.name for file in self._files()})

    def keys(self, name: str) -> dict[str, Any]:
        """Return what a template says, its files taken from its own folder.

        Raises:
            BadInput: there is no such template, or its file says what is not allowed.
        """
        for file in self._files():
            if file.parent.name == name:
                return _keys_in(file)
        known = self.names()
        where = listed(str(folder) for folder in self.folders)
        raise BadInput(
            f"template: {shown(name)} is unknown; the templates are: {listed(known)}"
            f"{meant(name, known)} (in {where})"
        )

    def problems(self) -> list[str]:
        """Return what is wrong with templates, whoever uses them: one message for each."""
        problems: list[str] = []
        for name in self.names():
            try:
                keys = self.keys(name)
                for key in WITH_FILES:
                    piece = getattr(Template.model_validate(keys), key) if key in keys else None
                    if piece is not None and piece.file:
                        _examined(key, piece)
            except BadInput as error:
                problems.append(str(error))
        return problems

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            if folder.is_dir():
                yield from sorted(file for file in folder.glob(f"*/{FILE}") if file.is_file())


def with_hashes(channel: Channel) -> Channel:
    """Return the channel with the hash of every file of its dressing, each looked at first.

    Raises:
        BadInput: a file is missing or is not what its key wants; each is named.
    """
    changes: dict[str, BrandFile] = {}
    problems: list[str] = []
    for key in WITH_FILES:
        piece: BrandFile | None = getattr(channel, key)
        if piece is None or not piece.file:
            continue
        try:
            changes[key] = _examined(key, piece)
        except BadInput as error:
            problems.append(str(error))
    if problems:
        raise BadInput(refusal(f"channel {shown(channel.name)}", problems))
    return channel.model_copy(update=changes)


def template_folders(home: Sequence[Path]) -> TemplateFolders:
    """Return the user's folders with the shipped templates after them."""
    return TemplateFolders((*home, SHIPPED))


def _keys_in(file: Path) -> dict[str, Any]:
    subject = f"template {shown(str(file), 160)}"
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    keys = given(read_mapping(decode(data, subject), subject))
    problems = hidden_characters(keys)
    placed = plain_keys(keys, file.parent.absolute())
    try:
        Template.model_validate(placed)
    except ValidationError as error:
        problems += key_problems(Template, error)
    if problems:
        raise BadInput(refusal(subject, problems))
    placed.pop("description", None)
    return placed


def _examined(key: str, piece: BrandFile) -> BrandFile:
    path = Path(piece.file)
    if not path.is_file():
        raise BadInput(
            f"{key}.file: {shown(piece.file, 160)} is not there; wanted: {template_checks.WANTED[key]}"
        )
    state = path.stat()
    found, measured = _looked_at(key, path, state.st_size, state.st_mtime_ns)
    if piece.sha256 and piece.sha256 != found:
        raise BadInput(
            f"{key}.sha256: {shown(path.name)} has {found[:12]}…; wanted: {piece.sha256[:12]}…, "
            "or no such key"
        )
    told: dict[str, object] = {"sha256": found}
    if isinstance(piece, Insert):
        told["video_seconds"] = measured
    elif isinstance(piece, AiLabel):
        told["ratio"] = measured
    return piece.model_copy(update=told)


@lru_cache(maxsize=256)
def _looked_at(key: str, path: Path, size: int, changed_ns: int) -> tuple[str, float | None]:
    """Return the hash, and what `examine` measured; once for the same size and time of change."""
    measured = template_checks.examine(key, path)
    return sha256_of(path), measured
