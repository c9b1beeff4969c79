"""The group of all commands: its help in one line each, under headings, and what it refuses in characters that steer nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import click

from desk.terminal.visible_characters import visible

HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "Make": {
        "make": "Make the video of a brief here and now.",
        "new": "Hand a brief in; `factory up` makes it.",
        "prices": "Say what briefs would cost; nothing is spent.",
        "next": "Let a video go on with its next step.",
        "mode": "Make a video step by step, or let it go on by itself.",
        "layer": "Make one layer of a video or a day again.",
        "cancel": "Call a video off.",
        "delete": "Remove a video's files; what it cost stays on record.",
    },
    "Decide": {
        "approve": "Approve the master that you have seen.",
        "reject": "Reject it.",
        "changes": "Ask for another version of it.",
        "hold": "Park it until somebody decides.",
        "waive": "Answer by name for what a rule refuses.",
        "orders": "List what models ask for that costs money; agree to it.",
        "rules": "List the rules and the platforms' texts they stand on.",
    },
    "Publish": {
        "connect": "Let the factory publish for an account of yours.",
        "calendar": "List what goes out when, and the free slots.",
        "schedule": "Show when a video goes out, or move it.",
        "tiktok": "Choose how a video is posted on TikTok.",
        "shorts": "Propose passages of a long video as Shorts.",
        "posts": "List what is out where.",
        "later": "List what is to be changed of what is out.",
        "takedown": "Take a video's posts down.",
        "forget": "Give consents back, and delete what the platform gave.",
    },
    "Learn": {
        "figures": "Show how published videos do, or import figures.",
        "ideas": "List what channels might tell, with scores and reasons.",
        "campaigns": "List goals with a span, and how far their videos are.",
        "experiments": "List what is tried, and what came of it.",
        "report": "Write a channel's weekly report.",
    },
    "Money": {
        "money": "Show what was spent, and for what.",
        "limit": "Show or set what may be spent.",
        "confirm": "Agree to what videos will cost.",
        "doubt": "List paid calls whose answer never came.",
    },
    "People": {
        "people": "Who signs in at the desk, and what they may do.",
        "token": "What programs show instead of a password.",
        "guest": "Make a link that shows one video and nothing else.",
        "tenant": "Several studios in one factory.",
    },
    "Run": {
        "up": "Run everything in this terminal until Ctrl-C.",
        "settings": "Show the factory's settings, or change one.",
        "channels": "List, check, change and restore channel files.",
        "voices": "List the voices of this machine, or add one.",
        "worker": "Take runs from queues on this machine.",
        "backup": "Put away everything that cannot be made anew.",
        "restore": "Start from a backup on an empty machine.",
        "clean": "Tell, or remove, what nobody needs any more.",
        "archive": "Let Dagster forget finished videos now.",
        "mcp": "Serve the API's actions as tools for models.",
    },
    "Look": {
        "list": "List videos, newest first.",
        "show": "Show everything about a video.",
        "open": "Open a finished video, or print where it lies.",
        "today": "Say what was done today, and why the rest was not.",
        "alerts": "List what failed, is used up or was decided.",
        "doctor": "Say of every part whether it is ready.",
        "verify": "Say of any file whether it is ours, and unchanged.",
    },
}


class CommandsByHeading(click.Group):
    """A group whose help lists its commands by what they are for."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Read the words of the command line; what is refused of them stands as it can be shown."""
        with _spelled_out():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what they say; so does what a command refuses of its own words."""
        with _spelled_out():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every heading with its commands, names in one column over all of them."""
        width = max(map(len, self.commands))
        for heading, commands in HEADINGS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(f"{name:<{width}}", words) for name, words in commands.items()]
                )


@contextmanager
def _spelled_out() -> Iterator[None]:
    """Spell out what a refusal repeats of the command line: a file's name may hold whatever steers a terminal."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise click.UsageError(visible(error.format_message()), error.ctx) from error
