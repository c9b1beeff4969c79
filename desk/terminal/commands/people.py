"""Commands about who may come in: people, tokens of programs, guests."""

import sys
from typing import Any

import click

from desk.terminal.facts import AS_JSON, show_facts
from factory.people.lifetimes import GUEST_LINK_HOURS, TOKEN_DAYS
from factory.people.role import MEANINGS, PERSONS_ROLES

ROLE = click.option(
    "--role",
    type=click.Choice(PERSONS_ROLES),
    required=True,
    help="; ".join(f"{role}: {words}" for role, words in MEANINGS.items()) + ".",
)
TENANT = click.option("--tenant", default="", help="Whose videos alone they reach; else all.")
NAME = click.argument("name")


@click.group()
def people() -> None:
    """Who signs in at the desk by a password, and what they may do."""


@people.command()
@NAME
@ROLE
@TENANT
@click.option("--email", default="", help="Signs in as well as the name.")
def add(name: str, role: str, tenant: str, email: str) -> None:
    """Let NAME in; the password is asked for here, or read from a pipe."""
    from desk.actions.people import add_person
    from desk.terminal.tables.people import say
    from factory.people.person import checked_name

    person = add_person(checked_name(name), role, _password(), email=email, tenant=tenant)
    say(f"{person.name} may come in as {person.role}.")


@people.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """List everybody, with their role and when they were last here."""
    from desk.actions.people import everybody_here
    from desk.terminal.tables.people import show_people

    show_facts(everybody_here(), show_people, as_json)


@people.command()
@NAME
@click.argument("role", type=click.Choice(PERSONS_ROLES))
def role(name: str, role: str) -> None:
    """Give NAME another ROLE; it holds at their next click."""
    from desk.actions.people import change_role
    from desk.terminal.tables.people import say

    person = change_role(name, role)
    say(f"{person.name} is {person.role} now.")


@people.command()
@NAME
@click.option("--again", is_flag=True, help="Let them in again instead.")
def disable(name: str, again: bool) -> None:
    """Shut NAME out at once, on every browser; what they did stays theirs."""
    from desk.actions.people import disable_person
    from desk.terminal.tables.people import say

    person = disable_person(name, disabled=not again)
    say(f"{person.name} is shut out." if person.disabled else f"{person.name} may come in again.")


@people.command()
@NAME
def password(name: str) -> None:
    """Give NAME another password, asked for here; every session of theirs ends."""
    from desk.actions.people import change_password, person_named
    from desk.terminal.tables.people import say

    found = person_named(name)
    change_password(found.name, _password())
    say(f"{found.name} signs in by the new password; wherever they were in, they are out.")


@people.command()
@click.argument("name", required=False)
@click.argument("account", required=False)
@click.option("--forget", metavar="ACCOUNT", help="From now on it decides nothing.")
@AS_JSON
def chat(name: str | None, account: str | None, forget: str | None, as_json: bool) -> None:
    """Say that NAME is ACCOUNT in a chat (`slack:U0123456789`); without either, list who is who."""
    from desk.actions.chat_decisions import chat_accounts, link_account, unlink_account
    from desk.terminal.tables.people import say, show_accounts

    if forget:
        unlink_account(forget)
        say(f"{forget} is nobody here any more.")
    elif name and account:
        linked = link_account(name, account)
        say(f"{linked.address} decides as {linked.person}.")
    elif name:
        raise click.UsageError("ACCOUNT is missing: slack:U0123456789, say")
    else:
        show_facts(chat_accounts(), show_accounts, as_json)


@click.group()
def token() -> None:
    """What programs show instead of a password: `Authorization: Bearer vf_...`."""


@token.command()
@NAME
@ROLE
@TENANT
@click.option(
    "--days", default=TOKEN_DAYS, show_default=True, help="For how long it holds; 0: for ever."
)
@AS_JSON
def new(name: str, role: str, tenant: str, days: int, as_json: bool) -> None:
    """Make a token called NAME; it is shown this once."""
    from desk.actions.people import make_token
    from desk.terminal.tables.people import show_new_token

    made = make_token(name, role, days=days or None, tenant=tenant)
    show_facts(made, show_new_token, as_json)


@token.command("list")
@AS_JSON
def list_tokens(as_json: bool) -> None:
    """List the tokens, with their role, their end and when they were last used."""
    from desk.actions.people import all_tokens_here
    from desk.terminal.tables.people import show_tokens

    show_facts(all_tokens_here(), show_tokens, as_json)


@token.command()
@NAME
def revoke(name: str) -> None:
    """End the token NAME at once."""
    from desk.actions.people import revoke_token
    from desk.terminal.tables.people import say

    say(f"The token {revoke_token(name).name} opens nothing any more.")


@click.command()
@click.argument("video")
@click.option("--name", required=True, help="Of the guest; what they say is recorded under it.")
@click.option("--hours", default=GUEST_LINK_HOURS, show_default=True, help="For how long it opens.")
@click.option("--decides", is_flag=True, help="The guest may approve and reject, too.")
@AS_JSON
def guest(video: str, as_json: bool, **options: Any) -> None:
    """Make a link that shows VIDEO, and nothing else, to somebody without an account."""
    from desk.actions.guests import invite_guest
    from desk.terminal.tables.people import show_guest_link

    show_facts(invite_guest(video, **options), show_guest_link, as_json)


def _password() -> str:
    """Ask for a password twice on a terminal, or read one line of a pipe; never an argument."""
    from factory.people.person import checked_password

    if sys.stdin.isatty():
        typed = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    return checked_password(typed)
