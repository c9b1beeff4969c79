"""What the tests of the database share: one video's life."""

from collections.abc import Iterator

import pytest

from resources.catalogue.catalogue import open_catalogue
from tests.resources.database.life import Life


@pytest.fixture
def life(database_url: str) -> Iterator[Life]:
    catalogue = open_catalogue(database_url)
    yield Life(catalogue)
    catalogue.engine.dispose()
