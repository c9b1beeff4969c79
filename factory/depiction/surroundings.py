"""Surroundings: where each scene's picture is set: where its words say, else one of the places of its kind."""

from collections.abc import Mapping, Sequence

from factory.depiction.depiction import SETTINGS, Depiction, Setting, Subject
from factory.depiction.subjects import FoundSubject
from factory.fingerprint import seed_of

BEHIND_TYPE: tuple[Setting, ...] = ("mountains", "sea", "valley", "forest", "hall")
"""What is dim behind numbers and words where the scene does not say where it is."""
SAID: Mapping[str, Setting] = {
    "sea": "sea",
    "ship": "sea",
    "boat": "sea",
    "sailing ship": "sea",
    "harbour": "sea",
    "beach": "shore",
    "lighthouse": "shore",
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
    "old town": "valley",
    "night sky": "night",
    "planet": "night",
    "moon": "night",
    "valley": "valley",
    "barn": "valley",
    "factory building": "hall",
    "rain": "lights",
}
"""Subjects that say where a scene is."""
LIKE: Mapping[Setting, tuple[Setting, ...]] = {
    "sea": ("sea", "shore"),
    "shore": ("shore", "sea"),
    "desert": ("desert", "mountains"),
    "snow": ("snow", "mountains"),
    "forest": ("forest", "valley"),
    "mountains": ("mountains", "forest"),
    "valley": ("valley", "mountains"),
    "hall": ("hall",),
}
"""Where the scenes of a story that is set in one of these may be, by turns."""
BY_DAY = frozenset({"sun"})
"""What is never seen at night."""
AFTER_DARK = frozenset[Setting]({"night", "stars", "city", "lights"})
"""Settings that are painted at night."""
OUTDOORS = frozenset({"land", "plain", "air"})
"""Footings of things that are where the words say."""


def placed(
    depictions: Sequence[Depiction],
    texts: Sequence[str],
    there: Sequence[Sequence[FoundSubject]],
    named: Sequence[Subject] = (),
) -> list[Depiction]:
    """Return the depictions, each where it is set; two neighbours at different places if there are two.

    Each hangs on its own scene's words, and on the one before only where both would be at one place.

    Args:
        depictions: of each scene, in order.
        texts: the scenes' words.
        there: the things that each scene's words name.
        named: what title and description name; where scenes do not say where they are, these do.
    """
    where: list[Setting] = [SAID[one.name] for one in named if one.name in SAID]
    story: list[Setting] = [like for place in where for like in LIKE.get(place, ())]
    done: list[Depiction] = []
    for depiction, text, words in zip(depictions, texts, there, strict=True):
        said: list[Setting] = [SAID[one.subject.name] for one in words if one.subject.name in SAID]
        done.append(_placed(depiction, text, [said, story], done[-1] if done else None))
    return done


def _placed(
    depiction: Depiction,
    text: str,
    told: Sequence[Sequence[Setting]],
    before: Depiction | None,
) -> Depiction:
    said, story = told
    subject = depiction.subject if depiction.kind == "thing" else None
    if depiction.kind in {"map", "mood"} or (subject and subject.painted):
        return depiction
    if _over_scenery(depiction):
        return depiction
    usual = SETTINGS[subject.footing] if subject else _behind_type(depiction)
    outdoors = not subject or subject.footing in OUTDOORS
    fitting = [one for one in story if _fits(one, depiction)]
    turn = seed_of(text) % max(1, len(fitting))
    said = [*said, *fitting[turn:], *fitting[:turn]] if outdoors else []
    if subject and subject.name in BY_DAY:
        said = [place for place in said if place not in AFTER_DARK]
    first = seed_of(text) % len(usual)
    places = dict.fromkeys([*said, *usual[first:], *usual[:first]])
    other = [place for place in places if not (before and place == before.setting)]
    changed: dict[str, object] = {"setting": next(iter(other or places))}
    if subject and not subject.single and _in_company(depiction, text, before):
        changed["view"] = "company"
    return depiction.model_copy(update=changed)


def _over_scenery(depiction: Depiction) -> bool:
    """Whether a number stands over the painted scenery of what it is of, which is its setting."""
    subject, amounts = depiction.subject, depiction.amounts
    if depiction.kind != "figure" or depiction.titled or depiction.counted or not subject:
        return False
    return subject.painted and amounts[0].dimension != "time"


def _behind_type(depiction: Depiction) -> Sequence[Setting]:
    """Return what may be dim behind type."""
    return [place for place in BEHIND_TYPE if _fits(place, depiction)]


def _fits(place: Setting, depiction: Depiction) -> bool:
    """Whether a scene that does not say where it is may be there: a length is over water only where it says so."""
    return place != "sea" or not (depiction.amounts and depiction.amounts[0].dimension == "length")


def _in_company(depiction: Depiction, text: str, before: Depiction | None) -> bool:
    """Whether more of its kind are seen behind a thing: of every two scenes one, of two neighbours not both."""
    if depiction.view != "whole" or depiction.titled:
        return False
    return seed_of(f"company {text}") % 2 == 0 and not (before and before.view == "company")
