"""YouTube's APIs of figures, by the descriptions that come with Google's client."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc

from factory.errors import NoAccess, TransientError
from resources.machine.credentials import hidden
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import youtube_says
from resources.outlets.youtube.oauth_client import FIGURES_SCOPE
from resources.outlets.youtube.outlet_description import YOUTUBE

ANALYTICS = ("youtubeAnalytics", "v2")
REPORTING = ("youtubereporting", "v1")


def reports_api(service: YouTubeService, api: tuple[str, str]) -> Any:
    """Return Google's client of `ANALYTICS` or `REPORTING`; asks nothing over the network.

    Raises:
        NoAccess: the account has not allowed that its figures are read.
    """
    if FIGURES_SCOPE not in service.grant.scopes:
        raise NoAccess(
            f"{service.grant.title} at YouTube lets the factory publish, and not read its figures; "
            "`factory connect youtube` asks for both"
        )
    return build_from_document(_document(*api, address_of(service)), http=service.http)


def address_of(service: YouTubeService) -> str:
    """Return where figures are asked: the address that YOUTUBE_BASE_URL names, or nothing: Google's own."""
    address = service.client.address
    return "" if address == YOUTUBE.usual_address else address


def root_of(service: YouTubeService, api: tuple[str, str]) -> str:
    """Return what every address of an API begins with; nothing else is given the account's token."""
    return json.loads(_document(*api, address_of(service)))["rootUrl"]


@contextmanager
def youtube_tells(what: str) -> Iterator[None]:
    """Say of what goes wrong inside what it means; an answer that is no JSON may pass, too."""
    with youtube_says(f"ask for {what}"):
        try:
            yield
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise TransientError(
                f"could not ask for {what}: YouTube's answer cannot be meant: {hidden(error)[:300]}"
            ) from None


@cache
def _document(name: str, version: str, address: str) -> str:
    document: dict[str, Any] = json.loads(str(get_static_doc(name, version)))
    document.pop("mtlsRootUrl", None)
    if address:
        document["rootUrl"] = f"{address}/"
    return json.dumps(document)
