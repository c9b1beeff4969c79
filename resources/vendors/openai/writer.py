"""Words by any OpenAI-compatible endpoint: a question, and an answer that fits a schema."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from factory.errors import PermanentError
from factory.money.price_book import Amounts, PriceBook
from factory.money.usage import CHARACTERS_PER_TOKEN
from factory.script.model_answers import Answer, AnswerDetail, strict_schema
from factory.script.prompt_templates import Prompt
from resources.vendors.description import VendorDescription
from resources.vendors.http_errors import after_payment, figure, understood
from resources.vendors.openai.client import AtEndpoint, endpoint
from resources.vendors.openai.vendor import OPENAI

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

TOKENS_PER_WORD = 1.6
"""English needs 1.3, most other languages up to 2; JSON around it adds some."""
SPARE_TOKENS = 1_000
"""For keys, quotes and a model that thinks before it answers."""
MOST_SAID = 600

A = TypeVar("A", bound=Answer)


@dataclass
class _Used:
    """Tokens of every call for one answer."""

    read: int = 0
    cached: int = 0
    written: int = 0
    calls: int = field(default=0)

    def add(self, answer: "ChatCompletion", asked: Sequence[Mapping[str, object]]) -> None:
        """Add what the endpoint counted; where it counts nothing, what the letters come to."""
        self.calls += 1
        read = figure(answer.usage, "prompt_tokens")
        written = figure(answer.usage, "completion_tokens")
        details = getattr(answer.usage, "prompt_tokens_details", None)
        cached = min(figure(details, "cached_tokens") or 0, read or 0)
        if read is None:
            read = _tokens(sum(len(str(message["content"])) for message in asked))
        if written is None:
            said = (choice.message.content or "" for choice in answer.choices or ())
            written = _tokens(sum(map(len, said)))
        self.read += read - cached
        self.cached += cached
        self.written += written

    def accounts(self) -> tuple[Amounts, ...]:
        return (
            {
                "input_token": self.read,
                "cached_token": self.cached,
                "output_token": self.written,
            },
            {"input_token": self.read + self.cached, "output_token": self.written},
        )


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
        read = _tokens(prompt.characters)
        written = ceil(words * TOKENS_PER_WORD) + SPARE_TOKENS
        about = self.provider
        return self._prices.usd(
            about.name, about.model, {"input_token": read, "output_token": written}
        )

    def answer(
        self,
        prompt: Prompt,
        answer: type[A],
        fault: Callable[[A], str],
        words: int,
        target: Path,
    ) -> AnswerDetail:
        """See `factory.ports.Writer.answer`."""
        asked: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        used = _Used()
        said = self._ask(prompt, answer, asked, used)
        given, wrong = _read(said, answer, fault)
        if given is None:
            repair = (
                f"That answer cannot be used: {wrong}\nAnswer again, as JSON of the wanted schema."
            )
            asked.append({"role": "assistant", "content": said})
            asked.append({"role": "user", "content": repair})
            with after_payment():
                given, wrong = _read(self._ask(prompt, answer, asked, used), answer, fault)
        if given is None:
            raise PermanentError(
                f"{self.provider.name} {self.provider.model} answered the prompt {prompt.name} twice "
                f"with something that cannot be used: {wrong}; name another model in the channel "
                "file, or write the words yourself",
                charged=True,
            )
        target.write_bytes(given.to_json())
        return AnswerDetail(
            calls=used.calls,
            input_tokens=used.read + used.cached,
            output_tokens=used.written,
            cost_usd=self._cost(used),
        )

    def _ask(
        self,
        prompt: Prompt,
        answer: type[Answer],
        asked: list["ChatCompletionMessageParam"],
        used: _Used,
    ) -> str:
        doing = f"ask for {prompt.name}"
        with self._endpoint.asking(doing), understood(doing):
            got = self._client.chat.completions.create(
                model=self.provider.model,
                messages=asked,
                response_format={
                    "type": "json_schema",
                    "json_schema": {
                        "name": answer.schema_name,
                        "strict": True,
                        "schema": strict_schema(answer),
                    },
                },
            )
            used.add(got, asked)
            return self._said(got, prompt, used)

    def _said(self, got: "ChatCompletion", prompt: Prompt, used: _Used) -> str:
        choice = got.choices[0] if got.choices else None
        if choice is None or choice.message.refusal or choice.finish_reason == "content_filter":
            why = choice.message.refusal if choice and choice.message.refusal else "no reason given"
            raise PermanentError(
                f"{self.provider.name} refused the prompt {prompt.name}: {why[:MOST_SAID]}; change "
                "the topic or the notes of the brief",
                charged=True,
            )
        if choice.finish_reason == "length":
            raise PermanentError(
                f"the answer of {self.provider.model} to {prompt.name} was cut off after "
                f"{used.written} tokens; name a model that may write longer answers",
                charged=True,
            )
        said = choice.message.content or ""
        if not isinstance(said, str):
            raise TypeError(f"content is {type(said).__name__}")
        return said

    def _cost(self, used: _Used) -> Decimal:
        return self._prices.usd(self.provider.name, self.provider.model, *used.accounts())


def _tokens(characters: int) -> int:
    return ceil(characters / CHARACTERS_PER_TOKEN)


def _read(said: str, answer: type[A], fault: Callable[[A], str]) -> tuple[A | None, str]:
    """Return the answer, or None and what is wrong with it."""
    try:
        given = answer.model_validate(json.loads(_unfenced(said)))
    except ValueError as error:  # pydantic's and json's own are both of this kind
        return None, _told(error)
    wrong = fault(given)
    return (None, wrong) if wrong else (given, "")


def _unfenced(said: str) -> str:
    """Return JSON without the Markdown fence that some models put around it."""
    text = said.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.strip("`").removeprefix("json")
    return text


def _told(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        faults: list[Any] = error.errors(include_url=False, include_input=False)
        told = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in faults)
        return told[:MOST_SAID]
    return f"it is not JSON ({error})"[:MOST_SAID]
