"""Depictions as they are painted: each of its own look, the same twice, legible, and maps that are right."""

from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from PIL import Image

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import SETTINGS, Amount, Depiction, Footing, Setting
from factory.depiction.planner import SceneWords, plan_depictions
from factory.depiction.subject_rows import subjects
from resources.gazetteer.gazetteer import OfflineGazetteer
from resources.illustrators.amounts.area import Area
from resources.illustrators.amounts.lengths import measured, runs_far
from resources.illustrators.amounts.pictograms import shows
from resources.illustrators.lettered.signs import sign
from resources.illustrators.maps.earth import Frame, land_of
from resources.illustrators.scenery.illustrator import SceneryIllustrator
from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.palettes import PALETTES

WIDTH, HEIGHT = 180, 320
TEXTS = {
    "map": "They turned toward Gimli.",
    "figure": "It weighed five thousand tons.",
    "comparison": "There were 22,300 pounds where 22,300 kilograms were needed.",
    "share": "Nearly 62 percent of them have none.",
    "timeline": "A war began in 1618 and ended in 1648.",
    "quotation": '"We did not know whether we would make it," he said.',
    "list": "First, breathe in. Second, hold it. Third, let go.",
    "question": "How do you fly with no fuel at all?",
    "thing": "An elephant never forgets.",
}


def planned(text: str) -> Depiction:
    return plan_depictions([SceneWords((text,))], "en", OfflineGazetteer())[0]


