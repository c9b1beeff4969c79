"""Fonts: the typefaces that come with the factory, what they can draw, and how wide it gets."""

import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from factory.documents.error_words import listed
from factory.errors import BadInput, PermanentError
from factory.typography.line_breaking import clusters
from factory.typography.text_metrics import Run, Stance

if TYPE_CHECKING:
    from PIL import ImageFont

SHIPPED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Poppins ExtraBold": ("fontpkg_poppins", "files/Poppins-ExtraBold.ttf"),
        "Poppins SemiBold": ("fontpkg_poppins", "files/Poppins-SemiBold.ttf"),
        "Poppins Medium": ("fontpkg_poppins", "files/Poppins-Medium.ttf"),
        "Anton": ("fontpkg_anton", "files/Anton-Regular.ttf"),
        "Fira Sans ExtraBold": ("fontpkg_fira_sans", "files/FiraSans-ExtraBold.ttf"),
        "IBM Plex Sans Arabic": (
            "fontpkg_ibm_plex_sans_arabic",
            "files/IBMPlexSansArabic-Bold.ttf",
        ),
        "Varela Round": ("fontpkg_varela_round", "files/VarelaRound-Regular.ttf"),
        "Noto Sans CJK JP": ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
        "Kanit ExtraBold": ("fontpkg_kanit", "files/Kanit-ExtraBold.ttf"),
    }
)
"""Package and file of each font, by the family name that is written in the font itself.

All are under OFL-1.1: free to embed in pictures and to ship.
"""

HELPERS = (
    "Poppins ExtraBold",
    "Fira Sans ExtraBold",
    "IBM Plex Sans Arabic",
    "Varela Round",
    "Noto Sans CJK JP",
    "Kanit ExtraBold",
)
"""Who draws what a font lacks, the first that can: Latin and Hindi; Greek, Cyrillic and Vietnamese;
Arabic; Hebrew; Chinese, Japanese and Korean; Thai."""

BOLD = frozenset({"IBM Plex Sans Arabic", "Varela Round", "Noto Sans CJK JP"})
"""Families of several weights, and one that has no bold of its own and is made fatter."""

SCRIPTS = "Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Thai, Chinese, Japanese and Korean"

DIRECTIONS = "\u200e\u200f"
"""Marks that are never drawn: they say on which side a line begins."""

_WORDS = re.compile(r"\s+|\S+")

MEASURED_PX = 200
"""Text is measured at this size and scaled: hinting does not round the widths of small text."""

STAND_INS = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u2032": "'",
        "\u2033": '"',
        "\u00ad": None,
        "\u200b": None,
        "\u2060": None,
    }
)
"""Punctuation that fonts often lack, and what a typesetter takes instead."""

WITHOUT_SOUND = frozenset({"So", "Sk", "Sm", "Sc", "Cf", "Cn", "Co", "Po", "Pd", "Ps", "Pe"})
"""Unicode categories that may go undrawn: emoji, signs and marks, but no letter and no digit."""


def font_file(name: str) -> Path:
    """Return the TrueType file of a font.

    Raises:
        BadInput: no such font is shipped; the message names those that are.
        PermanentError: its package is not installed.
    """
    if name not in SHIPPED:
        raise BadInput(f"there is no font {name[:60]!r}; there are: {listed(SHIPPED)}")
    package, file = SHIPPED[name]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise PermanentError(
            f"the font {name} comes with the package {package.replace('_', '-')}, which is not "
            "installed; install the project's requirements again"
        )
    return Path(spec.origin).parent / file


def fonts_named(script: bytes) -> tuple[Path, ...]:
    """Return the files of the fonts that an ASS script names, and of no others: they are large.

    Raises:
        PermanentError: the package of one is not installed.
    """
    return tuple(font_file(name) for name in SHIPPED if name.encode() in script)


def missing_fonts() -> list[str]:
    """Return the names of shipped fonts whose files are not there."""
    missing: list[str] = []
    for name in SHIPPED:
        try:
            there = font_file(name).is_file()
        except PermanentError:
            there = False
        if not there:
            missing.append(name)
    return missing


def sized(name: str, size_px: int) -> "ImageFont.FreeTypeFont":
    """Return a font to draw with; one em is `size_px`."""
    from PIL import ImageFont  # a tenth of a second, for who only lists videos

    return ImageFont.truetype(font_file(name), size_px)


def text_width(text: str, font: str, size_px: float) -> float:
    """Return how wide a line of text is drawn, in pixels; one em is `size_px`."""
    return sum(_measuring(run.font).getlength(run.text) for run in runs(text, font)) * (
        size_px / MEASURED_PX
    )


def script_size(font: str, size_px: float) -> float:
    """Return the font size that ASS wants for an em of `size_px`.

    ASS sizes are the height of the line, which libass takes from the `OS/2` table's Windows
    ascent and descent (libass, ass_font.c, set_font_metrics).
    """
    return size_px * sum(_line(font))


def stance(text: str, font: str, size_px: float) -> Stance:
    """Return where the letters of one line stand; see `factory.typography.text_metrics.Lettering.stance`."""
    baseline, above, below = _stance(text, font)
    return Stance(baseline * size_px, above * size_px, below * size_px)


