"""A factory for one benchmark: a home and a database of its own, gone with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wiring.factory import Factory, open_factory


@contextmanager
def own_factory() -> Iterator[Factory]:
    """Open it as this process's own; what a page opens by itself is the same one."""
    before = dict(os.environ)
    with TemporaryDirectory(prefix="factory-bench-") as name:
        Path(name).chmod(0o755)  # the server's account is another one where root runs this
        os.environ.pop("DATABASE_URL", None)
        os.environ["FACTORY_HOME"] = name
        try:
            with open_factory(wait_for_stop=True) as factory:
                yield factory
                factory.catalogue.engine.dispose()
        finally:
            os.environ.clear()
            os.environ.update(before)
