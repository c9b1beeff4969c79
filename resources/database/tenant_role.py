"""The role that whoever is kept to a tenant takes on: one for each database, with its rights there."""

import secrets
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import PermanentError
from resources.database.tenancy import BY_OTHERS, FOLLOWS, OF_ALL, SAID

FIRST_VERSION: Final = 150_000
"""Of Postgres: views that ask as whoever asks them (`security_invoker`) came with it."""

VIEWS: Final = tuple(
    f"factory.{name}"
    for name in (
        *("stage_status", "video_status", "unfinished", "unfinished_videos"),
        *("money", "money_by_day", "money_by_layer", "daily_metrics"),
    )
)
"""All are `security_invoker`: who asks them reaches through them what they reach anyway."""

IS_NAMED: Final = "SELECT to_regprocedure('factory.tenant_role()') IS NOT NULL"

NAME: Final = """
CREATE OR REPLACE FUNCTION factory.tenant_role() RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT 'factory_tenant_{word}' $$
"""
"""Roles are the server's: were the name the same in two databases, the account of each factory could
take on the other's. It is kept here, so that it holds when the database is given another name."""

MAKE: Final = """
DO $$
DECLARE
    name text := factory.tenant_role();
    -- Before 16 any member may take a role on; since then a membership says whether.
    means text := CASE WHEN current_setting('server_version_num')::int < 160000
        THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    IF to_regrole(name) IS NULL THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
    END IF;
    IF NOT pg_has_role(current_user, name, means) THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', name);
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN NULL; -- told to whom it concerns, when they come
    WHEN duplicate_object OR unique_violation THEN NULL; -- another process was first
END $$
"""


def check_server(version: int) -> None:
    """See that a server keeps tenants apart, by its `server_version_num`.

    Raises:
        PermanentError: it is too old.
    """
    if version < FIRST_VERSION:
        raise PermanentError(
            f"the database is Postgres {version // 10_000}; wanted 15 or newer, whose views show "
            "nobody another tenant's rows. Upgrade it, or name another in DATABASE_URL"
        )


def let_tenants_in(connection: Connection) -> None:
    """Make the role and its rights, where this account may make roles.

    Without the role everything works but for people and tokens of one tenant, who are refused: see
    `resources.database.confinement`.
    """
    if not connection.scalar(sa.text(IS_NAMED)):
        _give_name(connection)
    connection.exec_driver_sql(MAKE, execution_options={"no_parameters": True})
    name = connection.scalar(sa.text("SELECT factory.tenant_role()"))
    if connection.scalar(sa.text("SELECT to_regrole(:name)"), {"name": name}):
        for statement in _rights(str(name)):
            connection.exec_driver_sql(statement)


def let_tenants_in_anew(connection: Connection) -> None:
    """Make the role of a restored database: no dump holds roles, and this one's may be another's."""
    _give_name(connection)
    let_tenants_in(connection)


def _give_name(connection: Connection) -> None:
    connection.exec_driver_sql(NAME.format(word=secrets.token_hex(4)))


def _rights(role: str) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA factory FROM {role}"
    yield f"GRANT USAGE ON SCHEMA factory TO {role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA factory TO {role}"
    yield f"GRANT SELECT ON {', '.join(VIEWS)} TO {role}"
    own = ", ".join(f"factory.{table}" for table in (*FOLLOWS, *SAID))
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {own} TO {role}"
    shared = {**{table: rights for table, (rights, _) in BY_OTHERS.items()}, **OF_ALL}
    for table, rights in shared.items():
        if rights:
            yield f"GRANT {rights} ON factory.{table} TO {role}"
