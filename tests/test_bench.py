"""The benchmark's table: what it says, what it writes, and when it fails."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bench.__main__ import benchmarks, main, table
from bench.row import Row, at_most, fact


def offering(monkeypatch: pytest.MonkeyPatch, rows: list[Row]) -> None:
    """Put a benchmark in the place of the first one there is."""
    module = ModuleType("stand-in")
    vars(module)["rows"] = lambda: rows
    monkeypatch.setitem(sys.modules, f"bench.{benchmarks()[0]}", module)


def test_limits_stand_beside_the_figures():
    shown = table([at_most(1.25, "short", 12.0, "CPU s", floor=10.0), fact("rest", 1234567.0, "B")])
    assert shown.splitlines() == [
        "what      figure         floor  ratio  goal     met  note",
        "short         12  CPU s     10    1.2  <= 1.25  met",
        "rest   1,234,567  B",
    ]


def test_a_miss_fails_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    offering(monkeypatch, [at_most(1.0, "too slow", 2.0, "s"), at_most(1.0, "quick", 0.5, "s")])
    assert main([benchmarks()[0], "--json", str(tmp_path / "b" / "bench.json")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "missed: too slow"


def test_the_same_figures_are_written_as_json_beside_those_of_other_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "bench.json"
    file.write_text('{"earlier": []}')
    offering(monkeypatch, [at_most(1.0, "quick", 0.5, "s")])
    assert main([benchmarks()[0], "--json", str(file)]) == 0
    written = json.loads(file.read_text())
    assert written["earlier"] == []
    (row,) = written[benchmarks()[0]]
    assert (row["name"], row["figure"], row["goal"], row["met"]) == ("quick", 0.5, "<= 1", True)


def test_a_number_says_how_much_is_measured_and_follows_a_benchmark_that_takes_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    one, other = benchmarks()[:2]
    offering(monkeypatch, [])
    vars(sys.modules[f"bench.{one}"])["rows"] = lambda videos=1: [fact("videos", videos, "")]
    file = tmp_path / "bench.json"
    assert main([one, "2000", "--json", str(file)]) == 0
    assert json.loads(file.read_text())[one][0]["figure"] == 2000
    for wrong in (["2000", one], [one, "2000", "3000"], [other, "5"]):
        with pytest.raises(SystemExit):
            main(wrong)
        assert "a number follows a benchmark that takes one" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused_with_the_names_there_are(
    capsys: pytest.CaptureFixture[str],
):
    with pytest.raises(SystemExit):
        main(["nonsense"])
    assert "choose from" in capsys.readouterr().err
