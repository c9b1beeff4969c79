"""One scene's picture or clip, as its maker and the store describe it."""

from factory.pictures.clips import ClipFacts
from factory.pictures.visuals import PictureDetail, VisualAsset
from factory.records import Provider
from tests.fakes.manifests import a_file

MAKER = Provider(role="pictures", name="fal", model="flux", licence="of the vendor")
DRAWN = PictureDetail(width=64, height=36, blank=False, attribution="A. Painter", licence="CC0-1.0")
CLIP = ClipFacts(
    width=64,
    height=36,
    seconds=5.0,
    fps=25.0,
    sound=True,
    pixel_format="yuv420p",
    colour="bt709",
    full_range=False,
)


def the_asset(detail: PictureDetail) -> VisualAsset:
    still = a_file("still.png") if detail.clip else None
    file = a_file("pictures/s003.png")
    return VisualAsset.of(
        "s003", detail, file, "http://x/s003", prompt="a sea", seed=7, provider=MAKER, still=still
    )


def test_a_picture_has_its_own_licence_and_who_is_to_be_named():
    asset = the_asset(DRAWN)
    assert (asset.asset_id, asset.type, asset.source) == ("s003-picture", "image", "fal")
    assert (asset.provider.licence, asset.attribution) == ("CC0-1.0", "A. Painter")
    assert asset.poster == asset.file


def test_a_clip_is_shown_by_its_still_and_says_what_it_holds():
    asset = the_asset(DRAWN.model_copy(update={"clip": CLIP}))
    assert (asset.type, asset.clip) == ("video", CLIP)
    assert asset.poster.name == "still.png"
    assert [file.name for file in asset.files] == ["pictures/s003.png", "still.png"]
