"""Pexels, described: stock is found, not made, and free."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.pexels.footage import PexelsFootage
    from resources.vendors.pexels.stock import PexelsIllustrator


def _photos(prices: "PriceBook", model: str, voice: str) -> "PexelsIllustrator":
    from resources.vendors.pexels.stock import PexelsIllustrator

    return PexelsIllustrator(prices)


def _footage(prices: "PriceBook", model: str, voice: str) -> "PexelsFootage":
    from resources.vendors.pexels.footage import PexelsFootage

    return PexelsFootage(prices)


PEXELS = VendorDescription(
    name="pexels",
    title="Pexels",
    key_variable="PEXELS_API_KEY",
    key_page="https://www.pexels.com/api/key/",
    address_variable="PEXELS_BASE_URL",
    usual_address="https://api.pexels.com",
    licence="Pexels License (https://www.pexels.com/license/)",
    pictures=Part(
        _photos,
        does="a photo for the first words of each scene",
        found=True,
        notes="maker and page are credited in the description and the dossier",
    ),
    clips=Part(_footage, does="footage long enough for the scene", notes="credited", found=True),
)
