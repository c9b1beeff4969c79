"""Accounts at platforms: who let the factory publish there, and how much a platform takes a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Grant:
    """One account's consent, as it was given once; only its refresh token is kept, sealed."""

    outlet: str
    account: str
    """The platform's ID of the channel that is acted on: `UC...`."""
    title: str
    """The channel's name there, for people."""
    scopes: tuple[str, ...]
    connected_by: str
    connected_at: datetime
    refresh_token: str = field(default="", repr=False)
    client: str = ""
    """The ID of the OAuth client that it was given to."""
    verified_at: datetime | None = None
    """When the platform last honoured it."""
    refused_at: datetime | None = None
    error: str = ""
    expires_at: datetime | None = None
    """When it ends by itself, where the platform named an end; else it holds until it is taken away."""


class Grants(Protocol):
    """Who connected which account; refresh tokens are kept sealed and shown to nobody."""

    def connect(self, grant: Grant) -> None:
        """Keep a consent, in place of an earlier one of the same account.

        Raises:
            PermanentError: it brings no refresh token; an earlier one is kept as it was.
        """
        ...

    def grant(self, outlet: str, account: str) -> Grant:
        """Return one, its token opened.

        Raises:
            NoAccess: nobody connected it, or the platform has refused it since; says what to do.
        """
        ...

    def used(
        self,
        outlet: str,
        account: str,
        *,
        refused: str = "",
        new_token: str = "",
        expires_at: datetime | None = None,
    ) -> None:
        """Note that the platform honoured a grant, or refused it for good and why.

        Args:
            outlet: whose.
            account: which.
            refused: the platform's words; empty when it was honoured.
            new_token: a refresh token that replaces the earlier one; empty leaves that.
            expires_at: when the grant ends by now; None leaves what was known.
        """
        ...

    def all(self) -> Sequence[Grant]:
        """Return every grant there is, without its token."""
        ...


class Quotas(Protocol):
    """What a project may ask of a platform from midnight to midnight there."""

    def spend(self, project: str, bucket: str, units: int) -> None:
        """Count what is about to be asked.

        Args:
            project: whose quota it is: the OAuth client's project.
            bucket: `youtube_uploads` or `youtube_units`; the setting `<bucket>_per_day` limits it.
            units: what the request costs.

        Raises:
            PublishingWaits: it would pass the limit; until the next midnight there.
        """
        ...


@dataclass(frozen=True, slots=True)
class PostChoice:
    """What a person chose for one post, where a platform wants each post to be chosen for."""

    outlet: str
    master_sha256: str
    """Of the master they saw: another one is chosen for anew, and so below."""
    listing_sha256: str
    account: str
    """Whose offer they saw, at the outlet."""
    choices: Mapping[str, Any]
    """In the outlet's own words, as JSON."""
    by: str
    at: datetime


class PostChoices(Protocol):
    """What people chose for posts; the newest of a video and outlet holds."""

    def choose(self, video_id: str, choice: PostChoice) -> None:
        """Keep a choice, in place of an earlier one."""
        ...

    def chosen(self, video_id: str, outlet: str) -> PostChoice | None:
        """Return what was chosen, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Accounts:
    """What an outlet that publishes for somebody needs."""

    grants: Grants
    quotas: Quotas
    choices: PostChoices
