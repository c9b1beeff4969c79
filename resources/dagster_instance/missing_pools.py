"""Dagster's pools, there before the first run: two first runs that make one together fail."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Engine

if TYPE_CHECKING:
    import dagster as dg

POOL_LOCK = 7_142_035_599_286_043
"""Key of the advisory lock under which pools are made."""


def ensure_pools(instance: "dg.DagsterInstance", engine: Engine, names: Iterable[str]) -> None:
    """Make the pools that are missing, of the size in dagster.yaml; leave alone those there are.

    Args:
        instance: Dagster, over the same database.
        engine: whose lock lets one process at a time do this.
        names: of the pools.
    """
    storage = instance.event_log_storage
    if set(names) <= storage.get_concurrency_keys():
        return
    with engine.begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(POOL_LOCK)))
        for name in sorted(set(names) - storage.get_concurrency_keys()):
            storage.initialize_concurrency_limit_to_default(name)
