"""Commands about posts: what is out where, and what a person found out about one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.publishing.posts import PostRow


@click.group(invoke_without_command=True)
@click.option("--unknown", is_flag=True, help="Only those that may be out, or may not.")
@click.option("--limit", default=50, show_default=True, help="Newest posts to show.")
@AS_JSON
@click.pass_context
def posts(context: click.Context, unknown: bool, limit: int, as_json: bool) -> None:
    """List what was published where, newest first; `resolve` says what became of an unknown one."""
    if context.invoked_subcommand is None:
        from desk.actions.publishing.posts import list_posts

        show_facts(list_posts(unknown=unknown, limit=limit), _show, as_json)


@posts.command()
@click.argument("video")
@click.argument("outlet")
@click.option("--id", "post_id", default="", help="It is out: its ID there.")
@click.option("--url", default="", help="It is out: its address there.")
@click.option("--not-posted", is_flag=True, help="It is not out, and may be sent anew.")
def resolve(video: str, outlet: str, post_id: str, url: str, not_posted: bool) -> None:
    """Say what became of VIDEO at OUTLET, after you have looked there."""
    from desk.actions.publishing.posts import resolve_post
    from desk.terminal.typed_commands import typed

    goes_on = resolve_post(video, outlet, post_id=post_id, url=url, not_posted=not_posted)
    when = typed("goes on now" if goes_on else "goes on with the next `factory up`")
    click.echo(f"{video} at {outlet}: noted; its publication {when}")


def _show(rows: "Sequence[PostRow]") -> None:
    from desk.terminal.printed_table import print_table
    from factory.listing.outlet_names import outlet_name

    shown = [
        (
            *(row.video_id, outlet_name(row.outlet), row.state),
            f"{row.published_at:%Y-%m-%d %H:%M}" if row.published_at else "",
            row.url or "",
        )
        for row in rows
    ]
    told = [
        [
            *filter(None, (row.to_do, row.error)),
            *(f"{name}: {outcome}" for name, outcome in row.follow_ups.items()),
        ]
        for row in rows
    ]
    print_table(("video", "outlet", "state", "when", "where"), shown, details=told)
    if not rows:
        click.echo("nothing was published yet")