def painted(depiction: Depiction, target: Path, palette: str = "azure") -> np.ndarray:
    illustrator = SceneryIllustrator()
    recipe = illustrator.recipe(Pictures(), "", palette, 0, depiction)
    detail = illustrator.draw(recipe, 7, WIDTH, HEIGHT, target / "x.png")
    assert detail.kind == depiction.kind
    assert not detail.blank
    with Image.open(target / "x.png") as picture:
        return np.asarray(picture.convert("RGB"))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return how different two pictures look small and blurred, in levels of 255."""
    small = [
        np.asarray(Image.fromarray(picture).convert("L").resize((12, 16)), np.float32)
        for picture in (one, other)
    ]
    return float(np.abs(small[0] - small[1]).mean())


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    folder = tmp_path_factory.mktemp("painted")
    return {kind: painted(planned(text), folder) for kind, text in TEXTS.items()}


def test_each_text_is_shown_by_its_kind():
    assert {kind: planned(text).kind for kind, text in TEXTS.items()} == {k: k for k in TEXTS}


@pytest.mark.parametrize(
    "text",
    [
        "A hundred jacks lifted it.",
        "It took twenty-three days.",
        "The tower is 193 feet tall.",
        TEXTS["question"],
    ],
)
def test_where_captions_are_burned_in_an_upright_picture_is_calm(text: str, tmp_path: Path):
    grey = painted(planned(text), tmp_path).astype(np.float32).mean(axis=2)
    edges = np.abs(np.diff(cv2.GaussianBlur(grey, (0, 0), 0.8), axis=1)).mean(axis=1)
    place = slice(round(0.575 * HEIGHT), round(0.655 * HEIGHT))
    assert edges[place].max() < 0.25 * edges.max()


def test_the_same_depiction_is_painted_the_same(sheet: dict[str, np.ndarray], tmp_path: Path):
    for kind in ("map", "thing"):
        assert np.array_equal(painted(planned(TEXTS[kind]), tmp_path), sheet[kind])


def test_no_two_kinds_look_alike(sheet: dict[str, np.ndarray]):
    kinds = list(sheet)
    for number, kind in enumerate(kinds):
        for other in kinds[number + 1 :]:
            assert apart(sheet[kind], sheet[other]) > 1.5, (kind, other)


@pytest.mark.parametrize("palette", ["mist", "parchment", "rose-dawn", "moonlit"])
def test_type_stands_out_from_its_ground_in_light_and_dark_palettes(palette: str, tmp_path: Path):
    """WCAG 2.1 wants 4.5 to 1; the ground is what lies beside the letters."""
    picture = painted(planned(TEXTS["question"]), tmp_path, palette) / 255.0
    light = np.where(picture <= 0.04045, picture / 12.92, ((picture + 0.055) / 1.055) ** 2.4)
    luma = (light @ [0.2126, 0.7152, 0.0722])[90:150, 30:150]
    letters, ground = np.percentile(luma, 97), np.percentile(luma, 40)
    assert (letters + 0.05) / (ground + 0.05) >= 4.5


def test_maps_have_land_and_water_where_they_are():
    frame = Frame(200, 200, 45.0, 12.0, 100, 100, 0.1)
    land = land_of(frame)
    spots = {"Vienna": (16.4, 48.2), "Adriatic": (15.0, 43.5), "Rome": (12.6, 41.9)}
    for name, spot in spots.items():
        x, y = np.rint(frame.pixels(np.array([spot]))[0]).astype(int)
        assert (land[y, x] > 0.5) == (name != "Adriatic"), name


def test_a_map_over_the_date_line_has_land_on_both_sides():
    land = land_of(Frame(200, 100, 64.0, 180.0, 100, 50, 0.2))
    assert land[:, :60].mean() > 0.2
    assert land[:, 140:].mean() > 0.2


def test_every_subject_that_is_drawn_has_a_sign():
    for subject in subjects().values():
        for draw in filter(None, (subject.draw, *subject.again)):
            drawn = sign(draw, 24)
            assert drawn.form.max() > 0.5
            assert 0.02 < drawn.ink.sum() / drawn.form.sum() < 0.97, subject.name
        assert subject.draw or subject.scenery


@pytest.mark.parametrize("name", ["castle", "owl", "bread"])
def test_under_a_title_nothing_of_a_thing_stands_where_the_title_does(name: str, tmp_path: Path):
    seen: list[float] = []
    for titled in (False, True):
        shown = Depiction(
            kind="thing", shows=name, reason="", subject=subjects()[name], titled=titled
        )
        recipe = SceneryIllustrator().recipe(Pictures(), name, "azure", 0, shown)
        SceneryIllustrator().draw(recipe, 7, WIDTH, HEIGHT, tmp_path / "t.png")
        with Image.open(tmp_path / "t.png") as drawn:
            picture = np.asarray(drawn.convert("RGB"), np.float32)
        lines = np.abs(np.diff(picture.mean(axis=2), axis=1)).max(axis=1)
        seen.append(float(lines[round(0.24 * len(lines)) : round(0.42 * len(lines))].max()))
    assert seen[1] < 0.5 * seen[0]


@pytest.mark.parametrize("kind", sorted(set(TEXTS) - {"map", "thing"}))
def test_under_a_title_no_lettering_stands_where_the_title_does(kind: str, tmp_path: Path):
    opening = planned(TEXTS[kind])
    assert opening.titled
    picture = painted(opening, tmp_path).astype(np.float32)
    lines = np.abs(np.diff(picture.mean(axis=2), axis=1)).max(axis=1)
    title, below = (round(share * HEIGHT) for share in (0.37, 0.60))
    assert lines[round(0.08 * HEIGHT) : title].max() < 20 < lines[title:below].max()


def test_a_storm_stays_a_storm_whatever_else_its_words_name():
    storm = subjects()["storm"]
    shown = Depiction(kind="thing", shows="storm", reason="", subject=storm)
    words = "Storm after storm carried off the beach until waves broke on the ships of the harbour."
    recipe = SceneryIllustrator().recipe(Pictures(), words, "azure", 0, shown)
    assert recipe["kind"] == "storm"


def test_a_forest_stays_a_forest_where_its_words_name_as_much_of_a_valley():
    shown = planned("The path into the forest begins behind the village, where the meadow ends.")
    words = "forest, village, meadow, path, evening, river, field"
    assert SceneryIllustrator().recipe(Pictures(), words, "verdant", 0, shown)["kind"] == "forest"


@pytest.mark.parametrize(("said", "count"), [("a hundred eggs", 100), ("sixty eggs", 60)])
def test_each_of_what_is_counted_is_drawn(said: str, count: int, tmp_path: Path):
    """Every egg is an island of light on the dark ground below the number."""
    shown = planned(f"It laid {said}.").model_copy(update={"titled": False})
    assert shown.counted
    illustrator = SceneryIllustrator()
    recipe = illustrator.recipe(Pictures(), "", "azure", 0, shown)
    illustrator.draw(recipe, 7, 540, 960, tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as picture:
        grey = np.asarray(picture.convert("L"))[round(960 * 0.30) : round(960 * 0.58)]
    soft = cv2.GaussianBlur(grey, (0, 0), 540 * 0.003)
    found, _ = cv2.connectedComponents((soft > soft.mean() + 0.5 * soft.std()).astype(np.uint8))
    assert abs(found - 1 - count) <= 0.1 * count


@pytest.mark.parametrize("view", ["near", "several", "far"])
def test_a_thing_that_returns_is_painted_otherwise(
    view: str, sheet: dict[str, np.ndarray], tmp_path: Path
):
    again = planned(TEXTS["thing"]).model_copy(update={"view": view})
    assert apart(painted(again, tmp_path), sheet["thing"]) > 4


def test_ships_float_and_fridges_stand_in_a_room_and_birds_in_no_landscape(tmp_path: Path):
    """The same drawing on each ground."""
    shown = planned("An elephant never forgets.")
    assert shown.subject
    grounds = []
    for footing in get_args(Footing):
        stands = shown.subject.model_copy(update={"footing": footing})
        there = {"subject": stands, "setting": SETTINGS[footing][0]}
        grounds.append(painted(shown.model_copy(update=there), tmp_path))
    for number, one in enumerate(grounds):
        for other in grounds[number + 1 :]:
            assert apart(one, other) > 1.5
    found = {name: subjects()[name].footing for name in ("ship", "refrigerator", "bird", "coffee")}
    assert found == {"ship": "water", "refrigerator": "room", "bird": "air", "coffee": "table"}


@pytest.mark.parametrize("footing", ["land", "plain", "room", "table", "air"])
def test_in_each_of_its_settings_a_thing_looks_otherwise(footing: Footing, tmp_path: Path):
    shown = planned("An elephant never forgets.")
    assert shown.subject
    stands = shown.subject.model_copy(update={"footing": footing})
    seen = [
        painted(shown.model_copy(update={"subject": stands, "setting": setting}), tmp_path)
        for setting in SETTINGS[footing]
    ]
    for number, one in enumerate(seen):
        for other in seen[number + 1 :]:
            assert apart(one, other) > 2.5


@pytest.mark.parametrize("setting", get_args(Setting))
def test_every_setting_can_be_painted_behind_type_and_behind_things(
    setting: Setting, tmp_path: Path
):
    for text in (TEXTS["thing"], TEXTS["figure"]):
        painted(planned(text).model_copy(update={"setting": setting}), tmp_path)


@pytest.mark.parametrize(("metres", "times"), [(7.0, 4.0), (40.0, 5.0)])
def test_a_height_is_drawn_to_scale_beside_what_everybody_knows(metres: float, times: float):
    """Beside a person of 1.75 m or a house of 8 m; the rule's foot and head are its first and last marks."""
    canvas = Canvas(600, 600, 1, PALETTES["azure"], frozenset(), False, "clear")
    amount = Amount(value=metres, figure="", dimension="length", measure=metres, upright=True)
    area = Area(300, 300, 400, 400)
    drawn = measured(canvas, np.zeros((600, 600, 3), np.float32), amount, area).max(2)
    rule, known = drawn[:, :300].max(1) > 0.2, drawn[:, 330:].max(1) > 0.05
    assert np.ptp(np.flatnonzero(rule)) == pytest.approx(400, abs=12)
    assert 400 / np.ptp(np.flatnonzero(known)) == pytest.approx(times, rel=0.25)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("It rose to a height of 600 metres.", True),
        ("It lies at a depth of 3,800 metres.", False),
    ],
)
def test_no_height_is_a_road_and_beside_a_great_one_nothing_stands(
    text: str, beside: bool, tmp_path: Path
):
    depiction = planned(text).model_copy(update={"setting": "valley"})
    assert (runs_far(depiction.amounts[0]), shows(depiction)) == (False, beside)
    painted(depiction, tmp_path)


