"""What the tests of the catalogue share."""

import pytest

from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted


@pytest.fixture
def video(catalogue: Catalogue) -> str:
    catalogue.briefs.accept(accepted("a-video"))
    return "a-video"
