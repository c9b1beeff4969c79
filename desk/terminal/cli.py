"""The command line: `factory`. Every command imports what it needs when it runs."""

import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from desk.terminal.brief_argument import BriefPath
from desk.terminal.commands.alerts import alerts
from desk.terminal.commands.backups import backup, restore
from desk.terminal.commands.calendar import calendar, schedule
from desk.terminal.commands.campaigns import campaigns
from desk.terminal.commands.channels import channels
from desk.terminal.commands.cleaning import clean
from desk.terminal.commands.connecting import connect
from desk.terminal.commands.daily_run import today
from desk.terminal.commands.decisions import approve, changes, hold, reject
from desk.terminal.commands.experiments import experiments
from desk.terminal.commands.figures import figures
from desk.terminal.commands.forgetting import forget
from desk.terminal.commands.ideas import ideas
from desk.terminal.commands.layers import layer
from desk.terminal.commands.money import confirm, doubt, limit, money, prices
from desk.terminal.commands.orders import mcp, orders
from desk.terminal.commands.people import guest, people, token
from desk.terminal.commands.post_changes import later
from desk.terminal.commands.posts import posts
from desk.terminal.commands.rules import rules
from desk.terminal.commands.shorts import shorts
from desk.terminal.commands.takedowns import takedown
from desk.terminal.commands.tenants import tenant
from desk.terminal.commands.tiktok_post import tiktok
from desk.terminal.commands.verification import verify
from desk.terminal.commands.voices import voices
from desk.terminal.commands.waivers import waive
from desk.terminal.commands.weekly_report import report
from desk.terminal.commands.workers import worker
from desk.terminal.exit_codes import DONE, FAILED
from desk.terminal.facts import AS_JSON, show_facts
from desk.terminal.headings import CommandsByHeading
from desk.terminal.waiting_line import WaitingLine
from factory.errors import FactoryError

BRIEF = click.argument("brief", type=BriefPath())
OTHERS_NOTHING = 0o027
"""Of what we make, the group may read, and others see nothing."""


@click.group(cls=CommandsByHeading, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="video-factory", message="factory %(version)s")
def cli() -> None:
    """Briefs become finished, checked and published videos.

    Begin with `factory make BRIEF`, or run everything with `factory up` and drop briefs into the
    inbox.
    """


@cli.command()
@BRIEF
def make(brief: Path) -> None:
    """Make the video of BRIEF here and now, to its place in the outbox.

    Run it again after a crash or an edit: what is finished is not done again.
    """
    from desk.terminal.make import make_video

    code = make_video(brief)
    tell_where()
    sys.exit(code)


@cli.command("next")
@click.argument("video")
def next_(video: str) -> None:
    """Let VIDEO go on with its next step, where it is made step by step (`mode: stepwise`)."""
    from desk.terminal.make import make_next_step

    sys.exit(make_next_step(video))


@cli.command()
@click.argument("video")
@click.argument("mode", type=click.Choice(["auto", "stepwise"]))
def mode(video: str, mode: Any) -> None:
    """Let VIDEO go on by itself (`auto`) or stop after each step, also while it is being made."""
    from desk.terminal.mode_switch import switch_here

    switch_here(video, mode)


@cli.command()
@BRIEF
def new(brief: Path) -> None:
    """Check BRIEF and put it in the inbox; `factory up` makes it."""
    from desk.actions.making.briefs import take_brief
    from desk.terminal.tables.videos import show_taken

    show_taken(take_brief(brief))


@cli.command("list")
@AS_JSON
@click.option("--limit", default=50, show_default=True, help="Newest videos to show.")
def list_(as_json: bool, limit: int) -> None:
    """List videos with their status, newest first."""
    from desk.actions.videos import list_videos
    from desk.terminal.tables.videos import show_list

    show_facts(list_videos(limit), show_list, as_json)


@cli.command()
@click.argument("video")
@AS_JSON
def show(video: str, as_json: bool) -> None:
    """Show everything about VIDEO: stages, files, work done and reused, cost, errors."""
    from desk.actions.videos import show_video
    from desk.terminal.tables.videos import show_one

    show_facts(show_video(video), show_one, as_json)


@cli.command("open")
@click.argument("video")
@click.option("--folder", is_flag=True, help="The folder that holds it, not the file.")
def open_(video: str, folder: bool) -> None:
    """Print where the finished VIDEO lies; on a terminal, open it too."""
    from desk.terminal.withdrawals import open_here

    open_here(video, folder=folder)


@cli.command()
@click.argument("video")
def cancel(video: str) -> None:
    """Call VIDEO off: nothing more is begun, and a run is asked to stop. What was paid stays."""
    from desk.terminal.withdrawals import cancel_here

    cancel_here(video)


