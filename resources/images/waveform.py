"""Level curves: how loud a sound is over its time, as a picture with axes."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from factory.captions.cues import Cue
from resources.audio.levels import Levels
from resources.images import fonts

WIDTH, HEIGHT = 1200, 260
SHARP = 2
"""Drawn this many times as large and scaled down, for smooth edges."""

LEFT, RIGHT, TOP, BOTTOM = 56, 20, 30, 34
CUE_PX = 10
FLOOR_DB = -60.0
GRID_DB = (0, -12, -24, -36, -48)

PAGE, PLATE, GRID = (18, 20, 26), (26, 29, 38), (48, 53, 66)
PEAK, LOUD, MEAN = (52, 92, 128), (120, 205, 255), (255, 214, 51)
SPEECH, TEXT = (96, 178, 132), (168, 174, 188)


def draw_levels(levels: Levels, cues: Sequence[Cue]) -> Image.Image:
    """Return the picture: peaks as an area, loudness as a line, cues as blocks underneath."""
    canvas = Image.new("RGB", (WIDTH * SHARP, HEIGHT * SHARP), PAGE)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle(_scaled(LEFT, TOP, WIDTH - RIGHT, HEIGHT - BOTTOM), fill=PLATE)
    _grid(draw, levels.seconds)
    _curves(draw, levels)
    _cues(draw, cues, levels.seconds)
    _legend(draw, levels.typical_lufs, bool(cues))
    return canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def steps_of_picture() -> int:
    """Return how many steps the picture has room for: one for each column of pixels."""
    return WIDTH - LEFT - RIGHT


def _scaled(*pixels: float) -> tuple[float, ...]:
    return tuple(p * SHARP for p in pixels)


def _point(x: float, y: float) -> tuple[float, float]:
    return x * SHARP, y * SHARP


def _x(seconds: float, total: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * seconds / total


def _y(level_db: float) -> float:
    part = min(1.0, max(0.0, level_db / FLOOR_DB))
    return TOP + 8 + (HEIGHT - TOP - BOTTOM - CUE_PX - 16) * part


def _grid(draw: ImageDraw.ImageDraw, seconds: float) -> None:
    face = fonts.sized("Poppins Medium", 11 * SHARP)
    for level in GRID_DB:
        y = _y(level)
        draw.line(_scaled(LEFT, y, WIDTH - RIGHT, y), GRID, SHARP)
        draw.text(_point(LEFT - 8, y), f"{level} dB".replace("-", "−"), TEXT, face, "rm")
    step = _nice_step(seconds)
    for n in range(int(seconds / step + 1e-9) + 1):
        x = _x(n * step, seconds)
        draw.line(_scaled(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4), TEXT, SHARP)
        place = _point(min(x, WIDTH - RIGHT - 4), HEIGHT - BOTTOM + 8)
        draw.text(place, _clock(n * step, step), TEXT, face, "mt")


def _nice_step(seconds: float) -> float:
    """Return a round number of seconds that makes at most a dozen marks."""
    steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
    return next((step for step in steps if seconds / step <= 12), 7200)


def _clock(seconds: float, step: float) -> str:
    if step < 1:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _curves(draw: ImageDraw.ImageDraw, levels: Levels) -> None:
    count = len(levels.peak_dbfs)
    xs = [_x((n + 0.5) * levels.seconds / count, levels.seconds) for n in range(count)]
    area = [(x * SHARP, _y(p) * SHARP) for x, p in zip(xs, levels.peak_dbfs, strict=True)]
    ground = _y(FLOOR_DB) * SHARP
    draw.polygon([(xs[0] * SHARP, ground), *area, (xs[-1] * SHARP, ground)], fill=PEAK)
    line = [(x * SHARP, _y(m) * SHARP) for x, m in zip(xs, levels.momentary_lufs, strict=True)]
    draw.line(line, LOUD, 2 * SHARP, joint="curve")
    if levels.typical_lufs > FLOOR_DB:
        y = _y(levels.typical_lufs)
        for x in range(LEFT, WIDTH - RIGHT, 10):
            draw.line(_scaled(x, y, x + 5, y), MEAN, SHARP)


def _cues(draw: ImageDraw.ImageDraw, cues: Sequence[Cue], seconds: float) -> None:
    top = HEIGHT - BOTTOM - CUE_PX - 3
    for cue in cues:
        left, right = _x(cue.start, seconds) + 0.5, _x(min(cue.end, seconds), seconds) - 0.5
        box = _scaled(left, top, max(right, left + 1), top + CUE_PX)
        draw.rounded_rectangle(box, 2 * SHARP, fill=SPEECH)


def _legend(draw: ImageDraw.ImageDraw, typical_lufs: float, cues: bool) -> None:
    face = fonts.sized("Poppins Medium", 11 * SHARP)
    found = f"{typical_lufs:.1f} LUFS overall" if typical_lufs > -70 else "silence"
    entries = [(PEAK, "peak, dBFS"), (LOUD, "loudness over 0.4 s, LUFS"), (MEAN, found)]
    entries += [(SPEECH, "captions")] if cues else []
    x = float(LEFT)
    for colour, text in entries:
        draw.rounded_rectangle(_scaled(x, 11, x + 12, 19), 2 * SHARP, fill=colour)
        draw.text(_point(x + 18, 15), text.replace("-", "−"), TEXT, face, "lm")
        x += 18 + draw.textlength(text, face) / SHARP + 22
