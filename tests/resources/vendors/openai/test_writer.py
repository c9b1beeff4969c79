"""The writer: real client, emulated vendor, answers that fit, do not fit, or never come."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from factory.errors import (
    AnswerLost,
    FactoryError,
    NoAccess,
    PermanentError,
    PriceUnknown,
    TransientError,
)
from factory.money.price_book import shipped_prices
from factory.script.model_answers import AnswerDetail, ListingWords, Outline
from factory.script.prompt_templates import fill
from resources.vendors.openai.writer import OpenAiWriter
from tests.fakes.vendors import Vendors

PROMPT = fill(
    "listing_words", title="The lamp", style="", script="A lamp.", language="en", words=60
)
CHAT = "/chat/completions"


def anything(_: object) -> str:
    return ""


def ask(tmp_path: Path, fault=anything, model: str = "") -> tuple[ListingWords, AnswerDetail]:
    target = tmp_path / "answer.json"
    detail = OpenAiWriter(model, shipped_prices()).answer(PROMPT, ListingWords, fault, 120, target)
    return ListingWords.from_json(target.read_bytes()), detail


def failure(tmp_path: Path) -> FactoryError:
    with pytest.raises(FactoryError) as caught:
        ask(tmp_path)
    return caught.value


def test_an_answer_fits_its_model_and_says_what_it_cost(vendors: Vendors, tmp_path: Path):
    answer, detail = ask(tmp_path)
    assert answer.description
    assert answer.tags
    estimate = OpenAiWriter("", shipped_prices()).price_usd(PROMPT, 120)
    assert Decimal(0) < (detail.cost_usd or 0) <= estimate
    (billed,) = vendors.paid("openai", CHAT)
    assert billed["asked"] == {"schema": "listing_words"}
    assert detail.calls == 1


@pytest.mark.parametrize("kind", ["non_json", "wrong_schema"])
def test_an_answer_that_does_not_fit_is_sent_back_once_and_both_are_paid(
    vendors: Vendors, tmp_path: Path, kind: str
):
    vendors.order(kind, times=1)
    _, detail = ask(tmp_path)
    assert (detail.calls, len(vendors.paid("openai", CHAT))) == (2, 2)


def test_twice_nothing_usable_is_an_error_that_says_it_was_paid(vendors: Vendors, tmp_path: Path):
    vendors.order("wrong_schema", times=2)
    error = failure(tmp_path)
    assert isinstance(error, PermanentError)
    assert error.charged
    assert "unexpected" in str(error)
    assert len(vendors.paid("openai", CHAT)) == 2


@pytest.mark.parametrize(
    ("said", "told"), [("[" * 100_000, "nested too deep"), ('{"description": "\\ud800"}', "a NUL")]
)
def test_an_answer_that_nobody_can_read_or_keep_is_paid_and_said(
    vendors: Vendors, tmp_path: Path, said: str, told: str
):
    vendors.order("without", path=CHAT, keys=["content"], instead=said, times=2)
    error = failure(tmp_path)
    assert error.charged
    assert told in str(error)


def test_what_else_is_wrong_with_an_answer_is_sent_back_too(vendors: Vendors, tmp_path: Path):
    told: list[str] = []

    def first_time(_: ListingWords) -> str:
        told.append("tags: found 3, wanted exactly 10")
        return told[0] if len(told) == 1 else ""

    _, detail = ask(tmp_path, first_time)
    assert (detail.calls, len(told)) == (2, 2)


@pytest.mark.parametrize(
    ("order", "error", "words", "paid"),
    [
        ({"kind": "refusal"}, PermanentError, "refused the prompt", 1),
        ({"kind": "content_filter"}, PermanentError, "change the topic", 1),
        ({"kind": "length"}, PermanentError, "cut off", 1),
        ({"kind": "rate_limit", "retry_after": 300}, TransientError, "429", 0),
        ({"kind": "insufficient_quota"}, NoAccess, "credit", 0),
        ({"kind": "model_gone"}, PermanentError, "another model", 0),
        ({"kind": "lose"}, AnswerLost, "no answer came", 1),
    ],
)
def test_every_failure_is_said_as_what_it_is_and_asked_once(
    vendors: Vendors, tmp_path: Path, order: dict, error: type[FactoryError], words: str, paid: int
):
    vendors.order(**order)
    found = failure(tmp_path)
    assert type(found) is error
    assert words in str(found)
    assert len(vendors.paid("openai", CHAT)) == paid
    assert len(vendors.seen("openai", CHAT)) == 1
    assert found.charged is (paid == 1 and error is PermanentError)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": -9, "completion_tokens": None}])
def test_an_endpoint_that_does_not_count_tokens_is_charged_by_the_letters(
    vendors: Vendors, tmp_path: Path, usage: dict | None
):
    said = json.dumps(
        {"description": "A lamp that walked.", "tags": [f"tag {n}" for n in range(9)]}
    )
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": said},
    }
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-6-luna"}
    answer = {**body, "choices": [choice], "usage": usage}
    vendors.order("status", vendor="openai", status=200, body=answer)
    _, detail = ask(tmp_path)
    estimate = OpenAiWriter("", shipped_prices()).price_usd(PROMPT, 120)
    assert Decimal(0) < (detail.cost_usd or 0) <= estimate
    assert detail.output_tokens >= len(said) // 4


def test_a_repair_that_fails_does_not_make_the_first_answer_free(vendors: Vendors, tmp_path: Path):
    vendors.order("non_json", times=1)
    vendors.order("rate_limit", skip=1)
    error = failure(tmp_path)
    assert type(error) is TransientError
    assert len(vendors.paid("openai", CHAT)) == 1
    assert error.charged


def test_a_model_without_a_price_is_not_asked(vendors: Vendors, tmp_path: Path):
    with pytest.raises(PriceUnknown, match="gpt-99"):
        OpenAiWriter("gpt-99", shipped_prices()).price_usd(PROMPT, 100)
    assert vendors.seen("openai") == []


def test_no_key_is_in_any_error(vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-planted-0123456789")
    error = failure(tmp_path)
    assert "0123456789" not in json.dumps([str(error), repr(error), repr(error.__cause__)])


def test_an_outline_can_be_asked_for_through_the_strict_schema(vendors: Vendors, tmp_path: Path):
    prompt = fill(
        "outline",
        topic="a lighthouse",
        title="",
        background="",
        style="",
        format="a short video",
        language="en",
        sections=4,
        total=600,
        calm=False,
    )
    OpenAiWriter("", shipped_prices()).answer(prompt, Outline, anything, 100, tmp_path / "o.json")
    outline = Outline.from_json((tmp_path / "o.json").read_bytes())
    assert len(outline.sections) == 4
