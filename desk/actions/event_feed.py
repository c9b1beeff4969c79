"""The factory's events as they come: each once, from the first look on."""

from collections.abc import Iterator
from typing import Any

from wiring.factory import Factory

OVERLAP = 200
"""Events are numbered when they begin to be written: a lower number may appear after a higher one."""


class EventFeed:
    """Remembers which events were seen."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._newest: int | None = None
        self._known: set[int] = set()

    def unseen(self) -> Iterator[dict[str, Any]]:
        """Yield the events that came since the last look; the first look begins with now.

        What is not taken from the iterator comes again at the next look.

        Raises:
            TransientError: the database is away; the next look goes on where this one ended.
        """
        newest = self._newest
        if newest is None:
            newest = self._factory.catalogue.events.last()
            self._known = {event["id"] for event in self._around(newest)}
            self._newest = newest
        for event in self._around(newest):
            if event["id"] not in self._known:
                self._known.add(event["id"])
                yield event
            self._newest = newest = max(newest, event["id"])
        self._known = {number for number in self._known if number > newest - OVERLAP}

    def _around(self, newest: int) -> list[dict[str, Any]]:
        return self._factory.catalogue.events.after(max(0, newest - OVERLAP))
