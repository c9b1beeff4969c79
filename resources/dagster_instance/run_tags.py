"""Tags of runs that decide where and as what a run works: nobody who starts one may choose that.

Launchers for Kubernetes, ECS, Docker and Celery read image, account, environment and queue of a run
from its tags, and whoever launches a run in Dagster's pages may give it any. What holds for all runs
stands in dagster.yaml, which no page writes.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from dagster import DagsterRun
from dagster._core.execution.backfill import PartitionBackfill

from factory.errors import Refused

DECIDING: tuple[str, ...] = ("dagster-k8s/", "dagster-celery/", "ecs/", "docker/")
"""Beginnings of the keys that dagster-k8s, dagster-celery, dagster-aws and dagster-docker read."""


def check_run_tags(keys: Iterable[str]) -> None:
    """Let tags pass that only say what a run is about.

    Raises:
        Refused: one of them would decide where it works; nothing was started.
    """
    found = sorted(key for key in keys if key.lower().startswith(DECIDING))
    if found:
        raise Refused(
            f"a run was asked for with the tag {found[0][:60]!r}, which would decide where it works "
            "and as whom; nothing was started. Leave it out: dagster.yaml decides that for all runs"
        )


def guard_runs(storage: Any) -> None:
    """Make a storage refuse new runs with such tags, whoever asks: pages, sensors, backfills, commands.

    What a launcher itself notes of a run that it has started is no such wish.
    """
    storage.add_run = _checked(storage.add_run, _tags_of)
    storage.add_backfill = _checked(storage.add_backfill, _tags_of)


def _tags_of(asked: DagsterRun | PartitionBackfill) -> Iterable[str]:
    return asked.tags or ()


def _checked(record: Callable[..., Any], keys: Callable[..., Iterable[str]]) -> Callable[..., Any]:
    @wraps(record)
    def checked(*given: Any) -> Any:
        check_run_tags(keys(*given))
        return record(*given)

    return checked
