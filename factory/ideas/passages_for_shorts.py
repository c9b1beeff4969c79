"""Passages: which part of a long video could stand alone as a short one, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from factory.analytics.retention import Retention
from factory.ideas.idea import Reason
from factory.records import Payload
from factory.script.excerpted_script import words_of
from factory.script.script import Scene, Script
from factory.speech.narration import Narration
from factory.text.languages import count_words, primary_language

HOOK, CLOSED, HELD = 0.4, 0.3, 0.3
"""What a beginning, an end and its viewers can add to a score."""
SHORTEST_SECONDS: Final = 15.0
TAIL_SECONDS: Final = 2.0
"""Room for lead-in, tail and a pause or two beside what is spoken."""
MOST_WORDS_OF_HOOK: Final = 16
MOST_PASSAGES: Final = 5
MOST_TITLE: Final = 70

LEANING: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        [
            "he",
            "she",
            "it",
            "they",
            "this",
            "that",
            "these",
            "those",
            "his",
            "her",
            "its",
            "their",
            "him",
            "them",
            "but",
            "and",
            "so",
            "or",
            "then",
            "there",
            "because",
            "which",
            "such",
            "another",
            "also",
            "however",
            "therefore",
            "still",
            "yet",
            "instead",
            "meanwhile",
        ]
    ),
    "de": frozenset(
        [
            "er",
            "sie",
            "es",
            "dies",
            "diese",
            "dieser",
            "dieses",
            "das",
            "sein",
            "seine",
            "ihr",
            "ihre",
            "ihm",
            "ihnen",
            "aber",
            "und",
            "oder",
            "doch",
            "dann",
            "denn",
            "dort",
            "damit",
            "deshalb",
            "jedoch",
            "auch",
            "so",
            "solche",
        ]
    ),
    "es": frozenset(
        [
            "él",
            "ella",
            "ellos",
            "ellas",
            "esto",
            "este",
            "esta",
            "estos",
            "estas",
            "eso",
            "ese",
            "esa",
            "su",
            "sus",
            "pero",
            "y",
            "o",
            "entonces",
            "allí",
            "porque",
            "así",
            "también",
            "además",
            "sin",
        ]
    ),
}
"""Words that lean on what was said before: who hears them first does not know of whom they speak."""


class Passage(Payload):
    """Some scenes in a row."""

    scenes: tuple[str, ...]
    seconds: float
    """Of what is spoken in them, pauses included."""
    title: str
    words: str
    """A paragraph for each scene."""
    score: float
    reasons: tuple[Reason, ...]

    @property
    def first(self) -> str:
        """The scene with which it begins: its name among the passages of a video."""
        return self.scenes[0]


def passages(
    script: Script,
    narration: Narration,
    curve: Retention | None,
    longest_seconds: float,
) -> Sequence[Passage]:
    """Return the best passages that do not overlap, best first.

    Args:
        script: of the long video.
        narration: when its scenes begin and end.
        curve: how its viewers stayed; None as long as nobody said.
        longest_seconds: of the short video's format.
    """
    spans = {
        span.scene_id: (span.start / narration.sample_rate, span.end / narration.sample_rate)
        for span in narration.scenes
    }
    spoken = [scene for scene in script.scenes if scene.sentences and scene.scene_id in spans]
    found = [
        _judged(run, script, spans, curve, narration.seconds)
        for run in _runs(spoken, script.scenes, spans, longest_seconds - TAIL_SECONDS)
    ]
    best: list[Passage] = []
    for one in sorted(found, key=lambda one: (-one.score, one.scenes)):
        if not any(set(one.scenes) & set(other.scenes) for other in best):
            best.append(one)
        if len(best) == MOST_PASSAGES:
            break
    return best


Spans = Mapping[str, tuple[float, float]]


def _runs(
    spoken: Sequence[Scene], scenes: Sequence[Scene], spans: Spans, longest: float
) -> Iterator[tuple[Scene, ...]]:
    """Yield every run of neighbours that is long enough and not too long, and not the whole video."""
    place = {scene.scene_id: number for number, scene in enumerate(scenes)}
    for first in range(len(spoken)):
        for last in range(first, len(spoken)):
            run = spoken[first : last + 1]
            if place[run[-1].scene_id] - place[run[0].scene_id] != len(run) - 1:
                break
            seconds = spans[run[-1].scene_id][1] - spans[run[0].scene_id][0]
            if seconds > longest:
                break
            if seconds >= SHORTEST_SECONDS and len(run) < len(scenes):
                yield tuple(run)


def _judged(
    run: tuple[Scene, ...],
    script: Script,
    spans: Spans,
    curve: Retention | None,
    whole_seconds: float,
) -> Passage:
    start, end = spans[run[0].scene_id][0], spans[run[-1].scene_id][1]
    reasons = (
        _hook(run[0], script.language),
        _closed(run, script),
        _held(curve, start / whole_seconds, end / whole_seconds),
    )
    return Passage(
        scenes=tuple(scene.scene_id for scene in run),
        seconds=round(end - start, 1),
        title=_title(run[0]),
        words=words_of(run),
        score=round(sum(reason.points for reason in reasons), 3),
        reasons=reasons,
    )


def _hook(scene: Scene, language: str) -> Reason:
    """Judge the first sentence: who hears nothing before it must want to hear the next."""
    text = scene.sentences[0].text
    first = _first_word(text)
    if first in _leaning(language):
        said = f"it begins with {first!r}, which leans on what was said before"
        return Reason(name="hook", points=0.1, most=HOOK, words=said)
    points, told = 0.2, ["it stands without what was said before"]
    if "?" in text:
        points, told = points + 0.1, [*told, "it asks"]
    elif any(letter.isdigit() for letter in text):
        points, told = points + 0.1, [*told, "it names a figure"]
    if count_words(text) <= MOST_WORDS_OF_HOOK:
        points, told = points + 0.1, [*told, "it is short"]
    return Reason(name="hook", points=round(points, 2), most=HOOK, words=", ".join(told))


def _first_word(text: str) -> str:
    """Return the first word without marks around it; empty where there is none."""
    words = text.split()
    return words[0].strip("\"'“”„«»,.").casefold() if words else ""


def _leaning(language: str) -> frozenset[str]:
    return LEANING.get(primary_language(language), frozenset())


def _closed(run: Sequence[Scene], script: Script) -> Reason:
    """Judge where it ends: at the end of a chapter or of the video a thought is closed."""
    order = [scene.scene_id for scene in script.scenes]
    place = order.index(run[-1].scene_id) + 1
    after = script.scenes[place] if place < len(order) else None
    points, said = 0.0, "the next scene goes on with the same thought"
    ends = run[-1].sentences[-1].text.rstrip("\"'”“») ")
    if after is None or after.chapter:
        points, said = CLOSED, "a chapter ends with it"
    elif after.sentences:
        text = after.sentences[0].text
        if text.split() and _first_word(text) not in _leaning(script.language):
            points, said = 0.2, "the next scene begins a thought of its own"
    if ends.endswith("?"):
        points, said = 0.0, "it ends with a question, which the next scene answers"
    if run[0].chapter and points:
        said += ", and begins with one" if points == CLOSED else ", and it begins a chapter"
    return Reason(name="closed", points=points, most=CLOSED, words=said)


def _held(curve: Retention | None, start: float, end: float) -> Reason:
    """Judge by who watched it: what few left here, few will leave there."""
    if curve is None:
        return Reason(
            name="held",
            points=HELD / 2,
            most=HELD,
            words="how long viewers stayed is not known yet",
        )
    there, left = curve.watching(start), curve.watching(end)
    usual = max(1e-9, curve.watching(0.0) - curve.watching(1.0)) * (end - start)
    lost = there - left
    share = min(1.0, max(0.0, 1 - lost / (2 * usual)))
    stayed = left / there if there else 0.0
    return Reason(
        name="held",
        points=round(HELD * share, 3),
        most=HELD,
        words=f"{stayed:.0%} of those who reached it saw its end; elsewhere as many seconds cost "
        f"{usual:.0%} of all viewers, here {lost:.0%}",
    )


def _title(scene: Scene) -> str:
    if scene.chapter:
        return scene.chapter[:MOST_TITLE]
    text = scene.sentences[0].text.rstrip(".")
    if len(text) <= MOST_TITLE:
        return text
    return text[: MOST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
