"""Spans of a video's trace: who worked on it, on what, for how long and at what cost.

They are kept for a collector of OpenTelemetry once `tell` was given one; until then nothing is. Every
process reckons the trace of a video from its ID, so nothing is handed on. A span is told kinds, names
of vendors and hosts, counts and costs; never texts, labels, prompts, queries, headers or an error's words.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Fact = str | int | float | bool


class Span(Protocol):
    """A block of code."""

    def note(self, name: str, fact: Fact) -> None:
        """Tell one more fact of it."""
        ...


class Spans(Protocol):
    """Where the spans of a process go."""

    def accepted(self, video_id: str, revision: int, began_ns: int) -> None:
        """See `accepted`."""
        ...

    def run(self, run_id: str, job: str) -> AbstractContextManager[None]:
        """See `run_of`."""
        ...

    def span(
        self, name: str, video_id: str | None, run_id: str | None, facts: Mapping[str, Fact]
    ) -> AbstractContextManager[Span]:
        """See `span`."""
        ...


class _Unkept:
    def note(self, name: str, fact: Fact) -> None:
        """Keep nothing."""


_UNKEPT = _Unkept()
_of_process: list[Spans] = []


def tell(spans: Spans) -> None:
    """Give these the spans of this process, from now on."""
    _of_process[:] = [spans]


def is_told() -> bool:
    """Whether somebody gets the spans of this process."""
    return bool(_of_process)


def accepted(video_id: str, revision: int, began_ns: int) -> None:
    """Tell of a brief's revision; the span of the first is above all others of the video.

    Args:
        video_id: which.
        revision: counted from 1.
        began_ns: since when, in nanoseconds of the epoch.
    """
    for spans in _of_process:
        spans.accepted(video_id, revision, began_ns)


@contextmanager
def run_of(run_id: str, job: str) -> Iterator[None]:
    """Tell of a run in the trace of each video that a span in it named; then hand over what is kept."""
    if _of_process:
        with _of_process[0].run(run_id, job):
            yield
    else:
        yield


@contextmanager
def span(
    name: str, *, video_id: str | None = None, run_id: str | None = None, **facts: Fact
) -> Iterator[Span]:
    """Tell of a block of code, below what this thread is at.

    Args:
        name: of the kind of work; few different ones.
        video_id: whose trace; None: told only where the thread is at something of a video's.
        run_id: the run it is below, where the thread is at nothing of this video's.
        facts: underscores stand for the dots in OpenTelemetry's names: `server_address`.
    """
    if _of_process:
        with _of_process[0].span(name, video_id, run_id, facts) as told:
            yield told
    else:
        yield _UNKEPT
