"""Versions of a video side by side: which there are, and what changed between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.actions.manifests import Manifests
from factory.errors import BadInput
from factory.master.versions import INDEX, Version, Versions
from factory.records import Payload
from factory.script.sentence_changes import SentenceChange, sentence_changes
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """One sentence, and when it is heard in either version."""

    change: SentenceChange
    old_seconds: float | None
    new_seconds: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, the earlier first."""

    old: Version
    new: Version
    sentences: Sequence[ChangedSentence]
    steps: Sequence[tuple[float, float]]
    """Seconds of the earlier and the later version at which the same sentence begins."""

    @property
    def changed(self) -> int:
        """How many sentences differ."""
        return sum(not one.change.same for one in self.sentences)


class ToldPiece(Payload):
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    words: str


class ToldChange(Payload):
    """One sentence that differs, and when it begins in either version."""

    pieces: tuple[ToldPiece, ...]
    old_seconds: float | None
    new_seconds: float | None


class Compared(Payload):
    """What changed in words between two versions."""

    old: str
    """SHA-256 of the earlier master."""
    new: str
    changes: tuple[ToldChange, ...]


def versions_of(factory: Factory, video_id: str) -> Sequence[Version]:
    """Return every master that a video had, the newest first."""
    kept = Manifests(factory, video_id).read(Versions, INDEX)
    return tuple(reversed(kept.versions)) if kept else ()


def compared(factory: Factory, video_id: str, old: str = "", new: str = "") -> Comparison | None:
    """Return two versions side by side; None while there is but one.

    Args:
        factory: whose video.
        video_id: the video.
        old: first digits of the earlier master's hash; empty: the one before the newest.
        new: likewise of the later one; empty: the newest.

    Raises:
        BadInput: there is no such version.
    """
    known = versions_of(factory, video_id)
    if len(known) < 2:
        return None
    return _comparison(_named(known, old) or known[1], _named(known, new) or known[0])


def told(comparison: Comparison) -> Compared:
    """Return a comparison as programs get it: the sentences that differ."""
    return Compared(
        old=comparison.old.sha256,
        new=comparison.new.sha256,
        changes=tuple(
            ToldChange(
                pieces=tuple(
                    ToldPiece(kind=piece.kind, words=piece.words) for piece in one.change.pieces
                ),
                old_seconds=one.old_seconds,
                new_seconds=one.new_seconds,
            )
            for one in comparison.sentences
            if not one.change.same
        ),
    )


def _named(known: Sequence[Version], digits: str) -> Version | None:
    if not digits:
        return None
    found = [one for one in known if one.sha256.startswith(digits.lower())]
    if len(found) != 1:
        raise BadInput(f"no version {digits[:20]!r}; wanted the first digits of a master's hash")
    return found[0]


def _comparison(old: Version, new: Version) -> Comparison:
    before, after = _spoken(old), _spoken(new)
    changes = sentence_changes([words for words, _ in before], [words for words, _ in after])
    sentences = [
        ChangedSentence(
            change,
            None if change.old is None else before[change.old][1],
            None if change.new is None else after[change.new][1],
        )
        for change in changes
    ]
    return Comparison(old, new, sentences, _steps(sentences))


def _spoken(version: Version) -> list[tuple[str, float]]:
    """Return each sentence with the second at which it begins."""
    return [(one.words, one.start_seconds) for one in version.sentences]


def _steps(sentences: Sequence[ChangedSentence]) -> list[tuple[float, float]]:
    """Return where both go on together: at the beginning, and wherever a sentence of both stands."""
    steps = [(0.0, 0.0)]
    for one in sentences:
        if one.old_seconds is None or one.new_seconds is None:
            continue
        if one.old_seconds > steps[-1][0] and one.new_seconds > steps[-1][1]:
            steps.append((one.old_seconds, one.new_seconds))
    return steps
