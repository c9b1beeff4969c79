"""Lettering stands out from whatever is under it; what would not gets another backing or ink."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from factory.channel.branding import Hook
from factory.graphics.contrast import (
    ANY_PICTURE,
    LEAST,
    Tones,
    contrast,
    legible_hook,
    legible_style,
    lower_thirds_contrast,
    luminance,
    style_contrast,
    worst_contrast,
)
from factory.presets.caption_styles import caption_styles
from resources.images.picture_tones import StillTones

colours = st.from_regex(r"[0-9A-F]{6}", fullmatch=True)
LIT = caption_styles()["lit"]


def test_ratios_are_those_of_wcag():
    black, white, grey = (luminance(level, level, level) for level in (0, 255, 119))
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(white, grey) == contrast(grey, white) == pytest.approx(4.48, abs=0.01)
    assert luminance(255, 0, 0) == pytest.approx(0.2126)


@pytest.mark.parametrize("name", sorted(caption_styles()))
def test_the_styles_that_ship_stand_out_from_any_picture_and_stay_as_they_are(name: str):
    style, told = legible_style(caption_styles()[name], ANY_PICTURE)
    assert style == caption_styles()[name]
    assert told.ratio >= LEAST and told.changed == ""


def test_letters_without_a_backing_are_measured_over_the_pictures():
    bare = LIT.model_copy(update={"outline": 0.0})
    night, day = Tones(darkest=2, brightest=60), Tones(darkest=120, brightest=250)
    assert legible_style(bare, night)[0] == bare
    style, told = legible_style(bare, day)
    assert (style.outline, style.outline_colour) == (0.085, "0C0F14")
    assert "outline 0.085" in told.changed and told.ratio >= LEAST
    assert style_contrast(bare, day) < LEAST


def test_lower_thirds_stand_out_from_whatever_is_under_them():
    assert lower_thirds_contrast().ratio >= LEAST
    assert lower_thirds_contrast().what == "lower thirds"


def test_an_ink_between_the_tones_of_a_picture_does_not_stand_out_at_all():
    grey = Tones(darkest=0, brightest=255)
    assert worst_contrast("808080", "000000", 0.0, grey) == 1.0
    assert worst_contrast("FFFFFF", "000000", 1.0, grey) == 21.0


def test_two_inks_of_which_no_backing_suits_both_become_one():
    own = LIT.model_copy(update={"colour": "FFFFFF", "lit_colour": "101010"})
    dressed, told = legible_style(own, ANY_PICTURE)
    assert dressed.lit_colour == dressed.colour == "FFFFFF"
    assert told.ratio >= LEAST and "lit_colour FFFFFF" in told.changed


@settings(max_examples=50)
@given(colour=colours, lit=colours, outline=colours, box=st.sampled_from((0.0, 0.3, 0.84)))
def test_whatever_a_channel_chooses_its_captions_and_hook_can_be_read(
    colour: str, lit: str, outline: str, box: float
):
    chosen = {"colour": colour, "lit_colour": lit, "outline_colour": outline, "box_colour": outline}
    own = LIT.model_copy(update={**chosen, "box_opacity": box})
    assert legible_style(own, ANY_PICTURE)[1].ratio >= LEAST
    assert legible_hook(Hook(colour=colour, box_colour=outline), ANY_PICTURE)[1].ratio >= LEAST


def test_the_tones_of_pictures_are_those_of_the_area_where_text_may_stand(tmp_path: Path):
    picture = Image.new("L", (200, 400), 240)
    picture.paste(20, (0, 200, 200, 400))
    picture.save(tmp_path / "a.png")
    meter = StillTones()
    assert meter.tones([tmp_path / "a.png"], 0.55, 0.95) == Tones(darkest=20, brightest=20)
    Image.new("RGB", (64, 64), (255, 255, 255)).save(tmp_path / "b.jpg")
    both = meter.tones([tmp_path / "a.png", tmp_path / "b.jpg"], 0.55, 0.95)
    assert (both.darkest, both.brightest) == (20, 255)
