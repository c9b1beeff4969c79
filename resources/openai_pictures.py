"""Pictures by any OpenAI-compatible endpoint (`/images/generations`)."""

import base64
import binascii
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factory.buying import made_size, picture_amounts
from factory.channel import Pictures
from factory.errors import PermanentError
from factory.payload import Provider
from factory.ports import Seeding
from factory.price_book import Amounts, PriceBook
from factory.prompts import made_prompt
from factory.work import Detail, Notes
from resources.keys import licence_of
from resources.made_picture import write_made
from resources.openai_client import (
    asking_openai,
    endpoint,
    endpoint_version,
    missing_access,
    model_facts,
    openai_client,
    vendor_at,
)

if TYPE_CHECKING:
    from openai import OpenAI

MODEL = "gpt-image-2.5-flare"
QUALITY = "medium"
ANY_SIZE = "gpt-image-2"
"""Models of this family make any size whose sides are multiples of 16."""
SIZES = ((1024, 1024), (1536, 1024), (1024, 1536))
LICENCE = "OpenAI terms of use: output belongs to the customer"


class OpenAiIllustrator:
    """Has each picture made by one request; these models know no seed."""

    seeding: Seeding = "none"

    def __init__(self, prices: PriceBook, model: str = "") -> None:
        self.provider = Provider(
            role="pictures",
            name=vendor_at(endpoint()),
            model=model or MODEL,
            version=endpoint_version(),
            licence=licence_of(endpoint(), LICENCE),
            remote=True,
        )
        self._prices = prices

    @cached_property
    def _client(self) -> "OpenAI":
        return openai_client()

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def missing(self) -> str:
        """Return what a person has to do before it can draw; empty when nothing."""
        return missing_access()

    def healthcheck(self) -> str:
        """Return what the vendor says of the model; costs nothing."""
        return model_facts(self.provider.model)

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
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
    ) -> Detail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        size = self._size(width, height)
        with asking_openai(f"have a picture made of {recipe['prompt'][:60]!r}"):
            answer: Any = self._client.images.generate(
                model=self.provider.model,
                prompt=recipe["prompt"],
                size=f"{size[0]}x{size[1]}",  # pyright: ignore[reportArgumentType] - newer sizes
                quality=recipe["quality"],
                n=1,
            )
        blank = write_made(_bytes(answer), size, (width, height), self.provider.name, target)
        return {
            "width": width,
            "height": height,
            "blank": blank,
            "attribution": "",
            "licence": self.provider.licence,
            "made": list(size),
            "cost_usd": str(self._charged(answer, recipe, width, height)),
        }

    def _charged(self, answer: Any, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """Return what the vendor's own usage comes to; the estimate where it tells none."""
        if answer.usage is None:
            return self.price_usd(recipe, width, height)
        used = answer.usage
        tokens: Amounts = {"input_token": used.input_tokens, "output_token": used.output_tokens}
        about, quality = self.provider, recipe["quality"]
        amounts = picture_amounts(recipe["prompt"], *self._size(width, height))
        return self._prices.usd(about.name, about.model, tokens, *amounts, variant=quality)

    def _size(self, width: int, height: int) -> tuple[int, int]:
        """Return a size that the model makes, of nearly the frame's shape."""
        if self.provider.model.startswith(ANY_SIZE) or self.provider.name != "openai":
            return made_size(width, height)
        return min(SIZES, key=lambda size: abs(size[0] / size[1] - width / height))


def _bytes(answer: Any) -> bytes:
    data = answer.data[0].b64_json if answer.data else None
    try:
        return base64.b64decode(data or "", validate=True)
    except binascii.Error as error:
        raise PermanentError(f"the picture is no base64 ({error})", charged=True) from error
