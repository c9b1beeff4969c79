"""People: who signs in at the desk, and what a name, an address and a password may be."""

import re
from datetime import datetime
from typing import Final

from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.people.role import PERSONS_ROLES, PersonsRole
from factory.people.visitor import LOOKER, OWNER
from factory.records import Payload

NAME: Final = re.compile(r"\w[\w .'\-]{0,58}\w|\w")
EMAIL: Final = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,189}\.[^\s@<>,;:\".]{2,63}")
TAKEN: Final = frozenset({OWNER, LOOKER, "factory", "policy", "guest", "token"})
"""First words of names that the factory itself records something under."""

LEAST_PASSWORD_CHARS: Final = 10
MOST_PASSWORD_CHARS: Final = 256


class Person(Payload):
    """Somebody who signs in by a password."""

    id: int
    name: str
    email: str | None
    role: PersonsRole
    tenant: str | None
    disabled: bool
    added_at: datetime
    added_by: str
    seen_at: datetime | None
    """When they were last here."""


def checked_name(name: str) -> str:
    """Return a name without the room around it.

    Raises:
        BadInput: it cannot be one.
    """
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise BadInput(
            f"the name {shown(name)}: wanted 1 to 60 letters, digits, spaces, dots, hyphens, "
            "beginning and ending in a letter or a digit"
        )
    if name.split()[0].casefold() in TAKEN:
        raise BadInput(f"the name {shown(name)} is the factory's own; take another")
    return name


def checked_email(email: str | None) -> str | None:
    """Return an e-mail address in lower case; None for none.

    Raises:
        BadInput: it cannot be one.
    """
    email = (email or "").strip()
    if not email:
        return None
    if not EMAIL.fullmatch(email):
        raise BadInput(f"the e-mail address {shown(email)}: wanted one such as mara@example.org")
    return email.lower()


def checked_role(role: str) -> PersonsRole:
    """Return a role.

    Raises:
        BadInput: there is no such role.
    """
    for known in PERSONS_ROLES:
        if role == known:
            return known
    raise BadInput(f"the role {shown(role)}: wanted one of {', '.join(PERSONS_ROLES)}")


def checked_password(password: str) -> str:
    """Return a password as it was given; an error never repeats it.

    Raises:
        BadInput: it is too short to hold, or too long to be one.
    """
    if not LEAST_PASSWORD_CHARS <= len(password) <= MOST_PASSWORD_CHARS:
        raise BadInput(
            f"the password has {len(password)} characters; wanted {LEAST_PASSWORD_CHARS} to "
            f"{MOST_PASSWORD_CHARS}"
        )
    if len(set(password)) < LEAST_PASSWORD_CHARS // 2:
        raise BadInput("the password repeats too few different characters; take another")
    return password
