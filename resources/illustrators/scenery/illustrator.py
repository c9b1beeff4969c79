"""Draws scenery: the pictures that need no key, no server and no licence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.depiction.surroundings import BY_DAY
from factory.errors import BadInput
from factory.pictures.visuals import PictureDetail
from factory.ports import Seeding
from factory.presets.palettes import palette_for
from factory.records import Provider
from factory.units_of_work import Notes
from resources.illustrators.depiction_painters import PAINTERS
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import finished
from resources.illustrators.scenery.painting.palettes import PALETTES
from resources.illustrators.scenery.painting.pixels import Field, luminance
from resources.illustrators.scenery.scene_kinds import (
    AFTER_DARK,
    BEYOND_WEATHER,
    HEEDS_TITLE,
    KINDS,
    VOCABULARY,
    Kind,
    chosen,
    kind_of,
)
from resources.illustrators.scenery.word_cues import (
    HOURS_AND_WEATHERS,
    NIGHT,
    USUAL,
    at_night,
    weather_of,
    words_of,
)
from resources.machine.allocation import keep_large_blocks

LICENCE = "CC0-1.0"
NEARER = 4 / 3
"""How many times larger than its frame a scenery is painted that is seen nearer."""
BLANK_BELOW = 1.0
"""Deviation of luma, in code values, under which a picture counts as one flat colour."""


class SceneryIllustrator:
    """Paints the scene its words ask for, the same for the same words, seed, size and palette."""

    seeding: Seeding = "scene"
    provider = Provider(
        role="pictures",
        name="scenery",
        model="painted-scenery",
        version="15",
        licence=LICENCE,
        default=True,
        trained=False,
    )

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`: of the prompt only the words a painter heeds."""
        words = words_of(prompt) & VOCABULARY
        look = palette_for("", pictures.look or palette)
        if depiction is None or depiction.kind == "mood":
            return {"words": sorted(words), "palette": look}
        subject = depiction.subject
        if depiction.kind == "thing" and subject and subject.painted:
            return _of_painted(depiction, subject.scenery, words, look)
        shown = depiction.model_dump(
            mode="json", exclude={"shows", "reason", "of_title"}, exclude_defaults=True
        )
        heeded = words & HOURS_AND_WEATHERS
        if subject and subject.name in BY_DAY:
            heeded |= {"day", "sun"}
            heeded -= NIGHT
        return {"depiction": shown, "words": sorted(heeded), "palette": look}

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`: it is made on this machine."""
        return Decimal(0)

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> PictureDetail:
        """See `factory.ports.Illustrator.draw`.

        Raises:
            BadInput: the palette is unknown, or the size is too small to compose.
        """
        keep_large_blocks()
        if min(width, height) < 64:
            raise BadInput(f"a scene of {width}x{height} px was asked for; it wants 64 px a side")
        palette = palette_for("", recipe["palette"])
        words, size = frozenset(recipe["words"]), (width, height)
        titled = recipe.get("titled") or recipe.get("depiction", {}).get("titled", False)
        near = recipe.get("view") == "near"
        whole = (round(width * NEARER), round(height * NEARER)) if near else size
        kind, canvas = composed(words, seed, whole, palette, recipe.get("kind", ""), titled=titled)
        name = kind.name
        if "depiction" in recipe:
            depiction = Depiction.model_validate({**recipe["depiction"], "shows": "", "reason": ""})
            name = depiction.kind
            picture = finished(canvas, PAINTERS[depiction.kind](canvas, depiction))
        else:
            image = kind.paint(canvas)
            if near:
                canvas, image = replace(canvas, width=width, height=height), _middle(image, size)
            picture = finished(canvas, image)
        _write_png(picture, target)
        luma = luminance(picture.astype(np.float32))
        return PictureDetail(
            width=width,
            height=height,
            blank=bool(luma.std() < BLANK_BELOW),
            attribution="",
            licence=LICENCE,
            kind=name,
            palette=palette,
        )


def _of_painted(
    depiction: Depiction, scenery: Sequence[str], words: frozenset[str], look: str
) -> Mapping[str, Any]:
    """Return the recipe of a thing that a scenery shows: of a scene's words those that its kind heeds."""
    # What goes with the thing must not make another scenery of it: a storm stays one at sea.
    wanted = kind_of(frozenset(scenery[:1]))
    heeds = KINDS[wanted].heeds if wanted else VOCABULARY
    heeded = words & (HOURS_AND_WEATHERS | heeds) | frozenset(scenery)
    recipe: dict[str, Any] = {"palette": look}
    if wanted:
        recipe["kind"] = wanted
    if depiction.titled and wanted in HEEDS_TITLE:
        recipe["titled"] = True
    if depiction.view == "near":
        recipe["view"] = "near"
    return {**recipe, "words": sorted(heeded)}


def composed(
    words: frozenset[str],
    seed: int,
    size: tuple[int, int],
    palette: str,
    kind_name: str = "",
    *,
    titled: bool = False,
) -> tuple[Kind, Canvas]:
    """Return the kind of scene that is named or else the words ask for, and the canvas it is painted on."""
    kind = KINDS[kind_name] if kind_name else chosen(words, seed, palette)
    colours = PALETTES[palette]
    night = at_night(words, colours.nocturnal or kind.name in AFTER_DARK)
    weather = weather_of(words, USUAL.get(palette, "clear"))
    if kind.name in BEYOND_WEATHER:
        weather = "clear"
    return kind, Canvas(*size, seed, colours, words, night, weather, titled)


def _middle(image: Field, size: tuple[int, int]) -> Field:
    """Return the middle of a larger picture."""
    (width, height), (tall, wide) = size, image.shape[:2]
    left, top = (wide - width) // 2, (tall - height) // 2
    return np.ascontiguousarray(image[top : top + height, left : left + width])


def _write_png(picture: np.ndarray[Any, Any], target: Path) -> None:
    """Write 8-bit RGB; the lightest compression, for grain does not compress."""
    settings = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    done, data = cv2.imencode(".png", np.ascontiguousarray(picture[..., ::-1]), settings)
    if not done:
        raise BadInput(
            f"a picture of {picture.shape[1]}x{picture.shape[0]} px could not be encoded"
        )
    target.write_bytes(data.tobytes())