@lru_cache(maxsize=4096)
def _stance(text: str, font: str) -> tuple[float, float, float]:
    drawn = runs(text, font) or (Run(" ", font),)
    lines = [_line(run.font) for run in drawn]
    ink = [_measuring(run.font).getbbox(run.text, anchor="ls") for run in drawn]
    return (
        (max(ascent for ascent, _ in lines) - max(descent for _, descent in lines)) / 2,
        -min(top for _, top, _, _ in ink) / MEASURED_PX,
        max(bottom for _, _, _, bottom in ink) / MEASURED_PX,
    )


@cache
def _line(font: str) -> tuple[float, float]:
    """Return how far libass's line of a font reaches above and below the baseline, in em."""
    tables = _tables(font_file(font).read_bytes())
    (units,) = struct.unpack_from(">H", tables["head"], 18)
    ascent, descent = struct.unpack_from(">HH", tables["OS/2"], 74)
    return ascent / units, descent / units


@lru_cache(maxsize=4096)
def runs(text: str, font: str) -> tuple[Run, ...]:
    """Return the text in pieces, each with the font that draws it; see `factory.typography.text_metrics`.

    A word is drawn by one font where one has all its letters. Spaces and marks stay with the font
    before them, so that there are few pieces.
    """
    pieces: list[tuple[str, str]] = []
    for word in _WORDS.findall(text):
        drawer = _drawer(word, font)
        if drawer:
            pieces.append((drawer, word))
        else:
            pieces += [(_drawer(letter, font) or font, letter) for letter in clusters(word)]
    joined: list[tuple[str, str]] = []
    for drawer, piece in pieces:
        same = joined and (piece.isspace() or joined[-1][0] == drawer)
        if same:
            joined[-1] = (joined[-1][0], joined[-1][1] + piece)
        else:
            joined.append((drawer, piece))
    return tuple(Run(piece, drawer, drawer in BOLD) for drawer, piece in joined)


def _drawer(text: str, font: str) -> str | None:
    """Return the first font that has all of a text, or None."""
    return next((f for f in dict.fromkeys((font, *HELPERS)) if not missing_glyphs(text, f)), None)


def missing_glyphs(text: str, font: str) -> str:
    """Return the characters of the text that the font lacks, each once, in order."""
    there = _covered(font)
    lacking = (c for c in text if ord(c) not in there and not c.isspace() and c not in DIRECTIONS)
    return "".join(dict.fromkeys(lacking))


def drawable(text: str, font: str) -> str:
    """Return the text as the fonts can draw it: stand-ins for rare marks, no emoji.

    Raises:
        BadInput: no font has some of its letters or digits; the message names them.
    """
    composed = unicodedata.normalize("NFC", text).translate(STAND_INS)
    lacking = missing_glyphs(composed, font)
    for helper in HELPERS if lacking else ():
        lacking = missing_glyphs(lacking, helper)
    letters = "".join(c for c in lacking if not _without_sound(c))
    if letters:
        raise BadInput(
            f"no font that comes with the factory can draw {_named(letters)} in {text[:40]!r}; "
            f"there are letters for {SCRIPTS}: write it in one of these"
        )
    left = "".join(c for c in composed if c not in lacking)
    # What joins the parts of an emoji is invisible when the parts are gone.
    visible = any(unicodedata.category(c) != "Cf" for c in left if not c.isspace())
    return " ".join(left.split()) if visible else ""


def _without_sound(character: str) -> bool:
    # Variation selectors and the keycap mark belong to emoji; other marks belong to letters.
    return unicodedata.category(character) in WITHOUT_SOUND or character in "\ufe0e\ufe0f\u20e3"


def _named(characters: str) -> str:
    return listed(
        f"{c} ({unicodedata.name(c, f'U+{ord(c):04X}').lower()})" for c in characters[:6]
    ) + (f" and {len(characters) - 6} more" if len(characters) > 6 else "")


@cache
def _measuring(font: str) -> "ImageFont.FreeTypeFont":
    return sized(font, MEASURED_PX)


@cache
def _covered(font: str) -> frozenset[int]:
    """Return the code points that the font's `cmap` gives a glyph (OpenType, formats 4 and 12)."""
    table = _tables(font_file(font).read_bytes())["cmap"]
    (count,) = struct.unpack_from(">H", table, 2)
    covered: set[int] = set()
    for n in range(count):
        (offset,) = struct.unpack_from(">I", table, 8 + 8 * n)
        (kind,) = struct.unpack_from(">H", table, offset)
        if kind == 4:
            covered |= _segments(table, offset)
        elif kind == 12:
            (groups,) = struct.unpack_from(">I", table, offset + 12)
            for first, last, _ in struct.iter_unpack(
                ">III", table[offset + 16 : offset + 16 + 12 * groups]
            ):
                covered.update(range(first, last + 1))
    return frozenset(covered - {0xFFFF})


def _segments(table: bytes, offset: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    shape = f">{twice // 2}H"
    ends = struct.unpack_from(shape, table, offset + 14)
    starts = struct.unpack_from(shape, table, offset + 16 + twice)
    return {
        code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)
    }


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    rows = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    return {tag.decode("latin-1"): font[at : at + size] for tag, _, at, size in rows}
