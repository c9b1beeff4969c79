"""What the command line says before anything is made: prices, what is ready, and what it refuses."""

import json
import stat
import string
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.terminal.cli import cli
from tests.desk.terminal.studio import BRIEF, Studio
from tests.end_to_end.factory_process import environment


def test_prices_counts_the_work_and_spends_nothing(studio: Studio):
    found = json.loads(studio.factory("prices", str(studio.brief), str(studio.brief), "--json"))
    assert (found["total_usd"], len(found["videos"])) == (0, 2)
    plan = found["videos"][0]
    units = {row["role"]: row["units"] for row in plan["rows"]}
    assert units["voice"] == 5
    assert units["pictures"] == units["render"]
    assert json.loads(studio.factory("list", "--json")) == []


def test_doctor_finds_everything_ready(studio: Studio):
    parts = json.loads(studio.factory("doctor", "--json"))
    assert {p["subject"] for p in parts} >= {"voice", "pictures", "ffmpeg", "fonts", "database"}
    assert [part for part in parts if part["severity"] == "error"] == []


def test_doctor_says_which_folder_cannot_be_used_or_can_be_changed_by_everybody(
    studio: Studio,
):
    inbox = studio.home / "inbox"
    inbox.chmod(0o777)
    said = studio.factory("doctor")
    inbox.chmod(0o755)
    assert f"chmod o-w {inbox}" in said


def test_doctor_says_how_to_mend_an_ffmpeg_that_is_none(studio: Studio, monkeypatch):
    impostor = studio.home / "ffmpeg"
    impostor.write_text("#!/bin/sh\nexit 1\n")
    impostor.chmod(impostor.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        [sys.executable, "-m", "desk", "doctor"],
        env={**environment(studio.home, studio.database), "FACTORY_FFMPEG": str(impostor)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "to mend: unset FACTORY_FFMPEG" in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02binary", "text"),
        (b"---\nchannel: demo\ntitle: x\n---\n" + b"word " * 200_000, "200"),
        (b"---\nchannel: nobody\ntitle: x\n---\nwords", "nobody"),
        (b"---\nchannel: [demo\n---\nwords", "YAML"),
        (BRIEF.replace("The clock", "A ᚠ rune and 𓀀").encode(), "ᚠ"),
        (b"---\nchannel: demo\ntitle: x\npublish_at: 2001-01-01T00:00:00Z\n---\nwords", "2001"),
    ],
)
def test_a_bad_brief_is_refused_in_words_and_leaves_nothing(
    studio: Studio, tmp_path: Path, content: bytes, words: str
):
    path = tmp_path / "bad.md"
    path.write_bytes(content)
    before = studio.factory("list", "--json")
    for command in ("make", "new", "prices"):
        assert words in studio.refused(command, str(path))
    assert studio.factory("list", "--json") == before
    assert not list((studio.home / "inbox").glob("bad*"))


def test_a_missing_key_is_told_before_anything_is_started(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for variable in ("FAL_KEY", "FAL_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "bought.yaml").write_text(
        "name: bought\ntitle: Bought\nformat: short\npictures: {provider: fal}\n"
    )
    brief = tmp_path / "clock.md"
    brief.write_text(BRIEF.replace("channel: demo", "channel: bought"), encoding="utf-8")
    said = Studio(tmp_path, studio.database, brief).refused("make", str(brief))
    assert "channel bought is not ready: for its pictures, fal cannot be asked" in said
    assert "FAL_KEY is not set" in said
    assert not (tmp_path / ".factory").exists()


def test_a_file_that_is_not_there_is_named(studio: Studio):
    done = subprocess.run(
        [sys.executable, "-m", "desk", "make", "no-such.md"],
        env=environment(studio.home, studio.database),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "no-such.md" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("prices", "no{}.md"),
        ("show", "a-video", "another{}"),
        ("list", "--limit", "many{}"),
        ("list", "--lim{}"),
        ("nothing{}",),
    ],
)
def test_what_the_command_line_refuses_of_it_steers_no_terminal(words: tuple[str, ...]):
    steering = "\x1b]0;mine\x07\u202e\x9b31m"
    done = CliRunner().invoke(cli, [word.replace("{}", steering) for word in words])
    assert done.exit_code == 2
    assert "0;mine" in done.output
    assert not {*steering} & {*done.output} - {*string.printable}


def test_a_video_that_is_not_there_is_named(studio: Studio):
    assert "no-such-video" in studio.refused("show", "no-such-video")
    for command in (["approve"], ["open"], ["cancel"], ["delete", "--yes"]):
        assert "no-such-video" in studio.refused(*command, "no-such-video")
