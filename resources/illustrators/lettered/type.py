"""Type: words drawn large into a picture, with the fonts of the factory and their stand-ins."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field, blurred, grey, mix, rgb
from resources.images import fonts

DISPLAY, TEXT = "Anton", "Poppins SemiBold"
LINE_EM = 1.16
SHADOW = 0.62
"""How dark the soft shade behind letters is: it keeps them apart from whatever they stand on."""

REACH = 0.08
"""How far the shade of letters reaches, in the canvas's unit; nothing beyond it changes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words with its place."""

    text: str
    font: str
    size_px: float
    x: float
    """Its middle."""
    baseline: float


def width_of(text: str, font: str, size_px: float) -> float:
    """Return how wide a text is drawn, in pixels."""
    return fonts.text_width(text, font, size_px)


def fitted_size(text: str, font: str, room_px: float, most_px: float) -> float:
    """Return the largest size at which a text is no wider than its room."""
    return min(most_px, room_px / max(1e-6, width_of(text, font, 1.0)))


def broken(text: str, font: str, size_px: float, room_px: float) -> list[str]:
    """Return the lines of a text that fit a room, filled one after the other."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, font, size_px) <= room_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def block(
    text: str, font: str, most_px: float, room: tuple[float, float], least_px: float
) -> tuple[list[str], float]:
    """Return a text's lines and size: as large as fits a room of (width, height) in pixels."""
    size = most_px
    while size > least_px:
        lines = broken(text, font, size, room[0])
        wide = max(width_of(line, font, size) for line in lines)
        if wide <= room[0] and len(lines) * size * LINE_EM <= room[1]:
            return lines, size
        size *= 0.94
    return broken(text, font, least_px, room[0]), least_px


def mask_of(canvas: Canvas, lines: list[Line]) -> Field:
    """Return where the letters are, 0 to 1, at the canvas's size."""
    sheet = Image.new("L", (canvas.width, canvas.height), 0)
    pen = ImageDraw.Draw(sheet)
    for line in lines:
        x = line.x - width_of(line.text, line.font, line.size_px) / 2
        for run in fonts.runs(line.text, line.font):
            font = fonts.sized(run.font, max(1, round(line.size_px)))
            pen.text((x, line.baseline), run.text, 255, font, anchor="ls")
            x += font.getlength(run.text)
    return np.asarray(sheet, np.float32) / np.float32(255)


def lettered(canvas: Canvas, image: Field, lines: list[Line], colour: Field) -> Field:
    """Return the picture with words on it, in one colour over a soft shade."""
    if not lines:
        return image
    around = REACH * canvas.unit
    top = max(0, round(min(line.baseline - 1.3 * line.size_px for line in lines) - around))
    foot = max(line.baseline + 0.5 * line.size_px for line in lines) + around
    foot = min(canvas.height, round(foot))
    moved = [replace(line, baseline=line.baseline - top) for line in lines]
    mask = mask_of(replace(canvas, height=max(1, foot - top)), moved)
    shade = blurred(mask, 0.018 * canvas.unit) + blurred(mask, 0.004 * canvas.unit)
    shade = np.clip(shade * np.float32(1.1), 0, 1) * np.float32(SHADOW)
    result = np.array(image, np.float32)
    rows = result[top : top + len(mask)]
    rows = mix(rows, rows * rgb(0.10, 0.10, 0.12), shade)
    result[top : top + len(mask)] = rows * (1 - grey(mask)) + grey(mask) * colour
    return result


def paper_white(canvas: Canvas) -> Field:
    """Return the colour of letters: nearly white, warmed by the video's light."""
    return canvas.palette.moon * np.float32(0.35) + rgb(0.62, 0.62, 0.62)


def accent(canvas: Canvas) -> Field:
    """Return the colour of what shall stand out: the palette's lamp."""
    return np.clip(canvas.palette.lamp * np.float32(1.05), 0, 1).astype(np.float32)
