"""fal, described: key, address, usual models, roles, licence."""

from typing import TYPE_CHECKING

from resources.vendors.vendor_description import Part, VendorDescription

if TYPE_CHECKING:
    from factory.money.price_book import PriceBook
    from resources.vendors.fal.clips import FalClips
    from resources.vendors.fal.pictures import FalIllustrator

PICTURE_MODEL = "fal-ai/flux/schnell"
CLIP_MODEL = "fal-ai/wan-25-preview/text-to-video"


def _pictures(prices: "PriceBook", model: str, voice: str) -> "FalIllustrator":
    from resources.vendors.fal.pictures import FalIllustrator

    return FalIllustrator(prices, model)


def _clips(prices: "PriceBook", model: str, voice: str) -> "FalClips":
    from resources.vendors.fal.clips import FalClips

    return FalClips(prices, model)


FAL = VendorDescription(
    name="fal",
    title="fal",
    key_variable="FAL_KEY",
    key_page="https://fal.ai/dashboard/keys",
    address_variable="FAL_BASE_URL",
    usual_address="https://queue.fal.run",
    licence="fal terms of service: output belongs to the customer",
    pictures=Part(
        _pictures,
        does=f"`{PICTURE_MODEL}` and others",
        notes="one seed for the whole channel, for one look",
        model=PICTURE_MODEL,
        priced_as=(PICTURE_MODEL, "fal-ai/flux/dev", "fal-ai/flux-pro/v1.1", "fal-ai/flux-2-pro"),
    ),
    clips=Part(
        _clips,
        does=f"`{CLIP_MODEL}`, 720p or 1080p, with the model's own sound",
        notes="one seed for the whole channel",
        model=CLIP_MODEL,
        priced_as=(CLIP_MODEL,),
    ),
)
