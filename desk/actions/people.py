"""People, tokens and guests: who may come in, changed in the name of whoever asks."""

from collections.abc import Sequence

from desk.actions.acting import acting
from factory.ids import check_video_id
from factory.people.api_token import ApiToken
from factory.people.guest_link import GuestLink
from factory.people.person import Person
from factory.records import Payload
from wiring.factory import open_factory


class NewToken(Payload):
    """A token that was just made; its secret is told this once."""

    token: ApiToken
    secret: str


class NewGuestLink(Payload):
    """A link that was just made; it is told this once."""

    link: GuestLink
    path: str
    """What follows the desk's address."""


def everybody() -> Sequence[Person]:
    """Return everybody who signs in by a password."""
    with open_factory() as factory:
        return factory.people.accounts.all()


def add_person(name: str, role: str, password: str, *, email: str = "", tenant: str = "") -> Person:
    """Let somebody in."""
    with open_factory() as factory:
        accounts = factory.people.accounts
        return accounts.add(name, role, password, by=acting(), email=email, tenant=tenant)


def person_named(name: str) -> Person:
    """Return one person.

    Raises:
        PermanentError: nobody has that name.
    """
    with open_factory() as factory:
        return factory.people.accounts.named(name)


def change_role(name: str, role: str) -> Person:
    """Give somebody another role; it holds at their next click."""
    with open_factory() as factory:
        return factory.people.accounts.change_role(name, role, by=acting())


def disable_person(name: str, *, disabled: bool = True) -> Person:
    """Shut somebody out at once, or let them in again."""
    with open_factory() as factory:
        return factory.people.accounts.disable(name, by=acting(), disabled=disabled)


def change_password(name: str, password: str) -> Person:
    """Give somebody another password, which ends every session of theirs."""
    with open_factory() as factory:
        return factory.people.accounts.change_password(name, password, by=acting())


def all_tokens() -> Sequence[ApiToken]:
    """Return the tokens of programs, the newest first."""
    with open_factory() as factory:
        return factory.people.api_tokens.all()


def make_token(name: str, role: str, *, days: int | None, tenant: str = "") -> NewToken:
    """Make a token for a program."""
    with open_factory() as factory:
        tokens = factory.people.api_tokens
        token, secret = tokens.make(name, role, days=days, by=acting(), tenant=tenant)
    return NewToken(token=token, secret=secret)


def revoke_token(name: str) -> ApiToken:
    """End a token at once."""
    with open_factory() as factory:
        return factory.people.api_tokens.revoke(name, by=acting())


def guests_of(video_id: str) -> Sequence[GuestLink]:
    """Return the links to a video that still open."""
    with open_factory() as factory:
        return factory.people.guest_links.of_video(check_video_id(video_id))


def invite_guest(video_id: str, name: str, *, hours: int, decides: bool) -> NewGuestLink:
    """Make a link that shows one video to somebody without an account.

    Raises:
        BadInput: the name or the hours cannot be so.
        PermanentError: there is no such video.
    """
    with open_factory() as factory:
        links = factory.people.guest_links
        link, secret = links.make(
            check_video_id(video_id), name, hours=hours, decides=decides, by=acting()
        )
    return NewGuestLink(link=link, path=f"/guest/{secret}")


def revoke_guest(video_id: str, number: int) -> GuestLink:
    """End a guest's link at once."""
    with open_factory() as factory:
        links = factory.people.guest_links
        return links.revoke(check_video_id(video_id), number, by=acting())
