"""Sums in dollars, as they are told: in pages, on a terminal, in errors and in assets' facts."""

from decimal import Decimal
from typing import Final

CENT: Final = Decimal("0.01")
LEAST: Final = "less than a cent"


def dollars(usd: Decimal | float) -> str:
    """Return a sum to the cent: `$0.42`, `$1,234.50`, `less than a cent`."""
    exact = Decimal(str(usd))
    return LEAST if 0 < exact < CENT else f"${exact.quantize(CENT):,.2f}"


def whole_dollars(usd: Decimal | float) -> str:
    """Return a sum to its last digit, where two that differ are told: `$0.50`, `$0.4235`."""
    cents, _, rest = digits(usd).partition(".")
    return f"${int(cents):,}.{rest:0<2}"


def digits(usd: Decimal | float) -> str:
    """Return a sum as `plain_sum` reads it back, to the last digit: `20`, never `20.0` or `1e-05`."""
    text = f"{Decimal(str(usd)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
