"""Jobs: the work on a video as somebody follows it who makes it in one go or in three steps."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from desk.actions.about_video import measured
from desk.actions.making.stepwise import go_on
from desk.actions.making.stories import error_of
from desk.actions.publishing.reviews import decide
from factory.errors import BadInput
from factory.interchange.video_facts import CataloguedVideo
from factory.records import Payload
from wiring.factory import Factory

Awaited = Literal["step-video", "step-finalize"]


class JobState(Payload):
    """Since when a job was in a state."""

    state: str
    since: datetime


class Job(Payload):
    """How far a job is."""

    job_id: str
    mode: str
    """`auto` or `stepwise`."""
    status: str
    """One of `factory.workflow.status.JOB_WORDS`."""
    state: str
    """One of `factory.workflow.status.STATE_WORDS`."""
    awaits: Awaited | None
    """The step that somebody is to ask for."""
    details: str
    """The status of the video, and what it waits for."""
    error: str | None
    history: tuple[JobState, ...]
    """Every state that it was in, with the time of each change."""
    master_sha256: str | None
    duration_seconds: float | None
    size_bytes: int | None
    video_url: str | None
    created_at: datetime
    updated_at: datetime


def job_of(factory: Factory, video_id: str, link: Callable[[str], str]) -> Job:
    """Return a job.

    Args:
        factory: whose it is.
        video_id: the video that it makes.
        link: says where a file of it is found, by its name.

    Raises:
        PermanentError: there is no such job.
    """
    video = factory.catalogue.reports.show(video_id)
    found = measured(factory, video_id) if video.master_sha256 else None
    return Job(
        job_id=video_id,
        mode=video.mode,
        status=video.job_status,
        state=video.state,
        awaits=awaited(video),
        details=": ".join(filter(None, (video.status.replace("_", " "), video.waits_because))),
        error=error_of(video),
        history=tuple(
            JobState(state=one.state, since=one.since)
            for one in factory.catalogue.states.history(video_id)
        ),
        master_sha256=video.master_sha256,
        duration_seconds=found.seconds if found else None,
        size_bytes=video.master_bytes,
        video_url=link("master.mp4") if video.master_sha256 else None,
        created_at=video.created_at,
        updated_at=video.updated_at,
    )


def awaited(video: CataloguedVideo) -> Awaited | None:
    """Return the step that somebody is to ask for; None while it works, or is over."""
    if video.status == "awaiting_review":
        return "step-finalize"
    if video.status != "awaiting_step":
        return None
    return "step-finalize" if video.phase == "render" else "step-video"


def make_video_of(factory: Factory, video_id: str, by: str) -> None:
    """Let a job go on until its video is rendered.

    Raises:
        PermanentError: it does not wait for that.
    """
    video = factory.catalogue.reports.show(video_id)
    if awaited(video) == "step-finalize":
        raise BadInput(f"{video_id} has its video; what it waits for is step-finalize")
    go_on(factory, video_id, by, until="render")


def finalise(factory: Factory, video_id: str, seen: str, by: str) -> None:
    """Let a rendered video be released and published.

    Raises:
        BadInput: the channel wants a decision, and what was seen is not said.
        PermanentError: it is not rendered, or another master lies there by now.
    """
    video = factory.catalogue.reports.show(video_id)
    if video.status != "awaiting_review":
        go_on(factory, video_id, by)
    elif seen:
        decide(video_id, "approved", seen, "")
    else:
        raise BadInput(
            "seen: nothing; wanted: the first digits of the SHA-256 of the master that you looked "
            "at, a hyphen and those of its listing, as this channel wants a decision"
        )
