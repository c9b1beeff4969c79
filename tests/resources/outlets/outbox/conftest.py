"""What the tests of this folder share."""

from pathlib import Path

import pytest

from resources.outlets.outbox.outlet import OutboxOutlet
from tests.fakes.manifests import VIDEO_ID


@pytest.fixture
def outlet(tmp_path: Path) -> OutboxOutlet:
    return OutboxOutlet(tmp_path / "outbox")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox" / VIDEO_ID
