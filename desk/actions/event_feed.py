"""The factory's events as they come: each once, from the first look on."""

from collections.abc import Iterator
from typing import Any

from wiring.factory import Factory


class EventFeed:
    """Remembers how far the events were seen."""

    def __init__(self, factory: Factory, after: int | None = None) -> None:
        self._events = factory.catalogue.events
        self._seen = after

    def unseen(self) -> Iterator[dict[str, Any]]:
        """Yield the events that came since the last look; without `after`, the first begins with now.

        What is not taken from the iterator comes again at the next look.

        Raises:
            TransientError: the database is away; the next look goes on where this one ended.
        """
        if self._seen is None:
            self._seen = self._events.last()
        for event in self._events.after(self._seen):
            yield event
            self._seen = event["id"]
