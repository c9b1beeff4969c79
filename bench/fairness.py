"""Who waits for whom: one channel asks for a hundred videos, and then another for five.

The queue and its turns are real, over an embedded Postgres; runs are rounds of `SLOTS` at a time, so
that a figure says the same on any machine. A turnaround is from being asked for to the end, in runs.
"""

import heapq
import time
from collections.abc import Sequence

import sqlalchemy as sa

from bench.own_database import own_database
from bench.row import Row, at_most, fact
from factory.workflow.launch import PRIORITY, Launch
from resources.catalogue.catalogue import Catalogue, open_catalogue

MANY, FEW, LATER, SLOTS, AT_ONCE = 100, 5, 10, 4, 20
BACKLOG = 10_000
LONGEST = 2.0
"""The later channel may take so many times as long as alone: a run that is under way is not broken off."""
LONGEST_CLAIM_SECONDS = 0.25


def rows() -> list[Row]:
    """Return the later channel's turnaround beside that of being alone, in turn and in line."""
    with own_database() as (url, _):
        catalogue = open_catalogue(url)
        alone = _turnaround(catalogue, many=0, in_turn=True)
        fair = _turnaround(catalogue, many=MANY, in_turn=True)
        in_line = _turnaround(catalogue, many=MANY, in_turn=False)
        claim = _claim_seconds(catalogue)
        catalogue.engine.dispose()
    what = f"{FEW} videos behind {MANY} of another channel"
    return [
        at_most(LONGEST, f"{what}, turnaround", fair, "runs", floor=alone),
        fact(f"{what}, first come, first served", in_line, "runs", note="what it would be"),
        at_most(LONGEST_CLAIM_SECONDS, f"{AT_ONCE} claimed of {BACKLOG:,} that wait", claim, "s"),
    ]


def _turnaround(catalogue: Catalogue, *, many: int, in_turn: bool) -> float:
    """Return how many runs long the few videos of the later channel take, on average."""
    _forget(catalogue)
    _ask(catalogue, "many", many)
    queue: list[tuple[int, int, Launch]] = []
    waits: list[int] = []
    for now in range(MANY):
        if now == LATER:
            _ask(catalogue, "few", FEW)
        for launch in catalogue.launches.claim(AT_ONCE if in_turn else 2 * MANY, "bench"):
            priority = int(launch.tags.get(PRIORITY, "0")) if in_turn else 0
            heapq.heappush(queue, (-priority, launch.id, launch))
        for _ in range(min(SLOTS, len(queue))):
            _, _, launch = heapq.heappop(queue)
            catalogue.outcomes.ended(launch.id, "succeeded")
            if launch.video_id.startswith("few"):
                waits.append(now + 1 - LATER)
        if len(waits) == FEW:
            break
    return sum(waits) / FEW


def _claim_seconds(catalogue: Catalogue) -> float:
    _forget(catalogue)
    for n in range(10):
        _ask(catalogue, f"channel{n}", BACKLOG // 10)
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE factory.launches, factory.videos")
    taken: list[float] = []  # other work on the machine only adds to it
    for _ in range(5):
        began = time.perf_counter()
        assert len(catalogue.launches.claim(AT_ONCE, "bench")) == AT_ONCE
        taken.append(time.perf_counter() - began)
    return min(taken)


def _ask(catalogue: Catalogue, channel: str, count: int) -> None:
    """Ask for videos of a channel, in two statements however many they are."""
    names = [f"{channel}-{n:06}" for n in range(count)]
    _say(
        catalogue,
        "INSERT INTO factory.videos (video_id, identity, channel, format, language, title)"
        " SELECT name, name, :channel, 'short', 'en', name FROM unnest(CAST(:names AS text[])) name"
        " ON CONFLICT DO NOTHING",
        names,
        channel=channel,
    )
    _say(
        catalogue,
        "INSERT INTO factory.launches (video_id, phase, reason, requested_by)"
        " SELECT name, 'plan', 'bench', 'bench' FROM unnest(CAST(:names AS text[])) name",
        names,
    )


def _say(catalogue: Catalogue, statement: str, names: Sequence[str], **values: str) -> None:
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(statement), {"names": list(names), **values})


def _forget(catalogue: Catalogue) -> None:
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM factory.launches")
