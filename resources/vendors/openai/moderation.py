"""Moderation of words and pictures by OpenAI's endpoint; it costs nothing."""

import base64
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image

from factory.errors import PermanentError
from factory.moderation import Classification, FlagReason
from factory.money.price_book import PriceBook
from resources.images.decoding import KINDS
from resources.vendors.http_errors import understood
from resources.vendors.openai.client import AtEndpoint, endpoint
from resources.vendors.openai.vendor import MODERATION_MODEL

UNNAMED = "flagged, without a category"
SHOWN_PX = 768
"""Longest side of what is shown; the classifier sees no more."""


class OpenAiModerator(AtEndpoint):
    """Shows words and pictures to the classifier.

    Pictures are judged for self-harm, sexual content and violence alone.
    """

    def __init__(self, model: str, prices: PriceBook) -> None:
        super().__init__(endpoint(), "moderation", model or MODERATION_MODEL)
        self._prices = prices

    def healthcheck(self) -> str:
        """Show it one harmless word; costs nothing."""
        self.words(["lighthouse"])
        return f"{self.provider.model} answers"

    def price_usd(self) -> Decimal:
        """See `factory.ports.Moderator.price_usd`."""
        return self._prices.usd(self.provider.name, self.provider.model, {"request": 1})

    def words(self, texts: Sequence[str]) -> Classification:
        """See `factory.ports.Moderator.words`."""
        return self._marks("moderate words", list(texts))

    def picture(self, path: Path) -> Classification:
        """See `factory.ports.Moderator.picture`."""
        shown = [{"type": "image_url", "image_url": {"url": _data_url(path)}}]
        return self._marks(f"moderate {path.name}", shown)

    def _marks(self, doing: str, shown: Any) -> Classification:
        with self._endpoint.asking(doing), understood(doing):
            answer = self._client.moderations.create(model=self.provider.model, input=shown)
            judged = tuple(_flagged(result) for result in answer.results)
        if len(judged) != len(shown):
            raise PermanentError(
                f"could not {doing}: {len(shown)} were shown, {len(judged)} were judged; name "
                "another model under `moderation` in the channel file"
            )
        return Classification(each=judged)


def _flagged(result: Any) -> tuple[FlagReason, ...]:
    if type(result.flagged) is not bool:
        raise TypeError("flagged is neither true nor false")
    if not result.flagged:
        return ()
    scores = result.category_scores.model_dump(by_alias=True)
    marks = tuple(
        FlagReason(category=name, score=float(scores.get(name) or 0))
        for name, flagged in result.categories.model_dump(by_alias=True).items()
        if flagged
    )
    return marks or (FlagReason(category=UNNAMED, score=1.0),)


def _data_url(path: Path) -> str:
    """Return a picture as a small JPEG within an address."""
    with Image.open(path, formats=KINDS) as picture:
        small = picture.convert("RGB")
    small.thumbnail((SHOWN_PX, SHOWN_PX))
    target = io.BytesIO()
    small.save(target, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(target.getvalue()).decode()
