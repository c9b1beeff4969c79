"""Clips from Pexels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.errors import PermanentError
from factory.pictures.visuals import PictureDetail
from factory.units_of_work import Notes
from resources.vendors.download import MAX_FILE_BYTES
from resources.vendors.http_errors import understood
from resources.vendors.pexels.client import Stock, fetch, nothing_found
from resources.vendors.pexels.stock import credit, search_words, shape, widening
from resources.vendors.received_media import probed


class PexelsFootage(Stock):
    """Finds footage for each scene's words; an illustrator whose pictures move."""

    path, kind = "/videos/search", "videos"

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
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
    ) -> PictureDetail:
        """See `factory.ports.Illustrator.draw`; neither seed nor notes matter here."""
        with understood(f"find footage of {recipe['query']!r} at Pexels"):
            video = self._picked(recipe, shape(width, height))
            link = str(_best_file(video["video_files"], width, height)["link"])
            by = credit("Video", video["user"]["name"], video["url"])
            number, page = int(video["id"]), str(video["url"])
        own, doing = self._pexels.address, f"fetch Pexels video {number}"
        fetch(link, target, doing, own, MAX_FILE_BYTES)
        facts = probed(target, "pexels")
        return PictureDetail(
            width=facts.width,
            height=facts.height,
            blank=False,
            clip=facts,
            licence=self.provider.licence,
            attribution=by,
            source_id=number,
            source_url=page,
        )

    def _picked(self, recipe: Mapping[str, Any], shape: str) -> dict[str, Any]:
        """Return one that is long enough, else the longest of those found."""
        for query in widening(recipe["query"]):
            videos = self._found(query, shape)
            long = [video for video in videos if video["duration"] >= recipe["seconds"]]
            if long:
                return long[recipe["pick"] % len(long)]
            if videos:
                return max(videos, key=lambda video: video["duration"])
        raise nothing_found(recipe["query"])


def _best_file(files: list[dict[str, Any]], width: int, height: int) -> dict[str, Any]:
    """Return the smallest file that fills the frame, else the largest there is."""
    playable = [one for one in files if one.get("width") and one.get("height")]
    if not playable:
        raise PermanentError("Pexels lists a video without files; change the scene's words")
    filling = [one for one in playable if one["width"] >= width and one["height"] >= height]
    area = [(one["width"] * one["height"], one) for one in filling or playable]
    pick = min if filling else max
    return pick(area, key=lambda pair: pair[0])[1]
