"""Questions: what a language model is asked about one video, each answer paid for once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from factory.brief.brief import AcceptedBrief
from factory.ports import Providers, Writer
from factory.records import Provider
from factory.script.model_answers import Answer, AnswerDetail
from factory.script.prompt_templates import Prompt
from factory.work import Unit
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, Work, as_fallback

A = TypeVar("A", bound=Answer)

CALLS = 2
"""So many may be paid for one answer: one that does not fit is asked for once more."""


def nothing_more(_: Answer) -> str:
    """The model's own limits are all that is asked of an answer."""
    return ""


def as_many(field: str, count: int) -> Callable[[Answer], str]:
    """Return a check that a list of the answer has so many items."""

    def fault(answer: Answer) -> str:
        found = len(getattr(answer, field))
        return "" if found == count else f"{field}: found {found}, wanted exactly {count}"

    return fault


def writers_of(accepted: AcceptedBrief, providers: Providers) -> list[Writer]:
    """Return whom the channel names to find words, the first choice first; none: nobody does."""
    words = accepted.channel.words
    if words.provider == "brief":
        return []
    return [providers.writer(choice.provider, choice.model) for choice in words.in_order]


class Questions:
    """Asks the first writer, or the second while that one is left alone, question by question.

    Args:
        accepted: the brief that is asked about.
        writers: the first choice, then the second if there is one.
        fallbacks: decides who answers.
        stage: on whose behalf.
    """

    def __init__(
        self,
        accepted: AcceptedBrief,
        writers: Sequence[Writer],
        fallbacks: FallbackProviders,
        stage: str,
    ) -> None:
        self.accepted = accepted
        self.versions: dict[str, str] = {}
        """Every prompt that was used, and its version."""
        self._writers = tuple(writers)
        self._fallbacks = fallbacks
        self._stage = stage
        self._answered: list[Provider] = []

    @property
    def answered_by(self) -> tuple[Provider, ...]:
        """Who has answered so far, each once; before the first answer, the first choice."""
        return tuple(dict.fromkeys(self._answered)) or (self._writers[0].provider,)

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
        first, *others = (
            self._question(writer, answer, prompt, label, words, fault) for writer in self._writers
        )
        maker = self._writers[0].provider
        sides = [first, *(as_fallback(work, maker) for work in others)]
        piece = UnitGroup(label, tuple((side,) for side in sides))
        (((unit, done),),) = self._fallbacks.perform_all([piece])
        self._answered.append(unit.provider)
        self._fallbacks.progress.advance(self._stage, reused=done.reused)
        return answer.from_json(done.path.read_bytes())

    def _question(
        self,
        writer: Writer,
        answer: type[A],
        prompt: Prompt,
        label: str,
        words: int,
        fault: Callable[[A], str],
    ) -> Work:
        provider = writer.provider
        unit = Unit(
            video_id=self.accepted.video_id,
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
            estimate_usd=CALLS * writer.price_usd(prompt, words),
        )

        def do(target: Path) -> AnswerDetail:
            return writer.answer(prompt, answer, fault, words, target)

        return unit, do
