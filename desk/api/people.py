"""People: tokens of programs and guests, for those who let others in."""

from collections.abc import Sequence

from pydantic import Field

from desk.actions.guests import guests_of, invite_guest, revoke_guest
from desk.actions.people import (
    NewToken,
    all_tokens,
    change_role,
    disable_person,
    everybody,
    make_token,
    person_named,
    revoke_token,
)
from desk.api.protocol.action import SOME_VIDEO, Action, Call, NoInput, OneVideo
from factory.people.api_token import MOST_DAYS, ApiToken
from factory.people.guest_link import INVITER, MOST_HOURS, GuestLink
from factory.people.lifetimes import GUEST_LINK_HOURS, TOKEN_DAYS
from factory.people.person import Person
from factory.people.role import PersonsRole
from factory.records import Payload


class People(Payload):
    """Everybody who signs in by a password."""

    people: Sequence[Person]


class PersonChange(Payload):
    """Another role, or shut out."""

    name: str
    role: PersonsRole | None = None
    disabled: bool | None = None


class Tokens(Payload):
    """The tokens of programs, without their secrets."""

    tokens: Sequence[ApiToken]


class TokenAsked(Payload):
    """A token for a program."""

    name: str
    role: PersonsRole
    tenant: str = ""
    days: int | None = Field(default=TOKEN_DAYS, ge=1, le=MOST_DAYS)
    """None: until it is revoked."""


class OneToken(Payload):
    """A token, by its name."""

    name: str


class GuestAsked(OneVideo):
    """A link for somebody without an account."""

    name: str
    hours: int = Field(default=GUEST_LINK_HOURS, ge=1, le=MOST_HOURS)
    decides: bool = False


class Invited(Payload):
    """A link that was just made; it is told this once."""

    link: GuestLink
    url: str


class Guests(Payload):
    """The links to a video that still open."""

    video_id: str
    guests: Sequence[GuestLink]


class OneGuest(OneVideo):
    """A guest's link, by its number."""

    guest: int


def _people(call: Call, asked: NoInput) -> People:
    return People(people=everybody(call.factory))


def _change(call: Call, asked: PersonChange) -> Person:
    found = person_named(asked.name)
    if asked.role is not None:
        found = change_role(asked.name, asked.role)
    if asked.disabled is not None:
        found = disable_person(asked.name, disabled=asked.disabled)
    return found


def _tokens(call: Call, asked: NoInput) -> Tokens:
    return Tokens(tokens=all_tokens(call.factory))


def _make_token(call: Call, asked: TokenAsked) -> NewToken:
    return make_token(asked.name, asked.role, days=asked.days, tenant=asked.tenant)


def _revoke_token(call: Call, asked: OneToken) -> ApiToken:
    return revoke_token(asked.name)


def _guests(call: Call, asked: OneVideo) -> Guests:
    return Guests(video_id=asked.video_id, guests=guests_of(asked.video_id))


def _invite(call: Call, asked: GuestAsked) -> Invited:
    made = invite_guest(asked.video_id, asked.name, hours=asked.hours, decides=asked.decides)
    return Invited(link=made.link, url=f"{call.origin}{made.path}")


def _revoke_guest(call: Call, asked: OneGuest) -> GuestLink:
    return revoke_guest(asked.video_id, asked.guest)


ACTIONS = (
    Action(
        name="list_people",
        method="GET",
        path="/people",
        role="admin",
        about="List everybody who signs in by a password, with their role.",
        answers=People,
        do=_people,
        tool=False,
        commands=("people", "people list"),
    ),
    Action(
        name="change_person",
        method="PATCH",
        path="/people/{name}",
        role="admin",
        about="Give somebody another role, shut them out or let them in again.",
        asks=PersonChange,
        answers=Person,
        do=_change,
        example={"name": "Ada", "role": "reviewer"},
        tool=False,
        commands=("people role", "people disable"),
    ),
    Action(
        name="list_tokens",
        method="GET",
        path="/tokens",
        role="admin",
        about="List the tokens of programs, with their role, their end and their last use.",
        answers=Tokens,
        do=_tokens,
        tool=False,
        commands=("token", "token list"),
    ),
    Action(
        name="make_token",
        method="POST",
        path="/tokens",
        role="admin",
        about="Make a token for a program; its secret is told this once.",
        asks=TokenAsked,
        answers=NewToken,
        do=_make_token,
        example={"name": "nightly", "role": "operator", "days": 90},
        status=201,
        tool=False,
        commands=("token new",),
    ),
    Action(
        name="revoke_token",
        method="DELETE",
        path="/tokens/{name}",
        role="admin",
        about="End a token; streams it opened end within 15 seconds.",
        asks=OneToken,
        answers=ApiToken,
        do=_revoke_token,
        example={"name": "nightly"},
        tool=False,
        commands=("token revoke",),
    ),
    Action(
        name="list_guests",
        method="GET",
        path="/videos/{video_id}/guests",
        role="operator",
        about="List the links that show a video to somebody without an account.",
        asks=OneVideo,
        answers=Guests,
        do=_guests,
        example=SOME_VIDEO,
        tool=False,
    ),
    Action(
        name="invite_guest",
        method="POST",
        path="/videos/{video_id}/guests",
        role=INVITER,
        about="Make a link that shows one video to somebody without an account; it is told this once.",
        asks=GuestAsked,
        answers=Invited,
        commands=("guest",),
        do=_invite,
        example={**SOME_VIDEO, "name": "Grace", "decides": True},
        status=201,
        tool=False,
    ),
    Action(
        name="revoke_guest",
        method="DELETE",
        path="/videos/{video_id}/guests/{guest}",
        role="operator",
        about="End a guest's link.",
        asks=OneGuest,
        answers=GuestLink,
        do=_revoke_guest,
        example={**SOME_VIDEO, "guest": 3},
        tool=False,
    ),
)
