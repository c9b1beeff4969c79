"""Steps: a video that stops after each until somebody lets it go on, and the switch between modes."""

from desk.actions.making.launching import Beginning, launch, running_dagster
from factory.brief.brief_keys import Mode
from factory.errors import PermanentError
from factory.interchange.video_facts import CataloguedVideo, VideoSummary
from factory.records import Payload
from factory.workflow.phases import earliest, following
from wiring.factory import Factory

OVER = frozenset({"published", "deleted"})


class Stepped(Payload):
    """What a video was told, and what follows."""

    video_id: str
    mode: Mode
    phase: str | None
    """What was asked for now: `plan`, `render`, `publish`; None: nothing had to be."""
    state: Beginning | None
    """What becomes of it; `queued` too where its time of publication has not come."""


def next_step(video: VideoSummary) -> str | None:
    """Return the phase that a video would go on with; None while it does not stand between two."""
    if video.status != "awaiting_step" or video.phase is None:
        return None
    return following(video.phase)


def go_on(factory: Factory, video_id: str, by: str, until: str | None = None) -> Stepped:
    """Let a video go on with its next step.

    Args:
        factory: that makes it.
        video_id: which.
        by: who lets it.
        until: the phase up to which it goes on by itself; None: it stops after the next.

    Raises:
        PermanentError: there is no such video, or it does not stand between two steps.
    """
    video = factory.catalogue.reports.show(video_id)
    step = step_of(video)
    factory.catalogue.modes.run_until(video_id, until)
    return _asked_for(factory, video, step, f"next step, asked for by {by}")


def step_of(video: VideoSummary) -> str:
    """Return the phase that a video goes on with.

    Raises:
        PermanentError: it does not stand between two steps; says what comes instead.
    """
    step = next_step(video)
    if step:
        return step
    name = video.video_id
    if video.status == "awaiting_review":
        what = f"`factory approve {name}` or `factory reject {name}` decides about the master first"
    elif video.status == "failed":
        what = "what failed is tried again first"
    else:
        what = "it goes on by itself, or is done"
    raise PermanentError(
        f"{name} is {video.status.replace('_', ' ')}, and does not stand between two steps: {what}"
    )


def switch_mode(factory: Factory, video_id: str, mode: Mode, by: str) -> Stepped:
    """Make a video stop after each step from now on, or go on by itself; also while it runs.

    One that stands between two steps goes on at once when it is switched to `auto`.

    Raises:
        PermanentError: there is no such video, or it is over.
    """
    video = factory.catalogue.reports.show(video_id)
    if video.status in OVER:
        raise PermanentError(
            f"{video_id} is {video.status}: there is no step left that it could stop before"
        )
    stood_after = factory.catalogue.modes.switch(video_id, stepwise=mode == "stepwise")
    step = following(stood_after) if stood_after and mode == "auto" else None
    video = factory.catalogue.reports.show(video_id)
    return _asked_for(factory, video, step, f"switched to go on by itself by {by}")


def _asked_for(factory: Factory, video: CataloguedVideo, step: str | None, reason: str) -> Stepped:
    mode: Mode = "stepwise" if video.mode == "stepwise" else "auto"
    state: Beginning | None = None
    if step:
        due = earliest(step, factory.catalogue.briefs.newest(video.video_id).brief)
        if due:
            factory.catalogue.launches.request(
                video.video_id, step, reason, by="factory", not_before=due
            )
            state = "queued"
        else:
            state = launch(factory, running_dagster(), video.video_id, step, reason)
    return Stepped(video_id=video.video_id, mode=mode, phase=step, state=state)
