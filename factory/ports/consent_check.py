"""Consent check: whether a platform still honours a consent and still shows our posts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AccountPosts:
    """Posts of one account that nobody has looked at for long."""

    outlet: str
    account: str
    post_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of an account, and what is left of it: the proof."""

    outlet: str
    account: str
    deleted: dict[str, int]
    """Rows, by what they hold."""
    left: dict[str, int]
    """Counted afterwards, in the same transaction; 0 each."""


class Verification(Protocol):
    """What a platform tells of a consent and of the posts under it; changes nothing but `revoke`."""

    def account(self, account: str) -> None:
        """Have the consent renewed, which notes that it was honoured.

        Raises:
            NoAccess: it is over.
            TransientError: the platform does not say.
        """
        ...

    def there(self, account: str, post_ids: Sequence[str]) -> frozenset[str]:
        """Return those that are still on the platform, seen or unseen."""
        ...

    def revoke(self, account: str) -> None:
        """Give the consent back; of one that is over, nothing."""
        ...


class Verifications(Protocol):
    """Who can be asked."""

    def verification(self, name: str) -> Verification | None:
        """Return how an outlet is asked; None where nobody consents to anything."""
        ...


class PlatformData(Protocol):
    """What platforms told this factory, which is kept only as long as they allow."""

    def posts_to_verify(self, before: datetime) -> Sequence[AccountPosts]:
        """Return posts that are out and were last looked at before then, by account."""
        ...

    def verified(self, outlet: str, post_ids: Collection[str], there: Collection[str]) -> int:
        """Note what was looked at; figures of posts that are gone are deleted. Say how many are gone."""
        ...

    def forget(self, outlet: str, account: str, by: str) -> Forgotten:
        """Delete the consent, all figures, and the IDs and addresses of posts of one account.

        That a video was published stays, so that it is not sent again.
        """
        ...
