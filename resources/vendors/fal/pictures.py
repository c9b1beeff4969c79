"""Pictures by fal's models: jobs of its queue, with a seed that gives a channel one look."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.errors import BadInput, PermanentError
from factory.money.price_book import PriceBook
from factory.money.usage import made_size, picture_amounts
from factory.pictures.prompts import made_prompt
from factory.pictures.visuals import PictureDetail
from factory.units_of_work import Notes
from resources.vendors.download import MAX_PICTURE_BYTES
from resources.vendors.fal.model import FalModel
from resources.vendors.fal.queue import FalQueue
from resources.vendors.fal.vendor import PICTURE_MODEL
from resources.vendors.received_media import write_made

MODELS = (
    *(PICTURE_MODEL, "fal-ai/flux/dev", "fal-ai/flux-pro/v1.1"),
    *("fal-ai/flux-2", "fal-ai/flux-2-pro", "fal-ai/flux-2-max"),
)
"""Models that take `prompt`, `image_size`, `seed` and `output_format`."""


class FalIllustrator(FalModel):
    """Has each picture made by one job.

    Raises:
        BadInput: the model is not one whose arguments are known.
    """

    def __init__(self, prices: PriceBook, model: str = "", queue: FalQueue | None = None) -> None:
        super().__init__(prices, model, MODELS, queue)

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
        }

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`."""
        amounts = picture_amounts(recipe["prompt"], *made_size(width, height))
        return self._prices.usd("fal", self.provider.model, *amounts)

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> PictureDetail:
        """See `factory.ports.Illustrator.draw`."""
        if notes is None:
            raise BadInput("a picture of fal's wants notes, so that its job is never bought twice")
        size = made_size(width, height)
        doing = f"have a picture made of {recipe['prompt'][:60]!r}"
        arguments = {
            "prompt": recipe["prompt"],
            "image_size": {"width": size[0], "height": size[1]},
            "seed": seed % 2**31,
            "output_format": "png",
        }
        made = self._queue.made(self.provider.model, arguments, _first_image, notes, doing)
        flagged = made.body.get("has_nsfw_concepts")
        if any(flagged) if isinstance(flagged, list) else flagged:
            raise PermanentError(
                f"could not {doing}: fal's safety checker made it black; change the scene's words",
                charged=True,
            )
        fetched = target.with_name(f"{target.stem}.fetched")
        self._queue.fetch(made.file, fetched, notes, doing, MAX_PICTURE_BYTES)
        data = fetched.read_bytes()
        fetched.unlink()
        blank = write_made(data, size, (width, height), "fal", target)
        cost = self.price_usd(recipe, width, height)
        if made.units is not None:
            units = made.units
            cost = self._prices.usd(
                "fal", self.provider.model, {"megapixel": units}, {"image": units}
            )
        return PictureDetail(
            width=width,
            height=height,
            blank=blank,
            attribution="",
            licence=self.provider.licence,
            made=size,
            request_id=notes.get().get("request_id", ""),
            cost_usd=cost,
        )


def _first_image(body: Mapping[str, Any]) -> object:
    images = body.get("images")
    return images[0] if isinstance(images, list) and images else None
