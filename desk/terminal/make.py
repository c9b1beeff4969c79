"""`factory make`: progress while a video is made, and where everything is afterwards."""

from pathlib import Path

from rich.console import Console

from desk.actions.acting import acting
from desk.actions.launching import running_dagster
from desk.actions.making import run_phases, take_in_to_make
from desk.actions.steps import go_on, step_of
from desk.actions.video_facts import about
from desk.terminal.next_steps import next_step
from desk.terminal.progress import screen_for
from desk.terminal.tables import show_made
from desk.terminal.typed_commands import typed
from factory.brief.brief import AcceptedBrief
from wiring.factory import Factory, open_factory
from wiring.parts import seconds_since_start


def make_video(path: Path) -> int:
    """Make the videos of a brief and say where everything is; return the exit code."""
    console = Console(stderr=False)
    began = 0.0  # the first video's time counts from the command's start
    worst = 0
    with open_factory() as factory:
        for accepted in take_in_to_make(path, factory):
            worst = max(worst, _make(accepted, factory, console, began))
            began = seconds_since_start()
    return worst


def make_next_step(video_id: str) -> int:
    """Let a video go on: in the factory that runs, else here and now; return the exit code."""
    console = Console(stderr=False)
    with open_factory() as factory:
        if running_dagster():
            told = go_on(factory, video_id, acting())
            console.print(f"{video_id}: {told.phase} is running.", highlight=False, soft_wrap=True)
            return 0
        step = step_of(factory.catalogue.reports.show(video_id))
        return _make(factory.catalogue.briefs.newest(video_id), factory, console, 0.0, step)


def _make(
    accepted: AcceptedBrief,
    factory: Factory,
    console: Console,
    began: float,
    begin: str | None = None,
) -> int:
    heading = f"{accepted.video_id}  ·  {accepted.brief.title}"
    console.print(heading, markup=False, highlight=False, soft_wrap=True)
    with screen_for(console) as screen:
        error = run_phases(accepted, factory, screen, begin)
    if error:
        console.print(typed(f"factory: {error}"), markup=False, highlight=False, soft_wrap=True)
        return 1
    video = about(factory, accepted.video_id)
    if video.status == "awaiting_step":
        console.print(typed(next_step(video)), markup=False, highlight=False, soft_wrap=True)
    else:
        show_made(video, seconds_since_start() - began, console)
    return 0
