"""What may be spent where neither a channel, a person nor a setting says otherwise, in dollars.

A new database begins with these (`factory.config`); from then on `factory settings` changes them. A
migration keeps its own copy, as what it once did may not change: who changes a figure here adds one.
"""

from decimal import Decimal
from typing import Final

USD_PER_VIDEO: Final = Decimal(2)
USD_PER_DAY: Final = Decimal(20)
"""Of all videos of a channel."""
USD_PER_MONTH: Final = Decimal(200)
"""Of all channels of a tenant."""
CONFIRM_ABOVE_USD: Final = Decimal(5)
"""A video that will cost more waits for a person."""

DEFAULT_LIMITS: Final = {
    "usd_per_video": USD_PER_VIDEO,
    "usd_per_day": USD_PER_DAY,
    "usd_per_month": USD_PER_MONTH,
    "confirm_above_usd": CONFIRM_ABOVE_USD,
}
"""By the keys of `factory settings`."""
