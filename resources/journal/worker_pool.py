"""Units of work side by side: in the order asked, stopping at the first failure."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from contextvars import copy_context
from typing import TypeVar

from factory.ports import Progress
from factory.units_of_work import Do, Done, Unit
from resources.machine import ffmpeg

R = TypeVar("R", Done, Done | None)


def all_done(
    perform: Callable[[Unit, Do], R],
    work: Sequence[tuple[Unit, Do]],
    workers: int,
    progress: Progress | None,
) -> list[R]:
    """Perform every unit, `workers` at a time; see `factory.ports.Journal.perform_all`.

    Progress is told of what `perform` returned; where it returned None, somebody else is at it.
    """
    stop = threading.Event()

    def one(unit: Unit, do: Do) -> R:
        if stop.is_set():
            raise CancelledError
        try:
            return perform(unit, do)
        except BaseException:
            stop.set()
            raise

    with ThreadPoolExecutor(max(1, workers), thread_name_prefix="unit") as pool:
        stages = {pool.submit(copy_context().run, one, unit, do): unit.stage for unit, do in work}
        try:
            failure = _await(stages, progress)
        except BaseException as error:
            stop.set()
            if isinstance(error, Exception):
                raise
            with ffmpeg.all_stopped():  # a person stops it: what has begun is given up, not awaited
                pool.shutdown(cancel_futures=True)
            raise
    if failure:
        raise failure
    return [future.result() for future in stages]


def _await(stages: dict[Future[R], str], progress: Progress | None) -> BaseException | None:
    """Wait for all; return the first failure that happened, after which nothing more began."""
    failure: BaseException | None = None
    for future in as_completed(stages):
        error = None if future.cancelled() else future.exception()
        if error is None and not future.cancelled():
            done = future.result()
            if progress and done is not None:
                progress.advance(stages[future], reused=done.reused)
        elif not isinstance(error, CancelledError) and failure is None:
            failure = error
            for other in stages:
                other.cancel()
    return failure
