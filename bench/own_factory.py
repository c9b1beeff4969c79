"""A factory for one benchmark: a home and a database of its own, gone with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench.own_database import own_home
from wiring.factory import Factory, open_factory


@contextmanager
def own_factory() -> Iterator[Factory]:
    """Open it as this process's own; what a page opens by itself is the same one."""
    before = dict(os.environ)
    with own_home() as home:
        os.environ.pop("DATABASE_URL", None)
        os.environ["FACTORY_HOME"] = str(home)
        try:
            with open_factory(wait_for_stop=True) as factory:
                yield factory
                factory.catalogue.engine.dispose()
        finally:
            os.environ.clear()
            os.environ.update(before)
