"""The manifest of a video's pictures, and the files it names."""

from pathlib import Path

from factory.pictures.visuals import PictureDetail
from factory.records import Provider
from factory.units_of_work import Done, Unit
from factory_assets.visuals.dagster_metadata import described
from factory_assets.visuals.manifest import keep_pictures
from factory_assets.visuals.pictures import DrawnScene
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_script

SCENERY = Provider(role="pictures", name="scenery", licence="any")
DETAIL = PictureDetail(width=64, height=36, blank=False, attribution="", licence="CC0-1.0")


def drawn(folder: Path, *, reused: bool = False) -> list[DrawnScene]:
    """Return a file for every scene of the script, as the journal gives it."""
    made: list[DrawnScene] = []
    for number, scene in enumerate(a_script().scenes):
        file = folder / f"{number}.png"
        file.write_bytes(b"PNG" * (number + 1))
        unit = Unit(
            video_id="a-video",
            stage="visuals",
            kind="picture",
            label=f"picture of {scene.scene_id}",
            recipe={"seed": number},
            suffix=".png",
            provider=SCENERY,
        )
        size = file.stat().st_size
        done = Done(unit.fingerprint, file, "", size, reused, 0.25, DETAIL.stored())
        made.append(DrawnScene(scene, unit, done))
    return made


def test_every_scene_has_its_picture_kept_beside_its_video(tmp_path: Path):
    script, store = a_script(), DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
    pictures = drawn(tmp_path)
    manifest = keep_pictures(script, pictures, [None] * len(pictures), store)

    assert [asset.scene_id for asset in manifest.assets] == [s.scene_id for s in script.scenes]
    assert [asset.seed for asset in manifest.assets] == list(range(len(pictures)))
    for asset in manifest.assets:
        assert store.local(script.video_id, asset.file.name).read_bytes().startswith(b"PNG")
        assert asset.provider.licence == "CC0-1.0"


def test_what_it_cost_and_what_was_there_before_is_told_at_a_glance(tmp_path: Path):
    store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
    pictures = drawn(tmp_path, reused=True)
    manifest = keep_pictures(a_script(), pictures, [None] * len(pictures), store)
    facts = described(manifest, pictures, store)
    assert facts["pictures_reused"] == facts["pictures"] == len(pictures)
    assert facts["cost_usd"] == 0.25 * len(pictures)
    assert facts["licences"] == "CC0-1.0"
