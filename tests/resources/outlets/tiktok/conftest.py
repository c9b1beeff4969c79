"""What the tests of TikTok share: a connected account whose channel has chosen."""

from pathlib import Path

import pytest

from tests.fakes.tiktok import Account, an_account, connected
from tests.fakes.vendors import Vendors


@pytest.fixture
def account(vendors: Vendors, tmp_path: Path) -> Account:
    return an_account(vendors, tmp_path / "store", connected(), privacy="PUBLIC_TO_EVERYONE")
