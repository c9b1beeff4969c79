"""Origins: how videos came about, as far as the factory chose it."""

from typing import Protocol

from factory.ideas.origin import Origin


class Origins(Protocol):
    """The ideas and experiments of videos."""

    def origin(self, video_id: str) -> Origin:
        """Return how a video came about; nothing of one that a person wrote the brief of."""
        ...
