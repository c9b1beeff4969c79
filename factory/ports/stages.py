"""Stages: when each began, how it ended, and what it left behind."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from factory.records import FileRef, Provider
from factory.workflow.waiting import Wait


class Stages(Protocol):
    """The stages of every video: begun, finished, failed."""

    def stage(self, video_id: str, stage: str, run_id: str | None) -> AbstractContextManager[None]:
        """Record that a stage began and how it ended: finished, or failed with its error."""
        ...

    def wait(self, run_id: str) -> Wait | None:
        """Return what a failed run waits for, if every stage of it that failed only waits."""
        ...

    def got_further(self, video_id: str, run_id: str) -> bool:
        """Whether a run finished any stage of a video, or did any unit of work for it."""
        ...

    def run_lost(self, run_id: str, error: str) -> int:
        """Record that a run died: the stages it was in have failed; return how many they were."""
        ...


class Artifacts(Protocol):
    """The files that stages left behind, as they were recorded."""

    def record(
        self,
        video_id: str,
        stage: str,
        files: Sequence[FileRef],
        *,
        provider: Provider | None,
        run_id: str | None,
    ) -> None:
        """Replace the stage's artifact rows by these; no provider: the factory itself."""
        ...

    def artifact(self, video_id: str, stage: str, name: str) -> FileRef | None:
        """Return one file of a stage as it was last recorded."""
        ...
