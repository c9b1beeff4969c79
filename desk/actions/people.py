"""People and tokens: who may come in, changed in the name of whoever asks."""

from collections.abc import Sequence

from desk.actions.acting import acting, making
from factory.people.api_token import ApiToken
from factory.people.person import Person
from factory.records import Payload
from wiring.factory import Factory, open_factory


class NewToken(Payload):
    """A token that was just made; its secret is told this once."""

    token: ApiToken
    secret: str


def everybody(factory: Factory) -> Sequence[Person]:
    """Return everybody who signs in by a password."""
    return factory.people.accounts.all()


def everybody_here() -> Sequence[Person]:
    """Return `everybody` of the factory of this home."""
    with open_factory() as factory:
        return everybody(factory)


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


def all_tokens(factory: Factory) -> Sequence[ApiToken]:
    """Return the tokens of programs, the newest first."""
    return factory.people.api_tokens.all()


def all_tokens_here() -> Sequence[ApiToken]:
    """Return `all_tokens` of the factory of this home."""
    with open_factory() as factory:
        return all_tokens(factory)


def make_token(name: str, role: str, *, days: int | None, tenant: str = "") -> NewToken:
    """Make a token for a program."""
    with open_factory() as factory:
        tokens = factory.people.api_tokens
        token, secret = tokens.make(name, role, days=days, by=making(), tenant=tenant)
    return NewToken(token=token, secret=secret)


def revoke_token(name: str) -> ApiToken:
    """End a token at once."""
    with open_factory() as factory:
        return factory.people.api_tokens.revoke(name, by=acting())
