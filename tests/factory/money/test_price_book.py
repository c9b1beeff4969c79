"""Prices come from the book or from nowhere."""

from decimal import Decimal

import pytest

from factory.errors import BadInput, PriceUnknown
from factory.money.price_book import parse_price_book, shipped_prices

OWN = b"""
version: mine
prices:
  - {provider: fal, model: new/clip, measure: second, variant: 720p, usd: 0.2, date: 2026-11-01, source: bill}
  - {provider: openai, model: gpt-6-luna, measure: input_token, per: 1000000, usd: 0.3, date: 2026-11-01, source: bill}
"""


@pytest.mark.parametrize(
    ("provider", "model", "account", "variant", "usd"),
    [
        ("piper", "en_US-joe-medium", {"character": 900}, "", "0"),
        ("openai", "gpt-6-luna", {"input_token": 900, "output_token": 401}, "", "0.000291"),
        ("google", "en-GB-Chirp3-HD-Kore", {"character": 1000}, "", "0.03"),
        ("google", "en-GB-Standard-A", {"character": 1000}, "", "0.004"),
        ("fal", "fal-ai/wan-25-preview/text-to-video", {"second": 5}, "720p", "0.5"),
        ("fal", "fal-ai/wan-25-preview/text-to-video", {"second": 5.0}, "1080p", "0.75"),
        ("openai", "gpt-image-2.5-flare", {"megapixel": 1.5}, "medium", "0.021"),
    ],
)
def test_what_a_call_costs_is_exact_to_a_millionth_of_a_dollar(
    provider: str, model: str, account: dict, variant: str, usd: str
):
    assert shipped_prices().usd(provider, model, account, variant=variant) == Decimal(usd)


def test_a_price_is_never_rounded_down():
    assert shipped_prices().usd("openai", "gpt-6-luna", {"input_token": 1}) == Decimal("0.000001")


def test_the_first_account_that_has_prices_is_used():
    usd = shipped_prices().usd("openai", "tts-1", {"second": 8}, {"character": 100}, {"request": 1})
    assert usd == Decimal("0.0015")


def test_half_an_account_is_no_price():
    with pytest.raises(PriceUnknown, match="measure: request"):
        shipped_prices().usd("openai", "gpt-6-luna", {"input_token": 1, "request": 1})


def test_an_unknown_price_says_the_line_to_add_and_the_line_is_accepted():
    with pytest.raises(PriceUnknown) as refused:
        shipped_prices().usd("fal", "new/clip", {"second": 5}, variant="720p")
    line = str(refused.value).splitlines()[-1]
    given = line.replace("PRICE", "0.2").replace("DAY", "2026-11-01").replace("WHERE", "bill")
    own = parse_price_book(f"prices:\n{given}".encode(), "prices.yaml")
    book = shipped_prices().overridden_by(own)
    assert book.usd("fal", "new/clip", {"second": 5}, variant="720p") == Decimal(1)


def test_own_prices_come_before_the_shipped_ones():
    book = shipped_prices().overridden_by(parse_price_book(OWN, "prices.yaml"))
    assert book.usd("openai", "gpt-6-luna", {"input_token": 1_000_000}) == Decimal("0.3")
    assert book.usd("openai", "gpt-6-luna", {"output_token": 1_000_000}) == Decimal("0.5")
    assert "mine" in book.version


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{provider: a, model: b, measure: second, usd: 1, date: 2026-11-01}", "source"),
        (b"{provider: a, model: b, measure: second, usd: 1, source: bill}", "date"),
        (b"{provider: a, model: b, measure: hour, usd: 1, date: 2026-11-01, source: c}", "measure"),
        (b"{provider: a, model: b, measure: clip, usd: -1, date: 2026-11-01, source: c}", "usd"),
        (b"{provider: a, model: b, measure: clip, usd: nan, date: 2026-11-01, source: c}", "usd"),
    ],
)
def test_a_line_that_says_too_little_is_refused(line: bytes, said: str):
    with pytest.raises(BadInput, match=rf"prices\.0\.{said}"):
        parse_price_book(b"prices:\n  - " + line, "prices.yaml")


def test_two_prices_for_one_thing_are_refused():
    line = b"\n  - {provider: a, model: b, measure: clip, usd: 1, date: 2026-11-01, source: c}"
    with pytest.raises(BadInput, match=r"prices\.1: found a second price of a b clip"):
        parse_price_book(b"prices:" + line + line, "prices.yaml")


def test_every_shipped_price_has_a_date_and_an_address_or_a_reason():
    for price in shipped_prices().prices:
        assert price.date.year >= 2025
        assert price.usd == 0 or price.source.startswith("https://")