@cli.command()
@click.argument("video")
@click.option("--yes", is_flag=True, help="Do not ask for the ID again.")
@click.option("--also-published", is_flag=True, help="Although it is published.")
def delete(video: str, yes: bool, also_published: bool) -> None:
    """Remove the files of VIDEO from the store; its charges and history stay for ever."""
    from desk.terminal.withdrawals import delete_here

    delete_here(video, yes=yes, also_published=also_published)


@cli.command()
@AS_JSON
def doctor(as_json: bool) -> None:
    """Say of every part: ready, not used, or attention and how to mend it."""
    from contextlib import nullcontext

    from desk.terminal.moving_line import moving

    with nullcontext() if as_json else moving("Looking at every part"):
        from desk.actions.doctor import examine
        from desk.terminal.tables.videos import show_doctor

        parts = examine()
    show_facts(parts, show_doctor, as_json)
    sys.exit(FAILED if any(part.severity == "error" for part in parts) else DONE)


@cli.command()
def archive() -> None:
    """Let Dagster forget finished videos now; every night it does so by itself.

    Published or deleted videos older than the setting `archive_after_days`, and the oldest beyond
    `most_live_videos`. `factory show` knows them as before; files and charges stay.
    """
    from desk.actions.archiving import archive_now

    done = archive_now()
    click.echo(f"{done.videos} videos archived, {done.runs} runs forgotten")


@cli.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@AS_JSON
def settings(key: str | None, value: str | None, as_json: bool) -> None:
    """Show the factory's own settings, or change one: `factory settings paused true`."""
    from desk.actions.money import change_setting, changed_settings
    from desk.terminal.tables.money import show_settings

    found = change_setting(key, value)
    show_facts(found, lambda said: show_settings(said, changed_settings()), as_json)


@cli.command()
@click.option("--port", default=3000, show_default=True, help="Of the desk, or the next free one.")
@click.option("--look", is_flag=True, help="Print a second link, for those who may only look.")
@click.option(
    "--browser/--no-browser",
    default=None,
    help="Open the desk in a browser; by default where this is a terminal on a desktop.",
)
def up(port: int, look: bool, browser: bool | None) -> None:
    """Run database, desk, Dagster and its sensors in this terminal until Ctrl-C.

    The link that it prints opens the desk, and Dagster behind it; whoever has it commands the
    factory.
    """
    from desk.terminal.moving_line import moving

    with moving("Loading the factory"):
        from desk.server.up import run_everything

    desktop = sys.stdout.isatty() and any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    open_it = desktop if browser is None else browser
    sys.exit(run_everything(port, look=look, browser=open_it, say=_tell, moving=moving))


COMMANDS = (
    *(prices, confirm, limit, money, doubt, orders),
    *(approve, reject, changes, hold, waive, takedown, later, verify, rules),
    *(posts, connect, forget, calendar, schedule, tiktok),
    *(figures, ideas, shorts, experiments, campaigns, today, report, layer),
    *(channels, voices, people, token, guest, tenant, alerts, mcp, backup, restore, worker, clean),
)
for command in COMMANDS:
    cli.add_command(command)


@cli.result_callback()
def tell_where(*_: object) -> None:
    """Say on stderr when a factory runs in another home than the one this command worked in."""
    from wiring.home import this_home

    home = this_home()
    other = home.running_elsewhere()
    if other:
        _complain(
            f"a factory runs in {other}, this command worked in {home.settings.home}; "
            f"`export FACTORY_HOME={other}` to reach that one"
        )


def _tell(line: str) -> None:
    """Print a line of a running factory."""
    from desk.terminal.typed_commands import typed
    from desk.terminal.visible_characters import visible
    from desk.terminal.wrapping import room_of, under_its_subject

    click.echo(under_its_subject(visible(typed(line)), room_of()))


def _complain(words: str) -> None:
    from desk.terminal.typed_commands import typed
    from desk.terminal.visible_characters import visible
    from desk.terminal.wrapping import room_of, wrapped

    said = visible(typed(f"factory: {words}"))
    click.echo(wrapped(said, room_of(sys.stderr)), err=True)


def main() -> None:
    """Run the command; what the factory says on purpose is printed without a traceback."""
    os.umask(os.umask(OTHERS_NOTHING) | OTHERS_NOTHING)
    # What commands load stays: Python as it begins searches all of it for garbage at every 70,000 new objects.
    gc.set_threshold(50_000, 10, 10)
    try:
        with WaitingLine():
            cli()
    except FactoryError as error:
        _complain(str(error))
        sys.exit(FAILED)
    finally:
        # Python searches all it has loaded for cycles once more before it ends: 400,000 objects of
        # Dagster take 5 s, and are the system's to take back.
        gc.freeze()
