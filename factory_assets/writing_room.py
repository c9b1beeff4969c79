"""The writing room: every question to a language model about one video as a unit of work."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from factory.brief import AcceptedBrief
from factory.channel import Words
from factory.errors import PermanentError
from factory.formats import Format
from factory.languages import count_words
from factory.ports import Journal, Progress, Studio, Writer
from factory.script import Scene, Script
from factory.translation import length_fault, texts_of
from factory.work import Detail, Unit
from factory.writing.answers import (
    FEWEST_CLIP_WORDS,
    MOST_CLIP_WORDS,
    Answer,
    ClipPrompts,
    ListingWords,
    Outline,
    OutlineSection,
    Report,
    ScenePrompts,
    Section,
    Translation,
    clips_fault,
)
from factory.writing.manuscript import Manuscript
from factory.writing.plan import WritingPlan, off_length
from factory.writing.prompt import Prompt, fill
from factory.writing.quality import problems_of

OUTLINE_WORDS = 60
"""Of one section's heading and summary."""
REPORT_WORDS = 300
PROMPT_WORDS = 40
SCENES_AT_ONCE = 12
"""More, and a model begins to lose count."""
CLIP_WORDS = 150
"""In the middle of what a clip's prompt may have."""
LISTING_WORDS = 120
LISTING_SCRIPT_CHARS = 12_000
"""The opening of a long script says what it is about."""

A = TypeVar("A", bound=Answer)


def nothing_more(_: Answer) -> str:
    """The model's own limits are all that is asked of an answer."""
    return ""


