"""Confinement: while somebody of one tenant is served, every transaction reaches that tenant alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from factory.errors import PermanentError

_tenant: ContextVar[str | None] = ContextVar("tenant", default=None)

TAKE_ON = sa.text(
    "SELECT set_config('factory.tenant', :tenant, true),"
    " set_config('role', factory.tenant_role(), true)"
)
"""Until the transaction ends, as `SET LOCAL` does."""
WHO = sa.text("SELECT factory.tenant_role(), quote_ident(current_user)")
LAY_DOWN = sa.text("SELECT set_config('role', 'none', true)")
NO_ROLE = {"22023", "42501"}
"""The role does not exist, or this account may not take it on: PostgreSQL 18, Appendix A."""


@contextmanager
def confined_to(tenant: str | None) -> Iterator[None]:
    """Keep this task, and the threads that it asks, to one tenant's rows until the block ends.

    Args:
        tenant: whose; None: nobody's alone, as for who commands the whole factory.
    """
    before = _tenant.set(tenant)
    try:
        yield
    finally:
        _tenant.reset(before)


def confined_tenant() -> str | None:
    """Return whose rows alone are reached now; None: those of all."""
    return _tenant.get()


@contextmanager
def unconfined(connection: Connection) -> Iterator[None]:
    """Let a transaction reach all rows until the block ends, for what the factory itself notes.

    After an error in the block nothing more may be asked in this transaction but to be rolled back.
    """
    tenant = _tenant.get()
    if tenant is None:
        yield
        return
    connection.execute(LAY_DOWN)
    yield
    connection.execute(TAKE_ON, {"tenant": tenant})


def confine(connection: Connection) -> None:
    """Keep the transaction that has just begun to the tenant who is served, if one is.

    Raises:
        PermanentError: the database has no role for it; nothing is shown then.
    """
    tenant = _tenant.get()
    if tenant is None:
        return
    try:
        connection.execute(TAKE_ON, {"tenant": tenant})
    except DBAPIError as error:
        if getattr(error.orig, "pgcode", None) not in NO_ROLE:
            raise
        with connection.engine.connect() as another:
            role, account = another.execute(WHO).one()
        raise PermanentError(
            f"tenant {tenant} cannot be served: the database has no role {role} that {account}, this "
            f"factory's account, may take on. Whoever may make roles there runs `CREATE ROLE {role} "
            f"NOLOGIN; GRANT {role} TO {account}`; then `factory tenant add {tenant}`"
        ) from error
