"""What the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from factory_assets.stage.graph_names import VIDEOS_NAME
from resources.catalogue.catalogue import open_catalogue
from resources.outlets.outbox.outlet import OutboxOutlet
from resources.storage.disk_store import DiskStore
from tests.end_to_end.finished_video import FinishedVideo
from tests.end_to_end.running_factory import Running, running_factory
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[FinishedVideo]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(an_accepted_brief())
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [VIDEO_ID])
        outlet = OutboxOutlet(tmp_path / "outbox")
        store = DiskStore(tmp_path / "media", "http://127.0.0.1:3001")
        yield FinishedVideo(store, catalogue, outlet, tmp_path / "outbox", instance)
    catalogue.engine.dispose()


@pytest.fixture(scope="module")
def factory() -> Iterator[Running]:
    """A running factory, gone with the module: idle it would still cost a fifth of a core."""
    with running_factory() as running:
        yield running
