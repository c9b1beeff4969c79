"""Whether Meta still honours a consent, and which Reels still stand at Instagram."""

from collections.abc import Sequence

from factory.errors import NoAccess, PermanentError
from factory.ports import Accounts
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.existing_reels import reels_there


class InstagramVerification:
    """See `factory.ports.Verification`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def account(self, account: str) -> None:
        """See `factory.ports.Verification.account`: the Page's token is used, and that is noted."""
        service = InstagramService(self._accounts, account)
        service.get("ask for the account", account, "id")
        self._accounts.grants.used("instagram", account)

    def there(self, account: str, post_ids: Sequence[str]) -> frozenset[str]:
        """See `factory.ports.Verification.there`."""
        service = InstagramService(self._accounts, account)
        return reels_there(service, post_ids)

    def revoke(self, account: str) -> None:
        """See `factory.ports.Verification.revoke`: a Page's token cannot give a person's consent back.

        Raises:
            PermanentError: always, of a consent that holds; says where a person does it.
        """
        try:
            InstagramService(self._accounts, account)
        except NoAccess:
            return
        raise PermanentError(
            "Meta takes a consent back from its giver alone: remove the app under Settings, Business "
            "integrations at https://www.facebook.com/settings"
        )
