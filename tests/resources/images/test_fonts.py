"""Fonts: they are there, they are what they say, and what they lack is named."""

import struct
from importlib.metadata import distribution
from pathlib import Path

import pytest
from PIL import ImageFont

from factory.errors import BadInput
from factory.presets.fonts import FONTS
from resources.images import fonts


def test_every_shipped_font_is_there_under_its_own_name():
    assert fonts.missing_fonts() == []
    for name in fonts.SHIPPED:
        family, _ = ImageFont.truetype(fonts.font_file(name), 20).getname()
        assert family == name or name.startswith(f"{family} ")


def test_licence_and_makers_are_those_of_the_files():
    for name, (licence, makers) in FONTS.items():
        package = distribution(fonts.SHIPPED[name][0].replace("_", "-"))
        assert package.metadata["License-Expression"] == licence
        assert makers.split(" (")[0] in _copyright(fonts.font_file(name))


def _copyright(font: Path) -> str:
    """Return the first record of the file's table of names, in Windows' encoding."""
    with font.open("rb") as file:
        data = file.read()
    (count,) = struct.unpack_from(">H", data, 4)
    rows = [struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count)]
    (at,) = [at for tag, _, at, _ in rows if tag == b"name"]
    names, strings = struct.unpack_from(">HH", data, at + 2)
    for n in range(names):
        platform, _, _, kind, size, offset = struct.unpack_from(">6H", data, at + 6 + 12 * n)
        if (platform, kind) == (3, 0):
            start = at + strings + offset
            return data[start : start + size].decode("utf-16-be")
    return ""


def test_an_unknown_font_is_refused_and_the_others_are_named():
    with pytest.raises(BadInput, match=r"no font 'Comic Sans'; there are: Poppins ExtraBold"):
        fonts.font_file("Comic Sans")


def test_width_grows_with_size_and_text():
    one = fonts.text_width("Roman", "Poppins ExtraBold", 50)
    assert fonts.text_width("Roman", "Poppins ExtraBold", 100) == pytest.approx(2 * one)
    assert fonts.text_width("Roman roads", "Poppins ExtraBold", 50) > one


@pytest.mark.parametrize("font", fonts.SHIPPED)
def test_latin_languages_can_be_drawn(font: str):
    text = (
        "Voilà, l’œuvre! Übergröße “ja” — ¿Señor? Čeština příliš žluťoučký; Łódź, İstanbul, "
        "naïve façade… ångström œ æ ø ð þ ő ű ș ț 0123456789 € £ % & @ # ( ) [ ] / : ; · °"
    )
    assert fonts.drawable(text, font) == text


@pytest.mark.parametrize(
    ("text", "drawer"),
    [
        ("Αθήνα", "Fira Sans ExtraBold"),
        ("Львов", "Fira Sans ExtraBold"),
        ("Nguyễn", "Fira Sans ExtraBold"),
        ("مكتبة", "IBM Plex Sans Arabic"),
        ("کتابخانه", "IBM Plex Sans Arabic"),
        ("שלום", "Varela Round"),
        ("東京", "Noto Sans CJK JP"),
        ("简体繁體", "Noto Sans CJK JP"),
        ("ひらがな", "Noto Sans CJK JP"),
        ("서울", "Noto Sans CJK JP"),
        ("กรุงเทพ", "Kanit ExtraBold"),
        ("हिन्दी", "Poppins ExtraBold"),
    ],
)
def test_every_script_has_a_font_that_draws_the_whole_word(text: str, drawer: str):
    (run,) = fonts.runs(text, "Poppins ExtraBold")
    assert (run.text, run.font) == (text, drawer)


def test_a_line_of_two_scripts_is_drawn_by_two_fonts():
    found = fonts.runs("From 東京 with love", "Anton")
    assert [(run.text, run.font) for run in found] == [
        ("From ", "Anton"),
        ("東京 ", "Noto Sans CJK JP"),
        ("with love", "Anton"),
    ]


def test_letters_no_font_has_are_named():
    with pytest.raises(BadInput) as refused:
        fonts.drawable("ꦧꦱꦗꦮ", "Poppins ExtraBold")
    assert "(javanese letter ba)" in str(refused.value)
    assert "there are letters for Latin, Greek, Cyrillic" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("fire 🔥 water", "fire water"),
        ("👨\u200d👩\u200d👧", ""),
        ("I ❤\ufe0f Rome", "I Rome"),
        ("1️⃣ first", "1 first"),
        ("cafe\u0301", "café"),
        ("well\u2011known \u2032", "well-known '"),
        ("co\u00adoperate", "cooperate"),
        ("50 %  off", "50 % off"),
    ],
)
def test_signs_without_sound_are_left_out_and_rare_marks_replaced(text: str, drawn: str):
    assert fonts.drawable(text, "Poppins ExtraBold") == drawn
