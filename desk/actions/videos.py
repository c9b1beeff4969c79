"""Videos as the desk lists and shows them."""

from typing import Any

from desk.actions.video_facts import about
from wiring.factory import open_factory


def list_videos(limit: int) -> list[dict[str, Any]]:
    """Return the newest videos with their status."""
    with open_factory() as factory:
        return factory.catalogue.list_videos(limit)


def show_video(video_id: str) -> dict[str, Any]:
    """Return everything about one video."""
    with open_factory() as factory:
        return about(factory, video_id)
