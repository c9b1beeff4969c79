"""Events: what happened, for whoever listens."""

from collections.abc import Mapping
from typing import Any, Protocol


class Events(Protocol):
    """The events of the factory, in order."""

    def announce(self, topic: str, video_id: str | None, payload: Mapping[str, Any]) -> None:
        """Append an event; topics are those of `factory.workflow.events`."""
        ...
