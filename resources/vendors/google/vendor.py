"""Google Cloud Text-to-Speech, described: key, address, role, licence."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.google.speech import GoogleNarrator


def _voice(prices: "PriceBook", model: str, voice: str) -> "GoogleNarrator":
    from resources.vendors.google.speech import GoogleNarrator

    return GoogleNarrator(voice, prices)


GOOGLE = VendorDescription(
    name="google",
    title="Google Cloud Text-to-Speech",
    key_variable="GOOGLE_API_KEY",
    key_page="https://console.cloud.google.com/apis/credentials",
    address_variable="GOOGLE_TTS_BASE_URL",
    usual_address="https://texttospeech.googleapis.com",
    licence="Google Cloud terms: output belongs to the customer",
    voice=Part(
        _voice,
        does="one sentence a request, at most 5,000 bytes with its markup",
        notes=(
            "exact, by marks, for Standard, Wavenet, Neural2, Polyglot; shared out by letters for "
            "Chirp and Studio"
        ),
        voice="en-US-Neural2-D",
        priced_as=("en-US-Neural2-D", "en-US-Wavenet-D", "en-US-Standard-D", "en-US-Chirp3-HD-A"),
    ),
)
