"""Anthropic, described: key, address, usual model, roles, licence."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.anthropic.writer import AnthropicWriter

WORDS_MODEL = "claude-haiku-4-5"


def _words(prices: "PriceBook", model: str, voice: str) -> "AnthropicWriter":
    from resources.vendors.anthropic.writer import AnthropicWriter

    return AnthropicWriter(model, prices)


ANTHROPIC = VendorDescription(
    name="anthropic",
    title="Anthropic",
    key_variable="ANTHROPIC_API_KEY",
    key_page="https://platform.claude.com/settings/keys",
    address_variable="ANTHROPIC_BASE_URL",
    usual_address="https://api.anthropic.com",
    licence="Anthropic commercial terms: output belongs to the customer",
    words=Part(
        _words,
        does="a topic becomes a script: [words.md](words.md); Claude by its own protocol",
        model=WORDS_MODEL,
        priced_as=(WORDS_MODEL, "claude-sonnet-4-6"),
    ),
)
