"""Leases: a claim on a row lasts as long as its owner lives, and a little longer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Engine, Table

from factory.errors import TransientError
from resources.database.connection import transact
from resources.machine.claim_owners import certainly_dead

CLAIM_LEASE_SECONDS = 15.0
"""After so long without a renewal a unit of work or a post may be claimed by another process."""
RENEWALS_PER_LEASE = 3.75  # every 4 s: two renewals may be lost before the lease is


def until(lease_seconds: float) -> ColumnElement[Any]:
    """Return when a lease taken now ends, by the database's clock."""
    return sa.func.clock_timestamp() + sa.func.make_interval(0, 0, 0, 0, 0, 0, lease_seconds)


def lapsed(table: Table, lease_seconds: float) -> ColumnElement[Any]:
    """Return whether a row's lease is over.

    Nobody can renew while the server is away, so a lease is good for its full length after the
    server's own start.
    """
    length = sa.func.make_interval(0, 0, 0, 0, 0, 0, lease_seconds)
    grace = sa.func.pg_postmaster_start_time() + length
    return sa.func.greatest(table.c.lease_expires_at, grace) < sa.func.clock_timestamp()


def is_free(owner: str | None, lease_lapsed: bool | None) -> bool:
    """Whether a row may be taken: nobody's, or its owner dead, or its lease over."""
    return owner is None or bool(lease_lapsed) or certainly_dead(owner)


class LeaseKeeper:
    """Renews the leases that this process holds on one table, while it holds any."""

    def __init__(
        self, engine: Engine, table: Table, lease_seconds: float = CLAIM_LEASE_SECONDS
    ) -> None:
        self.lease_seconds = lease_seconds
        self._engine = engine
        self._table = table
        self._held: set[UUID] = set()
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def holding(self, token: UUID) -> Iterator[None]:
        """Keep the lease on the row with this token until the end of the block."""
        with self._lock:
            self._held.add(token)
            self._idle.clear()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._renew, name=f"leases on {self._table.name}", daemon=True
                )
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(token)

    def close(self) -> None:
        """End the thread at once if it has nothing to do; otherwise it ends with its leases."""
        with self._lock:
            thread = self._thread
            if self._held or thread is None:
                return
            self._idle.set()
        thread.join()

    def _renew(self) -> None:
        while True:
            self._idle.wait(self.lease_seconds / RENEWALS_PER_LEASE)
            with self._lock:
                tokens = list(self._held)
                if not tokens:
                    self._thread = None
                    return
            # Without a database the work goes on; whether its lease still holds is asked when it
            # is recorded.
            with suppress(TransientError):
                self._make_longer(tokens)

    def _make_longer(self, tokens: list[UUID]) -> None:
        table = self._table
        longer = (
            sa.update(table)
            .where(table.c.token.in_(tokens), table.c.owner.is_not(None))
            .values(lease_expires_at=until(self.lease_seconds))
        )
        transact(self._engine, lambda connection: connection.execute(longer))
