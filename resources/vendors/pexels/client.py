"""Pexels: searching its stock and fetching from it."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import httpx2

from factory.documents.foreign_json import parsed_json
from factory.errors import AnswerLost, BadInput, TransientError
from factory.money.price_book import PriceBook
from factory.ports import Seeding
from factory.records import Provider
from resources.machine.credentials import (
    address_of,
    hidden,
    is_emulated,
    key_of,
    licence_of,
    missing_key,
    version_of,
)
from resources.vendors.download import download
from resources.vendors.http_errors import refusal_of
from resources.vendors.pexels.vendor import PEXELS
from resources.vendors.transport.guarded import JSON, Limits, guarded_client

PER_PAGE = 20
ANSWER_SECONDS = 30.0
"""Timeout: after so long without an answer a request is given up."""


class _Pexels:
    """One connection to Pexels."""

    def __init__(self) -> None:
        self.address = address_of(PEXELS)

    def found(self, path: str, kind: str, query: str, shape: str) -> list[dict[str, Any]]:
        """Return what a search finds, best first.

        Raises:
            TransientError: a rate limit, a server's fault, no connection.
            NoAccess: the key is missing or refused.
        """
        doing = f"search Pexels for {query!r}"
        asked = {"query": query, "orientation": shape, "per_page": PER_PAGE}
        headers = {"authorization": key_of(PEXELS)}
        try:
            with guarded_client(Limits(ANSWER_SECONDS, media=JSON)) as client:
                answer = client.get(f"{self.address}{path}", params=asked, headers=headers)
        except (httpx2.TransportError, AnswerLost) as error:
            raise TransientError(f"could not {doing}: {hidden(error)}") from None
        if answer.status_code >= 400:
            failure = refusal_of(PEXELS, doing, answer.status_code, answer.text, answer.headers)
            if isinstance(failure, AnswerLost):  # a search costs nothing: it can be asked again
                failure = TransientError(str(failure))
            raise failure
        try:
            found = parsed_json(answer.content)[kind]
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                raise TypeError(f"{kind} is no list of objects")
            return cast(list[dict[str, Any]], found)
        except (ValueError, KeyError, TypeError) as error:
            raise TransientError(f"could not {doing}: the answer is no list of {kind}") from error


class Stock:
    """What finders of photos and of footage have in common."""

    seeding: Seeding = "none"
    path: str
    kind: str

    def __init__(self, prices: PriceBook) -> None:
        self._pexels = _Pexels()
        address = self._pexels.address
        self.provider = Provider(
            role="pictures",
            name=PEXELS.name,
            version=version_of(address, PEXELS.usual_address),
            licence=licence_of(address, PEXELS.licence),
            synthetic=False,
            remote=True,
        )

    def close(self) -> None:
        """Nothing is held."""

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        return missing_key(PEXELS)

    def healthcheck(self) -> str:
        """Search for one word; costs nothing but one of 200 searches an hour."""
        found = self._found("sea", "landscape")
        address = self._pexels.address
        where = "emulated" if is_emulated(address) else hidden(address)
        return f"{len(found)} {self.kind} of the sea at {where}"

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """See `factory.ports.Illustrator.price_usd`: stock is free."""
        return Decimal(0)

    def _found(self, query: str, shape: str) -> list[dict[str, Any]]:
        return self._pexels.found(self.path, self.kind, query, shape)


def fetch(url: str, target: Path, doing: str, own: str, most_bytes: int) -> None:
    """Download a file that a search named.

    Raises:
        TransientError: it is not there now, or came empty.
    """
    status, size = download(url, target, doing, own, most_bytes)
    if status >= 400:
        failure = refusal_of(PEXELS, doing, status, "no file there", {})
        raise TransientError(str(failure)) if status in (401, 403, 404, 410) else failure
    if not size:
        raise TransientError(f"could not {doing}: the file came empty")


def nothing_found(query: str) -> BadInput:
    """Return the error of a search without a hit."""
    return BadInput(
        f"Pexels has nothing for {query!r}, nor for fewer of these words; change the scene's words, "
        "or use another provider of pictures"
    )
