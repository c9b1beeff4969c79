"""What the tests of YouTube share: a connected channel."""

from pathlib import Path

import pytest

from tests.fakes.vendors import Vendors
from tests.fakes.youtube import Tube, a_tube, connected


@pytest.fixture
def tube(vendors: Vendors, tmp_path: Path) -> Tube:
    return a_tube(vendors, tmp_path / "store", connected(), visibility="public")
