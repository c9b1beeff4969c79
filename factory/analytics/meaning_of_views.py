"""What each platform counts as a view: why views of two platforms are never added."""

from collections.abc import Iterable, Mapping
from typing import Final

MEANING: Final[Mapping[str, str]] = {
    "youtube": "every start, from the first frame, since 24 August 2026; before that, what is now "
    "called an engaged view",
    "tiktok": "every time it begins to play, each round of a loop and each time it is seen again "
    "included",
    "instagram": "every time it plays or plays again, on Instagram and where it is embedded; one "
    "account may be many views (reach counts accounts)",
}
NEVER_ADDED: Final = (
    "Views of different platforms are never added: each counts by rules of its own."
)
OWN_RULES: Final = "whatever the file's platform counts"


def meanings(outlets: Iterable[str]) -> dict[str, str]:
    """Return what a view is at each of these outlets."""
    return {outlet: MEANING.get(outlet, OWN_RULES) for outlet in sorted(set(outlets))}
