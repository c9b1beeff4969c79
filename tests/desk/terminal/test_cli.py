"""The command line as a person uses it: a finished Short, decided about, opened and deleted."""

import json
import re
import signal
import sys
import time
from pathlib import Path

from tests.desk.terminal.studio import BRIEF, Studio
from tests.end_to_end.factory_process import environment
from tests.pseudo_terminal import COLUMNS, PseudoTerminal


def test_an_interruption_stops_it_at_once_and_the_same_command_goes_on(studio: Studio):
    command = [sys.executable, "-m", "desk", "make", str(studio.brief)]
    with PseudoTerminal(command, environment(studio.home, studio.database)) as terminal:
        while "Render   " not in terminal.drawn:
            assert terminal.draws(), terminal.drawn
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.to_its_end() == 130, terminal.drawn
    assert "it was stopped" in " ".join(terminal.lines[-4:])
    (video,) = json.loads(studio.process("list", "--json"))
    assert video["status"] == "failed"
    assert "it was stopped" in studio.shown(video["video_id"])["error"]


def test_make_leaves_a_published_video_and_says_where(studio: Studio):
    terminal = studio.terminal("make", str(studio.brief))
    _was_live(terminal)
    for words in ("5/5", "LUFS", "dBTP", "$0.00", "video.mp4", "passed"):
        assert words in terminal.drawn, words
    (video,) = json.loads(studio.process("list", "--json"))
    listed = studio.terminal("list").drawn
    assert video["video_id"] in listed and video["title"] in listed and "…" not in listed
    shown = studio.shown(video["video_id"])
    assert shown["status"] == "published"
    assert all(Path(file).is_file() for file in shown["files"].values())
    assert abs(shown["measured"]["integrated_lufs"] + 14) <= 1
    assert shown["measured"]["true_peak_dbtp"] <= -1


def test_what_is_made_is_closed_to_others_and_a_lock_to_everybody_else(studio: Studio):
    made = [path for path in studio.home.rglob("*") if path != studio.brief]
    assert {"video.mp4", "master.mp4", "inbox"} <= {path.name for path in made}
    open_to = {path: path.lstat().st_mode & 0o027 for path in made if not path.is_symlink()}
    assert [path for path, mode in open_to.items() if mode] == []
    locks = [path for path in made if path.suffix == ".lock"]
    assert [path for path in locks if path.lstat().st_mode & 0o077] == []


def test_a_layer_is_made_alone_and_nothing_follows_it(studio: Studio):
    before = studio.only()
    said = studio.factory("layer", "captions", before["video_id"])
    assert f"captions of {before['video_id']}" in said
    after = studio.only()
    assert after["status"] == before["status"]
    assert after["master_sha256"] == before["master_sha256"]
    assert "there are: analytics/audience" in studio.refused("layer", "sound", before["video_id"])
    assert "nowhere" in studio.refused("layer", "audio", "nowhere")
    assert "wanted one such as" in studio.refused("layer", "ideas", "tomorrow")
    assert "is not over" in studio.refused("layer", "analytics/reach", "2099-01-01")


def test_on_a_machine_that_a_backup_was_restored_on_nothing_is_done_twice(
    studio: Studio, empty_database_url: str, tmp_path: Path
):
    before = studio.only()
    told = studio.factory("backup", "--to", str(tmp_path / "backups"))
    assert f"{(tmp_path / 'backups')}: " in told
    home = tmp_path / "home"
    restored = Studio(home, empty_database_url, home / studio.brief.name)
    assert "Distribution is off" in restored.factory("restore", str(tmp_path / "backups"))
    restored.brief.write_text(BRIEF, encoding="utf-8")
    began = time.monotonic()
    said = restored.process("make", str(restored.brief))
    (told,) = re.findall(r"took +([0-9.]+) s", said)
    # A process's start is told by another clock, in hundredths.
    assert 0.5 <= float(told) <= time.monotonic() - began + 1
    after = restored.shown(before["video_id"])
    assert all(Path(file).is_relative_to(restored.home) for file in after["files"].values())
    assert after["units_done"] == 0
    assert after["units_reused"] == before["units_done"] + before["units_reused"]
    assert _sha256(after) == _sha256(before)
    assert len(after["posts"]) == 1


