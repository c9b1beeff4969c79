"""Scores of depictions: all that a scene's words could be shown by, each with how much speaks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factory.depiction.amounts import FoundAmount, amounts_in
from factory.depiction.company import Story
from factory.depiction.dates import dates_in
from factory.depiction.depiction import Amount, Depiction, Subject
from factory.depiction.place_recognition import Gazetteer
from factory.depiction.sayings import list_in, question_in, quotation_in
from factory.depiction.shares import part_in, shared_in
from factory.depiction.subjects import FoundSubject, in_context, subject_named

ASKED = 100.0
QUOTATION, LIST, COMPARISON, SHARE, SPAN = 62.0, 60.0, 58.0, 56.0, 55.0
MONEY, MEASURE, COUNT, SMALL = 54.0, 46.0, 41.0, 12.0
THING, MORE_OF_IT, ASIDE, UNSURE = 36.0, 5.0, 4.0, 6.0
QUESTION, ONLY_QUESTION, DATE = 20.0, 59.0, 30.0
EARLY = 4.0
"""What the first words of a scene count for more than its last ones."""
MOST_SCALED = 40.0
"""Amounts further apart than this cannot be drawn to one scale: the smaller would be a dot."""


@dataclass(frozen=True, slots=True)
class SceneWords:
    """What the planner reads of one scene."""

    sentences: tuple[str, ...]
    asked: str = ""
    """What the brief says that it shows."""

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be shown, and how much the words speak for it."""

    depiction: Depiction
    score: float
    main: bool = False
    """Whether it is a thing that the scene's longest sentence speaks of, rather than names beside it."""


def early(start: int, text: str) -> float:
    """Return what is added for where in a text something stands."""
    return EARLY * (1 - start / max(1, len(text)))


