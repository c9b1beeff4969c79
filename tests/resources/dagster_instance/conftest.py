"""What the tests of Dagster's parts share."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from resources.dagster_instance.storage import ResilientPostgresStorage


@pytest.fixture
def instance(database_url: str, tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    """Dagster over our storage, with a database and a folder of its own."""
    with dg.DagsterInstance.local_temp(
        str(tmp_path),
        overrides={
            "storage": {
                "custom": {
                    "module": ResilientPostgresStorage.__module__,
                    "class": "ResilientPostgresStorage",
                    "config": {"postgres_url": database_url},
                }
            },
            "telemetry": {"enabled": False},
        },
    ) as instance:
        yield instance
