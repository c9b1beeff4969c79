"""OpenAI, described, and any endpoint that answers as it does: key, address, usual models, roles, licence."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.openai.moderation import OpenAiModerator
    from resources.vendors.openai.pictures import OpenAiIllustrator
    from resources.vendors.openai.speech import OpenAiNarrator
    from resources.vendors.openai.writer import OpenAiWriter

WORDS_MODEL = "gpt-6-luna"
VOICE_MODEL = "gpt-4o-mini-tts"
PICTURE_MODEL = "gpt-image-2.5-flare"
MODERATION_MODEL = "omni-moderation-latest"


def _words(prices: "PriceBook", model: str, voice: str) -> "OpenAiWriter":
    from resources.vendors.openai.writer import OpenAiWriter

    return OpenAiWriter(model, prices, OPENAI)


def _voice(prices: "PriceBook", model: str, voice: str) -> "OpenAiNarrator":
    from resources.vendors.openai.speech import OpenAiNarrator

    return OpenAiNarrator(voice, prices, model)


def _pictures(prices: "PriceBook", model: str, voice: str) -> "OpenAiIllustrator":
    from resources.vendors.openai.pictures import OpenAiIllustrator

    return OpenAiIllustrator(prices, model)


def _moderation(prices: "PriceBook", model: str, voice: str) -> "OpenAiModerator":
    from resources.vendors.openai.moderation import OpenAiModerator

    return OpenAiModerator(model, prices)


OPENAI = VendorDescription(
    name="openai",
    title="OpenAI",
    note="or an endpoint compatible with it",
    key_variable="OPENAI_API_KEY",
    key_page="https://platform.openai.com/api-keys",
    address_variable="OPENAI_BASE_URL",
    usual_address="https://api.openai.com/v1",
    licence="OpenAI terms of use: output belongs to the customer",
    words=Part(
        _words,
        does="a topic becomes a script: [words.md](words.md)",
        model=WORDS_MODEL,
        takes_temperature=True,
        priced_as=(WORDS_MODEL,),
    ),
    voice=Part(
        _voice,
        does="one sentence a request, at most 4,096 characters; the models end on 2027-01-06",
        notes="shared out by letters",
        model=VOICE_MODEL,
        voice="cedar",
        priced_as=(VOICE_MODEL, "tts-1", "tts-1-hd"),
    ),
    pictures=Part(
        _pictures,
        does=f"`{PICTURE_MODEL}`, longer side 1,536 pixels, then enlarged to the frame",
        notes="no seed: the same words, model and quality are bought once, by whatever video",
        model=PICTURE_MODEL,
        priced_as=(PICTURE_MODEL,),
    ),
    moderation=Part(
        _moderation,
        does="words and pictures are looked at, at no cost: [below](#moderation)",
        model=MODERATION_MODEL,
        priced_as=(MODERATION_MODEL,),
    ),
)
