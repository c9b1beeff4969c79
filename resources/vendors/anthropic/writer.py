"""Words by Claude: Anthropic's Messages API, and an answer that fits a schema."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from factory.money.price_book import PriceBook
from factory.records import Provider
from factory.script.model_answers import Answer, AnswerDetail, strict_schema
from factory.script.prompt_templates import Prompt
from resources.machine.credentials import (
    address_of,
    hidden,
    is_emulated,
    licence_of,
    missing_key,
    version_of,
)
from resources.vendors.anthropic.client import anthropic_client, asking
from resources.vendors.anthropic.vendor import ANTHROPIC, WORDS_MODEL
from resources.vendors.http_errors import figure, understood
from resources.vendors.written_answers import (
    Reply,
    Turn,
    answered,
    cut_off,
    price_usd,
    refused,
    tokens_of,
    tokens_written,
)

if TYPE_CHECKING:
    from anthropic import Anthropic
    from anthropic.types import Message, MessageParam

ROOM = 4
"""An answer may be so many times as long as expected, what the model thinks before it included."""
MOST_TOKENS = 32_000
"""Every model that is priced may write as many."""
CUT = frozenset({"max_tokens", "model_context_window_exceeded"})

A = TypeVar("A", bound=Answer)


class AnthropicWriter:
    """See `factory.ports.Writer`: one call, and one more if the answer does not fit.

    Args:
        model: Anthropic's name of it; empty for the usual one.
        prices: what it costs.
    """

    def __init__(self, model: str, prices: PriceBook) -> None:
        address = address_of(ANTHROPIC)
        self.provider = Provider(
            role="words",
            name=ANTHROPIC.name,
            model=model or WORDS_MODEL,
            version=version_of(address, ANTHROPIC.usual_address),
            licence=licence_of(address, ANTHROPIC.licence),
            remote=True,
        )
        self._prices = prices

    @cached_property
    def _client(self) -> "Anthropic":
        return anthropic_client()

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        return missing_key(ANTHROPIC)

    def healthcheck(self) -> str:
        """Return what Anthropic says of the model; costs nothing.

        Raises:
            FactoryError: there is no such model, or it cannot be asked.
        """
        model = self.provider.model
        doing = f"ask for model {model!r}"
        with asking(doing), understood(doing):
            found = self._client.models.retrieve(model)
            ends = f", retired on {found.retires_at:%Y-%m-%d}" if found.retires_at else ""
        address = address_of(ANTHROPIC)
        return f"{model} at {'emulated' if is_emulated(address) else hidden(address)}{ends}"

    def price_usd(self, prompt: Prompt, words: int) -> Decimal:
        """See `factory.ports.Writer.price_usd`."""
        return price_usd(self._prices, self.provider, prompt, words)

    def answer(
        self,
        prompt: Prompt,
        answer: type[A],
        fault: Callable[[A], str],
        words: int,
        target: Path,
    ) -> AnswerDetail:
        """See `factory.ports.Writer.answer`."""
        most = min(MOST_TOKENS, ROOM * tokens_written(words))

        def ask(turns: Sequence[Turn]) -> Reply:
            return self._ask(prompt, answer, turns, most)

        return answered(ask, self.provider, self._prices, prompt, answer, fault, target)

    def _ask(self, prompt: Prompt, answer: type[Answer], turns: Sequence[Turn], most: int) -> Reply:
        doing = f"ask for {prompt.name}"
        messages = [{"role": turn.role, "content": turn.text} for turn in turns]
        with asking(doing), understood(doing):
            got = self._client.messages.create(
                model=self.provider.model,
                max_tokens=most,
                system=prompt.system,
                messages=cast("list[MessageParam]", messages),
                output_config={"format": {"type": "json_schema", "schema": strict_schema(answer)}},
            )
            return self._reply(got, prompt, turns)

    def _reply(self, got: "Message", prompt: Prompt, turns: Sequence[Turn]) -> Reply:
        said = "".join(block.text for block in got.content if block.type == "text")
        read, written = figure(got.usage, "input_tokens"), figure(got.usage, "output_tokens")
        if read is None:
            read = tokens_of(len(prompt.system) + sum(len(turn.text) for turn in turns))
        if written is None:
            written = tokens_of(len(said))
        if got.stop_reason == "refusal":
            raise refused(self.provider, prompt, said)
        if got.stop_reason in CUT:
            raise cut_off(self.provider, prompt, written)
        return Reply(said, read, figure(got.usage, "cache_read_input_tokens") or 0, written)
