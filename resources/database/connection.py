"""One way to the database: connections that survive its restart, and migrations applied until tables are up to date."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from factory.errors import DiskFull, FactoryError, PermanentError, TransientError
from resources.database.account_rights import REFUSED, ROW_REFUSED, give_anew, refusal_words
from resources.database.confinement import confine, confined_to
from resources.database.fences import check_fences
from resources.database.tables import HEAD, MIGRATION_LOCK
from resources.database.tenancy import keep_tenants_apart
from resources.database.tenant_role import check_server, let_tenants_in
from resources.machine.atomic_files import full_disk
from resources.postgres.server_session import normalised

T = TypeVar("T")

RIDE_SECONDS = 60.0
"""How long a database may be away before whoever needs it gives up."""

AGAIN = {"40001", "40P01", "57P01", "57P02", "57P03", "53300", "08000", "08003", "08006"}
"""Serialisation failure, deadlock, shutdown, crash, starting up, too many connections, lost
connection: PostgreSQL 18, Appendix A."""

VIEWS = "SELECT format('factory.%I', viewname) FROM pg_views WHERE schemaname = 'factory'"
"""Made anew at each upgrade, as they stand on tables that it changes."""

NO_ROOM = "53100"
"""Disk full: the same list."""

STARTING = ("starting up", "shutting down", "recovery", "not yet accepting", "too many clients")
"""What a server says that is there but not ready; a connection refused for any other reason
given by the server (password, no such database) is refused for good."""

ERROR_LENGTH = 4000


def open_database(url: str, *, ride_seconds: float = RIDE_SECONDS) -> Engine:
    """Return an engine whose tables and views are those of this code.

    Several processes may do this at the same time.

    Raises:
        PermanentError: the server refuses, or its tables are newer than this code.
        TransientError: no server answers within `ride_seconds`.
    """
    engine = sa.create_engine(
        normalised(url),
        pool_size=5,
        max_overflow=45,
        pool_pre_ping=True,
        pool_recycle=300,
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": 5,
            "application_name": "video-factory",
            # Compiling a query takes longer than any query here.
            "options": "-c timezone=UTC -c jit=off",
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    )
    with confined_to(None):
        if transact(engine, _version, ride_seconds=ride_seconds) != HEAD:
            transact(engine, _migrate_where_it_may, ride_seconds=ride_seconds)
    return engine


def transact(
    engine: Engine, do: Callable[[Connection], T], *, ride_seconds: float = RIDE_SECONDS
) -> T:
    """Return `do(connection)`, run in one transaction, and again as a whole if that was cut off.

    While somebody of one tenant is served it reaches that tenant's rows alone: `confined_to`.

    A commit whose answer got lost is repeated too, so `do` must come to the same facts when it
    finds its own already there.

    Raises:
        TransientError: the database stayed away for `ride_seconds`.
        DiskFull: the server has no room for it.
        PermanentError: the database refuses the connection, or what was asked to this account.
        TakenOver: another process does by now what this task did alone (`fences`).
    """
    give_up = time.monotonic() + ride_seconds
    pause = 0.05
    while True:
        try:
            with engine.begin() as connection:
                confine(connection)
                check_fences(connection)
                done = do(connection)
                check_fences(connection)  # it may have waited long for what others held
                return done
        except DBAPIError as error:
            code, where = getattr(error.orig, "pgcode", None), _refusing(error)
            if code == NO_ROOM:
                raise DiskFull(_no_room(engine, error)) from error
            if code == REFUSED and where != ROW_REFUSED:
                raise PermanentError(refusal_words(engine, _first_line(error))) from error
            if not _cut_off(error):
                raise
            if time.monotonic() + pause > give_up:
                raise TransientError(
                    f"the database at {_place(engine)} did not answer for {ride_seconds:g} s "
                    f"({_first_line(error)}); is it running?"
                ) from error
        time.sleep(pause)
        pause = min(pause * 2, 1.0)


def _refusing(error: DBAPIError) -> str | None:
    """Return the function of the server that refused, if it says so."""
    return getattr(getattr(error.orig, "diag", None), "source_function", None)


def _no_room(engine: Engine, error: DBAPIError) -> str:
    """Return the sentence about a server whose disk is full; its folder may be another machine's."""
    data: Path | None = None
    with suppress(DBAPIError), engine.connect() as connection:  # not every account may ask
        data = Path(str(connection.scalar(sa.text("SHOW data_directory"))))
    if data and data.is_dir():
        return full_disk(data, "to the database")
    return (
        f"the disk of the database at {_place(engine)} is full: {_first_line(error)}. Free some space "
        f"{f'under {data} ' if data else ''}on its machine; then ask again, and what is finished is "
        "not made again"
    )


