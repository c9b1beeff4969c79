"""Fonts: they are there, they are what they say, and what they lack is named."""

import json

import pytest
from PIL import ImageFont

from factory.errors import BadInput
from factory.typefaces import FONTS
from resources import fonts


def test_every_shipped_font_is_there_under_its_own_name():
    assert fonts.missing_fonts() == []
    for name in fonts.SHIPPED:
        family, _ = ImageFont.truetype(fonts.font_file(name), 20).getname()
        assert family == name or name.startswith(f"{family} ")


def test_licence_and_makers_are_those_of_the_packages():
    for name, (licence, makers) in FONTS.items():
        facts = json.loads(
            fonts.font_file(name).parent.parent.joinpath("metadata.json").read_text()
        )
        assert facts["license"] == licence
        assert makers.split(" (")[0] in facts["copyright"]


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
    assert fonts.missing_glyphs(text, font) == ""


def test_letters_no_font_has_are_named():
    with pytest.raises(BadInput) as refused:
        fonts.drawable("Москва 東京 القاهرة", "Poppins ExtraBold")
    assert "М (cyrillic capital letter em)" in str(refused.value)
    assert "no font that is shipped has them" in str(refused.value)


def test_a_font_that_has_the_letters_is_recommended():
    with pytest.raises(BadInput, match="name a font that has them as `font`: Anton"):
        fonts.drawable("Tiếng Việt", "Poppins ExtraBold")
    assert fonts.drawable("Tiếng Việt", "Anton") == "Tiếng Việt"


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
