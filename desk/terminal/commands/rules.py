"""Commands about rules: what a video is judged by, on whose text each stands, and which to read again."""

from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.publishing.back_catalogue import Recheck
    from desk.actions.rules import Rules


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def rules(context: click.Context, as_json: bool) -> None:
    """List the rules, each with its version, its formats and the text it stands on; `stale`: what to read again."""
    if context.invoked_subcommand is None:
        _list(stale=False, as_json=as_json)


@rules.command()
@AS_JSON
def stale(as_json: bool) -> None:
    """List the rules whose source was read more than 90 days ago."""
    _list(stale=True, as_json=as_json)


@rules.command()
@click.option("--channel", default="", help="Only what is out of this channel.")
@AS_JSON
def recheck(channel: str, as_json: bool) -> None:
    """Judge everything that is out by the rules of now; list what would be refused."""
    from desk.actions.publishing.back_catalogue import recheck as judge

    show_facts(judge(channel), _show_recheck, as_json)


def _list(*, stale: bool, as_json: bool) -> None:
    from desk.actions.rules import list_rules

    show_facts(list_rules(stale=stale), _show, as_json)


def _show(told: "Rules") -> None:
    from desk.terminal.wrapping import room_of, wrapped

    room = room_of()

    def say(indent: int, words: str) -> None:
        click.echo(" " * indent + wrapped(words, room, indent))

    say(
        0,
        f"{len(told.rules)} rules, version {told.version}. Of a video those alone are asked and counted "
        "that are about its format and about what it has.",
    )
    click.echo("STAGE: RULE, what it does if it does not hold, its version, formats")
    click.echo("    what holds; whose text it stands on")
    for rule in told.rules:
        formats = "every format" if rule.every_format else ", ".join(rule.formats)
        does = "refuses" if rule.severity == "error" else "warns"
        say(0, f"{rule.stage}: {rule.rule}, {does}, {rule.version}, {formats}")
        say(4, rule.holds)
        if rule.source:
            of = ", ".join(rule.platforms)
            say(4, f"{of}: {rule.source}; read {rule.read}, note {rule.note}")


def _show_recheck(told: "Recheck") -> None:
    from desk.terminal.typed_commands import typed

    for video in (*told.refused, *told.unjudged):
        click.echo(f"{video.video_id}  {video.channel}  {video.title}")
        word = "would be refused" if video.rules else "cannot be judged"
        for reason in video.reasons:
            click.echo(typed(f"    {word}: {reason}"))
    click.echo(
        f"by rules {told.rules_version}: {told.judged} judged, {len(told.refused)} would be refused, "
        f"{len(told.unjudged)} cannot be judged"
    )