def server_version(engine: Engine) -> str:
    """Return the server's own version, such as `18.6`."""
    found = transact(engine, lambda connection: connection.scalar(sa.text("SHOW server_version")))
    return str(found).split()[0]


def jsonable(value: Any, what: str) -> Any:
    """Return the value as Postgres will give it back; raise PermanentError if it cannot keep it."""
    try:
        body = json.dumps(value, allow_nan=False, ensure_ascii=False)
        body.encode()
    except (TypeError, ValueError) as error:
        raise PermanentError(f"{what} is not plain JSON: {error}") from error
    if r"\u0000" in body:
        raise PermanentError(f"{what} contains a NUL character; wanted text without one")
    return json.loads(body)


def error_words(error: BaseException) -> str:
    """Return an error as the catalogue keeps it: ours by its message, others with their type."""
    words = str(error) if isinstance(error, FactoryError) else f"{type(error).__name__}: {error}"
    clean = words.replace("\0", "").encode("utf-8", "replace").decode()
    return clean[:ERROR_LENGTH]


@contextmanager
def refused_by_name(what: str) -> Iterator[None]:
    """Turn a foreign key that points nowhere into a PermanentError that says what is unknown."""
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "pgcode", None) != "23503":
            raise
        raise PermanentError(f"{what} is not in the catalogue; its brief comes first") from error


def _version(connection: Connection) -> str | None:
    table = connection.scalar(sa.text("SELECT to_regclass('factory.alembic_version')"))
    if table is None:
        return None
    return connection.scalar(sa.text("SELECT version_num FROM factory.alembic_version"))


def _migrate_where_it_may(connection: Connection) -> None:
    try:
        _migrate(connection)
    except DBAPIError as error:
        if getattr(error.orig, "pgcode", None) != REFUSED:
            raise
        raise PermanentError(
            f"the database's tables are not of this version ({HEAD}), and the account "
            f"{connection.engine.url.username} may not change them: {_first_line(error)}. `factory "
            "doctor`, with the address of the account that owns them in DATABASE_URL, brings them up to "
            "date and gives the roles of docs/security.md their rights anew"
        ) from error


def _migrate(connection: Connection) -> None:
    """Bring tables and views up to date, in one transaction, one process at a time."""
    from alembic import command  # 0.3 s, and only after an update is there anything to do
    from alembic.config import Config
    from alembic.util import CommandError

    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    found = _version(connection)
    if found == HEAD:
        return
    check_server(int(connection.scalar(sa.text("SHOW server_version_num")) or 0))
    here = Path(__file__).parent
    config = Config()
    config.set_main_option("script_location", str(here / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.execute(sa.text("CREATE SCHEMA IF NOT EXISTS factory"))
    before = connection.scalars(sa.text(VIEWS)).all()
    if before:
        connection.exec_driver_sql(f"DROP VIEW {', '.join(before)} CASCADE")
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise PermanentError(
            f"the database's tables are of version {found}, which this code (version {HEAD}) does "
            "not know; update the code, or name another database in DATABASE_URL"
        ) from error
    views = (here / "views.sql").read_text(encoding="utf-8")
    connection.exec_driver_sql(views, execution_options={"no_parameters": True})
    keep_tenants_apart(connection)
    let_tenants_in(connection)
    give_anew(connection)


def _cut_off(error: DBAPIError) -> bool:
    """Tell a connection that broke, or cannot be made yet, from a mistake in the question."""
    code = getattr(error.orig, "pgcode", None)
    if error.connection_invalidated or code in AGAIN:
        return True
    if not isinstance(error, OperationalError) or code is not None:
        return False
    words = str(error.orig)
    if "FATAL:" in words and not any(phrase in words for phrase in STARTING):
        raise PermanentError(
            f"the database refuses the connection: {_first_line(error)}; correct DATABASE_URL"
        ) from error
    return True


def _place(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
