"""A stage that another process begins anew while this one is still at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context

from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import accepted


@contextmanager
def begun_anew(catalogue: Catalogue, stage: str) -> Iterator[tuple[Callable[[], object], Context]]:
    """Yield what begins this stage anew in another process, and that process's context."""
    elsewhere, there = Context(), catalogue.stages.stage("a-video", stage, "run-2")
    begun: list[object] = []
    catalogue.briefs.accept(accepted())
    try:
        with catalogue.stages.stage("a-video", stage, "run-1"):
            yield lambda: begun.append(elsewhere.run(there.__enter__)), elsewhere
    finally:
        if begun:
            elsewhere.run(there.__exit__, None, None, None)
