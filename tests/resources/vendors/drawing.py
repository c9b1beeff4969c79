"""Pictures and clips asked of the emulated vendors."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factory.channel.provider_settings import Pictures
from factory.errors import (
    FactoryError,
)
from factory.money.price_book import shipped_prices
from factory.pictures.clips import ClipFacts
from factory.pictures.visuals import PictureDetail
from resources.vendors.fal.clips import FalClips
from resources.vendors.fal.pictures import FalIllustrator
from resources.vendors.openai.pictures import OpenAiIllustrator
from resources.vendors.pexels.footage import PexelsFootage
from resources.vendors.pexels.stock import PexelsIllustrator
from tests.fakes.notes import KeptNotes

PRICES = shipped_prices()


STYLE = Pictures(style="an ink drawing", clip_seconds=2)


FRAME = (208, 368)


MAKERS: dict[str, Callable[[], Any]] = {
    "openai": lambda: OpenAiIllustrator(PRICES),
    "fal": lambda: FalIllustrator(PRICES),
    "pexels": lambda: PexelsIllustrator(PRICES),
    "clips": lambda: FalClips(PRICES),
    "footage": lambda: PexelsFootage(PRICES),
}


def drawn(name: str, target: Path, notes: KeptNotes | None = None, index: int = 0) -> PictureDetail:
    with closing(MAKERS[name]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse, storm, sea", "", index)
        return maker.draw(recipe, 7, *FRAME, target, notes or KeptNotes())


def clip_of(detail: PictureDetail) -> ClipFacts:
    """Return what the file holds, which is a clip."""
    assert detail.clip is not None
    return detail.clip


def failure(name: str, target: Path, notes: KeptNotes | None = None) -> FactoryError:
    with pytest.raises(FactoryError) as caught:
        drawn(name, target, notes)
    return caught.value
