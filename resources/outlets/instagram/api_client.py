"""The service: the Graph API asked for one account, by the token of the Page it stands behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from factory.errors import NoAccess, PermanentError, TransientError
from factory.ports import Accounts
from resources.machine.credentials import hidden
from resources.outlets.instagram.graph_api import DOOR, ENDED, app, error_in, refusal_in
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.json_http import Answered
from resources.outlets.upload_address import checked_upload_address

PIECE_BYTES: Final = 1 << 20
UPLOAD_SECONDS: Final = 1800.0
"""For 300 MB on a slow line."""


class InstagramService:
    """Instagram, asked for one account.

    Args:
        accounts: grants.
        account: the professional account's ID.
    """

    def __init__(self, accounts: Accounts, account: str) -> None:
        self._grants = accounts.grants
        self.grant = accounts.grants.grant("instagram", account)
        self._app = app()

    def get(self, doing: str, path: str, fields: str) -> dict[str, Any]:
        """Return what the Graph API tells of an object."""
        return self._asked(doing, "GET", path, params={"fields": fields})

    def insights(self, post: str, metrics: str) -> dict[str, Any]:
        """Return what the Graph API has counted of a post."""
        doing = "ask for insights"
        return self._asked(doing, "GET", f"{post}/insights", params={"metric": metrics})

    def post(self, doing: str, path: str, told: dict[str, str]) -> dict[str, Any]:
        """Order something of the account."""
        return self._asked(doing, "POST", f"{self.grant.account}/{path}", data=told)

    def delete(self, doing: str, path: str) -> None:
        """Delete an object, for good."""
        self._asked(doing, "DELETE", path)

    def upload(self, address: str, path: Path, offset: int) -> None:
        """Send a file from a byte on.

        Args:
            address: as the container's answer gave it.
            path: the file.
            offset: how many bytes Instagram has.

        Raises:
            WrongAddress: the address leads away from Instagram; nothing was sent there.
            TransientError: it broke off; Instagram says how much it has.
            PermanentError: Instagram does not take the file.
        """
        checked_upload_address(address, INSTAGRAM, self._app.address)
        size = path.stat().st_size
        doing = f"send {path.name} from byte {offset:,}"
        headers = {
            "authorization": f"OAuth {self.grant.refresh_token}",
            "offset": str(offset),
            "file_size": str(size),
            "content-length": str(size - offset),
        }
        answer = DOOR.send(
            doing,
            "POST",
            address,
            content=_pieces(path, offset),
            headers=headers,
            seconds=UPLOAD_SECONDS,
        )
        if answer.status == 200 and answer.body.get("success"):
            return
        told: Any = answer.body.get("debug_info") or {}
        about = (
            f"could not {doing}: Instagram answered {answer.status}: {hidden(answer.text)[:300]}"
        )
        if told and not told.get("retriable"):
            raise PermanentError(about)
        raise TransientError(about)

    def _asked(self, doing: str, method: str, path: str, **sent: Any) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self.grant.refresh_token}"}
        answer = DOOR.send(doing, method, self._app.url(path), headers=headers, **sent)
        refused = refusal_in(doing, answer)
        if refused is None:
            return dict(answer.body)
        if error_in(answer).get("code") == ENDED:
            self._disconnect(answer)
        raise refused

    def _disconnect(self, answer: Answered) -> None:
        words = f"Meta says {ENDED}: {hidden(error_in(answer).get('message', ''))[:200]}"
        self._grants.used("instagram", self.grant.account, refused=words)
        raise NoAccess(
            f"{self.grant.title} at Instagram is disconnected: {words}; "
            "`factory connect instagram` connects it again"
        )


def _pieces(path: Path, offset: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        while piece := file.read(PIECE_BYTES):
            yield piece
