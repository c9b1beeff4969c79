"""Stock from Pexels: photos as pictures and footage as clips, each with maker, page and licence.

Searching is free, 200 times an hour; a result is fetched once, and kept by the journal.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.pictures.visuals import PictureDetail
from factory.units_of_work import Notes
from resources.vendors.download import MAX_PICTURE_BYTES
from resources.vendors.http_errors import understood
from resources.vendors.pexels.client import Stock, fetch, nothing_found
from resources.vendors.received_media import write_made

QUERY_WORDS = 4
"""More words find less."""
SQUARE = 1.2
"""Frames up to this much longer than wide are looked for among square photos."""


class PexelsIllustrator(Stock):
    """Finds a photo for each scene's words; the scene's place picks among those found."""

    path, kind = "/v1/search", "photos"

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
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
    ) -> PictureDetail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        with understood(f"find a photo of {recipe['query']!r} at Pexels"):
            photo = self._picked(recipe, shape(width, height))
            url = _sized(photo["src"]["original"], width, height)
            by = credit("Photo", photo["photographer"], photo["url"])
            number, page = int(photo["id"]), str(photo["url"])
        doing = f"fetch Pexels photo {number}"
        fetched = target.with_name(f"{target.stem}.fetched")
        fetch(url, fetched, doing, self._pexels.address, MAX_PICTURE_BYTES)
        data = fetched.read_bytes()
        fetched.unlink()
        blank = write_made(data, (1, 1), (width, height), "pexels", target)
        return PictureDetail(
            width=width,
            height=height,
            blank=blank,
            licence=self.provider.licence,
            attribution=by,
            source_id=number,
            source_url=page,
        )

    def _picked(self, recipe: Mapping[str, Any], shape: str) -> dict[str, Any]:
        for query in widening(recipe["query"]):
            photos = self._found(query, shape)
            if photos:
                return photos[recipe["pick"] % len(photos)]
        raise nothing_found(recipe["query"])


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


def shape(width: int, height: int) -> str:
    """Return the word by which Pexels knows a frame of this size."""
    if max(width, height) <= SQUARE * min(width, height):
        return "square"
    return "landscape" if width > height else "portrait"


def _sized(original: str, width: int, height: int) -> str:
    """Return the address of a photo, no larger than covers the frame at Pexels' own scaling."""
    bare = original.partition("?")[0]
    return f"{bare}?auto=compress&cs=tinysrgb&fit=crop&w={width}&h={height}"
