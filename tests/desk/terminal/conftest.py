"""What the tests of the terminal share."""

import pytest

from tests.desk.terminal.studio import BRIEF, Studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, module_database_url: str) -> Studio:
    """One factory for a module's tests, which go on from one another."""
    home = tmp_path_factory.mktemp("studio")
    brief = home / "the-clock.md"
    brief.write_text(BRIEF, encoding="utf-8")
    return Studio(home, module_database_url, brief)
