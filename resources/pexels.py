"""Stock from Pexels: photos as pictures and footage as clips, each with maker, page and licence.

Searching is free, 200 times an hour; a result is fetched once, and kept by the journal.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2

from factory.errors import AnswerLost, BadInput, PermanentError, TransientError
from factory.payload import Provider
from factory.ports import Seeding
from factory.price_book import PriceBook
from factory.roles import Pictures
from factory.work import Detail, Notes
from resources.download import MAX_FILE_BYTES, MAX_PICTURE_BYTES, download
from resources.keys import (
    base_url,
    hidden,
    is_emulated,
    key_of,
    licence_of,
    missing_key,
    version_of,
)
from resources.made_clip import probed
from resources.made_picture import write_made
from resources.vendor_errors import refusal_of

USUAL = "https://api.pexels.com"
LICENCE = "Pexels License (https://www.pexels.com/license/)"
QUERY_WORDS = 4
"""More words find less."""
PER_PAGE = 20
ANSWER_SECONDS = 30.0
SQUARE = 1.2
"""Frames up to this much longer than wide are looked for among square photos."""


class _Pexels:
    """One connection to Pexels."""

    def __init__(self) -> None:
        self.address = base_url("PEXELS_BASE_URL", USUAL)

    def found(self, path: str, kind: str, query: str, shape: str) -> list[dict[str, Any]]:
        """Return what a search finds, best first.

        Raises:
            TransientError: a rate limit, a server's fault, no connection.
            NoAccess: the key is missing or refused.
        """
        doing = f"search Pexels for {query!r}"
        asked = {"query": query, "orientation": shape, "per_page": PER_PAGE}
        headers = {"authorization": key_of("pexels")}
        try:
            answer = httpx2.get(
                f"{self.address}{path}", params=asked, headers=headers, timeout=ANSWER_SECONDS
            )
        except httpx2.TransportError as error:
            raise TransientError(f"could not {doing}: {hidden(error)}") from None
        if answer.status_code >= 400:
            failure = refusal_of("pexels", doing, answer.status_code, answer.text, answer.headers)
            if isinstance(failure, AnswerLost):  # a search costs nothing: it can be asked again
                failure = TransientError(str(failure))
            raise failure
        try:
            return list(answer.json()[kind])
        except (ValueError, KeyError, TypeError) as error:
            raise TransientError(f"could not {doing}: the answer is no list of {kind}") from error


class _Stock:
    """What finders of photos and of footage have in common."""

    seeding: Seeding = "none"
    path: str
    kind: str

    def __init__(self, prices: PriceBook) -> None:
        self._pexels = _Pexels()
        address = self._pexels.address
        self.provider = Provider(
            role="pictures",
            name="pexels",
            version=version_of(address, USUAL),
            licence=licence_of(address, LICENCE),
            synthetic=False,
            remote=True,
        )

    def close(self) -> None:
        """Nothing is held."""

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        return missing_key("pexels")

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


class PexelsIllustrator(_Stock):
    """Finds a photo for each scene's words; the scene's place picks among those found."""

    path, kind = "/v1/search", "photos"

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`."""
        return {"query": search_words(prompt), "pick": index}

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> Detail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        photo = self._picked(recipe, _shape(width, height))
        doing = f"fetch Pexels photo {photo['id']}"
        fetched = target.with_name(f"{target.stem}.fetched")
        own, url = self._pexels.address, _sized(photo["src"]["original"], width, height)
        _fetch(url, fetched, doing, own, MAX_PICTURE_BYTES)
        data = fetched.read_bytes()
        fetched.unlink()
        blank = write_made(data, (1, 1), (width, height), "pexels", target)
        return {
            "width": width,
            "height": height,
            "blank": blank,
            "licence": self.provider.licence,
            "attribution": credit("Photo", photo["photographer"], photo["url"]),
            "source_id": photo["id"],
            "source_url": photo["url"],
        }

    def _picked(self, recipe: Mapping[str, Any], shape: str) -> dict[str, Any]:
        for query in widening(recipe["query"]):
            photos = self._found(query, shape)
            if photos:
                return photos[recipe["pick"] % len(photos)]
        raise _nothing(recipe["query"])


