"""The script writer: everything a language model writes about one video, by what it is for."""

from collections.abc import Sequence
from functools import partial

from factory.errors import PermanentError
from factory.records import Provider
from factory.script.length_plan import WritingPlan
from factory.script.manuscript import Manuscript
from factory.script.model_answers import (
    FEWEST_CLIP_WORDS,
    MOST_CLIP_WORDS,
    ClipPrompts,
    ListingWords,
    Outline,
    OutlineSection,
    ScenePrompts,
    Translation,
    clips_fault,
)
from factory.script.prompt_templates import fill
from factory.script.script import Scene, Script
from factory.script.translation import length_fault, share_of, texts_of
from factory.text.languages import count_words
from factory.video_formats.formats import Format
from factory_assets.scripts.author import Author
from factory_assets.scripts.model_questions import Questions, as_many

PROMPT_WORDS = 40
SCENES_AT_ONCE = 12
"""More, and a model begins to lose count."""
CLIP_WORDS = 150
"""In the middle of what a clip's prompt may have."""
LISTING_WORDS = 120
LISTING_SCRIPT_CHARS = 12_000
"""The opening of a long script says what it is about."""


class ScriptWriter:
    """Writes by asking; the same question is asked, and paid for, once."""

    def __init__(self, questions: Questions, profile: Format) -> None:
        self._questions = questions
        self._profile = profile

    @property
    def answered_by(self) -> tuple[Provider, ...]:
        """Who has written so far, each once."""
        return self._questions.answered_by

    def manuscript(self, plan: WritingPlan) -> Manuscript:
        """Write a whole narration; see `Author.write`."""
        return Author(self._questions, self._profile).write(plan)

    def takes(self, count: int, seconds: float) -> Manuscript:
        """Describe clips that follow each other, for a format in which nobody speaks."""
        brief = self._questions.accepted.brief
        self._questions.begin(1)
        prompt = fill(
            "clip_prompts",
            topic=brief.topic,
            title=brief.own_title,
            background=brief.background,
            style=self._questions.style,
            clips=count,
            seconds=f"{seconds:g}",
            words=CLIP_WORDS,
            fewest=FEWEST_CLIP_WORDS,
            most=MOST_CLIP_WORDS,
        )
        answer = self._questions.ask(
            ClipPrompts, prompt, "clips", CLIP_WORDS * count, partial(clips_fault, count)
        )
        self._questions.end(f"{count} clips described")
        headings = [f"Clip {number}" for number in range(1, count + 1)]
        return Manuscript(
            video_id=self._questions.accepted.video_id,
            outline=Outline(
                title=brief.own_title or answer.title,
                promise=answer.title,
                sections=tuple(OutlineSection(heading=h, summary=h) for h in headings),
            ),
            sections=tuple((clip.text,) for clip in answer.clips),
            wanted_words=CLIP_WORDS * count,
            rewritten=(),
            problems=(),
            facts_to_verify=(),
            promise_kept=True,
            prompts=dict(self._questions.versions),
            provider=self._questions.answered_by[0],
        )

    def picture_prompts(self, title: str, scenes: Sequence[Scene], look: str) -> list[str]:
        """Describe every scene's picture, a dozen scenes at a time."""
        picture = self._profile.picture
        shape = "upright" if picture.height > picture.width else "wide"
        prompts: list[str] = []
        self._questions.begin(-(-len(scenes) // SCENES_AT_ONCE))
        for first in range(0, len(scenes), SCENES_AT_ONCE):
            group = scenes[first : first + SCENES_AT_ONCE]
            answer = self._questions.ask(
                ScenePrompts,
                fill(
                    "scene_prompts",
                    title=title,
                    look=look,
                    shape=shape,
                    scenes=[scene.text for scene in group],
                ),
                f"pictures of {group[0].scene_id} to {group[-1].scene_id}",
                PROMPT_WORDS * len(group),
                as_many("prompts", len(group)),
            )
            prompts += answer.prompts
        self._questions.end(f"{len(prompts)} pictures described")
        return prompts

    def translation(self, original: Script) -> list[str]:
        """Translate title, chapters and scenes of a script, a dozen texts at a time."""
        texts = texts_of(original)
        groups = [texts[n : n + SCENES_AT_ONCE] for n in range(0, len(texts), SCENES_AT_ONCE)]
        language = self._questions.accepted.brief.language
        self._questions.begin(len(groups))
        translated: list[str] = []
        for number, group in enumerate(groups, start=1):
            begin = len(translated)
            share = share_of(self._profile, original, begin, begin + len(group))
            prompt = fill(
                "translation",
                scenes=[{"text": text, "words": count_words(text)} for text in group],
                source=original.language,
                language=language,
            )
            words = sum(map(count_words, group))
            label = f"part {number} of {len(groups)} in {language}"
            answer = self._questions.ask(
                Translation, prompt, label, words, partial(length_fault, group, share=share)
            )
            translated += answer.texts
        self._questions.end(f"{len(original.scenes)} scenes in {language}")
        return translated

    def listing(self, title: str, script: str) -> ListingWords:
        """Write how the video is announced."""
        prompt = fill(
            "listing_words",
            title=title,
            style=self._questions.style,
            script=script[:LISTING_SCRIPT_CHARS],
            language=self._questions.accepted.brief.language,
            words=LISTING_WORDS,
        )
        self._questions.begin(1)
        words = self._questions.ask(ListingWords, prompt, "listing", 2 * LISTING_WORDS)
        self._questions.end("the video is announced")
        return words


def too_far_off(manuscript: Manuscript, profile: Format) -> None:
    """Raise PermanentError if the words do not fit the format at all."""
    low, high = profile.words.min, profile.words.max
    if not low <= manuscript.word_count <= high:
        raise PermanentError(
            f"{manuscript.video_id}: the model wrote {manuscript.word_count} words where "
            f"{manuscript.wanted_words} were asked for; a {profile.name} takes {low} to {high}. "
            "Name another model in the channel file, or write the words yourself"
        )
