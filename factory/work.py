"""Units of work: the smallest things that cost money or minutes, as the journal knows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factory.fingerprint import fingerprint
from factory.payload import Provider

Detail = dict[str, Any]
"""JSON facts about a result that are not in its bytes, e.g. word timings."""

Do = Callable[[Path], Detail]
"""Make the result at the given scratch path (it does not exist yet) and return its detail."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of work, before it is done."""

    video_id: str
    stage: str
    kind: str
    """speech, picture, bed, segment, sound, master, measurement, ..."""
    label: str
    """For people: `sentence 3 of 11`."""
    recipe: Mapping[str, Any]
    """All that decides the result; JSON values only."""
    suffix: str
    """File ending of the result, with its dot."""
    provider: Provider
    estimate_usd: float = 0.0

    @property
    def fingerprint(self) -> str:
        """The identity of the result, the same in every video that asks for it."""
        return fingerprint(self.kind, self.recipe)


@dataclass(frozen=True, slots=True)
class Done:
    """One unit of work, done now or before."""

    fingerprint: str
    path: Path
    """A local, read-only copy of the result; never write to it."""
    sha256: str
    bytes: int
    reused: bool
    """True when nothing had to be made and nothing was paid."""
    cost_usd: float = 0.0
    detail: Detail = field(default_factory=dict[str, Any])
