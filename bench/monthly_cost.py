"""What Shorts cost a month, by how many are made a day: `python -m bench.monthly_cost`.

Vendors' prices are those of the price book; seconds of a processor are estimated from the goals of docs/performance.md; what a
processor and a disk cost is a round figure of public lists, and yours to change.
"""

import math
from decimal import Decimal
from typing import Final

from factory.money.price_book import Amounts, shipped_prices

DAYS: Final = 30
A_DAY: Final = (1, 10, 100)
CPU_SECONDS: Final = 110
"""Of one Short of 60 s: 84 for picture and sound (1.25 x the floor of one encode, the goal of `make bench`), 18 for the
start of three runs, 8 for voice and measuring."""
MEGABYTES: Final = 90
"""That it leaves: master, outbox, parts."""
USD_PER_CPU_HOUR: Final = Decimal("0.04")
USD_PER_GB_MONTH: Final = Decimal("0.02")
STANDING: Final = {1: Decimal(5), 10: Decimal(12), 100: Decimal(60)}
"""Of a machine with 2, 4, and 8 processors that is always there: desk, database, and what its processors bear."""
STANDING_CPUS: Final = {1: 2, 10: 4, 100: 8}

BOUGHT: Final[tuple[tuple[str, str, Amounts, str], ...]] = (
    ("openai", "gpt-5.6-luna", {"input_token": 6_000, "output_token": 1_500}, ""),
    ("openai", "gpt-4o-mini-tts", {"second": 60}, ""),
    ("fal", "fal-ai/flux/schnell", {"megapixel": 8 * 3}, ""),
)
"""Words, voice and eight pictures of 1080 x 1920 for one Short; a megapixel that is begun counts whole."""


def rows() -> list[tuple[int, float, Decimal, Decimal, Decimal]]:
    """Return, for each number a day: CPU hours, machine, disk after a year, vendors; dollars a month."""
    book = shipped_prices()
    bought = sum((book.usd(p, m, used, variant=v) for p, m, used, v in BOUGHT), Decimal(0))
    found = []
    for a_day in A_DAY:
        videos = a_day * DAYS
        hours = videos * CPU_SECONDS / 3600
        spare = (
            STANDING_CPUS[a_day] * DAYS * 24 / 4
        )  # a quarter of what stands there is for renders
        more = max(Decimal(0), Decimal(math.ceil(hours - spare))) * USD_PER_CPU_HOUR
        disk = Decimal(videos * 12 * MEGABYTES) / 1000 * USD_PER_GB_MONTH
        found.append((a_day, hours, STANDING[a_day] + more, disk, bought * videos))
    return found


def table() -> str:
    """Return the table of docs/deploy/costs.md."""
    lines = [
        "| Shorts a day | CPU hours | machine | disk, after a year | words, voice, pictures | a video |"
    ]
    lines.append("|---|---|---|---|---|---|")
    for a_day, hours, machine, disk, vendors in rows():
        free, whole = machine + disk, machine + disk + vendors
        videos = a_day * DAYS
        lines.append(
            f"| {a_day} | {hours:.1f} | ${machine:.0f} | ${disk:.2f} | $0, or ${vendors:.2f} bought "
            f"| ${free / videos:.2f}, or ${whole / videos:.2f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(), end="")
