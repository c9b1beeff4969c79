"""Channel: whose video this is, how it sounds and looks, and who must approve it."""

import os.path
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Annotated, Any, cast

from pydantic import Field

from factory.channel.branding import Branding, laid_over, plain_keys
from factory.channel.fallback_keys import with_fallbacks
from factory.channel.idea_settings import IdeaSettings, topic_problems, with_files
from factory.channel.outlet_settings import (
    InstagramChoices,
    TikTokChoices,
    YouTubeChoices,
    instagram_problems,
    tiktok_problems,
    youtube_problems,
)
from factory.channel.provider_checks import (
    moderation_problems,
    music_problems,
    pictures_problems,
    voice_problems,
    words_problems,
)
from factory.channel.provider_directory import Directory
from factory.channel.provider_settings import Choice, Moderation, Music, Pictures, Voice, Words
from factory.channel.review_settings import Policy, Reviewing
from factory.channel.slot_schedule import Schedule, schedule_problems
from factory.documents.error_words import not_allowed, one_of, placed, refusal, shown
from factory.documents.field_problems import (
    accepted_keys,
    further,
    given,
    hidden_characters,
)
from factory.documents.front_matter import decode
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput
from factory.pictures.intro_outro import INTRO, OUTRO
from factory.presets.caption_styles import caption_styles
from factory.presets.fonts import FONTS
from factory.presets.thumbnail_layouts import layouts
from factory.records import Payload
from factory.text.languages import is_language
from factory.video_formats.formats import USUAL_FORMAT, formats

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME_WANTED = "1 to 40 of a-z, 0-9 and '-', not starting with '-'"
Pronounced = dict[
    Annotated[str, Field(min_length=1, max_length=60)],
    Annotated[str, Field(max_length=100, pattern=r"^[^/\[\]<>\d]*[^\W\d_][^/\[\]<>\d]*$")],
]
"""Words as they are written, and letters that sound like them: no digits, no phonetic signs."""


class Compliance(Payload):
    """The answers a platform asks for; None means nobody has answered yet."""

    made_for_kids: bool | None = None
    synthetic_media: bool | None = None
    ai_training: bool | None = None
    """Whether others may train models on its videos: what masters are signed with, if answered."""
    paid_promotion: bool = False
    """Whether somebody gives something for what its videos show or say; a brief may say it of its own."""


class Channel(Branding):
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
    outlets: tuple[str, ...] = ("outbox",)
    youtube: YouTubeChoices | None = None
    """What YouTube is told; wanted where `outlets` names it."""
    tiktok: TikTokChoices | None = None
    """What TikTok is told; wanted where `outlets` names it."""
    instagram: InstagramChoices | None = None
    """What Instagram is told; wanted where `outlets` names it."""
    review: Policy = "required"
    reviewing: Reviewing = Reviewing()
    """How its reviews are asked for."""
    schedule: Schedule | None = None
    """When its videos go out; None: as soon as they may."""
    moderation: Moderation | None = None
    """None: nobody looks."""
    brief_folders: tuple[str, ...] = ()
    """Folders of pictures and music that its briefs may name, beside their own and the home's."""
    forbidden_words: tuple[str, ...] = ()
    pronounce: Pronounced = Field(default_factory=dict[str, str])
    """Words, and letters that sound like them: how names of people and places are said."""
    tags: tuple[str, ...] = ()
    description_footer: str = ""
    compliance: Compliance = Compliance()
    budget_usd_per_video: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Unset: the factory's own, `factory.money.default_limits` until a person changes it."""
    budget_usd_per_day: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Of all its videos together, from midnight to midnight UTC; unset: the factory's own."""
    ideas: IdeaSettings | None = None
    """What it would like to tell; None: nothing is proposed."""
    confirm_above_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """A video that will cost more waits for `factory confirm`; unset: the factory's own."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everybody who may work for it, in any language: of each role the first choice and the second."""
        roles = (self.voice, *self.voices.values(), self.pictures)
        workers = (*self.words.every, *(choice for role in roles for choice in role.in_order))
        return (*workers, self.moderation) if self.moderation else workers

    def account_at(self, outlet: str) -> str:
        """Return the account that it names at an outlet; empty where it names none."""
        return str(getattr(getattr(self, outlet, None), "account", ""))


class ChannelRefused(BadInput):
    """A channel file that cannot be accepted.

    Args:
        subject: the file.
        problems: each with its line, its key and what is allowed, in the order of the lines.
    """

    def __init__(self, subject: str, problems: list[str]) -> None:
        super().__init__(refusal(subject, problems))
        self.problems = tuple(problems)


def no_template(name: str) -> Mapping[str, Any]:
    """Know of no template."""
    raise BadInput(f"template: {shown(name)} is unknown; there are none")


