"""Whether a database may be filled from a backup: nothing lies in it that anybody could miss."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.documents.error_words import listed
from factory.errors import PermanentError
from resources.database.all_tables import every_table
from resources.database.columns import SCHEMA
from resources.database.tenant_tables import tenants

DAGSTERS = frozenset(
    {
        "alembic_version",
        "asset_check_executions",
        "asset_daemon_asset_evaluations",
        "asset_event_tags",
        "asset_keys",
        "backfill_tags",
        "bulk_actions",
        "concurrency_limits",
        "concurrency_slots",
        "daemon_heartbeats",
        "dynamic_partitions",
        "event_logs",
        "instance_info",
        "instigators",
        "job_ticks",
        "jobs",
        "kvs",
        "pending_steps",
        "run_tags",
        "runs",
        "secondary_indexes",
        "snapshots",
    }
)
"""Its tables in `public`, as dagster 1.13 names them."""
FILLED_BY_ITSELF = frozenset(
    {
        f"{SCHEMA}.alembic_version",
        f"{SCHEMA}.config",
        "public.alembic_version",
        "public.daemon_heartbeats",
        "public.instance_info",
        "public.instigators",
        "public.job_ticks",
        "public.kvs",
        "public.secondary_indexes",
    }
)
"""What any command, and a Dagster that was started once, write into a new database."""
MOST_NAMED = 8

TABLES = sa.text(
    "SELECT n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n"
    " ON n.oid = c.relnamespace WHERE n.nspname IN ('public', :schema)"
    " AND c.relkind IN ('r', 'p', 'f', 'm', 'v') ORDER BY 1, 2"
)


def check_empty(connection: Connection) -> None:
    """Let a database pass in which only empty tables of ours and of Dagster's are, or none.

    Raises:
        PermanentError: there is anything else; nothing was touched.
    """
    found = list(_found(connection))
    if found:
        more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise PermanentError(
            f"could not restore: the database {connection.engine.url.database!r} holds "
            f"{listed(found[:MOST_NAMED])}{more}; wanted an empty one, as what is in it would be "
            "lost; nothing was touched. Name another home in FACTORY_HOME (and another DATABASE_URL, "
            "if that is set)"
        )


def make_room(connection: Connection) -> None:
    """Take away the empty tables that any command leaves in a new database.

    Raises:
        PermanentError: see `check_empty`.
    """
    check_empty(connection)
    names = [name for schema, name, _ in _tables(connection) if schema == "public"]
    if names:  # each by its name, so that nothing else goes with them
        connection.execute(sa.text(f"DROP TABLE {', '.join(f'public.{name}' for name in names)}"))
    connection.execute(sa.text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))


def _found(connection: Connection) -> Iterator[str]:
    """Yield in words what is in the way."""
    ours = {table.name for table in every_table()} | {"alembic_version"}
    for schema, name, kind in _tables(connection):
        whole = f"{schema}.{name}"
        if schema == SCHEMA and kind == "v":
            continue  # ours hold nothing themselves
        if name not in (ours if schema == SCHEMA else DAGSTERS) or kind not in ("r", "p"):
            yield f"{whole}, which is not ours"
        elif whole not in FILLED_BY_ITSELF and (rows := _rows(connection, whole)):
            yield f"{rows:,} rows in {whole}"


def _tables(connection: Connection) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in connection.execute(TABLES, {"schema": SCHEMA})]


def _rows(connection: Connection, table: str) -> int:
    """Count what is in a table of ours or Dagster's; the tenant that is always there is nothing."""
    usual = " WHERE tenant <> 'default'" if table == tenants.fullname else ""
    return int(connection.scalar(sa.text(f"SELECT count(*) FROM {table}{usual}")) or 0)
