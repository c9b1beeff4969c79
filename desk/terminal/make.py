"""`factory make`: progress while a video is made, and where everything is afterwards.

What a video is made with takes seconds to load, so it is imported while the terminal moves.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from desk.terminal.exit_codes import DONE, FAILED, STOPPED_BY_PERSON
from desk.terminal.progress import screen_for
from desk.terminal.wrapping import wrapped

if TYPE_CHECKING:
    from factory.brief.brief import AcceptedBrief
    from wiring.factory import Factory

READING, LOADING, OPENING = "Reading the brief", "Loading the factory", "Opening the database"
CLOSING = "Closing the database"


def make_video(path: Path) -> int:
    """Make the videos of a brief and say where everything is; return the exit code."""
    console = Console(stderr=False)
    with console.status(READING):
        from desk.actions.making.briefs import check_early

        check_early(path)
    began = 0.0  # the first video's time counts from the command's start
    worst = DONE
    with _opened(console) as factory:
        from desk.actions.making.make_in_process import take_in_to_make
        from wiring.home import seconds_since_start

        for accepted in take_in_to_make(path, factory):
            worst = max(worst, _make(accepted, factory, console, began))
            if worst == STOPPED_BY_PERSON:
                break
            began = seconds_since_start()
    return worst


def make_next_step(video_id: str) -> int:
    """Let a video go on: in the factory that runs, else here and now; return the exit code."""
    console = Console(stderr=False)
    with _opened(console) as factory:
        from desk.actions.acting import acting
        from desk.actions.making.launching import running_dagster
        from desk.actions.making.stepwise import go_on, step_of

        if running_dagster():
            told = go_on(factory, video_id, acting())
            _say(f"{video_id}: {told.phase} is running.", console)
            return DONE
        step = step_of(factory.catalogue.reports.show(video_id))
        return _make(factory.catalogue.briefs.newest(video_id), factory, console, 0.0, step)


@contextmanager
def _opened(console: Console) -> "Iterator[Factory]":
    """Hand out the open factory; its start and its end move, too."""
    with ExitStack() as open_things:
        with console.status(LOADING) as moving:
            import desk.actions.making.make_in_process  # noqa: F401 - loaded here, while something moves
            from wiring.factory import open_factory

            moving.update(OPENING)
            factory = open_things.enter_context(open_factory())
        yield factory
        with console.status(CLOSING):
            open_things.close()


def _make(
    accepted: "AcceptedBrief",
    factory: "Factory",
    console: Console,
    began: float,
    begin: str | None = None,
) -> int:
    from desk.actions.about_video import about
    from desk.actions.making.make_in_process import run_phases
    from desk.terminal.next_steps import next_step
    from desk.terminal.tables.videos import show_made
    from factory_assets.stage.interruption import STOPPED
    from wiring.home import seconds_since_start

    _say(f"{accepted.video_id}  ·  {accepted.brief.title}", console)
    try:
        with screen_for(console) as screen:
            error = run_phases(accepted, factory, screen, screen.enter_phase, begin)
    except KeyboardInterrupt:  # between two stages; within one it is an error of that stage
        error = STOPPED
    if error.startswith(STOPPED):
        _say(f"factory: {accepted.video_id}: {error}", console)
        return STOPPED_BY_PERSON
    if error:
        _say(f"factory: {error}", console)
        return FAILED
    video = about(factory, accepted.video_id)
    if video.status == "awaiting_step":
        _say(next_step(video), console)
    else:
        show_made(video, seconds_since_start() - began, console)
    return DONE


def _say(words: str, console: Console) -> None:
    from desk.terminal.typed_commands import typed

    room = console.width if console.is_terminal else None
    console.print(wrapped(typed(words), room), markup=False, highlight=False, soft_wrap=True)