def test_silhouettes_are_drawn_pale_with_a_line_around_them():
    """Black on a dark ground nobody would see it."""
    walker = sign(subjects()["walker"].draw, 120)
    assert walker.ink.sum() < 0.6 * walker.form.sum()


def test_a_number_stands_over_the_painted_scenery_of_what_it_is_of(tmp_path: Path):
    told = plan_depictions(
        [SceneWords(("It went for a walk.",)), SceneWords(("It weighed five thousand tons.",))],
        "en",
        OfflineGazetteer(),
        "The Lighthouse That Walked",
    )[1]
    assert (told.kind, told.subject and told.subject.name) == ("figure", "lighthouse")
    without = told.model_copy(update={"subject": None})
    one, other = (painted(depiction, tmp_path) for depiction in (told, without))
    lower = slice(int(0.5 * HEIGHT), None)
    assert apart(one[lower], other[lower]) > 12
    assert one[: int(0.3 * HEIGHT)].mean() < one[int(0.45 * HEIGHT) : int(0.6 * HEIGHT)].mean()


def test_in_the_open_air_a_thing_keeps_its_colour_darker_than_the_sky_with_one_side_in_shade(
    tmp_path: Path,
):
    bear = subjects()["horse"].model_copy(update={"draw": "drawn:bear", "single": True})
    depiction = Depiction(kind="thing", shows="horse", reason="", subject=bear, setting="mountains")
    picture = painted(depiction, tmp_path).astype(float)
    there = picture[int(0.42 * HEIGHT) : int(0.50 * HEIGHT)]
    sky = picture[int(0.30 * HEIGHT) : int(0.40 * HEIGHT), : int(0.06 * WIDTH)]
    left, right = (
        there[:, round(a * WIDTH) : round(b * WIDTH)] for a, b in ((0.25, 0.4), (0.5, 0.65))
    )
    body = np.concatenate([left, right], axis=1)
    assert np.median(body.mean(2)) < 0.75 * np.median(sky.mean(2))
    red, _, blue = np.median(body.reshape(-1, 3), axis=0)
    assert red > 1.1 * blue  # brown, under a blue sky
    sides = sorted(float(np.median(side.mean(2))) for side in (left, right))
    assert sides[1] > 1.1 * sides[0]
