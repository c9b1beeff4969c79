"""Roles and their permissions: what somebody may do at the desk, each including those before it."""

from typing import Final, Literal, get_args

Role = Literal["guest", "viewer", "reviewer", "operator", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

PersonsRole = Literal["viewer", "reviewer", "operator", "admin"]
PERSONS_ROLES: Final[tuple[PersonsRole, ...]] = get_args(PersonsRole)
"""What a person or a token can be; a guest is known by a link to one video."""

MEANINGS: Final[dict[PersonsRole, str]] = {
    "viewer": "looks at everything",
    "reviewer": "decides about finished videos, too",
    "operator": "makes, corrects and stops videos and agrees to prices, too",
    "admin": "lets people and programs in, too",
}


def may(role: Role, wanted: Role) -> bool:
    """Whether who has a role may do what another one is wanted for."""
    return ROLES.index(role) >= ROLES.index(wanted)
