"""Surroundings: where each scene's picture is set: where its words say, else one of the places of its kind."""

from collections.abc import Mapping, Sequence

from factory.depiction.depiction import SETTINGS, Depiction, Setting
from factory.depiction.subjects import subjects_in
from factory.fingerprint import seed_of

BEHIND_TYPE: tuple[Setting, ...] = ("mountains", "sea", "valley", "forest", "hall")
"""What is dim behind numbers and words where the scene does not say where it is."""
SAID: Mapping[str, Setting] = {
    "sea": "sea",
    "ship": "sea",
    "boat": "sea",
    "sailing ship": "sea",
    "harbour": "sea",
    "beach": "sea",
    "iceberg": "sea",
    "rowing boat": "sea",
    "island": "sea",
    "northern lights": "night",
    "storm": "sea",
    "mountains": "mountains",
    "volcano": "mountains",
    "forest": "forest",
    "tree": "forest",
    "desert": "desert",
    "camel": "desert",
    "snow": "snow",
    "city": "city",
    "night sky": "night",
    "planet": "night",
    "moon": "night",
    "valley": "valley",
    "barn": "valley",
    "factory building": "hall",
    "rain": "lights",
}
"""Subjects that say where a scene is."""
BY_DAY = frozenset({"sun"})
"""What is never seen at night."""
AFTER_DARK = frozenset[Setting]({"night", "stars", "city", "lights"})
"""Settings that are painted at night."""
OUTDOORS = frozenset({"land", "plain", "air"})
"""Footings of things that are where the words say."""


def placed(depictions: Sequence[Depiction], texts: Sequence[str], language: str) -> list[Depiction]:
    """Return the depictions, each where it is set; two neighbours at different places if there are two.

    Each hangs on its own scene's words, and on the one before only where both would be at one place.

    Args:
        depictions: of each scene, in order.
        texts: the scenes' words.
        language: theirs, the primary one.
    """
    done: list[Depiction] = []
    for depiction, text in zip(depictions, texts, strict=True):
        done.append(_placed(depiction, text, language, done[-1] if done else None))
    return done


def _placed(depiction: Depiction, text: str, language: str, before: Depiction | None) -> Depiction:
    subject = depiction.subject if depiction.kind == "thing" else None
    if depiction.kind in {"map", "mood"} or (subject and subject.painted):
        return depiction
    usual = SETTINGS[subject.footing] if subject else _behind_type(depiction)
    said = _said(text, language) if not subject or subject.footing in OUTDOORS else []
    if subject and subject.name in BY_DAY:
        said = [place for place in said if place not in AFTER_DARK]
    first = seed_of(text) % len(usual)
    places = dict.fromkeys([*said, *usual[first:], *usual[:first]])
    other = [place for place in places if not (before and place == before.setting)]
    changed: dict[str, object] = {"setting": next(iter(other or places))}
    if subject and not subject.single and _in_company(depiction, text, before):
        changed["view"] = "company"
    return depiction.model_copy(update=changed)


def _behind_type(depiction: Depiction) -> Sequence[Setting]:
    """Return what may be dim behind type; a length is over water only where its scene says so."""
    if depiction.amounts and depiction.amounts[0].dimension == "length":
        return [place for place in BEHIND_TYPE if place != "sea"]
    return BEHIND_TYPE


def _said(text: str, language: str) -> list[Setting]:
    """Return where a scene's words say that it is, the weightiest first."""
    names = [one.subject.name for one in subjects_in(text, language)]
    return [SAID[name] for name in names if name in SAID]


def _in_company(depiction: Depiction, text: str, before: Depiction | None) -> bool:
    """Whether more of its kind are seen behind a thing: of every two scenes one, of two neighbours not both."""
    if depiction.view != "whole" or depiction.titled:
        return False
    return seed_of(f"company {text}") % 2 == 0 and not (before and before.view == "company")
