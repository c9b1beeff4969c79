"""The command line: `factory`. Every command imports what it needs when it runs."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from factory.errors import FactoryError

BRIEF = click.argument("brief", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    from desk.actions.briefs import check_early

    check_early(brief)
    from desk.terminal.make import make_video

    sys.exit(make_video(brief))


@cli.command()
@BRIEF
def new(brief: Path) -> None:
    """Check BRIEF and put it in the inbox; `factory up` makes it."""
    from desk.actions.briefs import take_brief

    _say(take_brief(brief))


@cli.command("list")
@AS_JSON
@click.option("--limit", default=50, show_default=True, help="Newest videos to show.")
def list_(as_json: bool, limit: int) -> None:
    """List videos with their status, newest first."""
    from desk.actions.videos import list_videos
    from desk.terminal.tables import show_list

    _print(list_videos(limit), show_list, as_json)


@cli.command()
@click.argument("video")
@AS_JSON
def show(video: str, as_json: bool) -> None:
    """Show everything about VIDEO: stages, files, work done and reused, cost, errors."""
    from desk.actions.videos import show_video
    from desk.terminal.tables import show_one

    _print(show_video(video), show_one, as_json)


@cli.command()
@click.argument("video")
@click.option("--note", default="", help="Why; kept with the decision.")
def approve(video: str, note: str) -> None:
    """Approve the master of VIDEO; its release and upload follow at once."""
    from desk.actions.reviews import decide

    _say(decide(video, "approved", note))


@cli.command()
@click.argument("video")
@click.option("--note", required=True, help="Why; kept with the decision.")
def reject(video: str, note: str) -> None:
    """Reject the master of VIDEO; it will not be published."""
    from desk.actions.reviews import decide

    _say(decide(video, "rejected", note))


@cli.command()
@AS_JSON
def doctor(as_json: bool) -> None:
    """Say of every part whether it is ready, and if not, how to mend it."""
    from desk.actions.doctor import examine
    from desk.terminal.tables import show_doctor

    parts = examine()
    _print(parts, show_doctor, as_json)
    sys.exit(0 if all(part["ready"] for part in parts) else 1)


@cli.command()
@click.argument("briefs", nargs=-1, type=click.Path(path_type=Path))
@click.option("--waiting", is_flag=True, help="Videos that wait until somebody agrees instead.")
@AS_JSON
def prices(briefs: tuple[Path, ...], waiting: bool, as_json: bool) -> None:
    """Say what BRIEFS would cost, each and together, before anything is spent."""
    if waiting:
        from desk.actions.money import waiting_prices
        from desk.terminal.money_tables import show_waiting

        _print(waiting_prices(), show_waiting, as_json)
        return
    from desk.actions.briefs import price
    from desk.terminal.tables import show_prices

    if not briefs:
        raise click.UsageError("name at least one brief, or --waiting")
    _print(price(briefs), show_prices, as_json)


@cli.command()
@click.argument("videos", nargs=-1, required=True)
def confirm(videos: tuple[str, ...]) -> None:
    """Agree to what VIDEOS will cost; they wait for that above the sum `confirm_above_usd`."""
    from desk.actions.money import confirm_prices

    _say(confirm_prices(videos))


@cli.command()
@click.argument("scope", type=click.Choice(["video", "channel", "tenant"]))
@click.argument("name")
@click.argument("usd", required=False)
@AS_JSON
def limit(scope: Any, name: str, usd: str | None, as_json: bool) -> None:
    """Show what SCOPE NAME may spend, or set it to USD; `default` gives it back to the files.

    A video's limit is for all of its life, a channel's for a day, a tenant's for a month (UTC).
    Whatever waits for this limit goes on by itself as soon as there is room.
    """
    from desk.actions.money import limit_facts
    from desk.terminal.money_tables import show_limit

    _print(limit_facts(scope, name, usd), show_limit, as_json)


@cli.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@AS_JSON
def settings(key: str | None, value: str | None, as_json: bool) -> None:
    """Show the factory's own settings, or change one: `factory settings paused true`."""
    from desk.actions.money import change_setting
    from desk.terminal.money_tables import show_settings

    _print(change_setting(key, value), show_settings, as_json)


@cli.command()
@AS_JSON
@click.option("--days", default=31, show_default=True, help="How far back.")
def money(as_json: bool, days: int) -> None:
    """Show what was spent, by day, channel, layer and vendor, and which vendors are left alone."""
    from desk.actions.money import spending_facts
    from desk.terminal.money_tables import show_money

    _print(spending_facts(days), show_money, as_json)


@cli.command()
@click.option("--port", default=3000, show_default=True, help="Of Dagster's web server.")
def up(port: int) -> None:
    """Run database, Dagster and its sensors in this terminal until Ctrl-C."""
    from desk.server.up import run_everything

    sys.exit(run_everything(port))


def _print(facts: Any, table: Any, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
    else:
        table(facts)


def _say(words: str, *, err: bool = False) -> None:
    from desk.actions.typed_commands import typed

    click.echo(typed(words), err=err)


def main() -> None:
    """Run the command; what the factory says on purpose is printed without a traceback."""
    try:
        cli()
    except FactoryError as error:
        _say(f"factory: {error}", err=True)
        sys.exit(1)
