"""What the tests of sensors share."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from tests.sensors.watch import Watch


@pytest.fixture
def watch(database_url: str, tmp_path: Path) -> Iterator[Watch]:
    catalogue = open_catalogue(database_url)
    with dg.DagsterInstance.ephemeral() as instance:
        yield Watch(tmp_path / "inbox", catalogue, PostgresLaunches(catalogue.engine), instance)
    catalogue.engine.dispose()
