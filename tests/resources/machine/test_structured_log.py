"""One structured log of several processes' words."""

import json
from pathlib import Path

from resources.machine.structured_log import FILE_BYTES, KEPT, StructuredLog

GREEN = "\x1b[32m2026-11-28 08:44:37 +0000\x1b[0m - dagster.daemon - \x1b[34mINFO\x1b[0m - "
RUN = "4d4b3e34-9e3a-4c8e-9f7b-0c3f7a1b2c3d"
FAILED = f"""\
2026-11-28 10:44:38 +0200 - dagster.daemon.SensorDaemon - ERROR - run {RUN} failed
Traceback (most recent call last):
  File "x.py", line 1, in <module>
ValueError: no
"""


def told(folder: Path, name: str = "factory.jsonl") -> list[dict[str, str]]:
    path = folder / name
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_records_are_read_whole_with_their_tracebacks_and_errors_stand_apart(tmp_path: Path):
    log, words = StructuredLog(tmp_path, []), tmp_path / "daemon.log"
    words.write_text(f"{GREEN}Checking\n{FAILED}")
    log.take("daemon", words)
    log.take("daemon", words)
    first, second = told(tmp_path)
    assert first == {
        "at": "2026-11-28T08:44:37+00:00",
        "service": "daemon",
        "level": "info",
        "logger": "dagster.daemon",
        "message": "Checking",
    }
    assert second["at"] == "2026-11-28T08:44:38+00:00"
    assert second["message"].endswith("ValueError: no")
    assert second["run_id"] == RUN
    assert told(tmp_path, "errors.jsonl") == [second]
    assert (tmp_path / "factory.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_record_that_comes_in_pieces_is_one(tmp_path: Path):
    log, words = StructuredLog(tmp_path, []), tmp_path / "code.log"
    half = len(FAILED) // 2
    words.write_text(FAILED[:half])
    log.take("code", words)
    assert told(tmp_path) == []
    words.write_text(FAILED)
    log.take("code", words)
    log.take("code", words)
    (record,) = told(tmp_path)
    assert record["message"].endswith("ValueError: no")


def test_what_a_process_prints_as_it_dies_is_an_error(tmp_path: Path):
    log, words = StructuredLog(tmp_path, []), tmp_path / "door.log"
    words.write_text("".join(FAILED.splitlines(keepends=True)[1:]))
    log.take("door", words)
    log.take("door", words)
    (record,) = told(tmp_path, "errors.jsonl")
    assert (record["service"], record["level"]) == ("door", "error")


def test_no_secret_is_written(tmp_path: Path):
    log, words = StructuredLog(tmp_path, ["sk-0123456789", "", "info"]), tmp_path / "door.log"
    words.write_text(f"{GREEN}asked with sk-0123456789, once\n")
    log.take("door", words)
    log.take("door", words)
    (record,) = told(tmp_path)
    assert record["message"] == "asked with ***, once"
    assert record["level"] == "info"


def test_what_was_there_before_is_left_out_and_a_file_begun_anew_is_read_again(tmp_path: Path):
    log, words = StructuredLog(tmp_path, []), tmp_path / "door.log"
    words.write_text(f"{GREEN}of another time, a long while ago\n")
    log.begin("door", words)
    log.take("door", words)
    assert told(tmp_path) == []
    words.write_text(f"{GREEN}anew\n")
    log.take("door", words)
    log.take("door", words)
    assert [record["message"] for record in told(tmp_path)] == ["anew"]


def test_a_long_log_is_set_aside_and_few_are_kept(tmp_path: Path):
    log, words = StructuredLog(tmp_path, []), tmp_path / "door.log"
    words.write_text("")
    for number in range(KEPT + 2):
        (tmp_path / "factory.jsonl").write_bytes(b"x" * (FILE_BYTES + 1))
        with words.open("a") as said:
            said.write(f"{GREEN}{number}\n")
        log.take("door", words)
        log.take("door", words)
    kept = sorted(path.name for path in tmp_path.glob("factory.jsonl*"))
    assert kept == ["factory.jsonl", *(f"factory.jsonl.{n}" for n in range(1, KEPT + 1))]
    assert [record["message"] for record in told(tmp_path)] == [str(KEPT + 1)]
