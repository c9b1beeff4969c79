"""What the commands about people, tokens and guests print for people."""

from collections.abc import Sequence
from datetime import UTC, datetime

from desk.actions.guests import NewGuestLink
from desk.actions.people import NewToken
from desk.terminal.printed_table import print_table
from desk.terminal.typed_commands import say
from factory.people.api_token import ApiToken
from factory.people.chat_account import ChatAccount
from factory.people.person import Person
from wiring.home import this_home

DAY = "%Y-%m-%d %H:%M"


def show_people(found: Sequence[Person]) -> None:
    """Print everybody."""
    if not found:
        say(
            "Nobody signs in here yet; the link of `factory up` opens the desk for its owner. "
            "`factory people add NAME --role reviewer` lets somebody in."
        )
        return
    rows = [
        (
            *(person.name, person.email or "", person.role, person.tenant or "all"),
            "shut out" if person.disabled else _day(person.seen_at) or "not yet",
        )
        for person in found
    ]
    print_table(("name", "e-mail", "role", "tenant", "last here"), rows)


def show_accounts(found: Sequence[ChatAccount]) -> None:
    """Print who is who in chats."""
    if not found:
        say("Nobody is known in a chat; `factory people chat NAME slack:U0123456789` says who is.")
        return
    rows = [(one.person, one.address, one.added_by, _day(one.added_at)) for one in found]
    print_table(("name", "account", "said by", "since"), rows)


def show_tokens(found: Sequence[ApiToken]) -> None:
    """Print the tokens."""
    if not found:
        say("No program has a token; `factory token new NAME --role operator` makes one.")
        return
    rows = [
        (
            *(token.name, token.role, token.tenant or "all"),
            "revoked" if token.revoked_at else _until(token),
            _day(token.used_at) or "never",
        )
        for token in found
    ]
    print_table(("name", "role", "tenant", "until", "last used"), rows)


def show_new_token(made: NewToken) -> None:
    """Print a new token by itself on a line, so that it can be copied."""
    say(f"The token {made.token.name}, as {made.token.role}, until {_until(made.token)}:")
    say(made.secret)
    say("It is shown this once. A program sends it as `Authorization: Bearer` and the token.")


def show_guest_link(made: NewGuestLink) -> None:
    """Print a guest's link by itself on a line, so that it can be copied."""
    home = this_home()
    running = home.card.read()
    desk = home.settings.public_url.rstrip("/") or (running["desk"] if running else "")
    link = made.link
    what = "looks at and decides about" if link.decides else "looks at"
    say(f"By this link {link.name} {what} {link.video_id} until {_day(link.expires_at)}:")
    say(f"{desk}{made.path}")
    if not desk:
        say("No factory runs here: put the address of the desk before it.")


def _until(token: ApiToken) -> str:
    if token.expires_at is None:
        return "for ever"
    ended = " (ended)" if token.expires_at < datetime.now(UTC) else ""
    return f"{_day(token.expires_at)}{ended}"


def _day(when: datetime | None) -> str:
    return when.astimezone(UTC).strftime(f"{DAY} UTC") if when else ""
