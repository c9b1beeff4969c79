"""What `factory doctor` says of vendors: asked for nothing that costs, named with what is missing."""

import pytest

from factory.channel.channel import parse_channel
from factory.money.price_book import shipped_prices
from resources.provider_health import vendor_health
from resources.provider_register import DIRECTORY, VENDORS
from tests.fakes.vendors import Vendors

FILE = """
name: bought
title: Bought
format: short
words: {provider: openai}
voice: {provider: google, name: en-US-Neural2-D}
pictures: {provider: fal}
"""
CHANNEL = parse_channel(FILE.encode(), "bought.yaml", DIRECTORY)


def test_every_vendor_of_a_channel_is_asked_once_and_nothing_is_paid(vendors: Vendors):
    rows = vendor_health([CHANNEL, CHANNEL], shipped_prices())
    assert [(row.role, row.vendor, row.ready) for row in rows] == [
        ("words", "openai", True),
        ("voice", "google", True),
        ("pictures", "fal", True),
        ("key", "anthropic", True),
        ("key", "gemini", True),
        ("key", "pexels", True),
    ]
    assert all("emulated" in row.found for row in rows[:3])
    assert vendors.paid() == []


def test_a_missing_key_and_a_vendor_that_refuses_are_told_apart(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("FAL_KEY")
    vendors.order("forbidden", vendor="google")
    _, voice, pictures, *_ = vendor_health([CHANNEL], shipped_prices())
    assert not voice.ready
    assert "answered 403" in voice.found
    assert not pictures.ready
    assert "FAL_KEY is not set" in pictures.found


def test_a_channel_without_vendors_asks_nobody(vendors: Vendors, monkeypatch: pytest.MonkeyPatch):
    for vendor in VENDORS:
        monkeypatch.delenv(vendor.key_variable, raising=False)
    plain = parse_channel(b"name: plain\ntitle: Plain\nformat: short\n", "plain.yaml", DIRECTORY)
    assert vendor_health([plain], shipped_prices()) == []
    assert vendors.seen() == []


def test_a_second_provider_is_asked_as_well(vendors: Vendors):
    words = "words: {provider: openai, fallback: {provider: gemini}}"
    text = FILE.replace("words: {provider: openai}", words)
    rows = vendor_health([parse_channel(text.encode(), "bought.yaml", DIRECTORY)], shipped_prices())
    assert [(row.role, row.vendor, row.ready) for row in rows[:2]] == [
        ("words", "openai", True),
        ("words", "gemini", True),
    ]
