"""Steps of a video's production: what each stage is at, how long it took and what it cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.web.formatting import STAGES, STATES, Shape, moment, money, span
from factory.interchange.views import StageFacts, VideoFacts

MADE = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders")

SHAPES: dict[str, tuple[Shape, str]] = {
    "pending": ("queued", "Not yet"),
    "running": ("working", "At work"),
    "done": ("done", "Done"),
    "failed": ("failed", "Failed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the page shows it."""

    name: str
    shape: Shape
    word: str
    note: str


def steps_of(video: VideoFacts, now: datetime) -> list[Step]:
    """Return every step, from the brief to publication."""
    return [*_made(video, now), _decision(video), _publication(video, now)]


def _made(video: VideoFacts, now: datetime) -> Iterator[Step]:
    attempts = {stage.stage: stage for stage in video.stages}
    words = dict(video)
    for stage in MADE:
        shape, word = SHAPES[words[stage]]
        attempt = attempts.get(stage) if words[stage] != "pending" else None
        note = _took(attempt, now) if attempt else ""
        usd = sum(charge.usd for charge in video.charges if charge.stage == stage)
        yield Step(STAGES[stage], shape, word, f"{note} · {money(usd)}" if usd else note)


def _took(attempt: StageFacts, now: datetime) -> str:
    ended = attempt.finished_at or attempt.failed_at or now
    return span((ended - attempt.started_at).total_seconds())


def _decision(video: VideoFacts) -> Step:
    if video.review == "rejected":
        return Step("Decision", "held", "Rejected", "")
    if video.status in ("held", "changes_asked"):
        return Step("Decision", *STATES[video.status], video.reviews[-1].reviewer)
    if video.review == "approved":
        return Step("Decision", "done", "Approved", video.reviews[-1].reviewer)
    if video.status == "awaiting_review":
        return Step("Decision", "yours", "To decide", "")
    if video.published or video.status == "publishing":
        return Step("Decision", "done", "Not asked for", "")
    return Step("Decision", "queued", "Not yet", "")


def _publication(video: VideoFacts, now: datetime) -> Step:
    if video.published:
        return Step("Publish", "out", "Published", moment(video.published.published_at, now))
    if video.status == "scheduled":
        return Step("Publish", "waits", "Not before", moment(video.publish_at, now))
    shape, word = SHAPES[video.uploads]
    return Step("Publish", shape, word, "")
