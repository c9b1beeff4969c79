"""Contrast of lettering: how much it stands out from what lies under it, and what is done where it is too little.

Ratios as in WCAG 2.2, 1.4.3 (w3.org/TR/WCAG22/#dfn-contrast-ratio): 1 is none, 21 is black on white.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from factory.channel.branding import Hook
from factory.presets.caption_styles import CaptionStyle
from factory.records import Payload

LEAST: Final = 4.5
"""What WCAG asks of text (AA); large text may have 3, but a video is gone before it is read twice."""
BLACK, WHITE = "000000", "FFFFFF"
BACKINGS: Final = ("0C0F14", BLACK, WHITE)
"""Colours of a backing that are tried, the house's own first."""
THICK_OUTLINE: Final = 0.05
"""An outline of fewer em than this is no backing."""
GIVEN_OUTLINE, GIVEN_OPACITY = 0.085, 0.9
"""What a style gets that has too little of either."""
HOOK_OPACITY: Final = 0.92
LOWER_THIRD_OPACITY: Final = 0.74

Surface = Literal["captions", "hook", "lower thirds"]


class Tones(Payload):
    """How dark and how bright pictures are where text may stand: grey levels of sRGB, 0 to 255."""

    darkest: float
    brightest: float


ANY_PICTURE: Final = Tones(darkest=0, brightest=255)


class TextContrast(Payload):
    """How much one kind of lettering stands out, at its worst."""

    what: Surface
    ratio: float
    over: Tones
    """The pictures that it was worked out for; 0 and 255: whatever there is under it."""
    changed: str = ""
    """What was chosen in place of the channel's own; empty where that stands out."""


def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance of a colour of sRGB, each part from 0 to 255."""
    parts = [part / 255 for part in (red, green, blue)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """Return the ratio of two luminances, the same either way."""
    bright, dark = max(one, other), min(one, other)
    return (bright + 0.05) / (dark + 0.05)


def worst_contrast(ink: str, backing: str, opacity: float, under: Tones) -> float:
    """Return how much an ink stands out from a backing that lets some of a picture through.

    Args:
        ink: as `FFD633`.
        backing: likewise.
        opacity: of the backing, from 0 to 1.
        under: how dark and bright the picture is; each grey between lies between their grounds.
    """
    own = luminance(*_parts(ink))
    grounds = [
        luminance(*(opacity * part + (1 - opacity) * level for part in _parts(backing)))
        for level in (under.darkest, under.brightest)
    ]
    if min(grounds) <= own <= max(grounds):
        return 1.0  # some grey of the picture makes the very colour of the ink
    return min(contrast(own, ground) for ground in grounds)


def legible_style(style: CaptionStyle, under: Tones) -> tuple[CaptionStyle, TextContrast]:
    """Return a style whose captions stand out from these pictures: the style itself where it does.

    Else it gets another backing; where none goes with both of its inks, the lit word has the other's;
    and where none goes with that, both are white.
    """
    one_ink = style.model_copy(update={"lit_colour": style.colour})
    white = style.model_copy(update={"colour": WHITE, "lit_colour": WHITE})
    tried = (style, *_backed(style), *_backed(one_ink), *_backed(white))
    best = next(one for one in tried if style_contrast(one, under) >= LEAST)
    return best, _told("captions", style_contrast(best, under), under, _changes(style, best))


def style_contrast(style: CaptionStyle, under: Tones) -> float:
    """Return how much the worse of a style's two inks stands out."""
    if style.box_opacity:
        backing, opacity = style.box_colour, style.box_opacity
    else:
        backing, opacity = style.outline_colour, float(style.outline >= THICK_OUTLINE)
    inks = (style.colour, style.lit_colour)
    return min(worst_contrast(ink, backing, opacity, under) for ink in inks)


def legible_hook(hook: Hook, under: Tones) -> tuple[Hook, TextContrast]:
    """Return a hook whose words stand out from their box: with another ink where they do not, or box."""
    inks = (hook.model_copy(update={"colour": ink}) for ink in (WHITE, BLACK))
    house = hook.model_copy(update={"colour": WHITE, "box_colour": BACKINGS[0]})
    best = next(one for one in (hook, *inks, house) if _on_box(one, under) >= LEAST)
    return best, _told("hook", _on_box(best, under), under, _changes(hook, best))


def lower_thirds_contrast() -> TextContrast:
    """Return how much chapters' titles stand out: white on the house's box, over whatever there is."""
    ratio = worst_contrast(WHITE, BACKINGS[0], LOWER_THIRD_OPACITY, ANY_PICTURE)
    return _told("lower thirds", ratio, ANY_PICTURE, ())


def grey_under_white(ratio: float) -> float:
    """Return the brightest grey, 0 to 255, from which white stands out by a ratio."""
    most = 1.05 / ratio - 0.05
    return next((level for level in range(255, 0, -1) if luminance(level, level, level) <= most), 0)


def _on_box(hook: Hook, under: Tones) -> float:
    return worst_contrast(hook.colour, hook.box_colour, HOOK_OPACITY, under)


def _backed(style: CaptionStyle) -> Iterable[CaptionStyle]:
    for colour in BACKINGS:
        if style.box_opacity:
            opacity = max(style.box_opacity, GIVEN_OPACITY)
            yield style.model_copy(update={"box_colour": colour, "box_opacity": opacity})
        else:
            outline = style.outline if style.outline >= THICK_OUTLINE else GIVEN_OUTLINE
            yield style.model_copy(update={"outline_colour": colour, "outline": outline})


def _changes(own: CaptionStyle | Hook, chosen: CaptionStyle | Hook) -> Sequence[str]:
    said = own.model_dump()
    return [f"{key} {value}" for key, value in chosen.model_dump().items() if said[key] != value]


def _told(what: Surface, ratio: float, under: Tones, changed: Sequence[str]) -> TextContrast:
    return TextContrast(what=what, ratio=round(ratio, 2), over=under, changed=", ".join(changed))


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
