"""Commands about tenants: for whom channels are made."""

import sys
from pathlib import Path

import click

from desk.terminal.facts import AS_JSON, show_facts

NAME = click.argument("name")
SO_MANY = click.IntRange(0)


@click.group()
def tenant() -> None:
    """For whom channels are made: each tenant sees its own and nothing of the others'."""


@tenant.command()
@NAME
@click.option("--most-channels", type=SO_MANY, help="So many channels; else any number.")
@click.option("--most-people", type=SO_MANY, help="So many people; else any number.")
@click.option("--most-tokens", type=SO_MANY, help="So many tokens; else any number.")
def add(
    name: str, most_channels: int | None, most_people: int | None, most_tokens: int | None
) -> None:
    """Add NAME, or give it other bounds; `factory limit tenant NAME USD` says what it may spend."""
    from desk.actions.tenants import add_tenant
    from desk.terminal.tables.tenants import say
    from factory.people.tenant import Bounds
    from wiring.factory import open_factory

    bounds = Bounds(most_channels=most_channels, most_people=most_people, most_tokens=most_tokens)
    with open_factory() as factory:
        added = add_tenant(factory, name, bounds)
    say(
        f"{added.tenant} is a tenant; `tenant: {added.tenant}` in a channel's file makes it its own."
    )


@tenant.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """List tenants with what each has."""
    from desk.actions.tenants import all_tenants
    from desk.terminal.tables.tenants import show_tenants
    from wiring.factory import open_factory

    with open_factory() as factory:
        found = all_tenants(factory)
    show_facts(found, show_tenants, as_json)


@tenant.command()
@click.argument("name", required=False)
@AS_JSON
def overview(name: str | None, as_json: bool) -> None:
    """Say how each tenant does, or NAME alone: videos, money, queue, decisions, failures, people."""
    from desk.actions.tenants import tenant_overview, tenant_overviews
    from desk.terminal.tables.tenants import show_overviews
    from wiring.factory import open_factory

    with open_factory() as factory:
        found = [tenant_overview(factory, name)] if name else tenant_overviews(factory)
    show_facts(found, show_overviews, as_json)


@tenant.command()
@NAME
@click.option("--to", "path", type=click.Path(path_type=Path), help="Default: NAME.zip, here.")
@AS_JSON
def export(name: str, path: Path | None, as_json: bool) -> None:
    """Write everything of NAME into one zip file: its rows as JSON, and the list of its media."""
    from desk.actions.tenants import export_tenant
    from desk.terminal.tables.tenants import show_exported
    from wiring.factory import open_factory

    with open_factory() as factory:
        done = export_tenant(factory, name, path or Path(f"{name}.zip"))
    show_facts(done, show_exported, as_json)


@tenant.command()
@NAME
@click.option("--keep-published", is_flag=True, help="Keep the record of what went out.")
@click.option("--yes", is_flag=True, help="Without typing the name again.")
@AS_JSON
def delete(name: str, keep_published: bool, yes: bool, as_json: bool) -> None:
    """Remove NAME with its videos, people and tokens; what would go is shown first.

    Refused while something of it runs or is asked for, and where something is published unless
    --keep-published is said: then briefs, hashes, decisions and posts of that stay. What it cost
    stays always.
    """
    from desk.actions.tenants import delete_tenant, removal_of
    from desk.terminal.tables.tenants import show_removal
    from factory.errors import PermanentError
    from wiring.factory import open_factory

    with open_factory() as factory:
        sure = name
        if not yes:
            if not sys.stdin.isatty():
                raise PermanentError(
                    f"{name} is deleted only when its name is typed again, and this is no terminal "
                    f"to ask in; `factory tenant delete {name} --yes` says so beforehand"
                )
            show_removal(removal_of(factory, name))
            sure = click.prompt("Type its name to delete it", default="")
        done = delete_tenant(factory, name, sure, keep_published=keep_published)
    show_facts(done, show_removal, as_json)
