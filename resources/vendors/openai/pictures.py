"""Pictures by any OpenAI-compatible endpoint (`/images/generations`)."""

import base64
import binascii
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.errors import PermanentError
from factory.money.price_book import Amounts, PriceBook
from factory.money.usage import made_size, picture_amounts
from factory.pictures.prompts import made_prompt
from factory.pictures.visuals import PictureDetail
from factory.ports import Seeding
from factory.units_of_work import Notes
from resources.vendors.http_errors import figure, understood
from resources.vendors.openai.client import AtEndpoint, endpoint
from resources.vendors.openai.vendor import PICTURE_MODEL
from resources.vendors.received_media import write_made

QUALITY = "medium"
ANY_SIZE = "gpt-image-2"
"""Models of this family make any size whose sides are multiples of 16."""
SIZES = ((1024, 1024), (1536, 1024), (1024, 1536))


class OpenAiIllustrator(AtEndpoint):
    """Has each picture made by one request; these models know no seed."""

    seeding: Seeding = "none"

    def __init__(self, prices: PriceBook, model: str = "") -> None:
        super().__init__(endpoint(), "pictures", model or PICTURE_MODEL)
        self._prices = prices

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`."""
        return {
            "prompt": made_prompt(prompt, pictures.style, pictures.look),
            "model": self.provider.model,
            "quality": pictures.quality or QUALITY,
        }

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`."""
        about, quality = self.provider, recipe["quality"]
        amounts = picture_amounts(recipe["prompt"], *self._size(width, height))
        return self._prices.usd(about.name, about.model, *amounts, variant=quality)

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> PictureDetail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        size = self._size(width, height)
        doing = f"have a picture made of {recipe['prompt'][:60]!r}"
        with self._endpoint.asking(doing), understood(doing):
            answer: Any = self._client.images.generate(
                model=self.provider.model,
                prompt=recipe["prompt"],
                size=f"{size[0]}x{size[1]}",  # pyright: ignore[reportArgumentType] - newer sizes
                quality=recipe["quality"],
                n=1,
            )
            data = _bytes(answer)
            cost_usd = self._charged(answer, recipe, width, height)
        blank = write_made(data, size, (width, height), self.provider.name, target)
        return PictureDetail(
            width=width,
            height=height,
            blank=blank,
            attribution="",
            licence=self.provider.licence,
            made=size,
            cost_usd=cost_usd,
        )

    def _charged(self, answer: Any, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """Return what the vendor's own usage comes to; the estimate where it tells none."""
        read, made = (
            figure(getattr(answer, "usage", None), f"{way}_tokens") for way in ("input", "output")
        )
        if read is None or made is None:
            return self.price_usd(recipe, width, height)
        tokens: Amounts = {"input_token": read, "output_token": made}
        about, quality = self.provider, recipe["quality"]
        amounts = picture_amounts(recipe["prompt"], *self._size(width, height))
        return self._prices.usd(about.name, about.model, tokens, *amounts, variant=quality)

    def _size(self, width: int, height: int) -> tuple[int, int]:
        """Return a size that the model makes, of nearly the frame's shape."""
        if self.provider.model.startswith(ANY_SIZE) or self.provider.name != "openai":
            return made_size(width, height)
        return min(SIZES, key=lambda size: abs(size[0] / size[1] - width / height))


def _bytes(answer: Any) -> bytes:
    if not isinstance(answer.data, list):
        raise TypeError("data is no list")
    data = answer.data[0].b64_json if answer.data else ""
    if not isinstance(data, str):
        raise TypeError("b64_json is no text")
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise PermanentError(f"the picture is no base64 ({error})", charged=True) from error
