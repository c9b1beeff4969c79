"""Commands about rules: what a video is judged by, on whose text each stands, and which to read again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.publishing.back_catalogue import Recheck


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def rules(context: click.Context, as_json: bool) -> None:
    """List the rules, and of each the platform's text that it stands on; `stale`: what to read again."""
    if context.invoked_subcommand is None:
        show_facts(_rows(stale=False), _show, as_json)


@rules.command()
@AS_JSON
def stale(as_json: bool) -> None:
    """List the rules whose source was read more than 90 days ago."""
    show_facts(_rows(stale=True), _show, as_json)


@rules.command()
@click.option("--channel", default="", help="Only what is out of this channel.")
@AS_JSON
def recheck(channel: str, as_json: bool) -> None:
    """Judge everything that is out by the rules of now; list what would be refused."""
    from desk.actions.publishing.back_catalogue import recheck as judge

    show_facts(judge(channel), _show_recheck, as_json)


def _rows(*, stale: bool) -> dict[str, Any]:
    from factory.rules.registry import RULES
    from factory.rules.sources import sourced_rules

    today = datetime.now(UTC).date()
    rows = [
        {
            "rule": one.rule,
            "stage": one.stage,
            "severity": one.severity,
            "holds": one.description,
            "source": one.source.title if one.source else "",
            "platforms": list(one.source.platforms) if one.source else [],
            "read": one.source.read.isoformat() if one.source else "",
            "note": one.source.note_hash if one.source else "",
        }
        for one in sourced_rules()
        if not stale or (one.source and one.source.is_stale(today))
    ]
    return {"version": RULES.version, "rules": rows}


def _show(told: dict[str, Any]) -> None:
    click.echo(f"version {told['version']}, {len(told['rules'])} rules")
    for row in told["rules"]:
        click.echo(f"{row['stage']}  {row['rule']}  {row['severity']}")
        if row["source"]:
            click.echo(f"    {row['source']}; read {row['read']}, note {row['note']}")


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
