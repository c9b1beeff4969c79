"""Author: a whole narration by a language model: outline, sections with memory, a last reading, one rewrite."""

from collections.abc import Sequence

from factory.script.length_plan import WritingPlan, off_length
from factory.script.manuscript import Manuscript
from factory.script.model_answers import Outline, Report, Section
from factory.script.prompt_templates import fill
from factory.script.prose_checks import problems_of
from factory.text.languages import count_words
from factory.video_formats.formats import Format
from factory_assets.scripts.model_questions import Questions, as_many

OUTLINE_WORDS = 60
"""Of one section's heading and summary."""
REPORT_WORDS = 300


class Author:
    """Writes one video's narration; the same question is asked, and paid for, once."""

    def __init__(self, questions: Questions, profile: Format) -> None:
        self._questions = questions
        self._profile = profile

    def write(self, plan: WritingPlan) -> Manuscript:
        """Write a whole narration: outline, sections with memory, a last reading, one rewrite.

        Raises:
            PermanentError: the model refused, or gave no usable answer twice.
        """
        self._questions.begin(plan.sections + 2)
        outline = self._outline(plan)
        sections = self._sections(outline, plan)
        report = self._report(outline, sections)
        rewritten = self._rewritten(outline, sections, report, plan)
        script = [section.paragraphs for section in sections]
        manuscript = Manuscript(
            video_id=self._questions.accepted.video_id,
            outline=outline,
            sections=tuple(script),
            wanted_words=plan.words,
            rewritten=tuple(sorted(rewritten)),
            problems=tuple(self._left(script)),
            facts_to_verify=report.facts_to_verify,
            promise_kept=report.promise_kept,
            prompts=dict(sorted(self._questions.versions.items())),
            provider=self._questions.answered_by[0],
        )
        self._questions.end(f"{manuscript.word_count} words in {plan.sections} sections")
        return manuscript

    def _outline(self, plan: WritingPlan) -> Outline:
        brief = self._questions.accepted.brief
        prompt = fill(
            "outline",
            topic=brief.topic,
            title=brief.own_title,
            background=brief.background,
            style=self._questions.style,
            format=self._profile.description,
            language=brief.language,
            sections=plan.sections,
            total=plan.words,
            calm=self._profile.calm,
        )
        count = as_many("sections", plan.sections)
        outline = self._questions.ask(
            Outline, prompt, "outline", OUTLINE_WORDS * plan.sections, count
        )
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
                topic=self._questions.accepted.brief.topic,
                promise=outline.promise,
                background=self._questions.accepted.brief.background,
                memory=written[-1].memory if written else "",
                section=planned,
                number=number,
                count=plan.sections,
                words=plan.words_each,
                paragraphs=plan.paragraphs_each,
                calm=self._profile.calm,
            )
            label = f"section {number} of {plan.sections}"
            written.append(self._questions.ask(Section, prompt, label, plan.words_each + 120))
        return written

    def _report(self, outline: Outline, sections: Sequence[Section]) -> Report:
        prompt = fill(
            "report",
            title=outline.title,
            promise=outline.promise,
            script=[section.paragraphs for section in sections],
        )
        return self._questions.ask(Report, prompt, "last reading", REPORT_WORDS)

    def _rewritten(
        self, outline: Outline, sections: list[Section], report: Report, plan: WritingPlan
    ) -> set[int]:
        """Write again, once, what the last reading or our own found wrong, or what is off length."""
        script = [section.paragraphs for section in sections]
        problems = problems_of(script, self._questions.accepted.brief.language, self._forbidden)
        for found in report.sections:
            if found.section <= len(problems):
                problems[found.section - 1] += found.problems
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
        sections[number - 1] = self._questions.ask(Section, prompt, label, plan.words_each + 120)

    def _common(self, outline: Outline) -> dict[str, object]:
        return {
            "title": outline.title,
            "style": self._questions.style,
            "forbidden": list(self._forbidden),
            "language": self._questions.accepted.brief.language,
        }

    @property
    def _forbidden(self) -> tuple[str, ...]:
        return self._questions.accepted.channel.forbidden_words

    def _left(self, script: Sequence[Sequence[str]]) -> list[str]:
        """Return what a person must mend, section by section."""
        left = problems_of(script, self._questions.accepted.brief.language, self._forbidden)
        return [f"section {n} {problem}" for n, wrong in enumerate(left, 1) for problem in wrong]


def _words_of(paragraphs: Sequence[str]) -> int:
    return sum(map(count_words, paragraphs))
