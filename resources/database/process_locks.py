"""Process locks: what a process does alone, for as long as it lives and no longer."""

from contextlib import ExitStack, closing, suppress
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.pool import NullPool

from factory.errors import TransientError
from resources.database.confinement import confined_to
from resources.database.connection import transact
from resources.database.fences import Fence, put_up, take_down, unfenced
from resources.database.leases import LeaseKeeper, is_free, lapsed, until
from resources.database.run_tables import process_locks
from resources.machine.claim_owners import this_process

LOCK: Final = sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
KEEPALIVES: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
PROCESS_LEASE_SECONDS: Final = 60.0
"""How long a process may be without its connection and without the database before it counts as ended."""

TAKEN_OVER: Final = (
    "this process was cut off from the database for so long that another one took over what it was doing; "
    "nothing more of it was written here. Look what came of it before you ask again"
)


class ProcessLocks:
    """Locks by name: held until the process has let go, or has ended.

    While one is held a fence stands around who took it: should another have it by then, the late one's next
    question fails, and nothing more that it would write, buy or publish is taken.

    Each is an advisory lock on a connection of its own, which a slow or halted process keeps, and a row with a
    lease, which one keeps whose connection was cut (the server was started again, or a proxy ended what was
    idle). Another may take it when both are over, or its process on this machine is dead.
    """

    def __init__(self, engine: Engine, lease_seconds: float = PROCESS_LEASE_SECONDS) -> None:
        self._engine = engine
        self._leases = LeaseKeeper(engine, process_locks, lease_seconds)
        self._held: dict[str, tuple[UUID, Fence, ExitStack]] = {}
        # Not of the engine's: whoever holds locks would take the connections that they need themselves.
        self._locks = sa.create_engine(
            engine.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": 5, **KEEPALIVES},
        )

    def take(self, name: str) -> bool:
        """Take a lock, to be let go; False while anybody who lives holds it."""
        token = uuid4()
        with unfenced():
            connection = transact(self._engine, lambda _: self._taken(name, token))
        if connection is None:
            return False
        held = ExitStack()
        held.enter_context(closing(connection))
        held.enter_context(self._leases.holding(token))
        fence = Fence(_holds(name, token), TAKEN_OVER)
        put_up(fence)
        self._held[name] = token, fence, held
        return True

    def let_go(self, name: str) -> None:
        """Give a lock back; without one nothing happens."""
        token, fence, held = self._held.pop(name, (None, None, None))
        if fence is None or held is None:
            return
        take_down(fence)
        gone = sa.delete(process_locks).where(process_locks.c.token == token)
        # First the row, while nobody else may take the lock; without a database its lease ends by itself. The
        # row has its own token, and whoever lets go may be about to raise something that says more.
        with held, suppress(TransientError), confined_to(None), unfenced():
            transact(self._engine, lambda c: c.execute(gone))

    def _taken(self, name: str, token: UUID) -> Connection | None:
        """Return the connection that holds a lock; None while somebody else does.

        Asked again after a cut it finds its own row, by the token.
        """
        connection = self._locks.connect()
        try:
            if connection.scalar(LOCK, {"name": name}) and self._is_free(connection, name, token):
                facts = {"token": token, "owner": this_process()}
                leased = {**facts, "lease_expires_at": until(self._leases.lease_seconds)}
                row = insert(process_locks).values(name=name, **leased)
                row = row.on_conflict_do_update(index_elements=["name"], set_=leased)
                connection.execute(row)
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _is_free(self, connection: Connection, name: str, token: UUID) -> bool:
        """Whether who has the advisory lock may have the row, too: nobody changes it without that lock."""
        is_over = lapsed(process_locks, self._leases.lease_seconds).label("is_over")
        found = sa.select(process_locks, is_over).where(process_locks.c.name == name)
        row = connection.execute(found).one_or_none()
        return row is None or row.token == token or is_free(row.owner, row.is_over)


def _holds(name: str, token: UUID) -> sa.Select[tuple[bool]]:
    """Return the question whether a lock is still ours."""
    ours = sa.and_(process_locks.c.name == name, process_locks.c.token == token)
    return sa.select(sa.literal(value=True)).select_from(process_locks).where(ours)
