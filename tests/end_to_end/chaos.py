"""`make chaos N=50`: so many units of work, bought while vendors fail and processes are killed at random.

Every round buys one new unit from a random emulated vendor that meets a random fault, and kills
the buyer after a random time or never; then it is asked for again until it is there, and once more
after that. `--seed` repeats a run's choices. Exits with 1 when a finished unit was bought twice,
or the ledger claims less than the vendors billed.
"""

import random
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from resources.catalogue.catalogue import open_catalogue
from tests.end_to_end.schedules import Grounds, asked_for, grounds
from tests.end_to_end.waiting import until
from tests.fakes.catalogued import accepted
from tests.fakes.vendor_worker import SITES, Order, Site, buying

FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "drop"},
    {"kind": "lose"},
    {"kind": "rate_limit", "retry_after": 0.1},
    {"kind": "status", "status": 503},
    {"kind": "late", "seconds": 1.5},
    {},
)
LATEST_KILL_SECONDS = 2.0
MOST_ATTEMPTS = 6
GIVEN_UP = "for a person"
"""The answer got lost twice: the ledger lets nobody buy it a third time."""


@dataclass
class Round:
    """What became of one unit."""

    site: Site
    fault: str
    killed: bool
    processes: int
    paid: int
    """By the vendor's own log."""
    settled: int
    in_doubt: int
    end: str
    again: int
    """How often the vendor billed for it once it was finished."""

    def __str__(self) -> str:
        killed = ", killed" if self.killed else ""
        return f"{self.site}, {self.fault}{killed}: {self.end}, billed {self.paid}"

    @property
    def wrong(self) -> str:
        """Return what must not be, or nothing."""
        claimed = self.settled + self.in_doubt
        faults = {
            "bought again when it was finished": self.again > 0,
            "the ledger claims less than was billed": claimed < self.paid,
            "bought more than once without a doubt": self.paid > 1 + self.in_doubt,
            f"ended as {self.end}": self.end not in ("done", GIVEN_UP),
        }
        return "; ".join(fault for fault, found in faults.items() if found)


class Soak:
    """The rounds of one run, over one database and one set of vendors."""

    def __init__(self, dice: random.Random, ground: Grounds) -> None:
        self._dice = dice
        self._vendors = ground.vendors
        self._url = ground.url
        self._media = ground.home
        self._catalogue = open_catalogue(ground.url)
        for limit in ("usd_per_video", "usd_per_day", "usd_per_month"):
            self._catalogue.settings.change(limit, 1000.0)

    def close(self) -> None:
        """Let go of the database."""
        self._catalogue.engine.dispose()

    def round(self, number: int) -> Round:
        """Buy one unit under fire."""
        site = self._dice.choice(SITES)
        fault = self._dice.choice(FAULTS)
        kill_after = self._dice.choice([None, self._dice.uniform(0.0, LATEST_KILL_SECONDS)])
        video_id = f"v-{number:04d}"
        self._catalogue.briefs.accept(accepted(video_id))
        order = Order(
            site,
            (f"Bell number {number} rings under the ice.",),
            video_id,
            self._url,
            self._media,
            self._vendors.variables,
        )
        self._vendors.forget()
        if fault:
            self._vendors.order(vendor=site.vendor, **fault)
        killed = self._killed(order, kill_after)
        end, attempts = self._finished(order)
        paid = self._paid(site)
        if end == "done":
            self._attempt(order)
        states = self._states(video_id)
        return Round(
            site,
            fault.get("kind", "-"),
            killed,
            attempts + 1,
            paid,
            states["settled"],
            states["in_doubt"],
            end if not states["reserved"] else "reserved for ever",
            self._paid(site) - paid,
        )

    def _killed(self, order: Order, after_seconds: float | None) -> bool:
        """Buy, and kill the buyer if it still buys after that time."""
        with buying(order) as buyer:
            buyer.process.join(after_seconds)
            alive = buyer.process.is_alive()
            buyer.kill()
        return alive

    def _finished(self, order: Order) -> tuple[str, int]:
        """Ask until it is there; return how it ended, and after how many attempts."""
        end = "never asked"
        for attempt in range(1, MOST_ATTEMPTS + 1):
            end = self._attempt(order)
            if end in ("done", GIVEN_UP):
                return end, attempt
        return end, MOST_ATTEMPTS

    def _attempt(self, order: Order) -> str:
        with buying(order) as buyer:
            last = buyer.ends()
        if last and last[0] == "failed":
            return GIVEN_UP if "got lost each time" in last[2] else f"{last[1]}: {last[2]}"
        return last[0] if last else "killed"

    def _paid(self, site: Site) -> int:
        """Count what the vendor billed in this round, when it works at nothing any more."""
        until(
            lambda: (
                not any(
                    one["status"] == 0 and not one["billed"] and one["fault"] in ("", "late")
                    for one in self._vendors.seen(site.vendor)
                )
            ),
            "a vendor at rest",
        )
        return len(self._vendors.paid(site.vendor))

    def _states(self, video_id: str) -> Counter[str]:
        asked = sa.text("SELECT state FROM factory.charges WHERE video_id = :video")
        with self._catalogue.engine.connect() as connection:
            return Counter(connection.scalars(asked, {"video": video_id}))


HEADINGS = (
    "what",
    "units",
    "killed",
    "processes",
    "done",
    GIVEN_UP,
    "billed",
    "settled",
    "in doubt",
)


def table(rounds: Sequence[Round]) -> str:
    """Return the sums by place where a vendor is called, and by fault, in aligned columns."""
    groups: dict[str, list[Round]] = {}
    for one in sorted(rounds, key=lambda one: str(one.site)):
        groups.setdefault(str(one.site), []).append(one)
    for one in sorted(rounds, key=lambda one: one.fault):
        groups.setdefault(f"fault: {one.fault}", []).append(one)
    lines = [HEADINGS, *(_sums(name, group) for name, group in (*groups.items(), ("all", rounds)))]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _sums(name: str, rounds: Sequence[Round]) -> tuple[str, ...]:
    figures = (
        len(rounds),
        sum(one.killed for one in rounds),
        sum(one.processes for one in rounds),
        sum(one.end == "done" for one in rounds),
        sum(one.end == GIVEN_UP for one in rounds),
        sum(one.paid for one in rounds),
        sum(one.settled for one in rounds),
        sum(one.in_doubt for one in rounds),
    )
    return (name, *map(str, figures))


def main(arguments: Sequence[str]) -> int:
    """Run the rounds, print what came of them; return how many went wrong."""
    count, seed = asked_for(arguments, "tests.end_to_end.chaos", __doc__, 50)
    rounds: list[Round] = []
    with grounds() as ground, closing(Soak(random.Random(seed), ground)) as soak:
        for number in range(1, count + 1):
            rounds.append(soak.round(number))
            print(f"round {number} of {count}: {rounds[-1]}", file=sys.stderr, flush=True)
    wrong = [f"round {n}: {one.wrong}" for n, one in enumerate(rounds, 1) if one.wrong]
    print(table(rounds))
    print("\n".join(wrong) or "nothing finished was bought twice, and the ledger claims all of it")
    print(f"again with the same choices: make chaos N={count} SEED={seed}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
