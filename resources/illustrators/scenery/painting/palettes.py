"""The colours behind the palettes' names, chosen by eye as display colours."""

from dataclasses import dataclass

from resources.illustrators.scenery.painting.colour import linear
from resources.illustrators.scenery.painting.pixels import Field


@dataclass(frozen=True)
class Palette:
    """What every scene of one video is painted with, in linear light."""

    name: str
    sky: tuple[Field, ...]
    """Five stops from the zenith to the horizon, while the sun is about."""
    night: tuple[Field, ...]
    land: tuple[Field, Field]
    """Ground far away without haze, and the darkest foreground."""
    sun: Field
    moon: Field
    lamp: Field
    """Windows, lanterns, candles."""
    water: Field
    """What one sees looking straight down into it."""
    nocturnal: bool
    """True when scenes are at night unless their words say otherwise."""


def _palette(name: str, sky: str, night: str, rest: str, nocturnal: bool = False) -> Palette:
    far, near, sun, moon, lamp, water = (linear(code) for code in rest.split())
    return Palette(
        name=name,
        sky=tuple(linear(code) for code in sky.split()),
        night=tuple(linear(code) for code in night.split()),
        land=(far, near),
        sun=sun,
        moon=moon,
        lamp=lamp,
        water=water,
        nocturnal=nocturnal,
    )


PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        _palette(
            "ember",
            "#241a33 #55294a #a84545 #e88249 #ffc981",
            "#0d0a18 #1d1228 #3b1c33 #6e3238 #a85a40",
            "#6d4450 #140b10 #ffad5e #ffd9b0 #ff9a48 #2a1a28",
        ),
        _palette(
            "dusk",
            "#1b2547 #3d4478 #80618f #d68d8c #f8c89e",
            "#080c1e #121a3a #26305c #4b4a78 #85688a",
            "#5d5478 #10101c #ffc08a #e8e2f0 #ffb066 #1a2340",
        ),
        _palette(
            "moonlit",
            "#14233f #28426b #4a6d98 #86a5c2 #c6d6de",
            "#050a18 #0b1830 #193359 #385d8a #7d9dbb",
            "#456488 #060b16 #e9eef2 #dfeaf5 #ffc27d #0b1b33",
            nocturnal=True,
        ),
        _palette(
            "mist",
            "#4f7c94 #7ba6b4 #aec9c6 #dcdac4 #f6e6c8",
            "#10181d #1c282e #30404a #50646c #7f9296",
            "#648a90 #152a32 #fff3d6 #e6eef0 #ffcf94 #3c4d52",
        ),
        _palette(
            "parchment",
            "#645a58 #94806c #c2a684 #e3cba2 #f6e8c8",
            "#171313 #2a2220 #453830 #6e5a48 #a48a6a",
            "#806a55 #1f1712 #ffe2ac #f7e6c4 #ffc474 #42382f",
        ),
        _palette(
            "aurora",
            "#10283c #1f4c5c #3f7f82 #82b7a6 #cfe3c4",
            "#030a18 #06192c #0b3446 #1c6468 #5fb09a",
            "#3d6f76 #050d12 #fff0c8 #d8f5ea #ffc784 #06222c",
        ),
        _palette(
            "rose-dawn",
            "#44507f #7d78a8 #c593af #f3b5aa #ffe2c6",
            "#10132a #20244a #3d3a66 #6f5880 #b0839a",
            "#86749a #1c1526 #ffd0a2 #fbe8ea #ffbe82 #453f63",
        ),
        _palette(
            "verdant",
            "#2f6076 #5f9296 #a3c0a2 #dcdba8 #f9efca",
            "#07141a #0e2a2f #1c4843 #3f6f58 #86a078",
            "#5b8272 #0c1a14 #ffe9a6 #eaf3dc #ffca7c #173b3c",
        ),
        _palette(
            "storm",
            "#1a2c48 #2f5072 #557c92 #93a9a6 #d8c8a4",
            "#070d1a #0e1c32 #1b3450 #345872 #648694",
            "#4a687c #0a121a #f6e6c4 #dbe6ea #ffbf78 #1b2a33",
        ),
        _palette(
            "gold",
            "#3f4258 #7a6860 #c18e52 #efbf68 #ffe9ae",
            "#0f0f1c #221d28 #443430 #7a5636 #bb8a4c",
            "#8a6a4c #1c120c #ffd27e #ffeec8 #ffb856 #3a3238",
        ),
        _palette(
            "azure",
            "#1d4f8c #3d7ab6 #7aaed6 #bddae8 #f4eedd",
            "#050d20 #0b1e40 #173a68 #3c6a98 #86abc4",
            "#5d84a4 #0e1a26 #fff0cc #e6f0fa #ffc885 #0f3a58",
        ),
        _palette(
            "amethyst",
            "#1c1540 #3d2b70 #74489a #bd80b6 #f6c3bf",
            "#090518 #160e34 #2e1c58 #573580 #9a68a8",
            "#5d4684 #0c0818 #ffbfa6 #efe2fb #ffb680 #1c1440",
        ),
    )
}
