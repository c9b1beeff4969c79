"""What the command about a day prints for people."""

from rich.console import Console

from desk.actions.learning.daily_run import Daily
from desk.terminal.typed_commands import typed
from desk.terminal.wrapping import wrapped


def show_daily(daily: Daily) -> None:
    """Print what was done, and why not the rest."""
    console = Console(highlight=False)
    console.print(str(daily.day), style="bold")
    for line in daily.lines:
        open_still = typed(line.why_not)
        _say(console, f"  {line.what}: ", line.did or open_still or "nothing to do")
        if line.did and open_still:
            _say(console, "      still open: ", open_still, style="dim")


def _say(console: Console, head: str, words: str, style: str = "") -> None:
    room = console.width if console.is_terminal else None
    said = head + wrapped(words, room, indent=len(head))
    console.print(said, style=style, markup=False, soft_wrap=True)
