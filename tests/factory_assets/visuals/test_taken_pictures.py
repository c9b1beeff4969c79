"""An excerpt shows its long video's own pictures and says its words: nothing is bought or spoken again."""

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from factory.brief.brief import AcceptedBrief
from factory.brief.excerpt import Excerpt
from factory.pictures.visuals import PictureDetail, picture_size
from factory.records import Provider
from factory.script.excerpted_script import excerpt_script, words_of
from factory.script.script import Script
from factory.speech.narration import SpokenDetail
from factory.units_of_work import Resumable
from factory.video_formats.formats import format_named
from factory_assets.audio.sentences import speech
from factory_assets.visuals.taken_pictures import pictures_taken
from resources.rendering.stills import StillRenderer
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import VIDEO_ID, a_script, an_accepted_brief, an_asset, some_visuals

BOUGHT = Provider(role="pictures", name="fal", licence="vendor's terms", remote=True)
GIVEN = Provider(role="pictures", name="folder", licence="CC-BY-4.0", synthetic=False)
LONG = format_named("longform")


class SilentNarrator:
    """A voice that is never asked to speak."""

    provider = Provider(role="voice", name="paid", model="deep", version="1", remote=True)
    voice = "mara"

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        return Decimal(1)

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        raise AssertionError("nothing is spoken again")


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    """A long video whose second scene shows a bought picture, the third a given one."""
    store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
    wide = tmp_path / "wide.png"
    Image.effect_noise((320, 180), 90).convert("RGB").save(wide)
    assets = []
    for scene, provider in zip(a_script().scenes, (None, BOUGHT, GIVEN), strict=False):
        asset = an_asset(scene.scene_id)
        if provider:
            kept = store.keep(VIDEO_ID, f"pictures/{scene.scene_id}.png", wide)
            asset = asset.model_copy(
                update={"provider": provider, "file": kept, "attribution": "by Ada"}
            )
        assets.append(asset)
    store.write(VIDEO_ID, "visuals.json", some_visuals(assets=tuple(assets)).to_json())
    return store


def an_excerpt() -> AcceptedBrief:
    scenes = a_script().scenes[:3]
    excerpt = Excerpt(
        video_id=VIDEO_ID,
        format="longform",
        scenes=tuple(scene.scene_id for scene in scenes),
    )
    accepted = an_accepted_brief(words=words_of(scenes), format="draft")
    return accepted.model_copy(update={"video_id": "its-short", "excerpt": excerpt})


def test_bought_and_given_pictures_are_fitted_and_those_of_this_machine_are_drawn_upright(
    store: DiskStore, tmp_path: Path
):
    accepted = an_excerpt()
    scenes = excerpt_script(a_script(), accepted, 1).scenes
    taken = pictures_taken(accepted, scenes, store, StillRenderer(None))
    assert list(taken) == ["s002", "s003"], "what was drawn here is drawn anew for its frame"
    unit, fit = taken["s002"]
    assert (unit.provider, unit.estimate_usd) == (BOUGHT, 0)
    assert not isinstance(fit, Resumable)
    detail = fit(tmp_path / "fitted.png")
    assert isinstance(detail, PictureDetail)
    size = picture_size(accepted.profile.picture)
    assert (detail.width, detail.height) == size
    assert (detail.licence, detail.attribution) == ("vendor's terms", "by Ada")
    with Image.open(tmp_path / "fitted.png") as fitted:
        assert fitted.size == size


def test_each_sentence_is_the_unit_of_work_that_was_spoken_for_the_long_video():
    accepted, narrator = an_excerpt(), SilentNarrator()
    script = excerpt_script(a_script(), accepted, 1)

    def units(scripted: Script, speed: float) -> list[str]:
        return [
            speech(scripted.video_id, "en", sentence, narrator, speed, 9)[0].fingerprint
            for sentence in scripted.sentences
        ]

    speed = accepted.profile.speech.speed
    assert speed == LONG.speech.speed
    assert units(script, speed) == units(a_script(), LONG.speech.speed)[: len(script.sentences)]
