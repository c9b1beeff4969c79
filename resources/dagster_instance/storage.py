"""Dagster's storage in Postgres, with connections that are kept and that ride through an outage.

Stock dagster-postgres opens a connection for nearly every query (162 for a run of six assets), and
a minute without the database fails every run that is under way.
"""

import logging
import random
import time
from collections.abc import Mapping
from typing import Any

import psycopg2
from dagster import Field, StringSource
from dagster._config.config_schema import UserConfigSchema
from dagster._serdes import ConfigurableClassData
from dagster_postgres import DagsterPostgresStorage
from dagster_postgres.utils import create_pg_engine, set_pg_statement_timeout
from sqlalchemy import event, make_url

from resources.dagster_instance.check_states import CheckStates
from resources.dagster_instance.own_database import database_url
from resources.dagster_instance.planned_events import PlannedEvents
from resources.dagster_instance.run_tags import guard_runs
from resources.dagster_instance.schema_memory import remember_schema, saw_tables, tables_are_there
from resources.dagster_instance.slim_events import SlimEvents
from resources.machine.environment_variables import RIDE_SECONDS, Settings
from resources.postgres.server_session import normalised

LONGEST_PAUSE_SECONDS = 5.0
CONNECT_SECONDS = 10
KEPT_CONNECTIONS = 3  # per process; some ten processes share the 200 that the server allows
MORE_CONNECTIONS = 20
RECYCLE_SECONDS = 300

HOPELESS = ("password authentication failed", "does not exist", "no pg_hba.conf entry")
"""What Postgres says when waiting does not help; a stopped or starting one says other things."""

log = logging.getLogger(__name__)


class PatientConnections:
    """An engine that tests a connection before use, and waits for a database that is away."""

    def __init__(self, url: str, ride_seconds: float) -> None:
        self.engine = create_pg_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=KEPT_CONNECTIONS,
            max_overflow=MORE_CONNECTIONS,
            pool_recycle=RECYCLE_SECONDS,
            pool_pre_ping=True,
            pool_use_lifo=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
        self._ride_seconds = ride_seconds
        self._away_since: float | None = None
        self._statement_timeout_ms: int | None = None
        event.listen(self.engine, "do_connect", self._connect)

    def limit_statements(
        self, statement_timeout: int, pool_recycle: int, max_overflow: int
    ) -> None:
        """Do what the web server asks of its storage, and keep this pool.

        The stock storages would replace it by one that hands out dead connections after an outage.

        Args:
            statement_timeout: milliseconds after which the server ends a query.
            pool_recycle: not used; ours is tested before every use.
            max_overflow: not used; ours serves every kind of process.
        """
        self._statement_timeout_ms = statement_timeout
        self.engine.dispose()

    def _connect(self, dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]):
        """Open one connection.

        The time runs from the start of an outage, not from this attempt: Dagster repeats a failed
        attempt several times.
        """
        pause_seconds = 0.2
        while True:
            try:
                connection = dialect.connect(*arguments, **options)
            except psycopg2.OperationalError as error:
                if self._has_waited_enough(str(error)):
                    raise
            else:
                self._away_since = None
                if self._statement_timeout_ms is not None:
                    set_pg_statement_timeout(connection, self._statement_timeout_ms)
                return connection
            time.sleep(pause_seconds * random.uniform(0.5, 1.5))
            pause_seconds = min(pause_seconds * 1.7, LONGEST_PAUSE_SECONDS)

    def _has_waited_enough(self, said: str) -> bool:
        if any(words in said for words in HOPELESS):
            return True
        if self._away_since is None:
            self._away_since = time.monotonic()
            log.warning("the database is away; waiting up to %.0f s: %s", self._ride_seconds, said)
        return time.monotonic() - self._away_since > self._ride_seconds


SESSION = "-csearch_path=public -csynchronous_commit=off"
"""What Dagster's own connections ask of the server.

`search_path`: Postgres looks into the schema named like the user first; a user called `factory`
would have Dagster's tables among ours. `synchronous_commit`: a run's creation commits 13 times. If
the server itself dies, the last 0.6 s of what Dagster noted may be gone, never of what the factory
knows: its own connections wait for the disk, and a launch whose run nobody knows is put back.
"""


def _for_dagster(url: str) -> str:
    """Return the address with which Dagster connects."""
    address = make_url(url)
    given = address.query.get("options", "")
    options = f"{given if isinstance(given, str) else ' '.join(given)} {SESSION}".strip()
    return address.update_query_dict({"options": options}).render_as_string(hide_password=False)


class ResilientPostgresStorage(DagsterPostgresStorage):
    """Stock storage over one patient pool.

    Queries that begin during an outage wait for its end. One that was under way when the server
    died fails: whether it was done is not known, so repeating it could record an event twice.

    When Dagster closes an instance, the pool's connections go with it: the code server and the
    daemon open one for every tick and every run.

    It replaces private attributes of the stock classes; a contract test holds them in place.

    Args:
        ride_seconds: how long an outage may last before a query fails.
    """

    def __init__(
        self,
        postgres_url: str,
        should_autocreate_tables: bool = True,
        inst_data: ConfigurableClassData | None = None,
        ride_seconds: float = RIDE_SECONDS,
    ) -> None:
        url = _for_dagster(normalised(postgres_url))
        connections = PatientConnections(url, ride_seconds)
        connections.engine.connect().close()  # the stock constructor waits some seconds only
        super().__init__(url, should_autocreate_tables and not tables_are_there(url), inst_data)
        if should_autocreate_tables:
            saw_tables(url)
        parts = (self._run_storage, self._event_log_storage, self._schedule_storage)
        for part in parts:
            part._engine = connections.engine
            part.optimize_for_webserver = connections.limit_statements
        remember_schema(url, parts)
        self._event_log_storage.get_asset_check_state = CheckStates(self._event_log_storage).states
        self._event_log_storage.store_event_batch = PlannedEvents(self._event_log_storage).store
        self._event_log_storage.store_event = SlimEvents(self._event_log_storage).store
        guard_runs(self._run_storage)
        self._run_storage.dispose = connections.engine.dispose  # stock, it has nothing to close

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """What dagster.yaml may say."""
        return {
            "postgres_url": Field(StringSource, is_required=False),
            "should_autocreate_tables": Field(bool, default_value=True, is_required=False),
        }

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "ResilientPostgresStorage":
        """Make one over the factory's own database, unless dagster.yaml names another."""
        return cls(
            postgres_url=config_value.get("postgres_url") or database_url(),
            should_autocreate_tables=config_value["should_autocreate_tables"],
            inst_data=inst_data,
            ride_seconds=Settings.from_env().pg_ride_seconds,
        )
