"""Captions in the picture: rendered by ffmpeg, and looked at pixel by pixel."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factory.captions.burned_in import caption_events
from factory.captions.cues import Cue
from factory.presets.caption_styles import CaptionChoice, CaptionStyle, caption_style_of
from factory.typography.ass_script import write_ass
from factory.video_formats.formats import FormatCaptions, Picture, format_named
from resources.images import fonts
from resources.machine import ffmpeg
from tests.fakes.manifests import a_cue

SMALL = Picture(width=270, height=480, fps=30)
"""A quarter of a Short: text scales with the frame."""
STYLE = format_named("short").captions
GREY, BUSY = "color=0x60a080:s=270x480:r=30", "mandelbrot=s=270x480:r=30:start_scale=0.5"

LOOK = caption_style_of(None, STYLE)


def written(cues: Sequence[Cue], style: FormatCaptions = STYLE, look: CaptionStyle = LOOK) -> bytes:
    """Return the script of the first minute."""
    script = write_ass(caption_events(cues, look, style, SMALL, fonts), SMALL, 0, 1800)
    assert script is not None
    return script


Film = NDArray[np.int16]


def render(
    folder: Path,
    cues: Sequence[Cue],
    *,
    background: str = GREY,
    seconds: float = 1.0,
    shipped: bool = True,
    look: CaptionStyle = LOOK,
) -> tuple[Film, list[str]]:
    """Return all frames as RGB (frames, height, width, 3), and what libass logged."""
    (folder / "fonts").mkdir(exist_ok=True)
    script = written(cues, look=look)
    for font in fonts.fonts_named(script) if shipped else ():
        (folder / "fonts" / font.name).symlink_to(font)
    (folder / "c.ass").write_bytes(script)
    log: list[str] = []
    burn = f"ass=filename={folder}/c.ass:fontsdir={folder}/fonts,format=rgb24"
    ffmpeg.run(
        ["-f", "lavfi", "-i", background, "-vf", burn, "-t", str(seconds)]
        + ["-f", "rawvideo", str(folder / "film.rgb")],
        doing="draw captions",
        on_log=log.append,
        log_level="verbose",
    )
    film = np.frombuffer((folder / "film.rgb").read_bytes(), dtype=np.uint8)
    return film.reshape(-1, SMALL.height, SMALL.width, 3).astype(np.int16), log


def lit(film: Film) -> NDArray[np.bool_]:
    """Return where a pixel is the yellow of the lit word."""
    red, green, blue = (film[..., n] for n in range(3))
    return (red > 220) & (green > 180) & (blue < 120)


def changed(film: Film) -> NDArray[np.bool_]:
    """Return where captions drew anything over the plain background."""
    return np.logical_or.reduce(np.abs(film - film[:, :1, :1]) > 6, axis=-1)


def test_each_word_is_lit_on_exactly_the_frames_on_which_it_is_spoken(tmp_path: Path):
    cue = a_cue("one two six", 0.2, 1.1)  # frames 6, 15, 24, 33
    film, _ = render(tmp_path, [cue], seconds=1.3)
    centres = [np.argwhere(frame)[:, 1].mean() if frame.any() else np.nan for frame in lit(film)]
    assert [n for n, c in enumerate(centres) if not np.isnan(c)] == list(range(6, 33))
    for left, right in ((6, 15), (15, 24), (24, 33)):
        assert np.ptp(centres[left:right]) < 2
    assert centres[10] + 20 < centres[18] < centres[28] - 20


def test_text_neither_flickers_nor_moves_while_its_cue_stands(tmp_path: Path):
    film, _ = render(tmp_path, [a_cue("one two six", 0.2, 1.1)], seconds=1.3)
    drawn = changed(film)
    assert drawn[6:33].any(axis=(1, 2)).all()
    assert not drawn[:6].any()
    assert not drawn[33:].any()
    left = np.argwhere(drawn[20])[:, 1].min()
    first_word = slice(left, left + 40)
    assert np.array_equal(film[16, :, first_word], film[32, :, first_word])


def test_cues_that_touch_leave_no_empty_frame_and_never_stand_together(tmp_path: Path):
    cues = [a_cue("iiii", 0.0, 0.517), a_cue("wwww wwww", 0.517, 1.0)]
    film, _ = render(tmp_path, cues)
    widths = [np.ptp(np.argwhere(frame)[:, 1]) for frame in changed(film)]
    assert max(widths[:16]) < min(widths[16:])


@pytest.mark.parametrize(
    "text",
    [
        "wwwwwwwwwwww wwwwwwwwwwww wwwwwwwwwwww wwwwwwwwwwww",
        "w" * 40,
        "ÅÇg ÅÇg jpqy",
        r"{\pos(0,0)} {\fs400}big \N\N\N\N {\an7}x",
    ],
)
def test_nothing_is_drawn_outside_the_safe_area(tmp_path: Path, text: str):
    drawn = changed(render(tmp_path, [a_cue(text, 0, 0.8)], seconds=0.8)[0]).any(axis=0)
    ys, xs = np.nonzero(drawn)
    side = (1 - STYLE.safe_width) / 2 * SMALL.width
    assert side <= xs.min() < xs.max() <= SMALL.width - side
    assert STYLE.safe_top * SMALL.height <= ys.min()
    assert ys.max() <= STYLE.safe_bottom * SMALL.height


def test_the_safe_area_holds_at_the_lower_edge_too(tmp_path: Path):
    low = STYLE.model_copy(update={"baseline": 1.0})
    script = written([a_cue("ÅÇg jpqy", 0, 1)], low)
    high = STYLE.model_copy(update={"baseline": 0.0})
    assert _lowest(script) < STYLE.safe_bottom * SMALL.height
    assert _lowest(written([a_cue("ÅÇg", 0, 1)], high)) > (STYLE.safe_top * SMALL.height)


def _lowest(script: bytes) -> float:
    return max(
        float(part.split(")")[0].split(",")[1]) for part in script.decode().split(r"\pos(")[1:]
    )


def test_the_shipped_font_is_the_one_that_is_drawn(tmp_path: Path):
    (tmp_path / "without").mkdir()
    cue = a_cue("Roman roads", 0, 0.2)
    film, log = render(tmp_path, [cue], seconds=0.2)
    other, _ = render(tmp_path / "without", [cue], seconds=0.2, shipped=False)
    chosen = [line for line in log if "fontselect" in line]
    assert chosen
    assert all("(Poppins ExtraBold, 400, 0) -> Poppins-ExtraBold" in line for line in chosen)
    assert not np.array_equal(film, other)


def test_widths_are_those_that_libass_draws(tmp_path: Path):
    film, _ = render(tmp_path, [a_cue("wwww", 0, 0.4)], seconds=0.5)
    xs = np.nonzero(lit(film)[11].any(axis=0))[0]  # settled: a lit word stays a little larger
    measured = fonts.text_width("wwww", STYLE.font, STYLE.size * SMALL.height)
    assert np.ptp(xs) == pytest.approx(measured * 1.05, abs=3)


@pytest.mark.parametrize("name", ["lit", "bold-pop"])
def test_letters_of_all_fonts_stand_on_one_line(tmp_path: Path, name: str):
    look = caption_style_of(CaptionChoice(like=name, words_per_cue=4, size=0.04), STYLE)
    film, _ = render(tmp_path, [a_cue("H Ή ภ H", 0, 1.2)], seconds=0.9, look=look)
    letters = film[26].min(axis=2) > 200  # the last word is lit, the others are white
    columns = np.flatnonzero(letters.any(axis=0))
    words = np.split(columns, np.flatnonzero(np.diff(columns) > 3) + 1)
    feet = [int(np.flatnonzero(letters[:, word].any(axis=1)).max()) for word in words]
    assert len(feet) == 3
    assert np.ptp(feet) <= 1


def test_no_letter_is_drawn_as_an_empty_box(tmp_path: Path):
    words = "Übergröße œuvre Łódź İstanbul €50 “ja” naïve ¿qué? 🔥"
    cues = [a_cue(w, n * 0.1, n * 0.1 + 0.1) for n, w in enumerate(words.split())]
    film, log = render(tmp_path, cues, seconds=0.9)
    assert not [line for line in log if "glyph" in line.lower()]
    assert changed(film).any(axis=(1, 2)).sum() == 24  # the emoji's three frames are empty


@pytest.mark.parametrize("background", [GREY, "color=white:s=270x480:r=30", BUSY])
def test_text_stands_out_on_any_picture(tmp_path: Path, background: str):
    (tmp_path / "plain").mkdir()
    cue = a_cue("Roman roads", 0, 0.5)
    letters = lit(render(tmp_path / "plain", [cue], seconds=0.2)[0])[4]
    frame = render(tmp_path, [cue], background=background, seconds=0.2)[0][4]
    ys, xs = np.nonzero(letters)
    grown = np.zeros_like(letters)
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            grown[ys + dy, xs + dx] = True
    ring = frame[grown & ~letters].mean(axis=1)
    assert np.median(ring) < 90
    assert np.median(frame[letters].mean(axis=1)) > 150
