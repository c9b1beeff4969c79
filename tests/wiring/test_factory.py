"""Which factory a command reaches: its own home's, and a hint where another one runs."""

from pathlib import Path

import pytest

from resources.machine.paths import DOOR, INTERNALS
from resources.machine.running_lock import RunningCard
from wiring.home import this_home


def test_a_factory_that_runs_in_another_home_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    mine, other = tmp_path / "mine", tmp_path / "other"
    (other / INTERNALS / DOOR).mkdir(parents=True)
    monkeypatch.setenv("FACTORY_HOME", str(mine))
    monkeypatch.chdir(other)
    assert this_home().running_elsewhere() is None
    card = RunningCard(other / INTERNALS / DOOR)
    with card.hold():
        card.write({"dagster": "http://127.0.0.1:3000"})
        assert this_home().running_elsewhere() == other
        monkeypatch.setenv("FACTORY_HOME", str(other))
        assert this_home().running_elsewhere() is None