def asked_for(scene: SceneWords, language: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield what the brief asks for by name: a place, a figure, a thing."""
    asked = scene.asked.strip()
    if not asked:
        return
    reason = f"the brief asks for {asked!r}"
    subject = subject_named(asked, language)
    listed = (
        gazetteer.place(asked) or gazetteer.town(asked) or next(iter(gazetteer.towns(asked)), None)
    )
    amounts = amounts_in(asked, language)
    if listed:
        place = listed.place.model_copy(update={"name": asked})
        depiction = Depiction(kind="map", shows=f"map of {asked}", reason=reason, places=(place,))
    elif amounts:
        depiction = _figure(amounts[0], subject, reason)
    elif subject:
        depiction = Depiction(kind="thing", shows=subject.name, reason=reason, subject=subject)
    else:
        return
    yield Candidate(depiction, ASKED)


def sayings(
    scene: SceneWords, there: Sequence[FoundSubject], about: Sequence[Subject]
) -> Iterator[Candidate]:
    """Yield quotation, list and question."""
    named = [in_context(one.subject, about) for one in there] or list(about)
    subject = next(iter(named), None)
    quotation = quotation_in(scene.text)
    if quotation:
        share = len(quotation.words) / len(scene.text)
        depiction = Depiction(
            kind="quotation",
            shows=f"what {quotation.speaker or 'somebody'} said",
            reason=f"words in quotation marks: {_short(quotation.words)}",
            lines=(quotation.words,),
            label=quotation.speaker,
            subject=subject,
        )
        yield Candidate(depiction, QUOTATION - (12 if share < 0.3 else 0))
    points = list_in(scene.text)
    if points:
        depiction = Depiction(
            kind="list", shows=f"{len(points)} points", reason="it counts them", lines=points
        )
        yield Candidate(depiction, LIST)
    question = question_in(list(scene.sentences))
    if question:
        alone = len(question) > 0.6 * len(scene.text)
        depiction = Depiction(
            kind="question",
            shows="the question",
            reason=_short(question),
            lines=(question,),
            subject=subject,
        )
        yield Candidate(depiction, ONLY_QUESTION if alone else QUESTION)


def figures(
    scene: SceneWords,
    language: str,
    there: Sequence[FoundSubject],
    about: Sequence[Subject],
    story: Story,
) -> Iterator[Candidate]:
    """Yield numbers, shares and comparisons."""
    text = scene.text
    found = amounts_in(text, language)
    for one in found:
        counted = subject_named(one.amount.unit, language, text, story) if one.counts else None
        # Beside 100 beans no tomato: what is counted and cannot be drawn has nothing in its place.
        unknown = bool(one.counts) and not one.amount.dimension
        subject = counted or (None if unknown else _spoken_of(one.text, scene, there, about))
        if one.amount.dimension == "share":
            share = _share(one.amount.value / 100, one.amount, one.text, subject)
            share = share.model_copy(update={"label": shared_in(text, one.start)})
            yield Candidate(share, SHARE)
            continue
        score = _weight(one) + early(one.start, text)
        depiction = _figure(one, subject, f"it says {one.text!r}", counted=counted is not None)
        yield Candidate(depiction, score)
    part = part_in(text, language)
    if part:
        amount = Amount(value=part[0] * 100, figure=part[1], unit="%", dimension="share")
        subject = _spoken_of(part[1], scene, there, about)
        yield Candidate(_share(part[0], amount, part[1], subject), SHARE - 14)
    yield from _comparison(found)


def _spoken_of(
    words: str, scene: SceneWords, there: Sequence[FoundSubject], about: Sequence[Subject]
) -> Subject | None:
    """Return what the sentence with these words speaks of, the video's own subject before others."""
    text = scene.text
    start = text.find(words)
    first, last = 0, len(text)
    for sentence in scene.sentences:
        last = first + len(sentence) + 1
        if start < last:
            break
        first = last
    named = [in_context(one.subject, about) for one in there if first <= one.start < last]
    named = named or list(about)
    return next((one for one in named if one in about), None) or next(iter(named), None)


def _weight(one: FoundAmount) -> float:
    amount = one.amount
    if amount.dimension == "money":
        return MONEY
    if amount.dimension == "time":
        return MEASURE - 12 if amount.value >= 10 else SMALL
    if amount.unit.lower() in _REPEATED:
        return SMALL
    if amount.dimension:
        return MEASURE if amount.value >= 10 else MEASURE - 16
    return COUNT if amount.value >= 20 else SMALL


_REPEATED = frozenset(["times", "mal", "veces", "time"])
"""What is counted is nothing that can be seen."""


def _figure(
    one: FoundAmount, subject: Subject | None, reason: str, *, counted: bool = False
) -> Depiction:
    amount = one.amount
    shows = f"{amount.figure} {amount.unit}".strip()
    return Depiction(
        kind="figure",
        shows=shows,
        reason=reason,
        amounts=(amount,),
        subject=subject,
        counted=counted and not amount.dimension,
    )


def _share(share: float, amount: Amount, said: str, subject: Subject | None) -> Depiction:
    amount = amount.model_copy(update={"measure": min(1.0, share)})
    return Depiction(
        kind="share",
        shows=f"a share of {amount.figure}",
        reason=f"it says {said!r}",
        amounts=(amount,),
        subject=subject,
    )


def _comparison(found: list[FoundAmount]) -> Iterator[Candidate]:
    """Yield two amounts of one kind drawn to one scale, where both are large enough to be seen."""
    for dimension in ("length", "mass", "money"):
        same = [one for one in found if one.amount.dimension == dimension and one.amount.value >= 2]
        if len(same) < 2:
            continue
        pair = (same[0], same[1])
        low, high = sorted(one.amount.measure for one in pair)
        if low <= 0 or low == high or high / low > MOST_SCALED:
            continue
        shows = " beside ".join(f"{one.amount.figure} {one.amount.unit}".strip() for one in pair)
        depiction = Depiction(
            kind="comparison",
            shows=shows,
            reason="it names both, drawn to one scale",
            amounts=tuple(one.amount for one in pair),
        )
        yield Candidate(depiction, COMPARISON)


def dates(
    scene: SceneWords, there: Sequence[FoundSubject], about: Sequence[Subject]
) -> Iterator[Candidate]:
    """Yield the line of time of its years."""
    named = [in_context(one.subject, about) for one in there] or list(about)
    found = dates_in(scene.text)
    if found is None:
        return
    span = len(found.years) > 1
    shows = f"{found.years[0]} to {found.years[-1]}" if span else found.label
    depiction = Depiction(
        kind="timeline",
        shows=f"line of time: {shows}",
        reason=f"it says {found.label!r}",
        years=found.years,
        label=found.label,
        subject=next(iter(named), None),
    )
    yield Candidate(depiction, SPAN if span else DATE + 2 * early(found.start, scene.text))


def things(
    scene: SceneWords, there: Sequence[FoundSubject], about: Sequence[Subject]
) -> Iterator[Candidate]:
    """Yield the things that can be drawn; what is named beside something else is worth less."""
    longest = max(scene.sentences, key=len, default="")
    first = scene.text.find(longest)
    for one in there:
        subject = in_context(one.subject, about)
        depiction = Depiction(
            kind="thing",
            shows=subject.name,
            reason=f"it says {_listed(one.words)}",
            subject=subject,
        )
        score = THING + MORE_OF_IT * (one.weight - 2) + early(one.start, scene.text)
        within = first <= one.start < first + len(longest)
        yield Candidate(
            depiction, score - ASIDE * one.aside - UNSURE * one.unsure, within and not one.aside
        )


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"{word!r}" for word in words[:3])


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
