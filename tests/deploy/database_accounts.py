"""Accounts of the database's roles: what tests say over them, and Dagster opened by them."""

from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa

from resources.machine.paths import PROJECT

RIGHTS = PROJECT / "deploy" / "rights" / "database-roles.sql"
ROLES = ("desk", "daemon", "worker")


def say(url: str, statement: str) -> None:
    """Run one statement, or several."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    engine.dispose()


def dagster_in(home: Path, url: str, surroundings: pytest.MonkeyPatch) -> dg.DagsterInstance:
    """Open Dagster over a database, as a process of the factory does."""
    surroundings.setenv("FACTORY_DAGSTER_PG_URL", url)
    return dg.DagsterInstance.from_config(str(home / ".factory" / "dagster"))
