"""The second reviewer: whether two approvals are two people's. The same person counts once, by however many ways they come."""

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.people.visitor import OWNER
from factory.reviews.decision import Review
from resources.database.confinement import unconfined
from resources.database.people_tables import api_tokens, guest_links, people

TOKEN, GUEST = "token ", "guest "
"""How the names begin under which a program and a guest are recorded; no person may be called so."""


def agreed_with(connection: Connection, before: Review | None, review: Review) -> str:
    """Return who else approved what a review approves; empty where nobody did.

    Args:
        connection: the database.
        before: the newest decision about this master, if there is one.
        review: the approval that follows it.
    """
    if before is None or before.decision != "approved" or before.by_policy:
        return review.agreed_with
    if not before.covers(review.listing_sha256):
        return review.agreed_with
    return before.agreed_with if _same_person(connection, before, review) else before.reviewer


def _same_person(connection: Connection, one: Review, other: Review) -> bool:
    """Whether one person may be behind two decisions."""
    first, second = (
        people_behind(connection, review.video_id, review.reviewer, review.place)
        for review in (one, other)
    )
    return not first.isdisjoint(second)


def people_behind(
    connection: Connection, video_id: str, reviewer: str, place: str
) -> frozenset[str]:
    """Return, in lower case, everybody who may have decided as a reviewer, known by a way of their own.

    A guest is whoever made the link, a token whoever made the token. A terminal reaches the door's
    key, so that whoever sits there may be the owner, too; and where no person of the name of who made
    a token or a link was let in, that name is an account of such a terminal.
    """
    with unconfined(connection):  # they may have come by a token of all tenants
        return frozenset(_people(connection, video_id, reviewer, place))


def _people(connection: Connection, video_id: str, reviewer: str, place: str) -> set[str]:
    behind, seen, asked = set[str](), set[str](), [reviewer]
    if place == "terminal":
        behind.add(OWNER)
    while asked:
        name = asked.pop()
        if name in seen:
            continue
        seen.add(name)
        makers = _makers(connection, video_id, name)
        asked += makers
        if not makers:
            behind.add(name.casefold())
            if name != reviewer and not _is_let_in(connection, name):
                behind.add(OWNER)
    return behind


def _is_let_in(connection: Connection, name: str) -> bool:
    """Whether somebody of this name has an account at the desk."""
    own = sa.func.lower(people.c.name) == name.lower()
    return connection.scalar(sa.select(people.c.id).where(own)) is not None


def _makers(connection: Connection, video_id: str, name: str) -> list[str]:
    """Return who made the tokens or links of a name; several may have had it, one after the other."""
    if name.startswith(TOKEN):
        own = sa.func.lower(api_tokens.c.name) == name.removeprefix(TOKEN).lower()
        question = sa.select(api_tokens.c.made_by).where(own)
    elif name.startswith(GUEST):
        question = sa.select(guest_links.c.made_by).where(
            guest_links.c.video_id == video_id, guest_links.c.name == name.removeprefix(GUEST)
        )
    else:
        return []
    return list(connection.scalars(question.distinct()))
