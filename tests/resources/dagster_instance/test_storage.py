"""Dagster over Postgres as dagster.yaml says: events arrive, connections are few and patient."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import dagster as dg
import psutil
import pytest
import sqlalchemy as sa
from dagster_postgres import DagsterPostgresStorage
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from factory.workflow.launch import PHASE
from resources.dagster_instance.run_launcher import MonitoredLocalRunLauncher
from resources.dagster_instance.schema_memory import QUESTIONS
from resources.dagster_instance.storage import PatientConnections, ResilientPostgresStorage
from resources.database.connection import open_database
from resources.machine.environment_variables import Settings
from resources.machine.paths import PROJECT
from resources.postgres.server_session import serving
from tests.conftest import FOR_TESTS, reachable_folder

FOR_EVER = 3600.0
PARTS = ("_run_storage", "_event_log_storage", "_schedule_storage")


@dg.asset
def first() -> None: ...


@dg.asset(deps=[first])
def second(context: dg.AssetExecutionContext) -> None:
    context.add_output_metadata({"words": 7})


@pytest.fixture
def configured(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment in which every command and process of the factory reads dagster.yaml."""
    home = tmp_path / "dagster"
    home.mkdir()
    (home / "dagster.yaml").symlink_to(PROJECT / "dagster.yaml")
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    monkeypatch.setenv("FACTORY_DAGSTER_PG_URL", database_url)
    return home


@pytest.fixture
def mortal() -> Iterator[tuple[str, psutil.Process]]:
    """The URL of a server that may be killed, and its process."""
    with reachable_folder() as home:
        settings = Settings(home=home, database_url=None)
        with serving(settings, wait_for_stop=True, options=FOR_TESTS) as url:
            card = settings.postgres / "data" / "postmaster.pid"
            yield url, psutil.Process(int(card.read_text().splitlines()[0]))


def one(connections: PatientConnections, query: str) -> object:
    with connections.engine.connect() as connection:
        return connection.execute(sa.text(query)).scalar()


def engines_of(instance: dg.DagsterInstance) -> set[sa.Engine]:
    """Return the engines that Dagster works with; stock they would be three, without a pool."""
    parts = (instance.run_storage, instance.event_log_storage, instance.schedule_storage)
    return {getattr(part, "_engine") for part in parts}  # noqa: B009


def count_connects(engine: sa.Engine) -> list[object]:
    opened: list[object] = []
    event.listen(engine, "connect", lambda connection, record: opened.append(connection))
    return opened


def test_what_a_run_records_is_read_back_by_another_process_of_dagster(configured):
    with dg.DagsterInstance.get() as instance:
        result = dg.materialize([first, second], instance=instance)
    with dg.DagsterInstance.get() as other:
        entry = other.get_latest_materialization_event(dg.AssetKey("second"))
        assert entry and entry.asset_materialization
        assert entry.run_id == result.run_id
        assert entry.asset_materialization.metadata["words"].value == 7
        run = other.get_run_by_id(result.run_id)
        assert run and run.status == dg.DagsterRunStatus.SUCCESS
    logs = [path for path in (configured / "storage").rglob("*.out") if result.run_id in str(path)]
    assert logs


def test_dagster_yaml_says_what_its_comments_say(configured, database_url):
    with dg.DagsterInstance.get() as instance:
        queue = instance.get_concurrency_config().run_queue_config
        pools = instance.get_concurrency_config().pool_config
        assert isinstance(instance.run_launcher, MonitoredLocalRunLauncher)
        assert len(engines_of(instance)) == 1
        assert queue and pools.pool_granularity
        assert queue.max_concurrent_runs == 4
        assert queue.tag_concurrency_limits == [
            {"key": "factory/helps", "limit": 1},
            {"key": PHASE, "value": "render", "limit": 1},
        ]
        assert (pools.default_pool_limit, pools.pool_granularity.value) == (2, "op")
        assert instance.run_monitoring_enabled
        assert not instance.run_retries_enabled
        assert not instance.telemetry_enabled
        ref = str(instance.get_ref().to_dict())
    assert database_url not in ref  # what is handed to runs and other machines tells no password


def test_dagsters_tables_are_in_the_public_schema(configured, database_url):
    dg.DagsterInstance.get().dispose()
    tables = sa.inspect(PatientConnections(database_url, 0).engine)
    assert {"runs", "event_logs", "job_ticks"} <= set(tables.get_table_names(schema="public"))


def stock_storage(database_url: str) -> DagsterPostgresStorage:
    """Return Dagster's own, kept from our schema, which a user of its name would find first."""
    return DagsterPostgresStorage(f"{database_url}?options=-csearch_path%3Dpublic")


def test_the_private_parts_of_the_stock_storage_that_are_replaced_still_exist(database_url):
    stock = stock_storage(database_url)
    for name in PARTS:
        part = getattr(stock, name)
        assert isinstance(part._engine, sa.Engine)
        assert isinstance(part._engine.pool, sa.NullPool)
        assert callable(part.optimize_for_webserver)


def test_a_run_needs_few_connections(configured):
    with dg.DagsterInstance.get() as instance:
        (engine,) = engines_of(instance)
        opened = count_connects(engine)
        dg.materialize([first, second], instance=instance)
    assert len(opened) <= 4


