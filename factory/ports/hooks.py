"""Hooks: what the user's own programs do around a layer."""

from contextlib import AbstractContextManager
from typing import Protocol


class Hooks(Protocol):
    """Programs of the user's own, before and after layers."""

    def around(self, layer: str, video_id: str = "", day: str = "") -> AbstractContextManager[None]:
        """Run what is meant for a layer: before the block, and after it if it ended well.

        A hook that fails is told of and costs the layer nothing but its time.

        Args:
            layer: such as `renders` or `uploads/youtube`.
            video_id: whose; empty where the layer is of a day.
            day: YYYY-MM-DD, of the layers that are made once a day.
        """
        ...
