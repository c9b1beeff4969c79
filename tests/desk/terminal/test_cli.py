"""The command line as a person uses it: real processes, a real database, a finished Short."""

import json
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.factory_process import environment, run

BRIEF = """---
channel: demo
title: The clock that lost a day
---
On the second of September 1752, the people of London went to bed. When they woke, it was the
fourteenth.

Nobody had slept for twelve days. Parliament had changed the calendar, and eleven days had simply
been taken away.

Landlords asked for a full month of rent. Birthdays vanished. And in one small town, the story
goes, a clockmaker refused to move the hands of his best clock.

It ran eleven days behind for the rest of his life, and he was never late for anything.
"""


@dataclass
class Studio:
    """A factory of one person: a home, a database, and a brief."""

    home: Path
    database: str
    brief: Path

    def factory(self, *args: str) -> str:
        """Run a command that succeeds; return what it printed."""
        return run(self.home, self.database, *args)

    def refused(self, *args: str) -> str:
        """Run a command that fails; return what it said, which is no traceback."""
        done = subprocess.run(
            [sys.executable, "-m", "desk", *args],
            env=environment(self.home, self.database),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode != 0, said
        assert "Traceback" not in said
        return said

    def shown(self, video: str) -> dict:
        """Return what `factory show --json` says."""
        return json.loads(self.factory("show", video, "--json"))


@pytest.fixture(scope="module")
def providers(
    tmp_path_factory: pytest.TempPathFactory, module_database_url: str
) -> Iterator[Studio]:
    home = tmp_path_factory.mktemp("providers")
    brief = home / "the-clock.md"
    brief.write_text(BRIEF, encoding="utf-8")
    yield Studio(home, module_database_url, brief)


def test_prices_counts_the_work_and_spends_nothing(providers: Studio):
    found = json.loads(
        providers.factory("prices", str(providers.brief), str(providers.brief), "--json")
    )
    assert (found["total_usd"], len(found["videos"])) == (0, 2)
    plan = found["videos"][0]
    units = {row["role"]: row["units"] for row in plan["rows"]}
    assert units["voice"] == 8
    assert units["pictures"] == units["render"]
    assert json.loads(providers.factory("list", "--json")) == []


def test_make_leaves_a_published_video_and_says_where(providers: Studio):
    said = providers.factory("make", str(providers.brief))
    assert "\x1b[" not in said
    for words in ("Narration: 8 of 8 sentences", "LUFS", "dBTP", "$0.00", "video.mp4", "passed"):
        assert words in said, words
    (video,) = json.loads(providers.factory("list", "--json"))
    shown = providers.shown(video["video_id"])
    assert shown["status"] == "published"
    assert all(Path(file).is_file() for file in shown["files"].values())
    assert abs(shown["measured"]["integrated_lufs"] + 14) <= 1
    assert shown["measured"]["true_peak_dbtp"] <= -1


def test_made_again_nothing_is_done_twice(providers: Studio):
    before = _only(providers)
    providers.factory("make", str(providers.brief))
    after = providers.shown(before["video_id"])
    assert after["units_done"] == 0
    assert after["units_reused"] == before["units_done"] + before["units_reused"]
    assert _sha256(after) == _sha256(before)
    assert len(after["posts"]) == 1


def test_one_changed_sentence_redoes_its_speech_and_the_segments_it_touches(providers: Studio):
    before = _only(providers)
    text = BRIEF.replace("a full month", "a whole month")
    providers.brief.write_text(text, encoding="utf-8")
    providers.factory("make", str(providers.brief))
    after = providers.shown(before["video_id"])
    done = {unit["kind"]: unit["done"] for unit in after["units"] if unit["done"]}
    assert done.pop("segment") in (1, 2)
    assert done.pop("viewing") in (1, 2)
    assert 1 <= done.pop("frame") <= 3
    assert done == {
        "speech": 1,
        "narration": 1,
        "gauge": 1,
        "sound": 1,
        "master": 1,
        "measurement": 1,
        "contact-sheet": 1,
    }
    assert _sha256(after) != _sha256(before)


def test_doctor_finds_everything_ready(providers: Studio):
    parts = json.loads(providers.factory("doctor", "--json"))
    assert {p["subject"] for p in parts} >= {"voice", "pictures", "ffmpeg", "fonts", "database"}
    assert [part for part in parts if part["severity"] == "error"] == []


def test_doctor_says_which_folder_cannot_be_used_or_can_be_changed_by_everybody(
    providers: Studio,
):
    inbox = providers.home / "inbox"
    inbox.chmod(0o777)
    said = providers.factory("doctor")
    inbox.chmod(0o755)
    assert f"chmod o-w {inbox}" in said


def test_doctor_says_how_to_mend_an_ffmpeg_that_is_none(providers: Studio, monkeypatch):
    impostor = providers.home / "ffmpeg"
    impostor.write_text("#!/bin/sh\nexit 1\n")
    impostor.chmod(impostor.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        [sys.executable, "-m", "desk", "doctor"],
        env={**environment(providers.home, providers.database), "FACTORY_FFMPEG": str(impostor)},
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
    providers: Studio, tmp_path: Path, content: bytes, words: str
):
    path = tmp_path / "bad.md"
    path.write_bytes(content)
    before = providers.factory("list", "--json")
    for command in ("make", "new", "prices"):
        assert words in providers.refused(command, str(path))
    assert providers.factory("list", "--json") == before
    assert not list((providers.home / "inbox").glob("bad*"))


def test_a_missing_key_is_told_before_anything_is_started(
    providers: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for variable in ("FAL_KEY", "FAL_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "bought.yaml").write_text(
        "name: bought\ntitle: Bought\nformat: short\npictures: {provider: fal}\n"
    )
    brief = tmp_path / "clock.md"
    brief.write_text(BRIEF.replace("channel: demo", "channel: bought"), encoding="utf-8")
    said = Studio(tmp_path, providers.database, brief).refused("make", str(brief))
    assert "channel bought is not ready: for its pictures, fal cannot be asked" in said
    assert "FAL_KEY is not set" in said
    assert not (tmp_path / ".factory").exists()


def test_a_file_that_is_not_there_is_named(providers: Studio):
    assert "no-such.md" in providers.refused("make", "no-such.md")


def test_a_video_that_is_not_there_is_named(providers: Studio):
    assert "no-such-video" in providers.refused("show", "no-such-video")
    for command in (["approve"], ["open"], ["cancel"], ["delete", "--yes"]):
        assert "no-such-video" in providers.refused(*command, "no-such-video")


def test_a_decision_is_about_the_master_that_was_seen_or_about_none(providers: Studio):
    shown = _only(providers)
    video, seen = shown["video_id"], shown["master_sha256"][:12]
    unseen = providers.refused("approve", video)
    assert f"`factory approve {video} --seen {seen}`" in unseen
    other = providers.refused("approve", video, "--seen", "0123456789ab")
    assert "0123456789ab" in other
    assert seen in other
    assert "wanted its first 8" in providers.refused("approve", video, "--seen", seen[:7])
    assert "wanted its first 8" in providers.refused("reject", video, "--seen", "x", "--note", "n")
    assert providers.shown(video)["reviews"] == shown["reviews"]
    assert "is approved" in providers.factory("approve", video, "--seen", seen, "--note", "good")


def test_what_took_how_long_counts_from_the_commands_start(providers: Studio):
    began = time.monotonic()
    said = providers.factory("make", str(providers.brief))
    (told,) = re.findall(r"took +([0-9.]+) s", said)
    assert 0.5 <= float(told) <= time.monotonic() - began


def test_in_a_pipe_open_prints_the_path_and_nothing_else(providers: Studio):
    video = _only(providers)["video_id"]
    place = Path(providers.factory("open", video).strip())
    assert place.name == "video.mp4"
    assert place.is_file()
    assert providers.factory("open", video, "--folder").strip() == str(place.parent)


def test_a_published_video_is_deleted_only_when_that_is_said(providers: Studio):
    shown = _only(providers)
    video = shown["video_id"]
    assert "--yes" in providers.refused("delete", video)
    assert "--also-published" in providers.refused("delete", video, "--yes")
    assert providers.shown(video)["status"] == "published"
    said = providers.factory("delete", video, "--yes", "--also-published")
    assert "What was delivered still lies in" in said
    after = providers.shown(video)
    assert (after["status"], after["charges"]) == ("deleted", shown["charges"])
    assert not (providers.home / ".factory" / "media" / "videos" / video).exists()


def test_new_takes_a_brief_in_once_for_the_next_factory_that_runs(providers: Studio):
    other = providers.home / "other.md"
    other.write_text(BRIEF.replace("lost a day", "lost a week"), encoding="utf-8")
    told = providers.factory("new", str(other))
    assert "is waiting" in told
    assert providers.shown(told.split()[0])["status"] == "queued"
    assert providers.factory("new", str(other)) == told


def _only(providers: Studio) -> dict:
    (video,) = json.loads(providers.factory("list", "--json"))
    return providers.shown(video["video_id"])


def _sha256(shown: dict) -> str:
    (sha256,) = {file["sha256"] for file in shown["artifacts"] if file["name"] == "master.mp4"}
    return sha256
