"""Stages with the user's hooks around them."""

from collections.abc import Iterator
from contextlib import contextmanager

from factory.ports import Hooks, Stages
from factory.workflow.waiting import Wait


class HookedStages:
    """See `factory.ports.Stages`; what hooks do and how long they take is no part of a stage."""

    def __init__(self, stages: Stages, hooks: Hooks) -> None:
        self._stages, self._hooks = stages, hooks

    @contextmanager
    def stage(self, video_id: str, stage: str, run_id: str | None) -> Iterator[None]:
        """See `factory.ports.Stages.stage`."""
        with self._hooks.around(stage, video_id), self._stages.stage(video_id, stage, run_id):
            yield

    def wait(self, run_id: str) -> Wait | None:
        """See `factory.ports.Stages.wait`."""
        return self._stages.wait(run_id)

    def got_further(self, video_id: str, run_id: str) -> bool:
        """See `factory.ports.Stages.got_further`."""
        return self._stages.got_further(video_id, run_id)

    def run_lost(self, run_id: str, error: str) -> int:
        """See `factory.ports.Stages.run_lost`."""
        return self._stages.run_lost(run_id, error)
