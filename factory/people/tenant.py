"""Tenant: for whom channels are made; each sees its own and nothing of the others'."""

from datetime import datetime
from typing import Final

from pydantic import Field

from factory.records import Payload

DEFAULT: Final = "default"
"""Whose channels are that name none: a studio of one needs no other."""
MOST: Final = 2**31 - 1
"""What the database can count to here."""


def media_prefix(tenant: str | None) -> str:
    """Return below what a tenant's files lie in the store; None: the root, from before there were any."""
    return f"tenants/{tenant}" if tenant else ""


class Bounds(Payload):
    """How many of each a tenant may have; None: as many as it likes."""

    most_channels: int | None = Field(default=None, ge=0, le=MOST)
    most_people: int | None = Field(default=None, ge=0, le=MOST)
    most_tokens: int | None = Field(default=None, ge=0, le=MOST)


class Tenant(Bounds):
    """A tenant, and what it has."""

    tenant: str
    added_by: str
    added_at: datetime
    channels: tuple[str, ...] = ()
    """By name, those that are known from briefs or from the desk."""
    videos: int = 0
    people: int = 0
    """Who may come in for it alone; nobody who was shut out."""
    tokens: int = 0
    """That are neither revoked nor over."""


class Removal(Payload):
    """What is removed of a tenant, and what stays."""

    tenant: str
    goes: dict[str, int]
    """Rows by table."""
    videos: tuple[str, ...]
    """Whose files go."""
    published: tuple[str, ...]
    """Whose files and record of what went out stay."""
    at_work: tuple[str, ...]
    """Of which something runs or is asked for: nothing is removed while there is one."""
    left: dict[str, int] | None = None
    """Rows by table as they were counted afterwards; None: nothing was removed yet."""
    files: int = 0
    """Of videos, that were removed from the store."""
    results: int = 0
    """That no other tenant's video uses, and no published one: removed from the store, too."""
    results_waiting: int = 0
    """Of these, how many something that is at work may be reading; the next `factory clean` takes them."""
    media_left: int | None = None
    """Files that lie below its prefix, counted afterwards: those of published videos, else 0."""
