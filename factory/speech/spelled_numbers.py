"""Numbers in words, in every language that num2words knows."""

from num2words import (  # pyright: ignore[reportMissingTypeStubs]
    num2words,  # pyright: ignore[reportUnknownVariableType]
)


def in_language(value: float, language: str, to: str = "cardinal") -> str:
    """Return a number in words; `to` is num2words's: cardinal, ordinal, year.

    Raises:
        NotImplementedError: num2words does not know the language or the form.
    """
    return str(num2words(value, lang=language, to=to))
