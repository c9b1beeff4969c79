"""Sums in dollars, as they are told: in pages, on a terminal, in errors and in assets' facts."""

from decimal import Decimal
from typing import Final

CENT_TENTH: Final = Decimal("0.001")


def dollars(usd: Decimal | float) -> str:
    """Return a sum to the tenth of a cent, where there is one: `$0.42`, `$0.004`, `$1,234.50`."""
    exact = Decimal(str(usd))
    told = exact.quantize(CENT_TENTH)
    if told == 0 and exact > 0:
        return f"under ${CENT_TENTH}"
    return f"${told:,.3f}".removesuffix("0")


def digits(usd: Decimal | float) -> str:
    """Return a sum as `plain_sum` reads it back, to the last digit: `20`, never `20.0` or `1e-05`."""
    text = f"{Decimal(str(usd)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
