"""How many units of work are done at the same time inside one stage."""

import os

WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Units of work done at the same time inside one stage: one per core this process may use."""
