"""The visual planner: what of each scene's words its picture shows, and why.

A scene's depiction hangs on its own words; only where the scene before shows the very same or a map
too, or an earlier one the same map, does the next best stand in, so that no two neighbours look alike;
but no thing that the scene only names beside what it speaks of: then that is seen again, nearer.
The first scene shows what the title names, or the second where the first is asked otherwise. A thing that returns is seen otherwise each time.
"""

from collections import Counter
from collections.abc import Sequence

from factory.depiction.company import Story
from factory.depiction.depiction import LETTERED, NOTHING_TO_SHOW, Depiction, Subject, View
from factory.depiction.depiction_scores import (
    ASKED,
    Candidate,
    SceneWords,
    asked_for,
    dates,
    figures,
    sayings,
    things,
)
from factory.depiction.grave_matters import grave_word, nothing_of, without_things
from factory.depiction.map_scores import place_maps
from factory.depiction.namesakes import LocalGazetteer
from factory.depiction.place_recognition import Gazetteer
from factory.depiction.subjects import FoundSubject, in_context, subjects_in
from factory.depiction.surroundings import placed
from factory.text.languages import primary_language

NUMBERS = frozenset({"figure", "share", "comparison"})
BESIDE_MAP = 17.0
"""How much better than all else a map must fit right after another."""
RETURNING = 9.0
"""How much less a drawn thing is worth that was shown before."""
VIEWS: tuple[View, ...] = ("whole", "near", "far", "several")
"""How a thing is seen when it is shown again, in this order."""
BESIDE_TITLE = 18.0
"""How much better than a thing type must fit where a title stands over it."""


def plan_depictions(
    scenes: Sequence[SceneWords],
    language: str,
    gazetteer: Gazetteer,
    title: str = "",
    description: str = "",
    *,
    calm: bool = False,
    headed: bool = False,
) -> list[Depiction]:
    """Return what each scene's picture shows, in order.

    Args:
        scenes: the words of each.
        language: of the words.
        gazetteer: knows places.
        title: of the video; the first picture shows what it names.
        description: of the video; what it and the title name says what a tower is.
        calm: no type in the pictures: they are looked at for hours.
        headed: the title stands on the first picture; it rather shows a thing than more type.
    """
    chosen: list[Depiction] = []
    offered: list[list[Candidate]] = []
    spoken = primary_language(language)
    texts = [scene.text for scene in scenes]
    gazetteer = LocalGazetteer(gazetteer, [title, description, *texts], spoken)
    story = Story.told(title, description, texts, spoken)
    named = [found.subject for found in subjects_in(story.about, spoken, story)]
    of_name = [in_context(found.subject, named) for found in subjects_in(title, spoken, story)]
    if grave_word(title, spoken, story.about):
        of_name = named = []
    of_name = of_name or named[:1]
    whole = [*of_name, *named]
    there = [subjects_in(text, spoken, story) for text in texts]
    for scene, found in zip(scenes, there, strict=True):
        candidates = _candidates(scene, found, gazetteer, named, story, spoken)
        grave = grave_word(scene.text, spoken, story.about)
        if grave:
            candidates = without_things(candidates)
        if calm:
            candidates = [c for c in candidates if _is_calm(c.depiction)]
        elif not grave and (not chosen or (len(chosen) == 1 and not _is_told(of_name, chosen[0]))):
            candidates = _opening(candidates, of_name, headed=headed and not chosen)
        depiction = _best(candidates, chosen) or (
            nothing_of(grave) if grave else _of_whole(whole, scene.text, chosen, calm=calm)
        )
        if not (calm or chosen) and depiction.kind != "mood":
            depiction = depiction.model_copy(update={"titled": True})
        chosen.append(_told(_seen(depiction, chosen), scene.asked))
        offered.append(candidates)
    varied = _varied(chosen, offered, [scene.asked for scene in scenes])
    return varied if calm else placed(varied, texts, there, named)


