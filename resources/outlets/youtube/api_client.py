"""The API's client: Google's own for one account, with its grant renewed and its quota counted."""

import json
from functools import cache
from typing import Any, Self

import httplib2
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.http import HttpRequest, MediaFileUpload

from factory.ports import Accounts
from resources.outlets.youtube.access_token import RenewedCredentials
from resources.outlets.youtube.limited_http import LimitedHttp
from resources.outlets.youtube.oauth_client import OAuthClient, oauth_client
from resources.outlets.youtube.quota_cost import COST


class WholeChunks(MediaFileUpload):
    """A file whose chunks are sent as bytes, so that every layer that repeats one sends all of it.

    As a stream, a chunk that is sent again after a lost connection, a 5xx or a renewed token is
    empty: the first attempt has read it to its end.
    """

    def has_stream(self) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give bytes."""
        return False


class YouTubeService:
    """YouTube, asked for one account.

    Args:
        accounts: grants and quotas.
        account: the ID of the channel that is acted on.
    """

    def __init__(self, accounts: Accounts, account: str) -> None:
        self._accounts = accounts
        self.grant = accounts.grants.grant("youtube", account)
        self.client: OAuthClient = oauth_client()
        credentials = RenewedCredentials(self.client, self.grant, accounts)
        self.http = AuthorizedHttp(credentials, http=LimitedHttp())

    def __enter__(self) -> Self:
        """Ask by connections that end with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def api(self, request: type[HttpRequest] = HttpRequest) -> Any:
        """Return Google's client; `request` is what its calls are made of."""
        return api_at(self.client.address, self.http, request)

    def count(self, what: str) -> None:
        """Count a call against the project's day; raise PublishingWaits when that is used up."""
        bucket = "youtube_uploads" if what == "insert video" else "youtube_units"
        self._accounts.quotas.spend(self.client.project, bucket, COST[what])


def api_at(address: str, http: Any, request: type[HttpRequest] = HttpRequest) -> Any:
    """Return Google's client by the description that comes with it; asks nothing over the network."""
    return build_from_document(_document(address), http=http, requestBuilder=request)


@cache
def _document(address: str) -> str:
    """Return the description with another address: an endpoint option would keep https for uploads."""
    document: dict[str, Any] = json.loads(str(get_static_doc("youtube", "v3")))
    document["rootUrl"] = f"{address}/"
    document.pop("mtlsRootUrl", None)
    wanted = ("videos", "channels", "playlistItems", "thumbnails", "captions")
    document["resources"] = {name: document["resources"][name] for name in wanted}
    return json.dumps(document)


def lost_connections() -> tuple[type[Exception], ...]:
    """Return what is raised when no answer comes."""
    return (httplib2.HttpLib2Error, OSError)
