"""Delivered names: under which what was released lies in a folder of the outbox, ready for upload."""

from typing import Final

MASTER: Final = "master.mp4"

TIKTOK_CUT: Final = "tiktok.mp4"
"""The same video without the channel's mark; there only where TikTok gets a video that bears one."""

DELIVERED_NAMES: Final = {MASTER: "video.mp4", TIKTOK_CUT: "video-for-tiktok.mp4"}
"""What a file is called there, where that differs from its name in the store."""

LISTING_TEXT: Final = "listing.txt"
"""The listing as a person pastes it; made for the folder, and not in the store."""

DELIVERABLE: Final = (
    MASTER,
    TIKTOK_CUT,
    "thumbnail.jpg",
    "captions.srt",
    "captions.vtt",
    "listing.json",
    "dossier.json",
    "dossier.html",
)
"""Everything that a release may name, by its name in the store."""


def delivered_name(name: str) -> str:
    """Return the name under which a file of the store is delivered."""
    return DELIVERED_NAMES.get(name, name)