def _seen(depiction: Depiction, earlier: Sequence[Depiction]) -> Depiction:
    """Return a thing by another of its signs, or nearer, in number, or from afar, where it returns.

    What is painted anew each time is seen nearer right after itself alone.
    """
    subject = depiction.subject
    if subject and subject.painted and earlier and _alike(depiction, earlier[-1]):
        view: View = "whole" if earlier[-1].view == "near" else "near"
        return depiction.model_copy(update={"view": view})
    times = _times_shown(depiction, earlier)
    if not times or subject is None:
        return depiction
    signs = (subject.draw, *subject.again)
    view = VIEWS[times // len(signs) % len(VIEWS)]
    draw = signs[times % len(signs)]
    return depiction.model_copy(
        update={"subject": subject.model_copy(update={"draw": draw}), "view": view}
    )


def _times_shown(depiction: Depiction, earlier: Sequence[Depiction]) -> int:
    """Return how often a drawn thing was shown; 0 of all else, which is painted anew each time."""
    subject = depiction.subject
    if depiction.kind != "thing" or subject is None or subject.painted:
        return 0
    return sum(_alike(depiction, one) for one in earlier)


def _is_calm(depiction: Depiction) -> bool:
    """Whether a picture can be looked at for hours: a map, or a scenery."""
    if depiction.kind == "thing" and depiction.subject:
        return depiction.subject.painted
    return depiction.kind == "map"


def _opening(
    candidates: Sequence[Candidate], title: Sequence[Subject], *, headed: bool
) -> list[Candidate]:
    """Return what the first scene could show: what the title names, if it is not asked otherwise.

    The first picture is the thumbnail, and who sees it has heard nothing yet.
    """
    if headed:
        candidates = sorted(candidates, key=_under_a_title)
    asked = candidates[:1] if candidates and candidates[0].score >= ASKED else ()
    own = [
        c for c in candidates if c.depiction.kind == "thing" and c.depiction.subject in title[:1]
    ]
    named = [_named_by_title(subject) for subject in title[:1]]
    opening = [Candidate(depiction, ASKED - 1) for depiction in named] if not own else own[:1]
    return [*asked, *opening, *candidates]


def _is_told(title: Sequence[Subject], first: Depiction) -> bool:
    """Whether the first picture shows what the title names, or it names nothing."""
    told = [one.name for one in title[:1]]
    return not told or (first.subject is not None and first.subject.name in told)


def _named_by_title(subject: Subject) -> Depiction:
    return Depiction(kind="thing", shows=subject.name, reason="the title names it", subject=subject)


def _best(candidates: Sequence[Candidate], chosen: Sequence[Depiction]) -> Depiction | None:
    """Return the best that differs from the scene before; a map that was shown already comes last.

    What the scene speaks of is preferred to a thing that it only names, even right after itself.

    After a map another thing is preferred to one more map, where it fits nearly as well.
    """
    before = chosen[-1] if chosen else None
    after_map = before is not None and before.kind == "map"

    def order(one: Candidate) -> float:
        new = one.score >= ASKED or not _times_shown(one.depiction, chosen)
        return (_after_a_map(one) if after_map else -one.score) + (0 if new else RETURNING)

    if before:
        candidates = sorted(candidates, key=order)
    differs = [one for one in candidates if not _alike(one.depiction, before)]
    maps = [one for one in chosen if one.kind == "map"]
    new = (one for one in differs if not any(_alike(one.depiction, shown) for shown in maps))
    best = next(new, None) or next(iter((*differs, *candidates)), None)
    own = next((one for one in candidates if one.main), None)
    hides = own is not None and _alike(own.depiction, before)
    if hides and best and best.depiction.kind == "thing" and not best.main:
        best = own
    return best.depiction if best else None


def _of_whole(
    named: Sequence[Subject], text: str, chosen: Sequence[Depiction], *, calm: bool
) -> Depiction:
    """Return what title or description name, for a scene that names nothing; a mood where that was just shown.

    Of several things that which was shown least; else the scene's own words decide. A scenery that was just
    shown is seen again: a mood would be of another place.
    """
    before = chosen[-1].subject if chosen and chosen[-1].kind == "thing" else None
    named = list({subject.name: subject for subject in named}.values())
    new = [subject for subject in named if before is None or subject.name != before.name]
    shown = Counter(one.subject.name for one in chosen if one.kind == "thing" and one.subject)
    fewest = min((shown[subject.name] for subject in new), default=0)
    new = [subject for subject in new if shown[subject.name] == fewest]
    new = new or [subject for subject in named if subject.painted]
    if not new or calm:
        return NOTHING_TO_SHOW
    subject = new[len(text) % len(new)]
    return Depiction(
        kind="thing",
        shows=subject.name,
        reason="nothing to show of its own words: the title names it, or the description",
        subject=subject,
        of_title=True,
    )


def _varied(
    chosen: list[Depiction], offered: list[list[Candidate]], asked: list[str]
) -> list[Depiction]:
    """Return the depictions with a thing in place of a number wherever three numbers stand in a row."""
    varied = list(chosen)
    for place in range(1, len(varied) - 1):
        row = varied[place - 1 : place + 2]
        if any(one.kind not in NUMBERS for one in row):
            continue
        things = [c.depiction for c in offered[place] if c.depiction.kind == "thing"]
        if things and not varied[place].reason.startswith("the brief"):
            thing = _seen(things[0], varied[:place])
            varied[place] = _told(thing, asked[place])
    return varied


def _told(depiction: Depiction, asked: str) -> Depiction:
    """Return the depiction, saying so where it is not what the brief asks for."""
    if not asked or repr(asked) in depiction.reason:
        return depiction
    reason = f"{depiction.reason}; the brief asks for {asked!r}, which nothing here can draw"
    return depiction.model_copy(update={"reason": reason})


def _candidates(
    scene: SceneWords,
    there: Sequence[FoundSubject],
    gazetteer: Gazetteer,
    about: Sequence[Subject],
    story: Story,
    language: str,
) -> list[Candidate]:
    """Return all that a scene could show, the best first.

    Args:
        scene: its words.
        there: the things that they name.
        gazetteer: knows places.
        about: what the video's title names; it says what a tower is.
        story: that the scene is of; it says what a crater is.
        language: the primary one of the words.
    """
    found = [
        *asked_for(scene, language, gazetteer),
        *sayings(scene, there, about),
        *place_maps(scene, language, gazetteer, there, about),
        *figures(scene, language, there, about, story),
        *dates(scene, there, about),
        *things(scene, there, about),
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _after_a_map(candidate: Candidate) -> float:
    return -candidate.score + (BESIDE_MAP if candidate.depiction.kind == "map" else 0.0)


def _under_a_title(candidate: Candidate) -> float:
    type_in_it = candidate.depiction.kind in LETTERED
    return -candidate.score + (BESIDE_TITLE if type_in_it else 0.0)


def _alike(one: Depiction, other: Depiction | None) -> bool:
    if other is None or one.kind != other.kind:
        return False
    if one.kind == "thing":
        return (one.subject and one.subject.name) == (other.subject and other.subject.name)
    if one.kind == "map":
        return [(p.latitude, p.longitude) for p in one.places] == [
            (p.latitude, p.longitude) for p in other.places
        ]
    return one.shows == other.shows
