"""What one test writes, changes or leaves running, no other test sees."""

from contextlib import closing

import psycopg2
import pytest
from psycopg2.extensions import connection as Connection

from resources.catalogue.catalogue import open_catalogue
from tests.databases import Databases
from tests.fakes.catalogued import accepted


def _plain(url: str) -> str:
    return url.replace("+psycopg2", "")


def _oid(connection: Connection) -> object:
    cursor = connection.cursor()
    cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
    connection.commit()
    return cursor.fetchone()


def _facts(url: str) -> list[object]:
    catalogue = open_catalogue(url)
    catalogue.briefs.accept(accepted("a-video"))
    catalogue.engine.dispose()
    with closing(psycopg2.connect(_plain(url))) as connection, connection.cursor() as cursor:
        found: list[object] = []
        for question in (
            "SELECT count(*) FROM factory.videos",
            "SELECT max(id), max(seq) FROM factory.events",
            "SELECT key, value FROM factory.config ORDER BY key",
            "SELECT version_num FROM factory.alembic_version",
        ):
            cursor.execute(question)
            found += cursor.fetchall()
        return found


def test_the_next_test_finds_what_migrations_left_and_numbers_that_begin_anew(databases: Databases):
    found: list[list[object]] = []
    for _ in range(2):
        with databases.lent() as url:
            found.append(_facts(url))
            with (
                closing(psycopg2.connect(_plain(url))) as connection,
                connection.cursor() as cursor,
            ):
                cursor.execute("UPDATE factory.config SET value = 'false'")
                cursor.execute("UPDATE factory.alembic_version SET version_num = '9999'")
                connection.commit()
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE factory.events ADD COLUMN more text",
        "DROP POLICY of_tenant ON factory.events",
        "DROP TRIGGER keep_spending ON factory.charges",
        "CREATE TABLE more (id int)",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_a_database_whose_schema_was_changed_is_not_handed_on(databases: Databases, change: str):
    with databases.lent() as url, closing(psycopg2.connect(_plain(url))) as connection:
        changed = _oid(connection)
        connection.autocommit = True
        connection.cursor().execute(change)
    with databases.lent() as url, closing(psycopg2.connect(_plain(url))) as connection:
        assert _oid(connection) != changed


def test_what_a_test_left_running_reaches_no_later_one(databases: Databases):
    with databases.lent() as url:
        left = psycopg2.connect(_plain(url))
    with databases.lent() as later, closing(left), pytest.raises(psycopg2.OperationalError):
        assert later != url
        left.cursor().execute("SELECT 1")
    with pytest.raises(psycopg2.OperationalError, match="does not exist"):
        psycopg2.connect(_plain(url))
