"""What the tests of the door share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.server.guarded_desk import GuardedDesk, desk_at


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[GuardedDesk]:
    """A desk with its pages, and nobody in its register."""
    made = desk_at(database_url, tmp_path)
    yield made
    made.factory.catalogue.engine.dispose()


@pytest.fixture(scope="module")
def looked_at(
    module_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GuardedDesk]:
    """A desk with its pages that no test changes."""
    made = desk_at(module_database_url, tmp_path_factory.mktemp("desk"))
    yield made
    made.factory.catalogue.engine.dispose()


@pytest.fixture(scope="module")
def guard(
    module_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GuardedDesk]:
    """The guard alone, before something that says who came through."""
    made = desk_at(module_database_url, tmp_path_factory.mktemp("guard"), whole=False)
    yield made
    made.factory.catalogue.engine.dispose()
