"""Services: programs that are kept running, and their logs."""

import socket
import sys
from pathlib import Path

import pytest

from resources.machine.child_processes import LOG_BYTES, Service, listen_near
from tests.end_to_end.waiting import until


def test_a_log_that_grew_too_long_is_set_aside_while_its_program_goes_on_writing(tmp_path: Path):
    go, log = tmp_path / "go", tmp_path / "talker.log"
    talk = (
        f"import pathlib, time\nprint('x' * {LOG_BYTES}, flush=True)\n"
        f"while not pathlib.Path({str(go)!r}).exists(): time.sleep(0.02)\n"
        "print('again', flush=True)"
    )
    service = Service("talker", [sys.executable, "-c", talk], log)
    service.start()
    try:
        until(lambda: log.stat().st_size > LOG_BYTES, "a long log")
        service.trim_log()
        go.touch()
        until(lambda: log.read_text() == "again\n", "one more line")
        assert (tmp_path / "talker.log.1").stat().st_size > LOG_BYTES
    finally:
        service.make_sure(5)


def test_a_short_log_is_left_alone(tmp_path: Path):
    service = Service("quiet", [sys.executable, "-c", ""], tmp_path / "quiet.log")
    service.trim_log()
    service.log.write_text("short")
    service.trim_log()
    assert [path.name for path in tmp_path.iterdir()] == ["quiet.log"]


def test_a_program_that_lives_and_answers_no_more_hangs_and_one_that_answers_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("resources.machine.child_processes.ASK_SECONDS", 0.0)
    monkeypatch.setattr("resources.machine.child_processes.SILENT_SECONDS", 0.0)
    answers = [False, True, False]
    service = Service("mute", [], tmp_path / "mute.log", answers=lambda: answers.pop(0))
    assert not service.hangs(), "it has not begun to answer"
    assert not service.hangs(), "it answers"
    assert service.hangs()


def test_a_port_that_somebody_has_is_left_to_him_and_the_next_one_is_held():
    with listen_near("127.0.0.1", 20_000) as his:
        busy = his.getsockname()[1]
        with listen_near("127.0.0.1", busy) as ours:
            port = ours.getsockname()[1]
            assert port > busy
            with socket.create_connection(("127.0.0.1", port)), ours.accept()[0]:
                pass  # who asks at the port that is told reaches us, and not him
