"""Instagram's counts of a post so far, each in a table of one value."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from emulators.content.viewers import Viewers
from emulators.request_log import times_of

Totals = Mapping[str, int]
METRICS: Mapping[str, Callable[[Totals], int]] = {
    "views": lambda told: told["views"],
    "reach": lambda told: round(told["views"] * 0.7),
    "likes": lambda told: told["likes"],
    "comments": lambda told: told["comments"],
    "shares": lambda told: told["shares"],
    "saved": lambda told: told["likes"] // 5,
    "total_interactions": lambda told: (
        told["likes"] + told["comments"] + told["shares"] + told["likes"] // 5
    ),
}


def insights(
    request: Request, media: str, created: int, asked: Sequence[str]
) -> list[dict[str, Any]]:
    """Return a table for each metric; `fewer` tells less than before."""
    times = times_of(request)
    begun = datetime.fromtimestamp(created, UTC)
    told = Viewers(media, begun.date()).total(begun, datetime.now(UTC), UTC)
    return [
        {
            "name": name,
            "period": "lifetime",
            "values": [{"value": int(METRICS[name](told) * times)}],
            "id": f"{media}/insights/{name}/lifetime",
        }
        for name in asked
    ]
