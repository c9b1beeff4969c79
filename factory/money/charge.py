"""A charge as a vendor states it, and whether it can be meant."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MOST_TIMES_ESTIMATE: Final = 10.0
"""A call is set aside at what it costs at most; a bill of many times that is a mistake."""

ALWAYS_BELIEVED_USD: Final = Decimal("0.01")
"""A cent is not worth a person's look, however small the estimate was."""

SUM = re.compile(r"\d{1,9}(\.\d{1,12})?", re.ASCII)
LONGEST_SAYING = 60


@dataclass(frozen=True, slots=True)
class Charge:
    """What a call cost."""

    usd: Decimal
    disbelieved: str = ""
    """What the vendor said, where that cannot be meant and `usd` is the estimate."""


def charge_of(
    said: Decimal | None, estimate_usd: Decimal, most_times: float = MOST_TIMES_ESTIMATE
) -> Charge:
    """Return what a call cost, by what a vendor said of it.

    What was made is never thrown away for a bill that makes no sense.

    Args:
        said: dollars; None where the vendor says nothing.
        estimate_usd: what the call was to cost at most.
        most_times: how many times the estimate is still believed.
    """
    if said is None:
        return Charge(estimate_usd)
    most = max(estimate_usd * Decimal(str(most_times)), ALWAYS_BELIEVED_USD)
    if said.is_finite() and 0 <= said <= most:
        return Charge(said)
    return Charge(estimate_usd, disbelieved=str(said)[:LONGEST_SAYING])


def plain_sum(text: str) -> Decimal | None:
    """Return a sum in dollars that is written in ASCII digits alone; None for anything else."""
    return Decimal(text) if SUM.fullmatch(text) else None
