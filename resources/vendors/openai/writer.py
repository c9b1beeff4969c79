"""Words by any OpenAI-compatible endpoint: a question, and an answer that fits a schema."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from factory.money.price_book import PriceBook
from factory.script.model_answers import Answer, AnswerDetail, strict_schema
from factory.script.prompt_templates import Prompt
from resources.vendors.http_errors import figure, understood
from resources.vendors.openai.client import AtEndpoint, endpoint
from resources.vendors.openai.vendor import OPENAI
from resources.vendors.vendor_description import VendorDescription
from resources.vendors.written_answers import (
    Reply,
    Turn,
    answered,
    cut_off,
    price_usd,
    refused,
    tokens_of,
)

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

A = TypeVar("A", bound=Answer)


class OpenAiWriter(AtEndpoint):
    """See `factory.ports.Writer`: one call, and one more if the answer does not fit.

    Args:
        model: the vendor's name of the model; empty for the usual one.
        prices: what it costs.
        vendor: whose endpoint.
    """

    def __init__(self, model: str, prices: PriceBook, vendor: VendorDescription = OPENAI) -> None:
        usual = vendor.words.model if vendor.words else ""
        super().__init__(endpoint(vendor), "words", model or usual)
        self._prices = prices

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

        def ask(turns: Sequence[Turn]) -> Reply:
            return self._ask(prompt, answer, turns)

        return answered(ask, self.provider, self._prices, prompt, answer, fault, target)

    def _ask(self, prompt: Prompt, answer: type[Answer], turns: Sequence[Turn]) -> Reply:
        from openai import omit

        doing = f"ask for {prompt.name}"
        asked: list[Mapping[str, str]] = [
            {"role": "system", "content": prompt.system},
            *({"role": turn.role, "content": turn.text} for turn in turns),
        ]
        with self._endpoint.asking(doing), understood(doing):
            got = self._client.chat.completions.create(
                model=self.provider.model,
                messages=cast("list[ChatCompletionMessageParam]", asked),
                response_format={
                    "type": "json_schema",
                    "json_schema": {
                        "name": answer.schema_name,
                        "strict": True,
                        "schema": strict_schema(answer),
                    },
                },
                temperature=omit if prompt.temperature is None else prompt.temperature,
            )
            return self._reply(got, prompt, asked)

    def _reply(
        self, got: "ChatCompletion", prompt: Prompt, asked: Sequence[Mapping[str, str]]
    ) -> Reply:
        choice = got.choices[0] if got.choices else None
        read, cached, written = _counted(got, asked)
        if choice is None or choice.message.refusal or choice.finish_reason == "content_filter":
            why = choice.message.refusal if choice else ""
            raise refused(self.provider, prompt, why or "")
        if choice.finish_reason == "length":
            raise cut_off(self.provider, prompt, written)
        said = choice.message.content or ""
        if not isinstance(said, str):
            raise TypeError(f"content is {type(said).__name__}")
        return Reply(said, read - cached, cached, written)


def _counted(answer: "ChatCompletion", asked: Sequence[Mapping[str, str]]) -> tuple[int, int, int]:
    """Return tokens read, of these cached, and written; where nothing is counted, by the letters."""
    read = figure(answer.usage, "prompt_tokens")
    written = figure(answer.usage, "completion_tokens")
    details = getattr(answer.usage, "prompt_tokens_details", None)
    cached = min(figure(details, "cached_tokens") or 0, read or 0)
    if read is None:
        read = tokens_of(sum(len(message["content"]) for message in asked))
    if written is None:
        said = (choice.message.content or "" for choice in answer.choices or ())
        written = tokens_of(sum(map(len, said)))
    return read, cached, written
