"""Steps of a video's production: what each stage is at, how long it took and what it cost."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from desk.web.displayed_names import IN_OUTBOX, STAGES, STATES, Shape, who
from desk.web.formatting import count, moment, money, span
from factory.interchange.video_facts import StageFacts, VideoFacts
from factory.workflow.waiting import Wait

MADE = ("briefs", "scripts", "audio", "visuals", "captions", "listings", "renders")

SHAPES: dict[str, tuple[Shape, str]] = {
    "pending": ("queued", "Not yet"),
    "running": ("working", "At work"),
    "done": ("done", "Done"),
    "waiting": ("waits", "Waits"),
    "failed": ("failed", "Failed"),
}

KEPT_WHERE_IT_FITS = "Kept where it fits"
"""Of a stage that is to be gone over, since something before it was changed."""

MINUTE = 60

BEING_MADE = ("queued", "planning", "rendering")
"""Statuses in which a stage that has not begun is waited for."""

TOLD: dict[str, tuple[str, str]] = {
    "speech": ("sentence", " spoken"),
    "picture": ("picture", ""),
    "segment": ("scene", " rendered"),
}
"""Kinds of units that a creator counts: what one is, and what was done with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the page shows it."""

    name: str
    shape: Shape
    word: str
    note: str
    share: float | None = None
    """Of a step at work, 0 to 1, as far as it counts."""
    asset: str = ""
    """What Dagster calls it."""


def steps_of(video: VideoFacts, now: datetime) -> list[Step]:
    """Return every step, from the brief to publication."""
    steps = [*_made(video, now), _decision(video), _publication(video, now)]
    assets = (*MADE, "reviews", "releases")
    return [replace(step, asset=asset) for step, asset in zip(steps, assets, strict=True)]


def _made(video: VideoFacts, now: datetime) -> Iterator[Step]:
    attempts = {stage.stage: stage for stage in video.stages}
    words = dict(video)
    for stage in MADE:
        attempt = attempts.get(stage)
        if words[stage] == "pending":
            before = attempt is not None and attempt.finished_at is not None
            yield _to_come(STAGES[stage], video.status, before=before)
            continue
        shape, word = SHAPES[words[stage]]
        share = _share(attempt) if attempt and shape == "working" else None
        note = _took(attempt, now) if attempt else ""
        if attempt and share is not None:
            word, note = f"{share:.0%}".replace("%", " %"), _left(attempt, share) or note
        if shape == "done" and _is_kept(video, stage):
            word = "Kept"
        usd = sum(charge.usd for charge in video.charges if charge.stage == stage)
        yield Step(STAGES[stage], shape, word, f"{note} · {money(usd)}" if usd else note, share)


def _to_come(stage: str, status: str, *, before: bool) -> Step:
    if before:
        return Step(stage, "waits", KEPT_WHERE_IT_FITS, "")
    return Step(stage, "queued", "Queued" if status in BEING_MADE else "Not yet", "")


def _share(attempt: StageFacts) -> float | None:
    if not attempt.progress_total or attempt.progress_done is None:
        return None
    return min(1.0, attempt.progress_done / attempt.progress_total)


def _left(attempt: StageFacts, share: float) -> str:
    """Return how long it still takes, where that can be told; with all counted, what is done with it."""
    left = _time_left(attempt.progress_seconds_left)
    if share < 1:
        return left
    doing = attempt.progress_doing or "finishing"
    return f"{doing}, {left}" if left and attempt.progress_seconds_left else doing


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < MINUTE / 2:
        return "less than a minute left"
    return f"about {max(1, round(seconds / MINUTE))} min left"


def _is_kept(video: VideoFacts, stage: str) -> bool:
    """Whether everything of a stage was there already."""
    units = [one for one in video.units if one.stage == stage]
    return bool(units) and not any(one.done for one in units)


def work_told(video: VideoFacts) -> str:
    """Return what was made in words, of the stages that were gone over since the newest brief."""
    over = {one.stage for one in video.stages if one.status in ("done", "running")}
    units = [one for one in video.units if one.stage in over and one.kind in TOLD]
    made: Counter[str] = Counter()
    for one in units:
        made[one.kind] += one.things
    told = [f"{count(made[kind], thing)}{did}" for kind, (thing, did) in TOLD.items() if made[kind]]
    if not any(one.reused for one in units):
        return f"{', '.join(told)}." if told else ""
    if not told:
        return "Everything so far was kept from before."
    return f"Made anew: {', '.join(told)}. All else was kept from before."


def _took(attempt: StageFacts, now: datetime) -> str:
    ended = attempt.finished_at or attempt.failed_at or now
    return span((ended - attempt.started_at).total_seconds())


def _decision(video: VideoFacts) -> Step:
    if video.review == "rejected":
        return Step("Decision", "held", "Rejected", "")
    if video.status in ("held", "changes_asked"):
        return Step("Decision", *STATES[video.status], who(video.reviews[-1].reviewer))
    if video.review == "approved":
        return Step("Decision", "done", "Approved", f"by {who(video.reviews[-1].reviewer)}")
    if video.status == "awaiting_review":
        return Step("Decision", "yours", "To decide", "")
    if video.published or video.status == "publishing":
        return Step("Decision", "done", "Not asked for", "")
    return Step("Decision", "queued", "Not yet", "")


def _publication(video: VideoFacts, now: datetime) -> Step:
    if video.status == "scheduled":
        due = _due(video)
        if due and due > now:
            return Step("Publish", "waits", "Not before", moment(due, now))
        return Step("Publish", "waits", "Waits", "as soon as the factory looks")
    if video.published:
        by_hand = (video.published.url or "").startswith("file:")
        word = IN_OUTBOX if by_hand else STATES["published"][1]
        return Step("Publish", "out", word, moment(video.published.published_at, now))
    if video.uploads == "pending" and video.releases in ("running", "waiting", "failed"):
        shape, word = SHAPES[video.releases]
        return Step("Publish", shape, word, "at its checks")
    shape, word = SHAPES[video.uploads]
    return Step("Publish", shape, word, "")


def _due(video: VideoFacts) -> datetime | None:
    """Return when its release is looked at again: at its slot, or at the hour that its brief asks for."""
    waits = [one.wait for one in video.launches if one.ended_at is None and one.wait]
    until = Wait.model_validate(waits[-1]).until if waits else None
    return until or video.publish_at
