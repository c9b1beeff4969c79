import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.depiction.depiction import NOTHING_TO_SHOW, Depiction
from factory.pictures.visuals import VisualAsset, Visuals
from factory.rules.finding import Finding
from factory.rules.registry import RULES
from tests.fakes.manifests import PICTURES, SCENES, a_file, a_script, an_asset, some_visuals
from tests.fakes.render_manifests import failed, finding, so_far


def judge(visuals: Visuals) -> tuple[Finding, ...]:
    return RULES.assess("visuals", so_far(a_script(), visuals))


def with_asset(**changes: object) -> Visuals:
    """Return the visuals with the second picture changed."""
    assets: list[VisualAsset] = [an_asset(scene) for scene in SCENES]
    assets[1] = an_asset(SCENES[1], **changes)
    return some_visuals(assets=tuple(assets))


def test_good_pictures_break_no_rule():
    assert failed(judge(some_visuals())) == set()


@pytest.mark.parametrize(("moods", "passed"), [(1, True), (2, False)])
def test_more_moods_than_a_third_are_warned_of_by_scene(moods: int, passed: bool):
    thing = Depiction(kind="thing", shows="dog", reason="it says 'dog'")
    assets = [
        an_asset(scene, depiction=NOTHING_TO_SHOW if n < moods else thing)
        for n, scene in enumerate(SCENES)
    ]
    judged = finding(judge(some_visuals(assets=tuple(assets))), "pictures_show_the_words")
    assert judged.passed == passed
    assert not judged.refuses
    assert judged.found == f"{moods / len(SCENES):.0%}: {', '.join(SCENES[:moods])}"


def test_a_scene_without_a_picture_is_named():
    visuals = some_visuals(assets=some_visuals().assets[:-1])
    judged = finding(judge(visuals), "every_scene_has_a_picture")
    assert judged.refuses
    assert judged.found == "s005 has no picture"


def test_a_picture_of_no_scene_is_named():
    visuals = some_visuals(assets=(*some_visuals().assets, an_asset("s006")))
    assert "s006 is not one of them" in finding(judge(visuals), "every_scene_has_a_picture").found


def test_pictures_stand_in_the_order_of_the_scenes():
    visuals = some_visuals(assets=some_visuals().assets[::-1])
    assert "another order" in finding(judge(visuals), "every_scene_has_a_picture").found


@pytest.mark.parametrize(
    ("width", "height", "broken"),
    [
        (1404, 2496, set()),
        (1403, 2496, {"pictures_leave_room_to_move"}),
        (1080, 1920, {"pictures_leave_room_to_move"}),
        (1079, 4000, {"pictures_leave_room_to_move", "pictures_are_as_large_as_the_frame"}),
    ],
)
def test_size_warns_below_room_and_refuses_below_the_frame(
    width: int, height: int, broken: set[str]
):
    assert failed(judge(with_asset(width=width, height=height))) == broken


def test_a_small_picture_is_named_with_its_size():
    judged = finding(judge(with_asset(width=640, height=480)), "pictures_are_as_large_as_the_frame")
    assert (judged.found, judged.wanted) == ("s002: 640x480 px", "at least 1080x1920 px")
    assert judged.refuses


def test_a_clip_needs_no_room_to_move():
    clip = with_asset(type="video", width=1080, height=1920)
    assert failed(judge(clip)) == set()


@pytest.mark.parametrize(
    "changes", [{"blank": True}, {"file": a_file("pictures/s002.png", "image/png", bytes=0)}]
)
def test_an_empty_picture_is_refused(changes: dict[str, object]):
    judged = finding(judge(with_asset(**changes)), "no_picture_is_blank")
    assert judged.refuses
    assert judged.found == "s002: pictures/s002.png"


def test_a_picture_without_licence_is_refused():
    nobody = PICTURES.model_copy(update={"licence": " "})
    judged = finding(judge(with_asset(provider=nobody)), "every_picture_has_a_licence")
    assert judged.refuses
    assert judged.found == "s002: scenery"


def test_a_repeated_picture_is_a_warning():
    judged = finding(judge(with_asset(file=an_asset("s001").file)), "pictures_differ")
    assert not judged.passed and not judged.refuses
    assert judged.found == "s001 = s002"


@given(st.integers(0, 7), st.integers(-1, 5000), st.integers(-1, 5000))
def test_every_rule_speaks_exactly_once_whatever_the_pictures(count: int, width: int, height: int):
    assets = tuple(an_asset(f"s{n:03d}", width=width, height=height) for n in range(count))
    assert [f.rule for f in judge(some_visuals(assets=assets))] == [
        rule.name for rule in RULES.of("visuals")
    ]
