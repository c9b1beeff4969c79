"""Public videos of a TikTok account, asked for by their numbers; of what is not public it tells nothing.

Protocol: developers.tiktok.com/doc/tiktok-api-v2-video-query.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from factory.errors import TransientError
from resources.machine.credentials import hidden
from resources.outlets.tiktok.api_client import TikTokService

A_REQUEST: Final = 20
"""IDs in one question, at most."""


def public_ids(post_ids: Sequence[str]) -> list[str]:
    """Return those of public videos: what only its creator sees has no number there."""
    return [one for one in post_ids if one.isascii() and one.isdecimal()]


def public_videos(
    service: TikTokService, ids: Sequence[str], fields: Sequence[str]
) -> Mapping[str, Mapping[str, Any]]:
    """Return what TikTok tells of videos, by ID; one that it leaves out is not there any more.

    Args:
        service: of the account whose videos they are.
        ids: as `public_ids` gives them.
        fields: wanted of each beside its ID.

    Raises:
        TransientError: an answer without a list of videos, which says nothing of any of them.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for first in range(0, len(ids), A_REQUEST):
        some = ids[first : first + A_REQUEST]
        told = service.ask(
            "look for videos",
            "/v2/video/query/",
            {"filters": {"video_ids": some}},
            fields=",".join(("id", *fields)),
        )
        found |= {one: facts for one, facts in _by_id(told).items() if one in some}
    return found


def _by_id(told: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    videos = told.get("videos")
    try:
        if isinstance(videos, list):
            return {str(one["id"]): one for one in videos}
        found = "no list of videos"
    except (TypeError, KeyError) as error:
        found = f"a video without an ID ({hidden(error)[:200]})"
    raise TransientError(
        f"could not look for videos: TikTok's answer cannot be meant: it holds {found}"
    )
