"""Titles of what is out, at whichever outlet it is."""

from factory.errors import PermanentError
from factory.ports import Accounts, LivePost
from resources.providers import OUTLETS


class InstalledTitles:
    """See `factory.ports.Titles`.

    Args:
        accounts: grants and quotas of those that publish for somebody.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def show(self, post: LivePost, title: str) -> None:
        """See `factory.ports.Titles.show`."""
        titles = next((one.titles for one in OUTLETS if one.name == post.outlet), None)
        if titles is None:
            raise PermanentError(f"{post.outlet} takes no other title for what is out")
        titles(self._accounts).show(post, title)
