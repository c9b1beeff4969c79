"""What the tests of the journal share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from resources.database.connection import open_database
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "media")


@pytest.fixture
def journal(engine: Engine, store: DiskStore) -> Iterator[PostgresJournal]:
    with PostgresJournal(engine, store) as journal:
        yield journal
