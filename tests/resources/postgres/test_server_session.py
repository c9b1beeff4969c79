"""The embedded Postgres: shared by everyone who needs it, gone with the last, whole after a kill."""

import logging
import os
import pwd
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from resources.postgres import server_session
from resources.postgres.server_session import serving
from tests.conftest import FOR_TESTS
from tests.end_to_end.waiting import until
from tests.resources.postgres.server_users import (
    IS_ROOT,
    ask,
    ask_until_answered,
    data_of,
    keepers,
    postmaster,
    put_row,
    wait_for_end,
)


def test_two_processes_share_one_server_that_outlives_the_first(settings, user):
    first, second = user(), user()
    url = first.url()
    assert second.url() == url
    put_row(url)
    server = postmaster(settings)
    first.leave()
    assert ask(url, "SELECT answer FROM kept") == [(42,)]
    second.leave()
    wait_for_end(server)


def test_the_server_stops_when_its_only_user_is_killed(settings, user):
    only = user()
    only.url()
    server, keeper = postmaster(settings), keepers(settings)
    only.kill()
    wait_for_end(server, *keeper)
    assert not (settings.postgres / "url").exists()


def test_waiting_for_the_stop_leaves_no_process_and_the_next_start_finds_port_and_rows(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        server = postmaster(settings)
    assert not server.is_running()
    assert not keepers(settings)
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as again:
        assert again == url
        assert ask(url, "SELECT answer FROM kept") == [(42,)]


def test_who_waits_for_the_stop_does_not_wait_for_other_users(settings, user):
    other = user()
    url = other.url()
    with serving(settings, wait_for_stop=True):
        pass
    assert ask(url, "SELECT 1") == [(1,)]


def test_users_who_come_while_it_stops_get_a_new_server(settings):
    def use_it_twice(_: int) -> set[int]:
        answers = set()
        for _ in range(2):
            with serving(settings, options=FOR_TESTS) as url:
                answers |= {ask(url, "SELECT 1")[0][0]}
        return answers

    with ThreadPoolExecutor(3) as crowd:
        for _ in range(2):
            assert list(crowd.map(use_it_twice, range(3))) == [{1}] * 3


def test_a_killed_postgres_is_started_again_on_the_same_port_with_its_rows(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        killed = postmaster(settings)
        killed.kill()
        wait_for_end(killed)
        assert ask_until_answered(url, "SELECT answer FROM kept") == [(42,)]
        assert postmaster(settings) != killed


def test_one_that_is_killed_again_while_it_recovers_keeps_its_address(settings):
    killed = set[int]()
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        while len(killed) < 3:
            with suppress(FileNotFoundError, IndexError, psutil.NoSuchProcess):
                server = postmaster(settings)
                if server.pid not in killed:
                    server.kill()
                    killed.add(server.pid)
            time.sleep(0.01)
        assert ask_until_answered(url, "SELECT 1") == [(1,)]


def test_a_killed_keeper_takes_postgres_along_and_the_next_start_finds_the_rows(settings, user):
    only = user()
    url = only.url()
    put_row(url)
    server, (keeper,) = postmaster(settings), keepers(settings)
    only.process.send_signal(signal.SIGSTOP)
    keeper.kill()
    wait_for_end(server)
    only.kill()
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        assert ask(url, "SELECT answer FROM kept") == [(42,)]


def test_users_who_lost_their_keeper_get_a_new_one_at_the_same_address(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        (keeper,) = keepers(settings)
        server = postmaster(settings)
        keeper.kill()
        wait_for_end(server)
        assert ask_until_answered(url, "SELECT answer FROM kept") == [(42,)]


def test_a_keeper_told_to_end_stops_postgres_in_order(settings, user):
    only = user()
    only.url()
    server, (keeper,) = postmaster(settings), keepers(settings)
    only.process.send_signal(signal.SIGSTOP)
    keeper.terminate()
    wait_for_end(server, keeper)
    assert not (data_of(settings) / "postmaster.pid").exists()


def test_a_stale_card_that_names_a_stranger_is_survived_and_so_is_the_stranger(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        put_row(url)
        card = data_of(settings) / "postmaster.pid"
        text, owner = card.read_text(), card.stat()
    account = {"user": owner.st_uid, "group": owner.st_gid} if IS_ROOT else {}
    with subprocess.Popen(["sleep", "600"], **account) as stranger:  # pyright: ignore
        _, _, rest = text.partition("\n")
        card.write_text(f"{stranger.pid}\n{rest}")
        os.chown(card, owner.st_uid, owner.st_gid)
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            assert ask(url, "SELECT answer FROM kept") == [(42,)]
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.skipif(not IS_ROOT, reason="only root can become somebody else")
def test_who_may_not_look_for_a_while_goes_on_watching_afterwards(settings, monkeypatch, caplog):
    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(server_session, "WATCH_SECONDS", 0.02)
    monkeypatch.setattr(server_session, "AFTER_FAILURE_SECONDS", 0.02)
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        try:
            os.seteuid(pwd.getpwnam("nobody").pw_uid)
            until(lambda: "Permission denied" in caplog.text, "a refused look")
        finally:
            os.seteuid(0)
        for keeper in (killed := keepers(settings)):
            keeper.kill()
        until(lambda: bool(set(keepers(settings)) - set(killed)), "a new keeper")
        assert ask_until_answered(url, "SELECT 1") == [(1,)]
