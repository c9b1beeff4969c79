"""Hooks: run around a layer with its facts, ended in time, and told of when they fail; the layer goes on."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factory.errors import BadInput
from factory.workflow.layer_hook import HOOKS_FILE, HookFailed, parse_hooks
from resources.hooks.home_hooks import HomeHooks, read_hooks

Around = Callable[..., list[HookFailed]]
WRITES = f"""#!{sys.executable} -S
import os, sys
open(sys.argv[1], "a").write(sys.stdin.read() + os.environ["FACTORY_LAYER"] + str(sorted(os.environ)))
"""


def write(home: Path, *hooks: str) -> None:
    """Write the home's file, each hook as YAML in one line."""
    path = home / HOOKS_FILE
    path.write_text("hooks:\n" + "".join(f"  - {{{one}}}\n" for one in hooks), encoding="utf-8")
    path.chmod(0o640)


@pytest.fixture
def around(tmp_path: Path) -> Around:
    def run(layer: str, video_id: str = "a-video", day: str = "") -> list[HookFailed]:
        told: list[HookFailed] = []
        with HomeHooks(tmp_path, lambda _: "tales", told.append).around(layer, video_id, day):
            (tmp_path / "made").touch()
        return told

    return run


def test_a_program_is_told_what_it_is_about_and_gets_no_key(
    around: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-for-hooks")
    program = tmp_path / "note"
    program.write_text(WRITES, encoding="utf-8")
    program.chmod(0o750)
    write(
        tmp_path, "after: renders, command: [./note, 'its; $(words)']", "after: audio, command: [x]"
    )
    assert around("renders") == []
    said = (tmp_path / "its; $(words)").read_text(encoding="utf-8")
    facts, _ = json.JSONDecoder().raw_decode(said)
    assert facts == {
        "moment": "after",
        "layer": "renders",
        "video_id": "a-video",
        "channel": "tales",
    }
    assert "renders[" in said
    assert "FACTORY_VIDEO_ID" in said
    assert "OPENAI_API_KEY" not in said


def test_a_function_of_the_home_is_called_with_the_facts(around: Around, tmp_path: Path):
    (tmp_path / "own.py").write_text(
        "def tell(facts): open(facts['day'], 'w').write(facts['moment'])", encoding="utf-8"
    )
    write(tmp_path, "before: ideas, python: 'own:tell'")
    assert around("ideas", "", "2026-11-28") == []
    assert (tmp_path / "2026-11-28").read_text(encoding="utf-8") == "before"


def test_what_fails_or_takes_too_long_is_told_and_costs_the_layer_nothing(
    around: Around, tmp_path: Path
):
    write(
        tmp_path,
        "before: audio, command: [sh, '-c', 'echo no room >&2; exit 3']",
        "before: audio, command: [nowhere-to-be-found]",
        "before: audio, command: [sh, '-c', 'sleep 60 & wait'], seconds: 0.1",
        "before: audio, channels: [songs], command: ['false']",
        "after: audio, command: ['true']",
    )
    began = time.monotonic()
    told = around("audio")
    assert time.monotonic() - began < 30
    assert [one.words.partition(":")[0] for one in told] == [
        "exit code 3",
        "nowhere-to-be-found cannot be started",
        "ended after 0.1 s",
    ]
    assert told[0].words == "exit code 3: no room"
    assert (told[0].layer, told[0].moment, told[0].video_id) == ("audio", "before", "a-video")
    assert (tmp_path / "made").exists()


def test_a_hook_for_which_the_disk_has_no_room_is_told_and_costs_the_layer_nothing(
    around: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, "before: audio, command: ['true']")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    (told,) = around("audio")
    assert told.words == "true cannot be run: No such file or directory"
    assert (tmp_path / "made").exists()


def test_a_layer_that_failed_has_nothing_run_after_it(tmp_path: Path):
    write(tmp_path, "after: audio, command: [touch, ran]")
    with (
        pytest.raises(ValueError, match="no voice"),
        HomeHooks(tmp_path, lambda _: "tales", lambda _: None).around("audio", "a-video"),
    ):
        raise ValueError("no voice")
    assert not (tmp_path / "ran").exists()


def test_a_file_that_others_may_write_runs_nothing_and_is_told_of(around: Around, tmp_path: Path):
    write(tmp_path, "before: audio, command: [touch, ran]")
    (tmp_path / HOOKS_FILE).chmod(0o666)
    before, after = around("audio")
    assert "others may write it" in before.words
    assert after.hook == HOOKS_FILE
    assert not (tmp_path / "ran").exists()
    with pytest.raises(BadInput, match="chmod go-w"):
        read_hooks(tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hooks: [{before: render, command: [x]}]", "did you mean .?renders"),
        ("hooks: [{before: uploads/nowhere, command: [x]}]", "uploads/nowhere"),
        ("hooks: [{before: audio, after: audio, command: [x]}]", "either `before` or `after`"),
        ("hooks: [{before: audio}]", "either `command"),
        ("hooks: [{before: audio, command: [x], python: 'a:b'}]", "either `command"),
        ("hooks: [{before: audio, python: os.system}]", "a module and a function"),
        ("hooks: [{before: audio, command: [x], seconds: 0}]", "seconds"),
        ("hooks: [{before: audio, shell: rm -rf /}]", "shell: this key is unknown"),
    ],
)
def test_a_hook_that_makes_no_sense_is_refused_by_name(written: str, said: str):
    with pytest.raises(BadInput, match=said):
        parse_hooks(written.encode(), HOOKS_FILE, ["youtube"])
