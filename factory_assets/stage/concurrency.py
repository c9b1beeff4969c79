"""How many units of work are done at the same time inside one stage."""

import os

from factory.records import Provider

WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Units of work done at the same time inside one stage: one per core this process may use."""


REQUESTS = 4
"""Requests to one vendor at the same time inside one stage; new accounts are allowed few."""


def at_once(provider: Provider) -> int:
    """Return how many units of a provider are done at the same time inside one stage."""
    if not provider.remote:
        return WORKERS
    return max(1, int(os.environ.get("FACTORY_REQUESTS_AT_ONCE") or REQUESTS))
