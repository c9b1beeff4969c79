"""Process locks: what a process does alone, for as long as it lives and no longer."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.pool import NullPool

from resources.database.connection import transact

LOCK: Final = sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
KEEPALIVES: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


class ProcessLocks:
    """Locks by name, one connection each: a lock ends with its process, however slow that is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: dict[str, Connection] = {}
        # Not of the engine's: whoever holds locks would take the connections that they need themselves.
        self._locks = sa.create_engine(
            engine.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": 5, **KEEPALIVES},
        )

    def take(self, name: str) -> bool:
        """Take a lock, to be let go; False while anybody who lives holds it."""
        connection = transact(self._engine, lambda _: self._locks.connect())
        try:
            taken = bool(connection.scalar(LOCK, {"name": name}))
        except BaseException:
            connection.close()
            raise
        if taken:
            self._held[name] = connection
        else:
            connection.close()
        return taken

    def let_go(self, name: str) -> None:
        """Give a lock back; without one nothing happens."""
        if connection := self._held.pop(name, None):
            connection.close()
