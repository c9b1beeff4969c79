"""Units of work side by side: in the order asked, stopping at the first failure."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed

from factory.ports import Progress
from factory.units_of_work import Do, Done, Unit


def all_done(
    perform: Callable[[Unit, Do], Done],
    work: Sequence[tuple[Unit, Do]],
    workers: int,
    progress: Progress | None,
) -> list[Done]:
    """Perform every unit, `workers` at a time; see `factory.ports.Journal.perform_all`."""
    stop = threading.Event()

    def one(unit: Unit, do: Do) -> Done:
        if stop.is_set():
            raise CancelledError
        try:
            return perform(unit, do)
        except BaseException:
            stop.set()
            raise

    with ThreadPoolExecutor(max(1, workers), thread_name_prefix="unit") as pool:
        stages = {pool.submit(one, unit, do): unit.stage for unit, do in work}
        try:
            failure = _await(stages, progress)
        except BaseException:
            stop.set()
            raise
    if failure:
        raise failure
    return [future.result() for future in stages]


def _await(stages: dict[Future[Done], str], progress: Progress | None) -> BaseException | None:
    """Wait for all; return the first failure that happened, after which nothing more began."""
    failure: BaseException | None = None
    for future in as_completed(stages):
        error = None if future.cancelled() else future.exception()
        if error is None and not future.cancelled():
            if progress:
                progress.advance(stages[future], reused=future.result().reused)
        elif not isinstance(error, CancelledError) and failure is None:
            failure = error
            for other in stages:
                other.cancel()
    return failure
