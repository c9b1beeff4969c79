"""The databases of the tests: copies of one with the factory's tables, handed on empty from test to test.

A copy costs 0.2 s of computing time, most of it at the first connection to it; one that is emptied a tenth of that. Each
test finds it under a name of its own, so that nothing an earlier test left running reaches it.
"""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import psycopg2
import sqlalchemy as sa
from psycopg2.extensions import connection as Connection

from resources.database.connection import open_database

MOST_GROWN_BYTES = 8 * 1024**2
"""By how much a database may have grown and still be handed on; what is deleted takes room, too."""

TABLES = (
    "SELECT format('factory.%I', tablename) FROM pg_tables WHERE schemaname = 'factory' ORDER BY 1"
)
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'factory'"
SIZE = "SELECT pg_database_size(current_database())"

SCHEMA = "SELECT " + ", ".join(
    f"(SELECT count(*) || '/' || max(xmin::text::bigint) FROM {catalogue})"
    for catalogue in (
        "pg_namespace",
        "pg_class",
        "pg_attribute",
        "pg_attrdef",
        "pg_constraint",
        "pg_trigger",
        "pg_rewrite",
        "pg_proc",
        "pg_type",
        "pg_extension",
        "pg_index",
        "pg_sequence",
        "pg_policy",
    )
)
"""How many rows the system's catalogues have, and which transaction wrote the last: any change of the schema shows."""

PUT_OUT = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'
"""
SET_BACK = """
SELECT setval(format('factory.%%I', sequencename)::regclass,
              coalesce(first.last_value, start_value), first.last_value IS NOT NULL)
FROM pg_sequences now
JOIN json_to_recordset(%s) AS first(sequencename name, last_value bigint) USING (sequencename)
WHERE schemaname = 'factory' AND now.last_value IS DISTINCT FROM first.last_value
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A database that only migrations have written to."""

    name: str
    schema: tuple[str, ...]
    rows: dict[str, str]
    """By table, as JSON."""
    sequences: str
    """As JSON: their names and last values."""
    bytes: int


class Databases:
    """What one server lends to tests."""

    def __init__(self, server: str) -> None:
        """Take the server's SQLAlchemy URL."""
        self._server = server
        self._orders: Connection | None = None
        self._template: Template | None = None
        self._spare: list[str] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Yield the SQLAlchemy URL of a database with the factory's tables, and what migrations put there."""
        template = self._template or self._migrated()
        self._template = template
        name = self._spare.pop() if self._spare else self._made(template.name)
        yield self._url(name)
        new = self._put_out_of_reach(name)
        if self._emptied(new, template):
            self._spare.append(new)
        else:
            self._order(f"DROP DATABASE {new} WITH (FORCE)")

    @contextmanager
    def bare(self) -> Iterator[str]:
        """Yield the SQLAlchemy URL of a database with nothing in it."""
        name = self._made("template1")
        yield self._url(name)
        self._order(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        if self._orders:
            self._orders.close()

    def _migrated(self) -> Template:
        name = self._made("template1")
        open_database(self._url(name)).dispose()
        with closing(self._connected(name)) as connection, connection.cursor() as cursor:
            cursor.execute(SCHEMA)
            (schema,) = cursor.fetchall()
            rows: dict[str, str] = {}
            for table in _tables(connection):
                cursor.execute(f"SELECT json_agg(t)::text FROM {table} t")
                ((found,),) = cursor.fetchall()
                rows[table] = found or "[]"
            cursor.execute(f"SELECT json_agg(t)::text FROM ({SEQUENCES}) t")
            ((sequences,),) = cursor.fetchall()
            cursor.execute(SIZE)
            ((size,),) = cursor.fetchall()
        return Template(name, schema, rows, sequences, size)

    def _put_out_of_reach(self, name: str) -> str:
        """End every connection to a database and rename it; return its new name.

        Renamed before it is emptied: what a test left running reconnects, and must find nothing.
        """
        new = _new_name()
        self._order(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        self._order(PUT_OUT.format(name=name))
        self._order(f"ALTER DATABASE {name} RENAME TO {new}")
        self._order(f"ALTER DATABASE {new} WITH ALLOW_CONNECTIONS true")
        return new

    def _emptied(self, name: str, template: Template) -> bool:
        """Bring a database back to the template's rows; say False if it is not worth it, or its schema changed."""
        with closing(self._connected(name)) as connection, connection.cursor() as cursor:
            cursor.execute(SCHEMA)
            if cursor.fetchall() != [template.schema]:
                return False
            cursor.execute(SIZE)
            ((size,),) = cursor.fetchall()
            if size > template.bytes + MOST_GROWN_BYTES:
                return False
            # Neither foreign keys nor triggers: rows that may not be deleted go, too.
            deletions = "; ".join(f"DELETE FROM {table}" for table in template.rows)
            cursor.execute(f"SET session_replication_role = replica; {deletions}")
            for table, rows in template.rows.items():
                if rows != "[]":
                    cursor.execute(
                        f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)",
                        (rows,),
                    )
            cursor.execute(SET_BACK, (template.sequences,))
        return True

    def _made(self, template: str) -> str:
        # Files are copied: page by page through the log costs half as much again.
        self._order(
            f"CREATE DATABASE {(name := _new_name())} TEMPLATE {template} STRATEGY FILE_COPY"
        )
        return name

    def _order(self, statement: str) -> None:
        """Say something over one connection that is kept: each costs the server 3.5 ms of computing time."""
        if self._orders is None or self._orders.closed:
            self._orders = self._connected()
        with self._orders.cursor() as cursor:
            cursor.execute(statement)

    def _connected(self, name: str = "") -> Connection:
        url = self._url(name) if name else self._server
        connection = psycopg2.connect(url.replace("+psycopg2", ""))
        connection.autocommit = True
        return connection

    def _url(self, name: str) -> str:
        return f"{self._server.rpartition('/')[0]}/{name}"


def _new_name() -> str:
    return f"test_{secrets.token_hex(6)}"


def _tables(connection: Connection) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


CUT_LOCKS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
    WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def cut_locks(engine: sa.Engine) -> None:
    """End every connection that holds a lock, as a proxy does with what is idle; their processes live."""
    with engine.connect() as connection:
        assert all(connection.scalars(sa.text(CUT_LOCKS)).all())
