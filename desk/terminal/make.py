"""`factory make`: progress while a video is made, and where everything is afterwards."""

from pathlib import Path

from rich.console import Console

from desk.actions.making import run_phases, take_in_to_make
from desk.actions.video_facts import about
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


def _make(accepted: AcceptedBrief, factory: Factory, console: Console, began: float) -> int:
    heading = f"{accepted.video_id}  ·  {accepted.brief.title}"
    console.print(heading, markup=False, highlight=False, soft_wrap=True)
    with screen_for(console) as screen:
        error = run_phases(accepted, factory, screen)
    if error:
        console.print(typed(f"factory: {error}"), markup=False, highlight=False, soft_wrap=True)
        return 1
    show_made(about(factory, accepted.video_id), seconds_since_start() - began, console)
    return 0
