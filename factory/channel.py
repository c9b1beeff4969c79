"""Channel: whose video this is, how it sounds and looks, and who must approve it."""

import os.path
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, Literal, cast

from pydantic import Field, ValidationError

from factory.caption_looks import looks
from factory.errors import BadInput
from factory.formats import Arrangement, formats
from factory.front_matter import decode
from factory.inserts import INTRO, OUTRO
from factory.keys import given, hidden_characters, key_problems
from factory.languages import is_language
from factory.palettes import PALETTE_WORDS
from factory.payload import Payload
from factory.strict_yaml import read_mapping
from factory.template import Dressing, laid_over, plain_keys
from factory.thumbnail_layouts import layouts
from factory.typefaces import FONTS
from factory.wording import listed, meant, refusal, shown

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME_WANTED = "1 to 40 of a-z, 0-9 and '-', not starting with '-'"


PIPER_VOICE = "en_US-joe-medium"
VENDOR_VOICES = {"google": "en-US-Neural2-D", "openai": "cedar"}
"""One of each, to name in a message."""


class Words(Payload):
    """Who writes what a brief leaves open: the script of a topic, prompts, the listing."""

    provider: Literal["brief", "openai"] = "brief"
    """`brief`: nobody; every brief brings its own words."""
    model: str = ""
    """The vendor's name of it; empty for the adapter's usual one."""
    style: str = Field(default="", max_length=4000)
    """How this channel tells: tone, person, what to avoid. Given to the model as it stands."""


class Voice(Payload):
    """Who speaks."""

    provider: Literal["piper", "google", "openai"] = "piper"
    name: str = PIPER_VOICE
    """The provider's own name of the voice."""
    model: str = ""
    """The vendor's model, where it has several; empty takes the usual one."""
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    """Multiplies the format's own speed."""


MOVING = frozenset({"fal", "pexels"})


class Pictures(Payload):
    """Where pictures come from: drawn, made by a vendor, found in stock, or a folder's own."""

    provider: Literal["scenery", "folder", "openai", "fal", "pexels"] = "scenery"
    model: str = ""
    """The vendor's model; empty takes the usual one."""
    style: str = ""
    """How a vendor shall make all pictures of the channel look, in words."""
    quality: Literal["", "low", "medium", "high"] = ""
    """Where a vendor has several, at several prices; empty takes `medium`."""
    moving: bool = False
    """Clips in place of stills, where the provider makes or finds both: fal, pexels."""
    clip_seconds: float = Field(default=5.0, ge=2, le=15)
    """How long each of them is asked to be."""
    folder: str | None = None
    look: str = ""
    """Palette of drawn and made pictures; empty lets the words of the video choose."""
    arrangement: Arrangement | None = None
    """Of formats that loop: a sequence of pictures, or one; None leaves it to the format."""
    licence: str = ""
    """Licence of the pictures in `folder`; wanted when `provider` is folder."""
    attribution: str = ""

    @property
    def are_made_to_order(self) -> bool:
        """Whether each is made from a description, so that a better one makes a better picture."""
        return self.provider not in ("scenery", "folder", "pexels")


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


class Channel(Dressing):
    """One channel file, with what its template says."""

    name: str
    """The file's name without its ending; the ID that briefs use."""
    title: str
    tenant: str = "default"
    format: str
    """The format of a brief that names none."""
    template: str = ""
    """Name of the template folder from which its dressing comes; its own keys go before."""
    languages: tuple[str, ...] = ("en",)
    words: Words = Words()
    voice: Voice = Voice()
    voices: dict[str, Voice] = Field(default_factory=dict[str, Voice])
    """Who speaks another language than `voice` does, by its code."""
    pictures: Pictures = Pictures()
    music: Music = Music()
    outlets: tuple[Literal["outbox"], ...] = ("outbox",)
    review: Literal["required", "automatic"] = "required"
    forbidden_words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description_footer: str = ""
    compliance: Compliance = Compliance()
    budget_usd_per_video: float | None = Field(default=None, ge=0)
    """Unset: the factory's own `usd_per_video`, $2."""
    budget_usd_per_day: float | None = Field(default=None, ge=0)
    """Of all its videos together, from midnight to midnight UTC; unset: `usd_per_day`, $20."""
    confirm_above_usd: float | None = Field(default=None, ge=0)
    """A video that will cost more waits for `factory confirm`; unset: the factory's own, $5."""


def no_template(name: str) -> Mapping[str, Any]:
    """Know of no template."""
    raise BadInput(f"template: {shown(name)} is unknown; there are none")


def parse_channel(
    data: bytes, file: str, template: Callable[[str], Mapping[str, Any]] = no_template
) -> Channel:
    """Return the channel that a YAML file describes.

    Args:
        data: the file's bytes.
        file: its path or name; the channel's `name` must be the name without its ending, and
            relative folders and files in it are taken from the folder it lies in.
        template: returns the keys of the template of a name; BadInput when there is none.

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
    keys = plain_keys(located(keys, path.parent), path.parent)
    try:
        named = keys.get("template")
        dressing: Mapping[str, Any] = template(str(named)) if named else {}
        channel = Channel.model_validate(laid_over(dressing, keys))
    except ValidationError as error:
        raise BadInput(refusal(subject, key_problems(Channel, error))) from error
    except BadInput as error:
        raise BadInput(refusal(subject, [str(error)])) from error
    problems = [*_problems(channel, path.stem), *_voice_problems(channel.voice)]
    problems += folder_problems(channel.pictures, channel.music)
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
    if pictures and pictures.moving and pictures.provider not in MOVING:
        wanted = f"one of {listed(sorted(MOVING))} where `moving` is true"
        missing.append(_not_allowed("pictures.provider", pictures.provider, wanted))
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
    elif formats()[channel.format].loop:
        for role, insert in ((INTRO, channel.intro), (OUTRO, channel.outro)):
            if insert:
                wanted = f"none, as the pictures of {channel.format} go round without a cut"
                yield _not_allowed(role, insert.file, wanted)
    if not channel.languages:
        yield _not_allowed("languages", "[]", "at least one, such as [en]")
    for code in channel.languages:
        if not is_language(code):
            yield _not_allowed("languages", code, "codes such as en or pt-BR")
    choice = channel.caption_style
    if choice and choice.like not in looks():
        yield _not_allowed("caption_style", choice.like, _one_of(choice.like, looks()))
    layout = channel.thumbnail.layout
    if layout not in layouts():
        yield _not_allowed("thumbnail.layout", layout, _one_of(layout, layouts()))
    if choice and choice.font and choice.font not in FONTS:
        yield _not_allowed("caption_style.font", choice.font, _one_of(choice.font, FONTS))
    for key, words in (("forbidden_words", channel.forbidden_words), ("tags", channel.tags)):
        if not all(word.strip() for word in words):
            yield _not_allowed(key, "", "words with letters in them")


def _voice_problems(voice: Voice) -> Iterator[str]:
    if voice.provider != "piper" and voice.name in ("", PIPER_VOICE):
        yield (
            f"voice.name: this key is missing; wanted: the name of a voice of {voice.provider}, "
            f"such as {VENDOR_VOICES[voice.provider]}"
        )


def _not_allowed(key: str, found: str, wanted: str) -> str:
    return f"{key}: {shown(found)} is not allowed; wanted: {wanted}"


def _one_of(found: str, known: Iterable[str]) -> str:
    return f"one of {listed(sorted(known))}{meant(found, known)}"