class WritingRoom:
    """Asks one writer; the same question is asked, and paid for, once."""

    def __init__(
        self,
        accepted: AcceptedBrief,
        profile: Format,
        writer: Writer,
        journal: Journal,
        progress: Progress,
        stage: str,
    ) -> None:
        self._accepted = accepted
        self._profile = profile
        self._writer = writer
        self._journal = journal
        self._progress = progress
        self._stage = stage
        self._versions: dict[str, str] = {}

    def manuscript(self, plan: WritingPlan) -> Manuscript:
        """Write a whole narration: outline, sections with memory, a last reading, one rewrite.

        Raises:
            PermanentError: the model refused, or gave no usable answer twice.
        """
        self._progress.begin(self._stage, plan.sections + 2, "answer")
        outline = self._outline(plan)
        sections = self._sections(outline, plan)
        report = self._report(outline, sections)
        rewritten = self._mended(outline, sections, report, plan)
        script = [section.paragraphs for section in sections]
        manuscript = Manuscript(
            video_id=self._accepted.video_id,
            outline=outline,
            sections=tuple(script),
            wanted_words=plan.words,
            rewritten=tuple(sorted(rewritten)),
            problems=tuple(self._left(script)),
            facts_to_verify=report.facts_to_verify,
            promise_kept=report.promise_kept,
            prompts=dict(sorted(self._versions.items())),
            provider=self._writer.provider,
        )
        self._progress.end(
            self._stage, f"{manuscript.word_count} words in {plan.sections} sections"
        )
        return manuscript

    def takes(self, count: int, seconds: float) -> Manuscript:
        """Describe clips that follow each other, for a format in which nobody speaks."""
        brief = self._accepted.brief
        self._progress.begin(self._stage, 1, "answer")
        prompt = fill(
            "clip_prompts",
            topic=brief.topic,
            title=brief.own_title,
            notes=brief.notes,
            style=self._words.style,
            clips=count,
            seconds=f"{seconds:g}",
            words=CLIP_WORDS,
            fewest=FEWEST_CLIP_WORDS,
            most=MOST_CLIP_WORDS,
        )
        answer = self._ask(
            ClipPrompts, prompt, "clips", CLIP_WORDS * count, partial(clips_fault, count)
        )
        self._progress.end(self._stage, f"{count} clips described")
        headings = [f"Clip {number}" for number in range(1, count + 1)]
        return Manuscript(
            video_id=self._accepted.video_id,
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
            prompts=dict(self._versions),
            provider=self._writer.provider,
        )

    def picture_prompts(self, title: str, scenes: Sequence[Scene], look: str) -> list[str]:
        """Describe every scene's picture, a dozen scenes at a time."""
        picture = self._profile.picture
        shape = "upright" if picture.height > picture.width else "wide"
        prompts: list[str] = []
        self._progress.begin(self._stage, -(-len(scenes) // SCENES_AT_ONCE), "answer")
        for first in range(0, len(scenes), SCENES_AT_ONCE):
            group = scenes[first : first + SCENES_AT_ONCE]
            answer = self._ask(
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
                _as_many("prompts", len(group)),
            )
            prompts += answer.prompts
        self._progress.end(self._stage, f"{len(prompts)} pictures described")
        return prompts

    def translation(self, original: Script) -> list[str]:
        """Translate title, chapters and scenes of a script, a dozen texts at a time."""
        texts = texts_of(original)
        groups = [texts[n : n + SCENES_AT_ONCE] for n in range(0, len(texts), SCENES_AT_ONCE)]
        language = self._accepted.brief.language
        self._progress.begin(self._stage, len(groups), "answer")
        translated: list[str] = []
        for number, group in enumerate(groups, start=1):
            prompt = fill(
                "translation",
                scenes=[{"text": text, "words": count_words(text)} for text in group],
                source=original.language,
                language=language,
            )
            words = sum(map(count_words, group))
            label = f"part {number} of {len(groups)} in {language}"
            answer = self._ask(Translation, prompt, label, words, partial(length_fault, group))
            translated += answer.texts
        self._progress.end(self._stage, f"{len(original.scenes)} scenes in {language}")
        return translated

    def listing(self, title: str, script: str) -> ListingWords:
        """Write how the video is announced."""
        prompt = fill(
            "listing_words",
            title=title,
            style=self._words.style,
            script=script[:LISTING_SCRIPT_CHARS],
            language=self._accepted.brief.language,
            words=LISTING_WORDS,
        )
        self._progress.begin(self._stage, 1, "answer")
        words = self._ask(ListingWords, prompt, "listing", 2 * LISTING_WORDS)
        self._progress.end(self._stage, "the video is announced")
        return words

    @property
    def _words(self) -> Words:
        return self._accepted.channel.words

    def _outline(self, plan: WritingPlan) -> Outline:
        brief = self._accepted.brief
        prompt = fill(
            "outline",
            topic=brief.topic,
            title=brief.own_title,
            notes=brief.notes,
            style=self._words.style,
            format=self._profile.description,
            language=brief.language,
            sections=plan.sections,
            total=plan.words,
            calm=self._profile.calm,
        )
        count = _as_many("sections", plan.sections)
        outline = self._ask(Outline, prompt, "outline", OUTLINE_WORDS * plan.sections, count)
        if brief.own_title:
            return outline.model_copy(update={"title": brief.own_title})
        return outline

    def _sections(self, outline: Outline, plan: WritingPlan) -> list[Section]:
        """Write one after the other, each knowing what was told before it."""
        written: list[Section] = []
        for number, planned in enumerate(outline.sections, start=1):
            prompt = fill(
                "section",
                **self._common(outline),
                topic=self._accepted.brief.topic,
                promise=outline.promise,
                notes=self._accepted.brief.notes,
                memory=written[-1].memory if written else "",
                section=planned,
                number=number,
                count=plan.sections,
                words=plan.words_each,
                paragraphs=plan.paragraphs_each,
                calm=self._profile.calm,
            )
            label = f"section {number} of {plan.sections}"
            written.append(self._ask(Section, prompt, label, plan.words_each + 120))
        return written

    def _report(self, outline: Outline, sections: Sequence[Section]) -> Report:
        prompt = fill(
            "report",
            title=outline.title,
            promise=outline.promise,
            script=[section.paragraphs for section in sections],
        )
        return self._ask(Report, prompt, "last reading", REPORT_WORDS)

    def _mended(
        self, outline: Outline, sections: list[Section], report: Report, plan: WritingPlan
    ) -> set[int]:
        """Write again, once, what the last reading or our own found wrong, or what is off length."""
        script = [section.paragraphs for section in sections]
        problems = problems_of(script, self._accepted.brief.language, self._forbidden)
        for told in report.sections:
            if told.section <= len(problems):
                problems[told.section - 1] += told.problems
        rewritten: set[int] = set()
        for number, wrong in enumerate(problems, start=1):
            if wrong:
                self._rewrite(number, wrong, outline, sections, plan)
                rewritten.add(number)
        while off := off_length([section.paragraphs for section in sections], plan):
            number = next((n + 1 for n in off if n + 1 not in rewritten), None)
            if number is None:
                break
            has = _words_of(sections[number - 1].paragraphs)
            wrong = [f"it has {has} words; wanted about {plan.words_each}"]
            self._rewrite(number, wrong, outline, sections, plan)
            rewritten.add(number)
        return rewritten

    def _rewrite(
        self,
        number: int,
        problems: Sequence[str],
        outline: Outline,
        sections: list[Section],
        plan: WritingPlan,
    ) -> None:
        prompt = fill(
            "rewrite",
            **self._common(outline),
            text=sections[number - 1].paragraphs,
            problems=list(problems),
            memory=sections[number - 2].memory if number > 1 else "",
            words=plan.words_each,
            paragraphs=plan.paragraphs_each,
        )
        label = f"section {number} rewritten"
        sections[number - 1] = self._ask(Section, prompt, label, plan.words_each + 120)

    def _common(self, outline: Outline) -> dict[str, object]:
        return {
            "title": outline.title,
            "style": self._words.style,
            "forbidden": list(self._forbidden),
            "language": self._accepted.brief.language,
        }

    @property
    def _forbidden(self) -> tuple[str, ...]:
        return self._accepted.channel.forbidden_words

    def _left(self, script: Sequence[Sequence[str]]) -> list[str]:
        """Return what a person must mend, section by section."""
        left = problems_of(script, self._accepted.brief.language, self._forbidden)
        return [f"section {n} {problem}" for n, wrong in enumerate(left, 1) for problem in wrong]

    def _ask(
        self,
        answer: type[A],
        prompt: Prompt,
        label: str,
        words: int,
        fault: Callable[[A], str] = nothing_more,
    ) -> A:
        """Ask once; the answer to the same question by the same model is kept for ever."""
        self._versions[prompt.name] = prompt.version
        provider = self._writer.provider
        unit = Unit(
            video_id=self._accepted.video_id,
            stage=self._stage,
            kind="words",
            label=label,
            recipe={
                "prompt": prompt.model_dump(),
                "answer": answer.schema_name,
                "provider": provider.name,
                "model": provider.model,
                "version": provider.version,
            },
            suffix=".json",
            provider=provider,
            estimate_usd=self._writer.price_usd(prompt, words),
        )

        def do(target: Path) -> Detail:
            return self._writer.answer(prompt, answer, fault, words, target)

        done = self._journal.perform(unit, do)
        self._progress.advance(self._stage, reused=done.reused)
        return answer.from_json(done.path.read_bytes())


def writer_of(accepted: AcceptedBrief, studio: Studio) -> Writer | None:
    """Return whom the channel names to find words, or None where every brief brings its own."""
    words = accepted.channel.words
    return None if words.provider == "brief" else studio.writer(words.provider, words.model)


def _as_many(field: str, count: int) -> Callable[[Answer], str]:
    """Return a check that a list of the answer has so many items."""

    def fault(answer: Answer) -> str:
        found = len(getattr(answer, field))
        return "" if found == count else f"{field}: found {found}, wanted exactly {count}"

    return fault


def _words_of(paragraphs: Sequence[str]) -> int:
    return sum(map(count_words, paragraphs))


def too_far_off(manuscript: Manuscript, profile: Format) -> None:
    """Raise PermanentError if the words do not fit the format at all."""
    low, high = profile.words.min, profile.words.max
    if not low <= manuscript.word_count <= high:
        raise PermanentError(
            f"{manuscript.video_id}: the model wrote {manuscript.word_count} words where "
            f"{manuscript.wanted_words} were asked for; a {profile.name} takes {low} to {high}. "
            "Name another model in the channel file, or write the words yourself"
        )
