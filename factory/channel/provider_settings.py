"""Roles of providers: who writes, speaks, draws and plays for a channel, by its file or a brief's own choice."""

import re
from typing import Literal, Self

from pydantic import Field, PrivateAttr

from factory.records import Payload
from factory.text.languages import same_language
from factory.video_formats.formats import Arrangement

PIPER_VOICE = "en_US-joe-medium"
LOCALE = re.compile(r"([a-z]{2,3})[-_][A-Z]{2}\b")
"""Piper and Google begin a voice's name with its locale: `en_US-joe-medium`."""
KOKORO_NAME = re.compile(r"([abefhijpz])[fm]_[a-z]+")
KOKORO_LANGUAGES = dict(
    zip("abefhijpz", ("en", "en", "es", "fr", "hi", "it", "ja", "pt", "zh"), strict=True)
)
"""Kokoro begins a voice's name with a letter for its language and one for its sex: `am_michael`."""


Question = Literal["ideas", "script", "pictures", "listing", "translation"]
"""What a model is asked for: subjects of a day, words, prompts of pictures and clips, description and
tags, the words in another language."""


class Asking(Payload):
    """How one kind of question is asked, where it is another way than the rest."""

    model: str = ""
    """The first provider's name of it; empty for the one of all questions."""
    temperature: float | None = Field(default=None, ge=0, le=2)


class Words(Payload):
    """Who writes what a brief leaves open: the script of a topic, prompts, the listing."""

    provider: str = "brief"
    """`brief`: nobody; every brief brings its own words."""
    model: str = ""
    """The vendor's name of it; empty for the adapter's usual one."""
    temperature: float | None = Field(default=None, ge=0, le=2)
    """How freely a model chooses its words; None: as the vendor has it."""
    questions: dict[Question, Asking] = Field(default_factory=dict[Question, Asking])
    """What is asked another way."""
    style: str = Field(default="", max_length=4000)
    """How this channel tells: tone, person, what to avoid. Given to the model as it stands."""
    fallback: "Words | None" = None
    """Who answers while the first is left alone; what it does not say of style is the first's."""

    def to_ask(self, question: Question) -> "Words":
        """Return it with the model and the temperature for one kind of question."""
        other = self.questions.get(question)
        if other is None:
            return self
        warm = self.temperature if other.temperature is None else other.temperature
        return self.model_copy(update={"model": other.model or self.model, "temperature": warm})

    @property
    def every(self) -> "tuple[Words, ...]":
        """Each choice of who answers, once: the usual one, those of single questions, the second."""
        first, *second = self.in_order
        return (first, *(first.to_ask(question) for question in self.questions), *second)

    @property
    def in_order(self) -> "tuple[Words, ...]":
        """The first choice, then the second."""
        return (self, self.fallback) if self.fallback else (self,)


class Chosen(Payload):
    """A choice that may name a folder of files."""

    folder: str | None = None
    _by_brief: bool = PrivateAttr(default=False)

    @property
    def by_brief(self) -> bool:
        """Whether a brief named it: then no link may lead out of its folder."""
        return self._by_brief

    def of_brief(self) -> Self:
        """Return it as a brief's choice; nothing of this is written down, so no file can say it."""
        chosen = self.model_copy()
        chosen._by_brief = True
        return chosen


class Voice(Payload):
    """Who speaks."""

    provider: str = "piper"
    name: str = PIPER_VOICE
    """The provider's own name of the voice."""
    model: str = ""
    """The vendor's model, where it has several; empty takes the usual one."""
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    """Multiplies the format's own speed."""
    fallback: "Voice | None" = None
    """Who speaks the whole narration while the first is left alone."""

    @property
    def in_order(self) -> "tuple[Voice, ...]":
        """The first choice, then the second."""
        return (self, self.fallback) if self.fallback else (self,)

    @property
    def language(self) -> str | None:
        """The language that its name begins with, such as `en`; None when it names none."""
        if found := KOKORO_NAME.fullmatch(self.name):
            return KOKORO_LANGUAGES[found[1]]
        found = LOCALE.match(self.name)
        return found[1] if found else None

    def speaks(self, language: str) -> bool | None:
        """Whether it speaks a language; None where its name tells none."""
        return None if self.language is None else same_language(self.language, language)

    @property
    def named(self) -> bool:
        """Whether a channel file says who speaks; read back from a manifest, it always does."""
        return bool({"provider", "name"} & self.model_fields_set)


class Recording(Payload):
    """A person's own reading of a brief's words, in place of a voice."""

    file: str
    """Where the sound lies; in a brief, from the folder that the brief lies in."""
    pauses: Literal["keep", "format"] = "keep"
    """Pauses and breaths between sentences as they were read, or as long as the format's."""
    speaker: str = ""
    """Whose voice it is, for the credits."""


class Pictures(Chosen):
    """Where pictures come from: drawn, made by a vendor, found in stock, or a folder's own."""

    provider: str = "scenery"
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
    look: str = ""
    """Palette of drawn and made pictures; empty lets the words of the video choose."""
    arrangement: Arrangement | None = None
    """Of formats that loop: a sequence of pictures, or one; None leaves it to the format."""
    licence: str = ""
    """Licence of the pictures in `folder`; wanted when `provider` is folder."""
    attribution: str = ""
    accept: tuple[Literal["still"], ...] = ()
    """What else would be a fault in a clip of `folder`, and is meant: that it stands still."""
    fallback: "Pictures | None" = None
    """Where pictures come from while the first is left alone, scene by scene."""

    @property
    def in_order(self) -> "tuple[Pictures, ...]":
        """The first choice, then the second."""
        return (self, self.fallback) if self.fallback else (self,)


class Music(Chosen):
    """The bed under the narration."""

    kind: Literal["none", "pad", "rain", "surf", "brown-noise", "folder"] = "pad"
    licence: str = ""
    attribution: str = ""


class Moderation(Payload):
    """Who looks at words and pictures before anything is published."""

    provider: str = "openai"
    model: str = ""
    """The vendor's name of it; empty for the usual one."""
    words: bool = True
    pictures: bool = True
    """Those that a vendor made or found; a folder's own are the channel's to answer for."""


Choice = Words | Voice | Pictures | Moderation
"""Of anybody who may be a vendor."""
