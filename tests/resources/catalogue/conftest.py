"""What the tests of the catalogue share."""

from collections.abc import Iterator

import pytest

from resources.catalogue.catalogue import Catalogue, open_catalogue
from tests.fakes.catalogued import accepted


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(database_url)
    yield catalogue
    catalogue.engine.dispose()


@pytest.fixture
def video(catalogue: Catalogue) -> str:
    catalogue.briefs.accept(accepted("a-video"))
    return "a-video"
