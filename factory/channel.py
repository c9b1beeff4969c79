"""Channel: whose video this is, how it sounds and looks, and who must approve it."""

import os.path
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Literal, cast

from pydantic import Field, ValidationError

from factory.errors import BadInput
from factory.formats import formats
from factory.front_matter import decode
from factory.keys import given, hidden_characters, key_problems
from factory.languages import is_language
from factory.palettes import PALETTE_WORDS
from factory.payload import Payload
from factory.strict_yaml import read_mapping
from factory.wording import listed, meant, refusal, shown

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME_WANTED = "1 to 40 of a-z, 0-9 and '-', not starting with '-'"


class Voice(Payload):
    """Who speaks."""

    provider: str = "piper"
    name: str = "en_US-joe-medium"
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    """Multiplies the format's own speed."""


class Pictures(Payload):
    """Where pictures come from: drawn scenery, or a folder of the channel's own."""

    provider: Literal["scenery", "folder"] = "scenery"
    folder: str | None = None
    look: str = ""
    """Palette of the drawn scenery; empty lets the words of the video choose."""
    licence: str = ""
    """Licence of the pictures in `folder`; wanted when `provider` is folder."""
    attribution: str = ""


class Music(Payload):
    """The bed under the narration."""

    kind: Literal["none", "pad", "rain", "surf", "brown-noise", "folder"] = "pad"
    folder: str | None = None
    licence: str = ""
    attribution: str = ""


class Compliance(Payload):
    """The answers a platform asks for; None means nobody has answered yet."""

    made_for_kids: bool | None = None
    synthetic_media: bool | None = None


class Channel(Payload):
    """One channel file."""

    name: str
    """The file's name without its ending; the ID that briefs use."""
    title: str
    tenant: str = "default"
    format: str
    """The format of a brief that names none."""
    languages: tuple[str, ...] = ("en",)
    voice: Voice = Voice()
    pictures: Pictures = Pictures()
    music: Music = Music()
    outlets: tuple[Literal["outbox"], ...] = ("outbox",)
    review: Literal["required", "automatic"] = "required"
    forbidden_words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description_footer: str = ""
    compliance: Compliance = Compliance()
    budget_usd_per_video: float = Field(default=2.0, ge=0)


def parse_channel(data: bytes, file: str) -> Channel:
    """Return the channel that a YAML file describes.

    Args:
        data: the file's bytes.
        file: its path or name; the channel's `name` must be the name without its ending, and
            relative folders in it are taken from the folder it lies in.

    Raises:
        BadInput: names the file and, for each problem, the key, what was found and what is
            allowed.
    """
    path = PurePath(file)
    subject = f"channel {shown(file, 120)}"
    keys = given(read_mapping(decode(data, subject), subject))
    problems = hidden_characters(keys)
    if problems:
        raise BadInput(refusal(subject, problems))
    try:
        channel = Channel.model_validate(located(keys, path.parent))
    except ValidationError as error:
        raise BadInput(refusal(subject, key_problems(Channel, error))) from error
    problems = [*_problems(channel, path.stem), *folder_problems(channel.pictures, channel.music)]
    if problems:
        raise BadInput(refusal(subject, problems))
    return channel


def located(keys: dict[str, Any], folder: PurePath) -> dict[str, Any]:
    """Return the keys with the folders of pictures and music taken from `folder`.

    A folder that is named without `provider` (or `kind`) says that it is to be used.
    """
    placed = dict(keys)
    for key, choice in (("pictures", "provider"), ("music", "kind")):
        value: Any = keys.get(key)
        if isinstance(value, dict) and isinstance(named := cast(Any, value).get("folder"), str):
            placed[key] = {choice: "folder", **value, "folder": os.path.normpath(folder / named)}
    return placed


def folder_problems(pictures: Pictures | None, music: Music | None) -> list[str]:
    """Return what is missing where a folder of somebody's own pictures or music is chosen."""
    chosen: list[tuple[str, Pictures | Music]] = []
    if pictures and pictures.provider == "folder":
        chosen.append(("pictures", pictures))
    if music and music.kind == "folder":
        chosen.append(("music", music))
    missing = [
        f"{key}.{name}: this key is missing; wanted: {wanted}"
        for key, choice in chosen
        for name, value, wanted in (
            ("folder", choice.folder, "the folder that holds the files"),
            ("licence", choice.licence.strip(), "the licence under which its files may be used"),
        )
        if not value
    ]
    if pictures and pictures.look not in ("", *PALETTE_WORDS):
        missing.append(
            _not_allowed("pictures.look", pictures.look, _one_of(pictures.look, PALETTE_WORDS))
        )
    return missing


def _problems(channel: Channel, stem: str) -> Iterator[str]:
    """Yield what the types alone cannot tell."""
    for key, name in (("name", channel.name), ("tenant", channel.tenant)):
        if not NAME.fullmatch(name):
            yield _not_allowed(key, name, NAME_WANTED)
    if channel.name != stem:
        yield _not_allowed("name", channel.name, f"the file's own name, {shown(stem)}")
    if not channel.title.strip() or "\n" in channel.title:
        yield _not_allowed("title", channel.title, "a name for people, on one line")
    if channel.format not in formats():
        yield _not_allowed("format", channel.format, _one_of(channel.format, formats()))
    if not channel.languages:
        yield _not_allowed("languages", "[]", "at least one, such as [en]")
    for code in channel.languages:
        if not is_language(code):
            yield _not_allowed("languages", code, "codes such as en or pt-BR")
    for key, words in (("forbidden_words", channel.forbidden_words), ("tags", channel.tags)):
        if not all(word.strip() for word in words):
            yield _not_allowed(key, "", "words with letters in them")


def _not_allowed(key: str, found: str, wanted: str) -> str:
    return f"{key}: {shown(found)} is not allowed; wanted: {wanted}"


def _one_of(found: str, known: Iterable[str]) -> str:
    return f"one of {listed(sorted(known))}{meant(found, known)}"
