"""Ollama, described: it is asked through OpenAI's client, so its description lies beside that."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.openai.writer import OpenAiWriter

WORDS_MODEL = "llama3.2"


def _words(prices: "PriceBook", model: str, voice: str) -> "OpenAiWriter":
    from resources.vendors.openai.writer import OpenAiWriter

    return OpenAiWriter(model, prices, OLLAMA)


OLLAMA = VendorDescription(
    name="ollama",
    title="Ollama",
    note="only where yours wants one",
    key_variable="OLLAMA_API_KEY",
    key_is_wanted=False,
    key_page="https://ollama.com/settings/keys",
    address_variable="OLLAMA_BASE_URL",
    usual_address="http://127.0.0.1:11434/v1",
    licence="made on a server of one's own; see the model's licence",
    words=Part(
        _words,
        does="the same, by a server of your own: [words.md](words.md)",
        model=WORDS_MODEL,
        takes_temperature=True,
        priced_as=(WORDS_MODEL,),
    ),
)
