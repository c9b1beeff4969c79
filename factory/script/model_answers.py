"""Answers: what a language model is asked to return, each with the limits it must keep.

A model sees the fields and their descriptions as JSON Schema. Limits that the strict subset of
JSON Schema does not have are checked here, after the answer came.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, cast

from pydantic import AfterValidator, Field

from factory.records import Payload
from factory.text.hidden_characters import one_line, without_hidden
from factory.text.languages import count_words
from factory.text.title_and_tag_limits import MOST_TITLE_CHARS
from factory.units_of_work import UnitDetail

FEWEST_CLIP_WORDS, MOST_CLIP_WORDS = 100, 200
"""Of one clip's prompt, picture and sound together."""
MOST_ANSWERS = 2
"""How often a question is put to a model at most: once more where its answer does not fit. Each is paid for."""
UNSUPPORTED = frozenset({"default", "title", "minLength", "maxLength", "minItems", "maxItems"})
"""Keys of JSON Schema that the strict subset refuses, or that tell a model nothing."""


def _clean(text: str) -> str:
    plain = without_hidden(text).strip()
    if not plain:
        raise ValueError("is empty; wanted words")
    return plain


Words = Annotated[str, AfterValidator(_clean)]
"""Words for people, without control characters; several lines may stand in them."""
Line = Annotated[str, AfterValidator(lambda text: one_line(_clean(text)))]
"""Words on one line."""


class Answer(Payload):
    """What one prompt is answered with."""

    schema_name: ClassVar[str]


class AnswerDetail(UnitDetail):
    """One answer of a model: what it took to get it."""

    calls: int
    input_tokens: int
    output_tokens: int


class OutlineSection(Payload):
    """One part of the story."""

    heading: Line = Field(max_length=80, description="Title of the chapter, at most eight words.")
    summary: Words = Field(description="What happens in it, in two or three sentences.")


class Outline(Answer):
    """The plan of a story."""

    schema_name = "outline"
    title: Line = Field(max_length=MOST_TITLE_CHARS, description="Title of the video.")
    promise: Words = Field(description="What the title promises to whoever watches to the end.")
    sections: tuple[OutlineSection, ...] = Field(min_length=1, description="In order.")


class Section(Answer):
    """One part of the story, written out."""

    schema_name = "section"
    paragraphs: tuple[Words, ...] = Field(min_length=1, description="Words to be spoken.")
    memory: Words = Field(
        description="All that was told so far and must not be told again, in at most 120 words."
    )


class SectionReport(Payload):
    """What is wrong with one section."""

    section: int = Field(ge=1, description="Its number, from 1.")
    problems: tuple[Line, ...] = Field(description="What must change; empty when nothing.")


class Report(Answer):
    """A reader's judgement of the whole script."""

    schema_name = "report"
    sections: tuple[SectionReport, ...]
    facts_to_verify: tuple[Line, ...] = Field(
        description="Every statement of fact that a person should look up, word for word."
    )
    promise_kept: bool = Field(description="Whether the script gives what its title promises.")


class ScenePrompts(Answer):
    """What the picture of each scene shows."""

    schema_name = "scene_prompts"
    prompts: tuple[Line, ...] = Field(description="One for every scene, in order.")


class ClipPrompt(Payload):
    """One clip: what is seen and what is heard, 100 to 200 words together."""

    prompt: Words = Field(description="What is seen: subject, motion, camera, light.")
    sound: Words = Field(description="What is heard in it; no speech, no music.")

    @property
    def text(self) -> str:
        """Picture and sound as one text."""
        return f"{one_line(self.prompt)} Sound: {one_line(self.sound)}"


class ClipPrompts(Answer):
    """A sequence of clips."""

    schema_name = "clip_prompts"
    title: Line = Field(max_length=MOST_TITLE_CHARS, description="Title of the video.")
    clips: tuple[ClipPrompt, ...] = Field(min_length=1, description="In order.")


class ListingWords(Answer):
    """How the video is announced."""

    schema_name = "listing_words"
    description: Words = Field(max_length=1500, description="Two or three short paragraphs.")
    tags: tuple[Line, ...] = Field(description="Ten words or short phrases people search for.")


class ThoughtOf(Payload):
    """One thing that might be told."""

    title: Line = Field(max_length=MOST_TITLE_CHARS, description="Title of the video.")
    about: Line = Field(max_length=400, description="What it tells, in one or two sentences.")
    context: Line = Field(
        max_length=400, description="What one should know of its time, place or people."
    )
    setting: Line = Field(max_length=400, description="What is seen in it.")
    sound: Line = Field(max_length=400, description="What is heard in it.")
    tags: tuple[Line, ...] = Field(description="Three to eight words people search for.")


class IdeaList(Answer):
    """What a channel might tell."""

    schema_name = "ideas"
    ideas: tuple[ThoughtOf, ...] = Field(min_length=1)


class Translation(Answer):
    """Scenes in another language, in order."""

    schema_name = "translation"
    texts: tuple[Words, ...] = Field(description="One for every scene, in order.")


def strict_schema(answer: type[Answer]) -> dict[str, Any]:
    """Return the JSON Schema of an answer in the strict subset that vendors accept.

    Every object closed, every property required, no defaults, no limits of length.
    """
    return cast(dict[str, Any], _strict(answer.model_json_schema()))


def _strict(node: object) -> object:
    if isinstance(node, list):
        return [_strict(item) for item in cast(list[object], node)]
    if not isinstance(node, Mapping):
        return node
    given = cast(Mapping[str, object], node)
    kept: dict[str, object] = {}
    for key, value in given.items():
        if key in ("properties", "$defs"):
            inner = cast(Mapping[str, object], value)
            kept[key] = {name: _strict(one) for name, one in inner.items()}
        elif key not in UNSUPPORTED:
            kept[key] = _strict(value)
    if "properties" in kept:
        kept["additionalProperties"] = False
        kept["required"] = list(cast(Mapping[str, object], kept["properties"]))
    return kept


def clips_fault(count: int, answer: ClipPrompts) -> str:
    """Return what is wrong with the number or the lengths of clips; empty when nothing."""
    if len(answer.clips) != count:
        return f"clips: found {len(answer.clips)}, wanted exactly {count}"
    faults = ((n, clip_length_fault(clip)) for n, clip in enumerate(answer.clips, start=1))
    return "; ".join(f"clip {n} {fault}" for n, fault in faults if fault)


def clip_length_fault(clip: ClipPrompt) -> str:
    """Return what is wrong with a clip's length; empty when nothing."""
    words = count_words(clip.text)
    if FEWEST_CLIP_WORDS <= words <= MOST_CLIP_WORDS:
        return ""
    return f"has {words} words; wanted {FEWEST_CLIP_WORDS} to {MOST_CLIP_WORDS}"
