"""Gemini, described: it is asked through OpenAI's client, so its description lies beside that."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.openai.writer import OpenAiWriter

WORDS_MODEL = "gemini-2.5-flash"


def _words(prices: "PriceBook", model: str, voice: str) -> "OpenAiWriter":
    from resources.vendors.openai.writer import OpenAiWriter

    return OpenAiWriter(model, prices, GEMINI)


GEMINI = VendorDescription(
    name="gemini",
    title="Gemini",
    key_variable="GEMINI_API_KEY",
    key_page="https://aistudio.google.com/apikey",
    address_variable="GEMINI_BASE_URL",
    usual_address="https://generativelanguage.googleapis.com/v1beta/openai",
    licence="Gemini API terms: Google claims no ownership of output",
    words=Part(
        _words,
        does="a topic becomes a script: [words.md](words.md)",
        model=WORDS_MODEL,
        takes_temperature=True,
        priced_as=(WORDS_MODEL,),
    ),
)
