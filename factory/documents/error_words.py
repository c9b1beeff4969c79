"""Words for error messages: what was found, shortened and safe to print, and what was meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

MEND_IT = " Mend it and hand it in again."
LAST = 10**9
"""After every line: what stands nowhere, as it is missing."""
MEND_THESE = "\nMend these and hand it in again."


def shown(value: object, longest: int = 60) -> str:
    """Return a value as a quoted, single-line excerpt: nothing in it can steer a terminal."""
    text = value if isinstance(value, str) else str(value)
    if len(text) <= longest:
        return repr(text)
    return repr(text[: longest - 1] + "…")


def meant(found: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` when a known word is close to what was found, else nothing."""
    close = closest(found, known)
    return f"; did you mean {close!r}?" if close else ""


def closest(found: str, known: Iterable[str]) -> str:
    """Return the known word that was perhaps meant; empty where none is close."""
    return next(iter(get_close_matches(found.lower(), list(known), n=1, cutoff=0.6)), "")


def listed(words: Iterable[str]) -> str:
    """Return the words in order with commas between, or `none`."""
    return ", ".join(words) or "none"


def placed(problems: Iterable[str], lines: Mapping[str, int]) -> list[str]:
    """Return each problem once, with the line on which its key stands, in the order of the lines.

    Args:
        problems: each begins with its dotted key and a colon.
        lines: of the file, by dotted key.
    """
    found: dict[str, int] = {}
    for problem in problems:
        key = problem.partition(":")[0]
        while key and key not in lines:
            key = key.rpartition(".")[0]
        found.setdefault(f"line {lines[key]}: {problem}" if key else problem, lines.get(key, 0))
    return sorted(found, key=lambda problem: found[problem] or LAST)


def refusal(subject: str, problems: list[str]) -> str:
    """Return one message: what cannot be accepted, every problem, and what to do next.

    A problem may be a refusal itself, of a file inside; what to do next is said once, at the end.
    """
    within = [_without_advice(problem) for problem in problems]
    if len(within) == 1:
        return f"{subject} cannot be accepted: {within[0]}{_advice_after(within[0])}"
    lines = "".join("\n  - " + problem.replace("\n", "\n  ") for problem in within)
    return f"{subject} cannot be accepted:{lines}{MEND_THESE}"


def _without_advice(problem: str) -> str:
    said = problem.removesuffix(MEND_IT).removesuffix(MEND_THESE)
    return problem if said == problem else said.removesuffix(".")


def _advice_after(problem: str) -> str:
    """Return what ends a refusal: a list has its own last line, a question no full stop."""
    if "\n" in problem:
        return MEND_THESE
    return MEND_IT if problem.endswith("?") else f".{MEND_IT}"


def not_allowed(key: str, found: str, wanted: str) -> str:
    """Return the sentence about a key that holds something it may not."""
    return f"{key}: {shown(found)} is not allowed; wanted: {wanted}"


def one_of(found: str, known: Iterable[str]) -> str:
    """Return what is allowed, and which of it was perhaps meant."""
    return f"one of {listed(sorted(known))}{meant(found, known)}"
