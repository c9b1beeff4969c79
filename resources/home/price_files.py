"""The price book of one factory: what is shipped, and before it the user's own prices."""

from pathlib import Path

from factory.errors import BadInput
from factory.money.price_book import PriceBook, parse_price_book, shipped_prices


def known_prices(own: Path) -> PriceBook:
    """Return every price that is known.

    Args:
        own: the user's own file; it need not be there.

    Raises:
        BadInput: the file cannot be read, or holds something else than prices.
    """
    try:
        data = own.read_bytes()
    except FileNotFoundError:
        return shipped_prices()
    except OSError as error:
        raise BadInput(f"could not read the price book {own}: {error.strerror}") from error
    return shipped_prices().overridden_by(parse_price_book(data, str(own)))
