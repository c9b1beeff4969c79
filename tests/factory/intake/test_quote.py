"""What briefs would cost, by the shipped prices and before anything is spent."""

from collections.abc import Iterator

import pytest

from factory.brief.brief import AcceptedBrief, Brief, accept
from factory.channel.provider_settings import Pictures, Voice, Words
from factory.intake.quote import estimates
from factory.money.estimate import Estimate
from factory.money.price_book import shipped_prices
from resources.opened_providers import OpenedProviders
from tests.fakes.manifests import NOW, a_brief, a_channel

BOUGHT = {
    "words": Words(provider="openai"),
    "voice": Voice(provider="google", name="en-US-Neural2-D"),
    "voices": {"de": Voice(provider="google", name="de-DE-Chirp3-HD-Kore")},
    "pictures": Pictures(provider="fal"),
}


@pytest.fixture
def providers() -> Iterator[OpenedProviders]:
    with OpenedProviders(shipped_prices()) as providers:
        yield providers


def to_be_priced(brief: Brief) -> AcceptedBrief:
    return accept(brief, a_channel(**BOUGHT), "price-only", "prices", NOW)


def usd(estimate: Estimate) -> dict[str, float]:
    return {row.role: row.total_usd for row in estimate.rows}


def test_every_language_is_priced_and_the_pictures_once(providers: OpenedProviders):
    english, german = estimates(to_be_priced(a_brief(also_in=("de",))), providers)
    assert german.title == f"{english.title} (de)"
    assert usd(english)["pictures"] > 0
    assert usd(german)["pictures"] == 0
    # Each by its own voice: 16 dollars a million characters, markup included, and 30 without any.
    assert usd(german)["voice"] > 1.3 * usd(english)["voice"] > 0
    assert usd(english)["words"] == 0 < usd(german)["words"]


def test_a_topic_is_priced_as_if_its_words_were_there(providers: OpenedProviders):
    (one,) = estimates(to_be_priced(a_brief(topic="roads", words="")), providers)
    assert min(usd(one)[role] for role in ("words", "voice", "pictures")) > 0
