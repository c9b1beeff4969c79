"""What the tests of the desk share: a factory that nobody runs, over a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.opened_desk import Desk, opened_desk
from wiring.factory import Factory, open_factory


@pytest.fixture
def idle_factory(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Factory]:
    """A home and a database without a video; what is asked for waits, as nothing runs."""
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    with open_factory() as factory:
        yield factory
    factory.catalogue.engine.dispose()


@pytest.fixture
def desk(idle_factory: Factory) -> Iterator[Desk]:
    """The pages of an empty factory, for its operator."""
    with opened_desk(idle_factory) as opened:
        yield opened
