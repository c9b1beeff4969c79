"""Making a video here and now: one brief through the real asset graph, in this process."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk.actions.making.briefs import read_brief
from desk.actions.making.launching import PAUSED, is_paused
from factory.brief.brief import AcceptedBrief
from factory.intake.accept_brief import take_in
from factory.ports import Progress
from factory.workflow.phases import earliest, first_phase, following
from factory_assets.stage.graph_names import VIDEOS_NAME
from sensors.failure_reasons import why_failed
from sensors.lost_runs import bury
from wiring.definitions import build
from wiring.factory import Factory

if TYPE_CHECKING:
    import dagster as dg

UNSAID = "the run failed without saying why; open it in Dagster's UI with `factory up`"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def take_in_to_make(path: Path, factory: Factory) -> list[AcceptedBrief]:
    """Take a brief in, or a revision of it; an original stands before what translates it."""
    return take_in(
        read_brief(path),
        path.name,
        folder=path.resolve().parent,
        channels=factory.channels,
        briefs=factory.catalogue.briefs,
        lettering=factory.lettering,
        now=datetime.now(UTC),
        source=f"make {path.name}",
        revise=True,
    )


def run_phases(
    accepted: AcceptedBrief,
    factory: Factory,
    progress: Progress,
    enter_phase: Callable[[str], None],
    begin: str | None = None,
) -> str:
    """Run every phase that needs no person; return what went wrong, in words.

    Args:
        accepted: whose.
        factory: that makes it.
        progress: told how far each stage has come.
        enter_phase: told which phase begins, before what it needs is loaded.
        begin: the first of them; None: the one with which the video's mode begins.
    """
    modes = factory.catalogue.modes
    phase = begin or first_phase(stepwise=modes.is_stepwise(accepted.video_id))
    enter_phase(phase)
    factory.instance_here.add_dynamic_partitions(VIDEOS_NAME, [accepted.video_id])
    definitions = build(progress=progress)
    while phase and not (phase == "publish" and _waits(accepted, factory)):
        enter_phase(phase)
        error = _run(phase, accepted, factory, definitions)
        if error:
            return error
        phase = None if modes.is_stepwise(accepted.video_id) else following(phase)
    return ""


def _run(
    phase: str, accepted: AcceptedBrief, factory: Factory, definitions: "dg.Definitions"
) -> str:
    """Run one phase in this process; return what went wrong, in words."""
    launch = factory.catalogue.launches.claim_video(
        accepted.video_id,
        phase,
        reason="factory make",
        by="factory make",
        in_process=True,
        nothing_runs=factory.card.read() is None,
    )
    if launch is None and is_paused(factory, accepted.video_id):
        return f"{accepted.video_id}: the phase {phase} waits: {PAUSED}"
    if launch is None:
        return (
            f"{accepted.video_id}: the phase {phase} is being run by somebody else at this "
            f"moment; follow it with `factory show {accepted.video_id}`"
        )
    instance = factory.instance_here
    bury(launch, instance, factory.catalogue.stages)
    result = definitions.resolve_job_def(phase).execute_in_process(
        instance=instance,
        partition_key=accepted.video_id,
        run_config=QUIET,
        tags=launch.tags,
        raise_on_error=False,
    )
    factory.catalogue.outcomes.started(launch.id, result.run_id)
    wait = None if result.success else factory.catalogue.stages.wait(result.run_id)
    if wait:
        factory.catalogue.outcomes.postpone(launch.id, wait)
        return wait.words
    error = "" if result.success else why_failed(result.all_events) or UNSAID
    factory.catalogue.outcomes.ended(launch.id, "failed" if error else "succeeded", error)
    return error


def _waits(accepted: AcceptedBrief, factory: Factory) -> bool:
    """Whether a person must decide first, or the brief's time has not come; then it is queued."""
    video_id = accepted.video_id
    if accepted.channel.review != "automatic" and not factory.catalogue.reviews.approved(video_id):
        return True
    due = earliest("publish", accepted.brief)
    if due is None or due <= datetime.now(UTC):
        return False
    factory.catalogue.launches.request(
        video_id, "publish", "made", by="factory make", not_before=due
    )
    return True
