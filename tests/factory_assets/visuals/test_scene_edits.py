"""Another picture for one scene: only that one is made, and a person's own is shown as it is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from PIL import Image

from factory.brief.edits import Edits, OwnPicture, PictureEdit
from factory.channel.provider_settings import Pictures
from factory.money.price_book import shipped_prices
from factory.script.script import Scene
from factory.video_formats.formats import format_named
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.visuals.pictures import DrawnScene, draw_scenes
from resources.catalogue.catalogue import Catalogue
from resources.dagster_instance.log_progress import LogProgress
from resources.gazetteer.gazetteer import OfflineGazetteer
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore
from tests.fakes.manifests import a_script, an_accepted_brief

SMALL = format_named("short").picture.model_copy(update={"width": 72, "height": 128})
SHORT = format_named("short").model_copy(update={"picture": SMALL})
SCENES = a_script().scenes[:3]
SECOND = SCENES[1]


class Draw(Protocol):
    """Has the pictures of three scenes made."""

    def __call__(
        self, edits: Edits | None, scenes: Sequence[Scene] = SCENES, folder: Path | None = None
    ) -> list[DrawnScene]: ...


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media", "http://127.0.0.1:3001")


@pytest.fixture
def draw(catalogue: Catalogue, store: DiskStore) -> Draw:
    accepted = an_accepted_brief()
    catalogue.briefs.accept(accepted)

    def drawn(
        edits: Edits | None, scenes: Sequence[Scene] = SCENES, folder: Path | None = None
    ) -> list[DrawnScene]:
        circuits = PostgresCircuits(catalogue.engine)
        with (
            OpenedProviders(shipped_prices()) as providers,
            PostgresJournal(catalogue.engine, store) as journal,
        ):
            fallbacks = FallbackProviders(journal, circuits, LogProgress())
            own = Pictures(folder=str(folder) if folder else "", licence="own work")
            channel = accepted.channel.model_copy(update={"pictures": own})
            edited = accepted.model_copy(update={"edits": edits, "channel": channel})
            return draw_scenes(
                edited, scenes, SHORT, providers, fallbacks, store, OfflineGazetteer()
            )

    return drawn


def changed(redraws: int = 0, own: OwnPicture | None = None) -> Edits:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    edit = PictureEdit(
        scene_id=SECOND.scene_id, words=SECOND.written, redraws=redraws, own=own, by="Ada", at=now
    )
    return Edits(pictures=(edit,))


def test_a_redraw_makes_one_picture_and_taking_it_back_makes_none(draw: Draw):
    first = draw(None)
    again = draw(changed(redraws=1))
    assert [one.done.reused for one in again] == [True, False, True]
    assert again[1].done.sha256 != first[1].done.sha256
    third = draw(changed(redraws=2))
    assert len({one[1].unit.recipe["seed"] for one in (first, again, third)}) == 3
    back = draw(None)
    assert all(one.done.reused for one in back)
    assert back[1].done.sha256 == first[1].done.sha256


def test_a_picture_that_a_person_gave_is_shown_with_its_licence(
    draw: Draw, store: DiskStore, tmp_path: Path
):
    Image.effect_noise((200, 300), 90).convert("RGB").save(tmp_path / "rose.png")
    video_id = an_accepted_brief().video_id
    kept = store.keep(video_id, "own/0123/rose.png", tmp_path / "rose.png")
    made = draw(changed(own=OwnPicture(name=kept.name, licence="own work", attribution="Ada")))
    assert [one.unit.provider.name for one in made] == ["scenery", "folder", "scenery"]
    assert (made[1].detail.licence, made[1].detail.attribution) == ("own work", "Ada")
    assert made[1].detail.file == "rose.png"


def test_a_file_that_the_brief_names_is_shown_in_its_scene_alone(draw: Draw, tmp_path: Path):
    (tmp_path / "own").mkdir()
    Image.effect_noise((200, 300), 90).convert("RGB").save(tmp_path / "own" / "rose.png")
    asking = SECOND.model_copy(update={"asked": "rose.png", "picture_prompt": "rose.png"})
    made = draw(None, (SCENES[0], asking, SCENES[2]), tmp_path / "own")
    assert [one.unit.provider.name for one in made] == ["scenery", "folder", "scenery"]
    assert (made[1].detail.file, made[1].detail.licence) == ("rose.png", "own work")
