"""Clips by fal's text-to-video models."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.errors import BadInput, PermanentError
from factory.money.price_book import PriceBook
from factory.pictures.clips import ClipFacts
from factory.pictures.prompts import made_prompt
from factory.pictures.visuals import PictureDetail
from factory.units_of_work import Notes
from resources.vendors.fal.model import FalModel
from resources.vendors.fal.queue import FalQueue
from resources.vendors.fal.vendor import CLIP_MODEL
from resources.vendors.received_media import probed

MODELS = (CLIP_MODEL, "fal-ai/wan/v2.7/text-to-video")
"""Models of the Wan 2.7 schema."""
LONGEST_PROMPT_CHARS = 5000
SHORTEST_SECONDS, LONGEST_SECONDS = 2, 15
ASPECTS = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0, "4:3": 4 / 3, "3:4": 3 / 4}
FULL_HD_PX = 1080
SECONDS_OFF = 0.5
"""How much longer or shorter than asked a clip may be."""
SMALLEST = 0.9
"""Of the resolution, by side."""
SHAPE_OFF = 0.05


class FalClips(FalModel):
    """Has each clip made by one job; an illustrator whose pictures move.

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
        prompt = made_prompt(prompt, pictures.style, pictures.look)
        if not 0 < len(prompt) <= LONGEST_PROMPT_CHARS:
            raise BadInput(
                f"a clip's prompt has {len(prompt)} characters; wanted: 1 to {LONGEST_PROMPT_CHARS}"
            )
        length = min(max(round(pictures.clip_seconds), SHORTEST_SECONDS), LONGEST_SECONDS)
        return {
            "prompt": prompt,
            "model": self.provider.model,
            "seconds": length,
            "suffix": ".mp4",
        }

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`."""
        return self._price(recipe["seconds"], resolution_for(width, height))

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
            raise BadInput("a clip of fal's wants notes, so that its job is never bought twice")
        aspect, resolution = aspect_for(width, height), resolution_for(width, height)
        doing = f"have a clip made of {recipe['prompt'][:60]!r}"
        arguments = {
            "prompt": recipe["prompt"],
            "aspect_ratio": aspect,
            "resolution": resolution,
            "duration": str(recipe["seconds"]),
            "seed": seed % 2**31,
            "enable_prompt_expansion": False,
            "enable_safety_checker": True,
        }
        made = self._queue.made(
            self.provider.model, arguments, lambda body: body.get("video"), notes, doing
        )
        self._queue.fetch(made.file, target, notes, doing)
        facts = probed(target, "fal")
        _check(facts, recipe["seconds"], aspect, resolution, doing)
        cost = self._price(made.units or recipe["seconds"], resolution)
        return PictureDetail(
            width=facts.width,
            height=facts.height,
            blank=False,
            clip=facts,
            attribution="",
            licence=self.provider.licence,
            request_id=notes.get().get("request_id", ""),
            actual_prompt=str(made.body.get("actual_prompt") or recipe["prompt"]),
            cost_usd=cost,
        )

    def _price(self, seconds: float, resolution: str) -> Decimal:
        model = self.provider.model
        return self._prices.usd("fal", model, {"second": seconds}, {"clip": 1}, variant=resolution)


def aspect_for(width: int, height: int) -> str:
    """Return the model's shape that is nearest to a frame's."""
    return min(ASPECTS, key=lambda name: abs(ASPECTS[name] - width / height))


def resolution_for(width: int, height: int) -> str:
    """Return the model's resolution for a frame; pictures are asked for with room to spare."""
    return "720p" if min(width, height) < FULL_HD_PX else "1080p"


def _check(facts: ClipFacts, seconds: float, aspect: str, resolution: str, doing: str) -> None:
    """Refuse a clip that is not what was ordered.

    Raises:
        PermanentError: its length, size or shape is another; it is charged.
    """
    wanted_side = int(resolution.removesuffix("p"))
    shape = facts.width / facts.height
    faults = [
        f"{facts.seconds:.2f} s for {seconds} s"
        if abs(facts.seconds - seconds) > SECONDS_OFF
        else "",
        f"{facts.width}x{facts.height} px for {resolution}"
        if min(facts.width, facts.height) < SMALLEST * wanted_side
        else "",
        f"shape {shape:.2f} for {aspect}" if abs(shape - ASPECTS[aspect]) > SHAPE_OFF else "",
    ]
    if any(faults):
        raise PermanentError(
            f"could not {doing}: fal made {', '.join(filter(None, faults))}; name another model "
            "in the channel file, or ask fal for the money back",
            charged=True,
        )
