"""Loading of what a process keeps for as long as it lives: Python does not search it for garbage, now or later."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loaded_for_good() -> Iterator[None]:
    """Import and build within the block what stays.

    Dagster and the factory are 220,000 objects. Searching them again and again while they come, and once more when the
    process ends, is half of what it costs to load them; a fork that searches them copies the pages they lie on.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if searches:
            gc.enable()
