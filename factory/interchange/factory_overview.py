"""Factory overview: how the whole factory does, counted; for whoever watches many of them."""

from datetime import datetime

from factory.records import Payload


class StageFigures(Payload):
    """One stage of all videos, each video's newest attempt."""

    stage: str
    finished: int
    failed: int
    running: int
    seconds: float
    """Of all finished ones together."""
    seconds_95: float | None
    """Nineteen of twenty that finished in the last week took at most so long."""


class QueueFigures(Payload):
    """The launches of one phase that have not ended."""

    phase: str
    waiting: int
    """Due, and nobody has begun."""
    postponed: int
    """Not due yet, or waiting for somebody."""
    running: int
    oldest_seconds: float
    """How long the oldest due one has waited; 0 where none waits."""


class RunFigures(Payload):
    """Launches of one phase that ended in one way."""

    phase: str
    outcome: str
    runs: int
    seconds: float


class SpendingFigures(Payload):
    """Calls of one stage to one vendor since midnight (UTC)."""

    stage: str
    provider: str
    settled: int
    failed: int
    """Not charged: the vendor refused or failed."""
    in_doubt: int
    spent_usd: float


class DecisionFigures(Payload):
    """Decisions of one kind, by people and policies."""

    decision: str
    decisions: int
    last_30_days: int


class PostFigures(Payload):
    """What became of posts at one outlet."""

    outlet: str
    published: int
    failed: int
    unknown: int


class CircuitFigures(Payload):
    """One vendor, as its failures in a row tell."""

    provider: str
    failures: int
    open: bool


class DaemonFigures(Payload):
    """One of Dagster's daemons."""

    daemon: str
    silent_seconds: float


class Levels(Payload):
    """What was promised, as it was in the last 30 days; None where nothing happened."""

    runs: int
    runs_succeeded: float | None
    """Share of ended runs; those that were called off do not count."""
    calls: int
    calls_failed: float | None
    decisions: int
    approved: float | None
    posts: int
    uploaded: float | None
    videos: int
    """Published."""
    usd_per_video: float | None
    """All that was spent in the time, by the videos that were published in it."""
    minutes_per_video: float | None
    """Median of the time that its runs took together."""


class OperationFigures(Payload):
    """Everything that is counted, at one moment."""

    at: datetime
    videos: dict[str, int]
    """By the word of `factory.workflow.status`."""
    stages: tuple[StageFigures, ...]
    queue: tuple[QueueFigures, ...]
    runs: tuple[RunFigures, ...]
    spending: tuple[SpendingFigures, ...]
    decisions: tuple[DecisionFigures, ...]
    posts: tuple[PostFigures, ...]
    circuits: tuple[CircuitFigures, ...]
    daemons: tuple[DaemonFigures, ...]
    switches: dict[str, bool]
    """`paused`, `distribution`, `spending_stopped`."""
    database_bytes: int
