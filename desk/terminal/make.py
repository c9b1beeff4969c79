"""`factory make`: one brief through the real asset graph, in this process, with progress."""

import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from desk.actions.briefs import read_brief
from desk.actions.typed_commands import typed
from desk.actions.video_facts import about
from desk.terminal.progress import Screen, screen_for
from desk.terminal.tables import show_made
from factory.brief.brief import AcceptedBrief
from factory.intake.accept_brief import take_in
from factory.ports.launches import launch_tags
from factory.workflow.phases import PHASES, earliest
from factory_assets.stage.partitions import VIDEOS_NAME
from sensors.lost_runs import bury
from sensors.reasons import why_failed
from wiring.definitions import build
from wiring.factory import Factory, open_factory

UNSAID = "the run failed without saying why; open it in Dagster's UI with `factory up`"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def make_video(path: Path) -> int:
    """Make the video and say where everything is; return the exit code."""
    console = Console(stderr=False)
    with open_factory() as factory:
        videos = take_in(
            read_brief(path),
            path.name,
            folder=path.resolve().parent,
            channels=factory.channels,
            catalogue=factory.catalogue,
            lettering=factory.lettering,
            now=datetime.now(UTC),
            source=f"make {path.name}",
            revise=True,
        )
        return max(_make(accepted, factory, console) for accepted in videos)


def _make(accepted: AcceptedBrief, factory: Factory, console: Console) -> int:
    """Make one video; an original before what translates it."""
    began = time.monotonic()
    heading = f"{accepted.video_id}  ·  {accepted.brief.title}"
    console.print(heading, markup=False, highlight=False, soft_wrap=True)
    factory.instance.add_dynamic_partitions(VIDEOS_NAME, [accepted.video_id])
    with screen_for(console) as screen:
        error = _phases(accepted, factory, screen)
    if error:
        console.print(typed(f"factory: {error}"), markup=False, highlight=False, soft_wrap=True)
        return 1
    show_made(about(factory, accepted.video_id), time.monotonic() - began, console)
    return 0


def _phases(accepted: AcceptedBrief, factory: Factory, screen: Screen) -> str:
    """Run every phase that needs no person; return what went wrong, in words."""
    definitions = build(progress=screen)
    for phase in PHASES:
        if phase == "publish" and _waits(accepted, factory):
            return ""
        launch = factory.launches.claim_video(
            accepted.video_id, phase, reason="factory make", by="factory make", in_process=True
        )
        if launch is None:
            return (
                f"{accepted.video_id}: the phase {phase} is being run by somebody else at this "
                f"moment; follow it with `factory show {accepted.video_id}`"
            )
        bury(launch, factory.instance, factory.catalogue)
        result = definitions.resolve_job_def(phase).execute_in_process(
            instance=factory.instance,
            partition_key=accepted.video_id,
            run_config=QUIET,
            tags=launch_tags(launch),
            raise_on_error=False,
        )
        factory.launches.started(launch.id, result.run_id)
        wait = None if result.success else factory.catalogue.wait(result.run_id)
        if wait:
            factory.launches.postpone(launch.id, wait)
            return wait.words
        error = "" if result.success else why_failed(result.all_events) or UNSAID
        factory.launches.ended(launch.id, "failed" if error else "succeeded", error)
        if error:
            return error
    return ""


def _waits(accepted: AcceptedBrief, factory: Factory) -> bool:
    """Whether a person must decide first, or the brief's time has not come; then it is queued."""
    video_id = accepted.video_id
    if accepted.channel.review == "required" and not factory.catalogue.approved(video_id):
        return True
    due = earliest("publish", accepted.brief)
    if due is None or due <= datetime.now(UTC):
        return False
    factory.launches.request(video_id, "publish", "made", by="factory make", not_before=due)
    return True