def parse_channel(
    data: bytes,
    file: str,
    directory: Directory,
    template: Callable[[str], Mapping[str, Any]] = no_template,
) -> Channel:
    """Return the channel that a YAML file describes.

    Args:
        data: the file's bytes.
        file: its path or name; the channel's `name` must be the name without its ending, and
            relative folders and files in it are taken from the folder it lies in.
        directory: whom it may name, and where its videos may go.
        template: returns the keys of the template of a name; BadInput when there is none.

    Raises:
        ChannelRefused: names the file and, for each problem, the key, what was found and what is
            allowed.
        BadInput: it is no YAML.
    """
    path = PurePath(file)
    subject = f"channel {shown(file, 120)}"
    written = read_mapping(decode(data, subject), subject)
    keys = given(written)
    first = hidden_characters(keys)
    keys = plain_keys(with_fallbacks(located(keys, path.parent), directory), path.parent)
    dressing: Mapping[str, Any] = {}
    try:
        dressing = template(str(keys["template"])) if keys.get("template") else {}
    except BadInput as error:
        first.append(str(error))
    standing_in = {"name": path.stem, "title": path.stem, "format": USUAL_FORMAT}
    channel, wrong = accepted_keys(Channel, laid_over(dressing, keys), standing_in)
    first += further(wrong, first)
    more = [*_problems(channel, path.stem), *_role_problems(channel, directory)]
    more += _outlet_problems(channel, directory)
    problems = [*first, *further(more, first)]
    if problems:
        raise ChannelRefused(subject, placed(problems, written.lines))
    return channel


def located(keys: dict[str, Any], folder: PurePath) -> dict[str, Any]:
    """Return the keys with the folders of pictures and music taken from `folder`.

    A folder that is named without `provider` (or `kind`) says that it is to be used. Who says
    `provider` of music, as of pictures, means its `kind`.
    """
    placed = dict(keys)
    for key, choice in (("pictures", "provider"), ("music", "kind")):
        if key in keys:
            placed[key] = _located(keys[key], choice, folder)
    if isinstance(more := keys.get("brief_folders"), list):
        named = cast(list[Any], more)
        placed["brief_folders"] = [
            os.path.normpath(folder / one) if isinstance(one, str) else one for one in named
        ]
    if isinstance(ideas := keys.get("ideas"), dict):
        placed["ideas"] = with_files(cast(dict[str, Any], ideas), folder)
    return placed


def _located(value: Any, choice: str, folder: PurePath) -> Any:
    if not isinstance(value, dict):
        return value
    placed = dict(cast(dict[str, Any], value))
    if "provider" in placed and choice not in placed:
        placed[choice] = placed.pop("provider")
    if isinstance(named := placed.get("folder"), str):
        placed = {choice: "folder", **placed, "folder": os.path.normpath(folder / named)}
    if "fallback" in placed:
        placed["fallback"] = _located(placed["fallback"], choice, folder)
    return placed


def _role_problems(channel: Channel, directory: Directory) -> Iterator[str]:
    yield from words_problems(channel.words, directory)
    yield from voice_problems(channel.voice, channel.voices, directory)
    yield from pictures_problems(channel.pictures, directory)
    yield from music_problems(channel.music)
    yield from moderation_problems(channel.moderation, directory)


def _outlet_problems(channel: Channel, directory: Directory) -> Iterator[str]:
    if not channel.outlets:
        yield not_allowed("outlets", "[]", "at least one, such as [outbox]")
    for name in channel.outlets:
        if name not in directory.outlets:
            yield not_allowed("outlets", name, one_of(name, directory.outlets))
    yield from youtube_problems(channel.youtube, channel.outlets)
    yield from schedule_problems(channel.schedule, channel.outlets)
    yield from tiktok_problems(channel.tiktok, channel.outlets, channel.branded_inserts)
    yield from instagram_problems(channel.instagram, channel.outlets)


def _problems(channel: Channel, stem: str) -> Iterator[str]:
    """Yield what the types alone cannot tell."""
    for key, name in (("name", channel.name), ("tenant", channel.tenant)):
        if not NAME.fullmatch(name):
            yield not_allowed(key, name, NAME_WANTED)
    if channel.name != stem:
        yield not_allowed("name", channel.name, f"the file's own name, {shown(stem)}")
    if not channel.title.strip() or "\n" in channel.title:
        yield not_allowed("title", channel.title, "a name for people, on one line")
    if channel.format not in formats():
        yield not_allowed("format", channel.format, one_of(channel.format, formats()))
    elif formats()[channel.format].loop:
        for role, insert in ((INTRO, channel.intro), (OUTRO, channel.outro)):
            if insert:
                wanted = f"none, as the pictures of {channel.format} go round without a cut"
                yield not_allowed(role, insert.file, wanted)
    if not channel.languages:
        yield not_allowed("languages", "[]", "at least one, such as [en]")
    for code in channel.languages:
        if not is_language(code):
            yield not_allowed("languages", code, "codes such as en or pt-BR")
    for code in channel.voices:
        if not is_language(code):
            yield not_allowed("voices", code, "codes such as en or pt-BR")
    choice = channel.caption_style
    if choice and choice.like and choice.like not in caption_styles():
        yield not_allowed("caption_style", choice.like, one_of(choice.like, caption_styles()))
    layout = channel.thumbnail.layout
    if layout not in layouts():
        yield not_allowed("thumbnail.layout", layout, one_of(layout, layouts()))
    if choice and choice.font and choice.font not in FONTS:
        yield not_allowed("caption_style.font", choice.font, one_of(choice.font, FONTS))
    yield from topic_problems(channel.ideas, channel.languages)
    for key, words in (("forbidden_words", channel.forbidden_words), ("tags", channel.tags)):
        if not all(word.strip() for word in words):
            yield not_allowed(key, "", "words with letters in them")
