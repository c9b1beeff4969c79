"""Opening the catalogue: empty, old, newer, away, refused."""

import subprocess
import sys
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from factory.errors import PermanentError, TransientError
from factory.money.default_limits import DEFAULT_LIMITS
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.database import migrations
from resources.database.columns import SCHEMA, metadata
from resources.database.connection import server_version
from resources.database.tables import HEAD
from resources.machine.paths import PROJECT


def test_four_processes_that_open_an_empty_database_together_all_succeed(empty_database_url: str):
    code = (
        "import sys; from resources.catalogue.catalogue import open_catalogue\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "print(open_catalogue(sys.argv[1]).reports.list_videos())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, empty_database_url],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    said = [process.communicate("go\n", timeout=120)[0] for process in processes]
    assert said == ["[]\n"] * 4


def test_the_migrations_make_the_very_tables_that_the_code_speaks_of(empty_database_url: str):
    engine = open_catalogue(empty_database_url).engine
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
                "version_table_schema": SCHEMA,
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_the_code_expects():
    folder = migrations.__path__[0]
    assert ScriptDirectory(folder).get_current_head() == HEAD


def test_a_database_newer_than_the_code_is_refused(catalogue: Catalogue, database_url: str):
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("UPDATE factory.alembic_version SET version_num = '9999'"))
    with pytest.raises(PermanentError, match=rf"version 9999, which this code \(version {HEAD}\)"):
        open_catalogue(database_url)


def test_a_new_database_has_the_limits_of_money_that_the_code_names(catalogue: Catalogue):
    settings = catalogue.settings.all()
    assert {key: Decimal(str(settings[key])) for key in DEFAULT_LIMITS} == DEFAULT_LIMITS


def test_a_wrong_password_is_said_at_once(database_url: str):
    url = sa.make_url(database_url).set(password="wrong")
    with pytest.raises(PermanentError, match="the database refuses the connection"):
        open_catalogue(url.render_as_string(hide_password=False))


def test_a_database_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(TransientError, match=r"factory:\*\*\*@127\.0\.0\.1:1/x did not answer"):
        open_catalogue("postgresql://factory:secret@127.0.0.1:1/x", ride_seconds=0.2)


def test_the_servers_version_is_known(catalogue: Catalogue):
    assert int(server_version(catalogue.engine).split(".")[0]) >= 14


def test_cut_connections_are_made_again(catalogue: Catalogue, video: str):
    cut = sa.text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with catalogue.stages.stage(video, "audio", "run-1"):
        other = sa.create_engine(catalogue.engine.url, poolclass=sa.NullPool)
        with other.connect() as connection:
            assert connection.scalar(cut) >= 1
    assert catalogue.reports.show(video).audio == "done"