class PexelsFootage(_Stock):
    """Finds footage for each scene's words; an illustrator whose pictures move."""

    path, kind = "/videos/search", "videos"

    def recipe(
        self, pictures: Pictures, prompt: str, palette: str, index: int
    ) -> Mapping[str, Any]:
        """See `factory.ports.Illustrator.recipe`."""
        return {
            "query": search_words(prompt),
            "pick": index,
            "seconds": pictures.clip_seconds,
            "suffix": ".mp4",
        }

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> Detail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        video = self._picked(recipe, _shape(width, height))
        file = _best_file(video["video_files"], width, height)
        own, doing = self._pexels.address, f"fetch Pexels video {video['id']}"
        _fetch(file["link"], target, doing, own, MAX_FILE_BYTES)
        facts = probed(target, "pexels")
        return {
            "width": facts.width,
            "height": facts.height,
            "blank": False,
            "clip": facts.model_dump(mode="json"),
            "licence": self.provider.licence,
            "attribution": credit("Video", video["user"]["name"], video["url"]),
            "source_id": video["id"],
            "source_url": video["url"],
        }

    def _picked(self, recipe: Mapping[str, Any], shape: str) -> dict[str, Any]:
        """Return one that is long enough, else the longest of those found."""
        for query in widening(recipe["query"]):
            videos = self._found(query, shape)
            long = [video for video in videos if video["duration"] >= recipe["seconds"]]
            if long:
                return long[recipe["pick"] % len(long)]
            if videos:
                return max(videos, key=lambda video: video["duration"])
        raise _nothing(recipe["query"])


def search_words(prompt: str) -> str:
    """Return the first few words of a prompt: those that tell most come first."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", prompt.lower())
    return " ".join(list(dict.fromkeys(words))[:QUERY_WORDS]) or "landscape"


def widening(query: str) -> list[str]:
    """Return the query, and it with ever fewer words: the last ones matter least."""
    words = query.split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]


def credit(what: str, maker: str, page: str) -> str:
    """Return the credit that Pexels asks for."""
    return f"{what} by {maker} on Pexels ({page})"


def _shape(width: int, height: int) -> str:
    if max(width, height) <= SQUARE * min(width, height):
        return "square"
    return "landscape" if width > height else "portrait"


def _sized(original: str, width: int, height: int) -> str:
    """Return the address of a photo, no larger than covers the frame at Pexels' own scaling."""
    bare = original.partition("?")[0]
    return f"{bare}?auto=compress&cs=tinysrgb&fit=crop&w={width}&h={height}"


def _best_file(files: list[dict[str, Any]], width: int, height: int) -> dict[str, Any]:
    """Return the smallest file that fills the frame, else the largest there is."""
    playable = [one for one in files if one.get("width") and one.get("height")]
    if not playable:
        raise PermanentError("Pexels lists a video without files; change the scene's words")
    filling = [one for one in playable if one["width"] >= width and one["height"] >= height]
    area = [(one["width"] * one["height"], one) for one in filling or playable]
    pick = min if filling else max
    return pick(area, key=lambda pair: pair[0])[1]


def _fetch(url: str, target: Path, doing: str, own: str, most_bytes: int) -> None:
    status, size = download(url, target, doing, own, most_bytes)
    if status >= 400:
        failure = refusal_of("pexels", doing, status, "no file there", {})
        raise TransientError(str(failure)) if status in (401, 403, 404, 410) else failure
    if not size:
        raise TransientError(f"could not {doing}: the file came empty")


def _nothing(query: str) -> BadInput:
    return BadInput(
        f"Pexels has nothing for {query!r}, nor for fewer of these words; change the scene's words, "
        "or use another provider of pictures"
    )
