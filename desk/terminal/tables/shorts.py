"""What the command about Shorts prints for people."""

from collections.abc import Sequence

from rich.console import Console

from desk.actions.making.briefs import TakenVideo
from desk.actions.making.shorts import Shorts
from desk.terminal.typed_commands import say


def show_shorts(found: Shorts) -> None:
    """Print the passages that could stand alone, best first, with their reasons."""
    console = Console(highlight=False)
    if not found.shorts:
        console.print(f"No run of scenes of {found.video_id} is 15 seconds to a minute long.")
        return
    for one in found.shorts:
        passage = one.passage
        console.print(f"[bold]{passage.score:.2f}[/]  ", end="")
        console.print(passage.title, style="bold", markup=False)
        made = f"  made: {one.video_id}" if one.made else ""
        said = f"{passage.scenes[0]} to {passage.scenes[-1]}, {passage.seconds:.0f} s{made}"
        console.print(f"      {said}", markup=False)
        for reason in passage.reasons:
            line = f"      {reason.points:g} of {reason.most:g}: {reason.name}: {reason.words}"
            console.print(line, style="dim", markup=False)
    say(f"`factory shorts {found.video_id} --make SCENE` makes the one that begins there.")


def show_made(taken: Sequence[TakenVideo]) -> None:
    """Print what was asked for."""
    for one in taken:
        known = "made before, " if one.state == "known" else ""
        said = f"{one.video_id}: {known}{one.status.replace('_', ' ')}"
        Console(highlight=False).print(said, markup=False, soft_wrap=True)
    if any(one.status == "queued" for one in taken):
        say("A running factory makes them within minutes; else the next `factory up`.")
