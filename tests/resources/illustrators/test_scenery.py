"""Drawn scenery: every kind, its words, its palette, and pictures free of bands."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from factory.pictures.visuals import PictureDetail
from factory.presets.palettes import AT_NIGHT, PALETTE_WORDS, palette_for
from resources.illustrators.scenery.illustrator import SceneryIllustrator, composed
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.light import finished
from resources.illustrators.scenery.painting.palettes import PALETTES
from resources.illustrators.scenery.scene_kinds import KINDS, VOCABULARY
from resources.illustrators.scenery.scenes import planet, volcano
from resources.illustrators.scenery.word_cues import words_of

ASKING = {name: max(kind.words, key=lambda word: kind.words[word]) for name, kind in KINDS.items()}
"""For each kind the word that asks for it most strongly."""


def drawn(
    target: Path,
    prompt: str,
    *,
    seed: int = 1,
    size: tuple[int, int] = (160, 284),
    palette: str = "dusk",
) -> tuple[np.ndarray[Any, Any], PictureDetail]:
    recipe = SceneryIllustrator().recipe(Pictures(), prompt, palette, 0)
    detail = SceneryIllustrator().draw(recipe, seed, *size, target)
    return np.asarray(Image.open(target)), detail


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_drawn_upright_and_wide_in_exactly_the_size_asked(kind: str, tmp_path: Path):
    for seed, size in ((1, (160, 284)), (2, (284, 160)), (3, (151, 203))):
        recipe = SceneryIllustrator().recipe(Pictures(), ASKING[kind], "storm", 0)
        detail = SceneryIllustrator().draw(recipe, seed, *size, tmp_path / f"{seed}.png")
        with Image.open(tmp_path / f"{seed}.png") as picture:
            assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
        assert detail.kind == kind
        assert not detail.blank
        assert (detail.width, detail.height) == size


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_is_lost_in_black_or_white(kind: str, tmp_path: Path):
    for palette in ("azure", "ember", "moonlit"):
        picture, _ = drawn(tmp_path / f"{palette}.png", ASKING[kind], seed=4, palette=palette)
        luma = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        assert luma.std() > 12
        assert 20 < luma.mean() < 225
        assert (luma > 250).mean() < 0.25


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_recipe_gives_the_same_bytes_and_another_seed_another_picture(
    kind: str, tmp_path: Path
):
    first, _ = drawn(tmp_path / "first.png", ASKING[kind], seed=5)
    drawn(tmp_path / "again.png", ASKING[kind], seed=5)
    other, _ = drawn(tmp_path / "other.png", ASKING[kind], seed=6)
    digests = [sha256((tmp_path / f"{n}.png").read_bytes()).digest() for n in ("first", "again")]
    assert digests[0] == digests[1]
    assert np.abs(first.astype(int) - other).mean() > 3


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("A lighthouse stands in a storm.", {"coast", "sea"}),
        ("The keeper climbed the lighthouse to trim the lamp", {"coast"}),
        ("Thunder and lightning broke over the plain", {"storm"}),
        ("Rain ran down the window glass", {"rain-glass"}),
        ("By candle light he wrote a letter at his desk", {"candle-room"}),
        ("Caravans crossed the desert, dune after dune", {"dunes"}),
        ("The fleet sailed across the ocean", {"sea"}),
        ("Snow lay deep all winter", {"snow"}),
        ("An explorer followed the old map", {"old-map"}),
        ("Columns of a ruined temple", {"ruins"}),
        ("Wolves in the forest fog", {"forest"}),
        ("Skyscrapers of the city", {"city"}),
        ("A coral reef full of sharks", {"underwater"}),
        ("A river winds through the valley past a farm", {"valley"}),
        ("The galaxy and its stars", {"night-sky"}),
        ("Peaks of the mountains", {"mountains"}),
    ],
)
def test_the_words_choose_the_kind(words: str, kinds: set[str]):
    for seed in range(6):
        assert composed(words_of(words), seed, (90, 160), "dusk")[0].name in kinds


def kinds_of(words: str, palette: str) -> set[str]:
    return {
        composed(words_of(words) & VOCABULARY, seed, (90, 160), palette)[0].name
        for seed in range(16)
    }


def test_words_that_ask_for_nothing_get_quiet_landscapes_by_seed():
    kinds = kinds_of("Tūkstantis žodžių", "dusk")
    assert {"valley", "sea", "forest"} <= kinds
    assert not kinds & {"storm", "city", "old-map", "candle-room"}


def test_a_scene_that_says_nothing_lies_where_the_whole_video_does():
    said = "the lighthouse on the beach, by the sea, for a hundred years"
    assert kinds_of("He refused", palette_for(said, "")) <= {"coast", "sea"}
    said = "the river through the valley, the fields and the farm"
    assert kinds_of("He refused", palette_for(said, "")) <= {"valley", "forest"}


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_no_peaks_and_no_skyscrapers_stand_where_no_word_asks_for_them(palette: str):
    for words in ("The mayor refused", "In 1809 the town was small", "The brick crept inland"):
        assert not kinds_of(words, palette) & {"mountains", "city", "snow"}


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_a_tower_is_a_lighthouse_only_by_the_sea(palette: str):
    by_the_sea = palette in ("azure", "storm")
    kinds = kinds_of("He climbed the tower with a lantern", palette)
    assert kinds == ({"coast"} if by_the_sea else {"valley"})


@pytest.mark.parametrize(
    ("words", "palette", "weather"),
    [
        ("Storm after storm carried off the beach until waves broke", "azure", "storm"),
        ("Rain over a grey harbour", "azure", "rain"),
        ("A harbour", "storm", "storm"),
        ("A harbour in the sun", "storm", "clear"),
        ("A harbour", "azure", "clear"),
    ],
)
def test_words_or_else_the_look_give_the_weather_also_by_the_sea(
    words: str, palette: str, weather: str
):
    kind, canvas = composed(words_of(words), 1, (90, 160), palette)
    assert (kind.name, canvas.weather) == ("coast", weather)


@pytest.mark.parametrize("kind", ["coast", "sea", "valley"])
def test_rain_hides_the_sun_and_dulls_its_colours(kind: str, tmp_path: Path):
    size = (96, 170)
    dry, _ = drawn(tmp_path / "dry.png", ASKING[kind], palette="gold", size=size)
    wet, _ = drawn(tmp_path / "wet.png", ASKING[kind] + " in rain", palette="gold", size=size)
    sun, cloud = (np.percentile(picture[:80].mean(2), 99.5) for picture in (dry, wet))
    assert sun - cloud > 20
    assert np.ptp(wet[:80], 2).mean() < 0.6 * np.ptp(dry[:80], 2).mean()


def test_the_words_set_hour_and_weather():
    _, night = composed(words_of("the ship at midnight"), 1, (90, 160), "gold")
    _, day = composed(words_of("a ship at sunrise in the fog"), 1, (90, 160), "moonlit")
    assert (night.night, day.night, day.weather) == (True, False, "fog")


def test_no_gradient_shows_bands(tmp_path: Path):
    """A smooth sky in eight bits has long flat runs; dither and grain must break every one."""
    canvas = Canvas(320, 568, 1, PALETTES["azure"], frozenset(), False, "clear")
    slope = np.linspace(0.20, 0.24, canvas.height, dtype=np.float32)[:, None, None]
    picture = finished(canvas, np.broadcast_to(slope, (568, 320, 3)).astype(np.float32), 0.0, 0.0)
    assert longest_run(picture[..., 1]) < 24
    smooth = cv2.GaussianBlur(picture[..., 1].astype(np.float32), (0, 0), 12).mean(1)[40:-40]
    assert np.diff(smooth).max() < 0.12


def longest_run(channel: np.ndarray[Any, Any]) -> int:
    """Return the longest column of equal values."""
    longest = 0
    for column in channel.T[::8]:
        changes = np.flatnonzero(np.diff(column))
        ends = np.concatenate([[-1], changes, [len(column) - 1]])
        longest = max(longest, int(np.diff(ends).max()))
    return longest


def hue_of(picture: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return lab[..., 1:].mean((0, 1))


def test_scenes_of_one_palette_are_closer_in_colour_than_scenes_across_palettes(tmp_path: Path):
    prompts = ("mountain peaks", "ships on the sea", "a lighthouse", "desert dunes")
    hues = {
        palette: [
            hue_of(drawn(tmp_path / f"{palette}{i}.png", prompt, seed=i, palette=palette)[0])
            for i, prompt in enumerate(prompts)
        ]
        for palette in ("ember", "azure", "verdant")
    }
    centres = {palette: np.mean(points, 0) for palette, points in hues.items()}
    within = np.mean([np.linalg.norm(p - centres[n]) for n, points in hues.items() for p in points])
    across = np.mean(
        [
            np.linalg.norm(p - centres[m])
            for n, points in hues.items()
            for p in points
            for m in hues
            if m != n
        ]
    )
    assert across > 2 * within


def test_every_named_palette_has_colours_and_the_other_way_round():
    assert set(PALETTES) == set(PALETTE_WORDS)


def test_the_words_of_a_video_choose_its_palette_and_a_look_overrules_them():
    assert palette_for("Pharaohs and gold in the desert sands of Egypt", "") == "gold"
    assert palette_for("Pharaohs and gold in the desert sands of Egypt", "mist") == "mist"
    assert palette_for("xyzzy", "") == palette_for("xyzzy", "")


def test_an_unknown_look_is_refused_with_the_ones_there_are():
    with pytest.raises(BadInput, match=r"'neon'.*amethyst, .*verdant"):
        SceneryIllustrator().recipe(Pictures(look="neon"), "", "dusk", 0)


def test_a_size_too_small_to_compose_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="40x300"):
        SceneryIllustrator().draw({"words": [], "palette": "dusk"}, 1, 40, 300, tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()


def test_hostile_words_draw_like_any_others(tmp_path: Path):
    for i, words in enumerate(("", "\0../..%n{\\b1}<script>", "🌊" * 2000, "sea " * 20_000)):
        picture, _ = drawn(tmp_path / f"{i}.png", words, size=(96, 96))
        assert picture.shape == (96, 96, 3)


@pytest.mark.parametrize("palette", sorted(set(PALETTES) - {AT_NIGHT}))
def test_it_is_day_where_neither_words_nor_look_say_night(palette: str):
    assert not composed(words_of("He refused a valley"), 1, (90, 160), palette)[1].night
    assert composed(words_of("The valley lay in the dark"), 1, (90, 160), palette)[1].night


def test_no_words_choose_a_night_for_a_video_that_speaks_of_none():
    assert {palette_for(f"Tūkstantis {number}", "") for number in range(200)} == set(PALETTES) - {
        AT_NIGHT
    }


@pytest.mark.parametrize(
    ("name", "strongest"), [("globe", 2), ("mars", 0), ("neptune", 2), ("jupiter", 0)]
)
def test_a_planet_has_the_colour_that_it_is_known_by(name: str, strongest: int):
    _, canvas = composed(frozenset({name, "planet"}), 3, (160, 240), "azure")
    picture = finished(canvas, planet.paint(canvas)).astype(float)
    lit = picture[picture.mean(2) > 60]
    assert len(lit) > 0.06 * picture.shape[0] * picture.shape[1]
    assert np.argmax(np.median(lit, 0)) == strongest


def test_a_volcano_glows_where_its_plume_rises():
    _, canvas = composed(frozenset({"volcano", "night"}), 3, (160, 240), "azure")
    picture = finished(canvas, volcano.paint(canvas)).astype(float)
    glow = picture[..., 0] - picture[..., 2]
    row, column = np.unravel_index(np.argmax(glow), glow.shape)
    assert glow.max() > 80
    assert 0.15 < row / 240 < 0.75
    assert 0.25 < column / 160 < 0.75
