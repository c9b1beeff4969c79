"""Claude as the writer: the real client, the emulated vendor, answers that fit, do not fit, or never come."""

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
from factory.script.model_answers import AnswerDetail, ListingWords
from factory.script.prompt_templates import fill
from resources.vendors.anthropic.writer import AnthropicWriter
from tests.fakes.vendors import Vendors

PROMPT = fill(
    "listing_words", title="The lamp", style="", script="A lamp.", language="en", words=60
)
MESSAGES = "/v1/messages"


def ask(tmp_path: Path, model: str = "") -> tuple[ListingWords, AnswerDetail]:
    target = tmp_path / "answer.json"
    writer = AnthropicWriter(model, shipped_prices())
    try:
        detail = writer.answer(PROMPT, ListingWords, lambda _: "", 120, target)
    finally:
        writer.close()
    return ListingWords.from_json(target.read_bytes()), detail


def failure(tmp_path: Path, model: str = "") -> FactoryError:
    with pytest.raises(FactoryError) as caught:
        ask(tmp_path, model)
    return caught.value


def test_an_answer_fits_its_schema_and_says_what_it_cost(vendors: Vendors, tmp_path: Path):
    answer, detail = ask(tmp_path)
    assert answer.description and answer.tags
    estimate = AnthropicWriter("", shipped_prices()).price_usd(PROMPT, 120)
    assert Decimal(0) < (detail.cost_usd or 0) <= estimate
    (billed,) = vendors.paid("anthropic", MESSAGES)
    assert billed["asked"]["schema"] and detail.calls == 1


@pytest.mark.parametrize("kind", ["non_json", "wrong_schema"])
def test_an_answer_that_does_not_fit_is_sent_back_once_and_both_are_paid(
    vendors: Vendors, tmp_path: Path, kind: str
):
    once = ask(tmp_path)[1].input_tokens
    vendors.order(kind, vendor="anthropic", times=1)
    _, detail = ask(tmp_path)
    assert detail.calls == 2 and detail.input_tokens > 2 * once
    assert len(vendors.paid("anthropic", MESSAGES)) == 3


@pytest.mark.parametrize(
    ("order", "error", "words", "paid"),
    [
        ({"kind": "refusal"}, PermanentError, "refused the prompt", 1),
        ({"kind": "length"}, PermanentError, "cut off", 1),
        ({"kind": "rate_limit", "retry_after": 300}, TransientError, "429", 0),
        ({"kind": "overloaded"}, TransientError, "529", 0),
        ({"kind": "insufficient_quota"}, NoAccess, "credit", 0),
        ({"kind": "model_gone"}, PermanentError, "another model", 0),
        ({"kind": "lose"}, AnswerLost, "no answer came", 1),
        ({"kind": "garble"}, AnswerLost, "ask for", 1),
    ],
)
def test_every_failure_is_said_as_what_it_is_and_asked_once(
    vendors: Vendors, tmp_path: Path, order: dict, error: type[FactoryError], words: str, paid: int
):
    vendors.order(vendor="anthropic", **order)
    found = failure(tmp_path)
    assert type(found) is error and words in str(found)
    assert len(vendors.paid("anthropic", MESSAGES)) == paid
    assert len(vendors.seen("anthropic", MESSAGES)) == 1
    assert found.charged is (paid == 1 and error is PermanentError)


def test_a_model_without_a_price_is_not_asked_and_one_that_is_gone_is_said(
    vendors: Vendors, tmp_path: Path
):
    with pytest.raises(PriceUnknown, match="claude-99"):
        AnthropicWriter("claude-99", shipped_prices()).price_usd(PROMPT, 100)
    with pytest.raises(PermanentError, match="another model"):
        AnthropicWriter("claude-sonnet-4-0", shipped_prices()).healthcheck()
    assert vendors.seen("anthropic", MESSAGES) == []


def test_the_doctor_says_when_a_model_retires(vendors: Vendors):
    found = AnthropicWriter("claude-sonnet-4-5", shipped_prices()).healthcheck()
    assert "retired on 2026-11-30" in found and "emulated" in found


def test_no_key_is_in_any_error(vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-wrong-planted-0123456789")
    error = failure(tmp_path)
    assert type(error) is NoAccess
    assert "0123456789" not in json.dumps([str(error), repr(error), repr(error.__cause__)])
