"""The catalogue: the business facts of every video."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from factory.brief.brief import AcceptedBrief
from factory.records import FileRef, Provider
from factory.reviews.decision import Review
from factory.workflow.waiting import Wait


class Catalogue(Protocol):
    """The business facts of every video, in Postgres."""

    def brief(self, video_id: str) -> AcceptedBrief:
        """Return the newest accepted brief; raise PermanentError if the video is unknown."""
        ...

    def revision(self, video_id: str) -> int:
        """Return the number of the newest accepted brief, from 1."""
        ...

    def stage(self, video_id: str, stage: str, run_id: str | None) -> AbstractContextManager[None]:
        """Record that a stage began and how it ended: finished, or failed with its error."""
        ...

    def wait(self, run_id: str) -> Wait | None:
        """Return what a failed run waits for, if every stage of it that failed only waits."""
        ...

    def run_lost(self, run_id: str, error: str) -> int:
        """Record that a run died: the stages it was in have failed; return how many they were."""
        ...

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

    def announce(self, topic: str, video_id: str | None, payload: Mapping[str, Any]) -> None:
        """Append an event; topics are those of `factory.workflow.events`."""
        ...

    def review(self, video_id: str, master_sha256: str) -> Review | None:
        """Return the newest decision about exactly this master."""
        ...

    def decide(self, review: Review) -> None:
        """Record a decision."""
        ...

    def unreported_reviews(self, limit: int) -> Sequence[tuple[int, Review]]:
        """Return decisions that Dagster has not been told of, oldest first, with their numbers."""
        ...

    def reported(self, number: int) -> None:
        """Note that Dagster has been told of this decision."""
        ...

    def units(self, video_id: str) -> list[dict[str, Any]]:
        """Return every unit of work the video's newest stages used, with provider and cost."""
        ...

    def cost_usd(self, video_id: str) -> float:
        """Return what the video has cost: settled charges and those in doubt."""
        ...

    def post(
        self,
        video_id: str,
        outlet: str,
        master_sha256: str,
        files_sha256: str,
        publish: Callable[[], Mapping[str, str]],
        has: Callable[[Mapping[str, str]], bool],
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it.

        A post is brought up to date, by `publish` again, if what goes with the master is no
        longer what was published (`files_sha256`), or the outlet no longer `has` it.
        """
        ...
