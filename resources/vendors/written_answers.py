"""Answers of models that write: read, sent back once with what is wrong with them, and paid by the token."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from factory.documents.foreign_json import parsed_json, unkeepable
from factory.errors import PermanentError
from factory.money.price_book import Amounts, PriceBook
from factory.money.usage import CHARACTERS_PER_TOKEN
from factory.records import Provider
from factory.script.model_answers import MOST_ANSWERS, Answer, AnswerDetail
from factory.script.prompt_templates import Prompt
from resources.vendors.http_errors import after_payment

TOKENS_PER_WORD = 1.6
"""English needs 1.3, most other languages up to 2; JSON around it adds some."""
SPARE_TOKENS = 1_000
"""For keys, quotes and a model that thinks before it answers."""
MOST_SAID = 600

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, and the tokens that its vendor counts for it."""

    text: str
    read: int
    """Those of the question that came from no cache."""
    cached: int
    written: int


Ask = Callable[[Sequence[Turn]], Reply]
"""Puts a whole conversation to a model; raises a FactoryError."""


def tokens_of(characters: int) -> int:
    """Return about how many tokens so many letters are."""
    return ceil(characters / CHARACTERS_PER_TOKEN)


def tokens_written(words: int) -> int:
    """Return about how many tokens an answer of so many words takes."""
    return ceil(words * TOKENS_PER_WORD) + SPARE_TOKENS


def price_usd(prices: PriceBook, provider: Provider, prompt: Prompt, words: int) -> Decimal:
    """Return what one answer of so many words costs about.

    Raises:
        PriceUnknown: the price book does not know the model.
    """
    about: Amounts = {
        "input_token": tokens_of(prompt.characters),
        "output_token": tokens_written(words),
    }
    return prices.usd(provider.name, provider.model, about)


def answered(
    ask: Ask,
    provider: Provider,
    prices: PriceBook,
    prompt: Prompt,
    answer: type[A],
    fault: Callable[[A], str],
    target: Path,
) -> AnswerDetail:
    """Ask until an answer fits, `MOST_ANSWERS` times at most; see `factory.ports.Writer.answer`."""
    asked = [Turn("user", prompt.user)]
    replies = [ask(asked)]
    given, wrong = _read(replies[0].text, answer, fault)
    while given is None and len(replies) < MOST_ANSWERS:
        repair = f"That answer cannot be used: {wrong}\nAnswer again, as JSON of the wanted schema."
        asked += [Turn("assistant", replies[-1].text), Turn("user", repair)]
        with after_payment():
            replies.append(ask(asked))
            given, wrong = _read(replies[-1].text, answer, fault)
    if given is None:
        raise PermanentError(
            f"{provider.name} {provider.model} answered the prompt {prompt.name} "
            f"{len(replies)} times with something that cannot be used: {wrong}; name another model in the channel "
            "file, or write the words yourself",
            charged=True,
        )
    target.write_bytes(given.to_json())
    read, cached, written = (
        sum(getattr(reply, name) for reply in replies) for name in ("read", "cached", "written")
    )
    accounts: tuple[Amounts, ...] = (
        {"input_token": read, "cached_token": cached, "output_token": written},
        {"input_token": read + cached, "output_token": written},
    )
    return AnswerDetail(
        calls=len(replies),
        input_tokens=read + cached,
        output_tokens=written,
        cost_usd=prices.usd(provider.name, provider.model, *accounts),
    )


def refused(provider: Provider, prompt: Prompt, why: str) -> PermanentError:
    """Return the error of a model that does not answer a prompt, for which it is paid."""
    return PermanentError(
        f"{provider.name} refused the prompt {prompt.name}: {why[:MOST_SAID] or 'no reason given'}; "
        "change the topic or the notes of the brief",
        charged=True,
    )


def cut_off(provider: Provider, prompt: Prompt, written: int) -> PermanentError:
    """Return the error of an answer that ended before it was whole."""
    return PermanentError(
        f"the answer of {provider.model} to {prompt.name} was cut off after {written} tokens; name "
        "a model that may write longer answers",
        charged=True,
    )


def _read(said: str, answer: type[A], fault: Callable[[A], str]) -> tuple[A | None, str]:
    """Return the answer, or None and what is wrong with it."""
    try:
        told = parsed_json(_unfenced(said))
        if strange := next(unkeepable(told), None):
            return None, f"{strange}: holds half of a character, or a NUL; wanted text"
        given = answer.model_validate(told)
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
