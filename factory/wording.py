"""Words for error messages: what was found, shortened and safe to print, and what was meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def shown(value: object, longest: int = 60) -> str:
    """Return a value as a quoted, single-line excerpt: nothing in it can steer a terminal."""
    text = value if isinstance(value, str) else str(value)
    if len(text) <= longest:
        return repr(text)
    return repr(text[: longest - 1] + "…")


def meant(found: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` when a known word is close to what was found, else nothing."""
    close = get_close_matches(found.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def listed(words: Iterable[str]) -> str:
    """Return the words in order with commas between, or `none`."""
    return ", ".join(words) or "none"


def refusal(subject: str, problems: list[str]) -> str:
    """Return one message: what cannot be accepted, every problem, and what to do next."""
    if len(problems) == 1:
        return f"{subject} cannot be accepted: {problems[0]}. Mend it and hand it in again."
    lines = "".join(f"\n  - {problem}" for problem in problems)
    return f"{subject} cannot be accepted:{lines}\nMend these and hand it in again."
