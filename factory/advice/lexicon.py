"""A lexicon: by which words of one language advice and its topic are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Topic = Literal["health", "law", "money", "politics"]

TOPICS: Final[Mapping[Topic, tuple[str, ...]]] = {
    "health": ("health", "medical"),
    "law": ("legal", "law"),
    "money": ("finance", "financial", "investment"),
    "politics": ("politics", "political", "election"),
}
"""How categories of classifiers begin that speak of the same."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns over folded text: no case, no accents."""

    orders: str
    """Verbs as they are said to somebody: they are orders where a clause begins with one."""
    lead: str
    """Words that may stand before such a verb: `never`, `please`."""
    directives: str
    """What says in any place that somebody should do something, or speaks to them of what is theirs."""
    topics: Mapping[Topic, str]
    """What a topic is known by; words, or how they begin."""
    spared: str
    """What advises nobody: sent to a doctor, said in the past."""
