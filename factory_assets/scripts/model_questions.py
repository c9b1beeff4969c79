"""Questions: what a language model is asked about one video, each answer paid for once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from factory.brief.brief import AcceptedBrief
from factory.channel.provider_settings import Question, Words
from factory.ports import Providers, Writer
from factory.records import Provider
from factory.script.model_answers import MOST_ANSWERS, Answer, AnswerDetail
from factory.script.prompt_templates import Prompt
from factory.units_of_work import Done, Unit
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, Work, as_fallback

A = TypeVar("A", bound=Answer)

QUESTIONS: Final[Mapping[str, Question]] = {
    "ideas": "ideas",
    "outline": "script",
    "section": "script",
    "report": "script",
    "rewrite": "script",
    "scene_prompts": "pictures",
    "clip_prompts": "pictures",
    "listing_words": "listing",
    "translation": "translation",
}
"""Which kind of question each prompt is."""


def nothing_more(_: Answer) -> str:
    """The model's own limits are all that is asked of an answer."""
    return ""


def as_many(field: str, count: int) -> Callable[[Answer], str]:
    """Return a check that a list of the answer has so many items."""

    def fault(answer: Answer) -> str:
        found = len(getattr(answer, field))
        return "" if found == count else f"{field}: found {found}, wanted exactly {count}"

    return fault


def writers_of(words: Words, providers: Providers, question: Question) -> list[Writer]:
    """Return whom a channel names to answer a question, the first choice first; none: nobody does."""
    if words.provider == "brief":
        return []
    chosen = words.to_ask(question).in_order
    return [providers.writer(choice.provider, choice.model) for choice in chosen]


class Questions:
    """Asks the first writer, or the second while that one is left alone, question by question.

    Args:
        accepted: the brief that is asked about.
        writers: return who answers a kind of question: the first choice, then the second if there is one.
        fallbacks: decides who answers.
        stage: on whose behalf.
    """

    def __init__(
        self,
        accepted: AcceptedBrief,
        writers: Callable[[Question], Sequence[Writer]],
        fallbacks: FallbackProviders,
        stage: str,
    ) -> None:
        self.accepted = accepted
        self.versions: dict[str, str] = {}
        """Every prompt that was used, and its version."""
        self._writers = writers
        self._fallbacks = fallbacks
        self._stage = stage
        self._answered: list[Provider] = []

    @property
    def answered_by(self) -> tuple[Provider, ...]:
        """Who has answered so far, each once; before the first answer, the first choice."""
        return tuple(dict.fromkeys(self._answered)) or (self._writers("script")[0].provider,)

    @property
    def style(self) -> str:
        """How the channel tells."""
        return self.accepted.channel.words.style

    def begin(self, count: int) -> None:
        """So many questions follow."""
        self._fallbacks.progress.begin(self._stage, count, "answer")

    def end(self, note: str) -> None:
        """All are answered."""
        self._fallbacks.progress.end(self._stage, note)

    def ask(
        self,
        answer: type[A],
        prompt: Prompt,
        label: str,
        words: int,
        fault: Callable[[A], str] = nothing_more,
    ) -> A:
        """Ask once; the answer to the same question by the same model is kept for ever.

        Args:
            answer: what it must fit.
            prompt: the question.
            label: for people: `section 3 of 8`.
            words: about how many are expected.
            fault: returns what else is wrong with an answer; empty when nothing.
        """
        self.versions[prompt.name] = prompt.version
        question = QUESTIONS[prompt.name]
        warm = self.accepted.channel.words.to_ask(question).temperature
        put = prompt.model_copy(update={"temperature": warm})
        unit, done = asked_once(
            Asked(self.accepted.video_id, self._stage, label, answer, put, words, fault),
            self._writers(question),
            self._fallbacks,
        )
        self._answered.append(unit.provider)
        self._fallbacks.progress.advance(self._stage, reused=done.reused)
        return answer.from_json(done.path.read_bytes())


@dataclass(frozen=True, slots=True)
class Asked(Generic[A]):
    """One question, and on whose behalf it is asked."""

    video_id: str
    stage: str
    label: str
    """For people: `section 3 of 8`."""
    answer: type[A]
    """What the answer must fit."""
    prompt: Prompt
    words: int
    """About how many are expected."""
    fault: Callable[[A], str] = nothing_more
    """Returns what else is wrong with an answer; empty when nothing."""
    channel: str = ""
    """Who pays for what is asked for no video."""

    def of(self, writer: Writer) -> Work:
        """Return it as a unit of work of one writer."""
        provider = writer.provider
        unit = Unit(
            video_id=self.video_id,
            channel=self.channel,
            stage=self.stage,
            kind="words",
            label=self.label,
            recipe={
                "prompt": self.prompt.model_dump(exclude_none=True),
                "answer": self.answer.schema_name,
                "provider": provider.name,
                "model": provider.model,
                "version": provider.version,
            },
            suffix=".json",
            provider=provider,
            estimate_usd=MOST_ANSWERS * writer.price_usd(self.prompt, self.words),
        )

        def do(target: Path) -> AnswerDetail:
            return writer.answer(self.prompt, self.answer, self.fault, self.words, target)

        return unit, do


def asked_once(
    question: Asked[A], writers: Sequence[Writer], fallbacks: FallbackProviders
) -> tuple[Unit, Done]:
    """Ask the first writer, or the second while that one is left alone; return who answered, and what."""
    first, *others = (question.of(writer) for writer in writers)
    sides = [first, *(as_fallback(work, writers[0].provider) for work in others)]
    group = UnitGroup(question.label, tuple((side,) for side in sides))
    (((unit, done),),) = fallbacks.perform_all([group])
    return unit, done
