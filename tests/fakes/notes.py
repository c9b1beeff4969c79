"""Notes of a unit of work, kept where the test can see them."""

from collections.abc import Mapping
from typing import Any


class KeptNotes:
    """See `factory.units_of_work.Notes`."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self) -> dict[str, Any]:
        return dict(self.kept)

    def put(self, facts: Mapping[str, Any]) -> None:
        self.kept = dict(facts)
