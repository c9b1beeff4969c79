"""One running factory for all tests of this folder, which one worker runs one after the other."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.running_factory import Running, running_factory


@pytest.fixture(scope="package")
def factory() -> Iterator[Running]:
    """A running factory, gone with the folder: idle it would still cost a fifth of a core."""
    with running_factory() as running:
        yield running
