"""Price book: what every vendor asks for what, each price with its date and source.

The book is `factory/money/price_book.yaml`; a file of the same form overrides it line by line.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_UP, Decimal
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from pydantic import Field, ValidationError

from factory.documents.error_words import refusal, shown
from factory.documents.field_problems import given, key_problems
from factory.documents.front_matter import decode
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput, PriceUnknown
from factory.records import Payload

Measure = Literal[
    "input_token",
    "cached_token",
    "output_token",
    "character",
    "byte",
    "image",
    "megapixel",
    "second",
    "clip",
    "request",
]
"""What a vendor counts. A megapixel is 1,000,000 pixels; a byte is one of UTF-8."""

Amounts = Mapping[Measure, int | float | Decimal]
"""What one call used, or will use."""

MEASURES: tuple[Measure, ...] = get_args(Measure)
MICRO_DOLLAR = Decimal("0.000001")
"""The smallest sum the ledger keeps; prices are rounded up to it."""

OWN_FILE = "prices.yaml in the factory's home"


class Price(Payload):
    """One line of the book."""

    provider: str = Field(min_length=1)
    model: str = Field(min_length=1)
    """A name, or a pattern: `*-Chirp3-HD-*`."""
    measure: Measure | Literal["any"]
    variant: str = "*"
    """Size, quality or resolution, or a pattern: `1080p`, `*/high`."""
    per: int = Field(default=1, ge=1)
    """How many of the measure the price is for."""
    usd: Decimal = Field(ge=0, allow_inf_nan=False)
    date: date
    """Of the list that the figure is from."""
    source: str = Field(min_length=1)

    def fits(self, provider: str, model: str, measure: Measure, variant: str) -> bool:
        """Whether this is a price of that."""
        return (
            self.provider == provider
            and self.measure in (measure, "any")
            and fnmatchcase(model, self.model)
            and fnmatchcase(variant, self.variant)
        )

    @property
    def exactness(self) -> tuple[bool, bool, int, int]:
        """The larger, the closer the line describes what it fits."""
        literal_model, literal_variant = "*" not in self.model, "*" not in self.variant
        return literal_model, literal_variant, len(self.model), len(self.variant)


class PriceBook(Payload):
    """Every price that is known; asking for another is an error, never a guess."""

    version: str = ""
    prices: tuple[Price, ...] = ()
    overrides: tuple[Price, ...] = ()
    """Lines of the user's own file; they come before all others."""

    def price(self, provider: str, model: str, measure: Measure, variant: str = "") -> Price:
        """Return the line that fits closest.

        Raises:
            PriceUnknown: none fits; the message is the line to add.
        """
        found = self._find(provider, model, measure, variant)
        if found is None:
            raise PriceUnknown(_unknown(provider, model, (measure,), variant))
        return found

    def usd(self, provider: str, model: str, *accounts: Amounts, variant: str = "") -> Decimal:
        """Return what one call costs, in dollars, rounded up to a millionth.

        Args:
            provider: `Provider.name`.
            model: the vendor's own name of the model or voice.
            accounts: ways to count the same call, preferred one first: `{"input_token": 900,
                "output_token": 400}`, or `{"image": 1}`. The first whose every measure has a
                price is used.
            variant: size, quality or resolution, where the price depends on it.

        Raises:
            PriceUnknown: no account can be priced; nothing may be bought.
        """
        for account in accounts:
            total = self._priced(provider, model, account, variant)
            if total is not None:
                return total.quantize(MICRO_DOLLAR, rounding=ROUND_UP)
        wanted = tuple(accounts[0]) if accounts else MEASURES
        raise PriceUnknown(_unknown(provider, model, wanted, variant))

    def overridden_by(self, own: "PriceBook") -> "PriceBook":
        """Return this book with the lines of the user's own before all others."""
        version = f"{self.version} with own prices {own.version}".strip()
        return PriceBook(version=version, prices=self.prices, overrides=own.prices)

    def _priced(self, provider: str, model: str, account: Amounts, variant: str) -> Decimal | None:
        total = Decimal(0)
        for measure, amount in account.items():
            line = self._find(provider, model, measure, variant)
            if line is None:
                return None
            total += line.usd * Decimal(str(amount)) / line.per
        return total

    def _find(self, provider: str, model: str, measure: Measure, variant: str) -> Price | None:
        for lines in (self.overrides, self.prices):
            fitting = [line for line in lines if line.fits(provider, model, measure, variant)]
            if fitting:
                return max(fitting, key=lambda line: line.exactness)
        return None


def parse_price_book(data: bytes, file: str) -> PriceBook:
    """Return the book that a YAML file holds: `version`, and `prices`, a list of lines.

    Raises:
        BadInput: names the file and, for each problem, the line, what was found and what is wanted.
    """
    subject = f"price book {shown(file, 120)}"
    keys = given(read_mapping(decode(data, subject), subject))
    try:
        book = PriceBook.model_validate(keys)
    except ValidationError as error:
        raise BadInput(refusal(subject, key_problems(PriceBook, error))) from error
    twice = list(_repeated(book.prices))
    if twice or book.overrides:
        problems = twice or ["overrides: this key is unknown; the keys are: version, prices"]
        raise BadInput(refusal(subject, problems))
    return book


@cache
def shipped_prices() -> PriceBook:
    """Return the book that comes with the factory."""
    name = "price_book.yaml"
    return parse_price_book((files("factory.money") / name).read_bytes(), name)


def _repeated(prices: tuple[Price, ...]) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for number, line in enumerate(prices):
        key = (line.provider, line.model, line.measure, line.variant)
        if key in seen:
            yield f"prices.{number}: found a second price of {' '.join(key)}; wanted one"
        seen.add(key)


def _unknown(provider: str, model: str, measures: tuple[Measure, ...], variant: str) -> str:
    about = f"{provider} {model}" + (f" {variant}" if variant else "")
    lines = "".join(
        f'\n  - {{provider: {provider}, model: "{model}", measure: {measure}, '
        + (f'variant: "{variant}", ' if variant else "")
        + "per: 1, usd: PRICE, date: DAY, source: WHERE}"
        for measure in cast(tuple[str, ...], measures)
    )
    return (
        f"the price of {about} by {' and '.join(measures)} is unknown, so nothing was bought; "
        f"look it up and add to `prices:` in {OWN_FILE}:{lines}"
    )