def server_connections(url: str) -> int:
    """Return how many connections the server holds to this database, the asking one aside."""
    others = (
        "datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"  # the server's own look in now and then
    )
    connections = PatientConnections(url, 0)
    counted = one(connections, f"SELECT count(*) FROM pg_stat_activity WHERE {others}")
    connections.engine.dispose()
    return int(str(counted))


def test_the_servers_connections_stay_flat_over_many_instances_and_runs(configured, database_url):
    closed: list[dg.DagsterInstance] = []  # held, so that no garbage collector tidies up behind us
    with dg.DagsterInstance.get() as first_one:
        reference = first_one.get_ref()
        dg.materialize([first, second], instance=first_one)
        while_open = server_connections(database_url)
    for number in range(40):
        with dg.DagsterInstance.from_ref(reference) as instance:
            if number % 10 == 0:
                dg.materialize([first, second], instance=instance)
            assert instance.get_runs_count() > 0
            assert server_connections(database_url) <= while_open
        closed.append(instance)
    assert server_connections(database_url) == 0


def test_a_disposed_instance_still_answers(configured):
    with dg.DagsterInstance.get() as instance:
        instance.get_runs_count()
    assert instance.get_runs_count() == 0


def test_the_schema_is_read_once_and_not_for_every_run(configured):
    asked: list[str] = []
    with dg.DagsterInstance.get() as instance:
        (engine,) = engines_of(instance)
        event.listen(
            engine,
            "before_cursor_execute",
            lambda connection, cursor, statement, *rest: asked.append(statement),
        )
        dg.materialize([first, second], instance=instance)
        assert [words for words in asked if "pg_catalog" in words]
        asked.clear()
        dg.materialize([first, second], instance=instance)
    assert not [words for words in asked if "pg_catalog" in words]


def test_the_questions_about_the_schema_are_the_stock_storages_own(database_url):
    stock = stock_storage(database_url)
    for question in QUESTIONS:
        assert any(callable(getattr(getattr(stock, part), question, None)) for part in PARTS)


def test_only_dagsters_own_connections_commit_before_the_disk_has_it(database_url):
    storage = ResilientPostgresStorage(database_url)
    with storage.run_storage.connect() as connection:  # pyright: ignore[reportAttributeAccessIssue]
        assert connection.execute(sa.text("SHOW synchronous_commit")).scalar() == "off"
    engine = open_database(database_url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SHOW synchronous_commit")).scalar() == "on"
    engine.dispose()


def test_the_web_servers_wishes_limit_statements_and_keep_the_pool(database_url):
    connections = PatientConnections(database_url, FOR_EVER)
    assert one(connections, "SHOW statement_timeout") == "0"
    connections.limit_statements(statement_timeout=70, pool_recycle=1, max_overflow=1)
    with pytest.raises(OperationalError, match="statement timeout"):
        one(connections, "SELECT pg_sleep(60)")
    assert one(connections, "SELECT 1") == 1


def test_a_connection_that_the_server_closed_is_not_handed_out(database_url):
    connections = PatientConnections(database_url, FOR_EVER)
    served_by = one(connections, "SELECT pg_backend_pid()")
    other = PatientConnections(database_url, FOR_EVER)
    one(other, f"SELECT pg_terminate_backend({served_by}, 10000)")
    assert one(connections, "SELECT pg_backend_pid()") != served_by


def test_a_storage_rides_through_the_death_of_the_server(mortal):
    url, server = mortal
    storage = ResilientPostgresStorage(url, ride_seconds=FOR_EVER).event_log_storage
    storage.add_dynamic_partitions("videos", ["before"])
    with PatientConnections(url, 0).engine.connect() as connection:
        connection.execute(sa.text("CHECKPOINT"))  # the last 0.6 s may be lost
    processes = [server, *server.children()]
    server.kill()
    psutil.wait_procs(processes)  # until then, one of them may begin to answer and die over it
    storage.add_dynamic_partitions("videos", ["after"])
    assert storage.get_dynamic_partitions("videos") == ["before", "after"]


def test_an_outage_longer_than_the_ride_is_an_error(free_address):
    connections = PatientConnections(free_address, ride_seconds=0.3)
    for _ in range(2):
        with pytest.raises(OperationalError, match="Connection refused"):
            one(connections, "SELECT 1")


@pytest.fixture
def free_address() -> str:
    """Where no database listens: port 1 needs rights that no server of ours has."""
    return "postgresql+psycopg2://factory:x@127.0.0.1:1/factory"


def test_a_wrong_password_or_name_is_not_waited_for(database_url):
    wrong: Mapping[str, str] = {
        "password authentication failed": database_url.replace("factory:", "factory:x"),
        "does not exist": f"{database_url}_other",
    }
    for words, url in wrong.items():
        with pytest.raises(OperationalError, match=words):
            one(PatientConnections(url, FOR_EVER), "SELECT 1")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_every_way_to_write_the_scheme_works(database_url, scheme):
    url = database_url.replace("postgresql+psycopg2", scheme)
    ResilientPostgresStorage(url).event_log_storage.add_dynamic_partitions("videos", ["v"])