def test_a_decision_is_about_the_master_that_was_seen_or_about_none(studio: Studio):
    shown = studio.only()
    video, master = shown["video_id"], shown["master_sha256"][:16]
    seen = f"{master}-{shown['listing_sha256'][:16]}"
    unseen = studio.refused("approve", video)
    assert f"`factory approve {video} --seen {seen}`" in unseen
    other = studio.refused("approve", video, "--seen", "0123456789abcdef")
    assert "0123456789abcdef" in other
    assert seen in other
    assert "wanted MASTER-LISTING" in studio.refused("approve", video, "--seen", seen[:7])
    assert "wanted MASTER-LISTING" in studio.refused("reject", video, "--seen", "x", "--note", "n")
    alone = studio.refused("approve", video, "--seen", master)
    assert "names the master alone" in alone
    assert f"--seen {seen}" in alone
    assert studio.shown(video)["reviews"] == shown["reviews"]
    assert "is approved" in studio.factory("approve", video, "--seen", seen, "--note", "good")
    again = studio.refused("approve", video)
    for told in ("It was decided about:", "approved", "It is out: the outbox", "not sent a second"):
        assert told in again, told


def test_one_changed_sentence_redoes_its_speech_and_the_segments_it_touches(studio: Studio):
    before = studio.only()
    text = BRIEF.replace("a full month", "a whole month")
    studio.brief.write_text(text, encoding="utf-8")
    _is_plain(studio.process("make", str(studio.brief)))
    after = studio.shown(before["video_id"])
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
        "waveform": 1,
    }
    assert _sha256(after) != _sha256(before)


def _was_live(terminal: PseudoTerminal) -> None:
    """Frames were counted while they were rendered; nothing was wrapped in mid-word."""
    counted = set(re.findall(r"Render +\S+ +(\d+)/\d+ frames", "\n".join(terminal.lines)))
    assert len(counted) >= 3, counted
    assert "Loading the factory" in terminal.drawn
    for line in terminal.lines:
        assert len(line) <= COLUMNS or len(line.split()[-1]) > COLUMNS - 16, line


def _is_plain(said: str) -> None:
    """Lines for a pipe: what was done and what came of it, without a movement of the cursor."""
    assert "\x1b[" not in said
    for words in ("Narration: 5 of 5 sentences", "LUFS", "dBTP", "$0.00", "video.mp4", "passed"):
        assert words in said, words


def test_in_a_pipe_open_prints_the_path_and_nothing_else(studio: Studio):
    video = studio.only()["video_id"]
    place = Path(studio.process("open", video).strip())
    assert place.name == "video.mp4"
    assert place.is_file()
    assert studio.factory("open", video, "--folder").strip() == str(place.parent)


def test_a_published_video_is_deleted_only_when_that_is_said(studio: Studio):
    shown = studio.only()
    video = shown["video_id"]
    assert "--yes" in studio.refused("delete", video)
    assert "--also-published" in studio.refused("delete", video, "--yes")
    assert studio.shown(video)["status"] == shown["status"]
    said = studio.factory("delete", video, "--yes", "--also-published")
    assert "What was delivered still lies in" in said
    after = studio.shown(video)
    assert (after["status"], after["charges"]) == ("deleted", shown["charges"])
    assert not (
        studio.home / ".factory" / "media" / "tenants" / "default" / "videos" / video
    ).exists()


def test_new_takes_a_brief_in_once_for_the_next_factory_that_runs(studio: Studio):
    other = studio.home / "other.md"
    other.write_text(BRIEF.replace("lost a day", "lost a week"), encoding="utf-8")
    told = studio.factory("new", str(other))
    assert "is waiting" in told
    assert studio.shown(told.split()[0])["status"] == "queued"
    again = studio.factory("new", str(other))
    assert again.split()[0] == told.split()[0]
    assert "was handed in before and is queued" in again


def _sha256(shown: dict) -> str:
    (sha256,) = {file["sha256"] for file in shown["artifacts"] if file["name"] == "master.mp4"}
    return sha256
