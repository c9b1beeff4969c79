"""Post changes: what of a post that is out becomes another one, when, and who changes it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from factory.brief.planned_changes import Changed
from factory.ports.platform_figures import LivePost
from factory.records import Payload
from factory.workflow.made_post_changes import MadeChange


class DueChange(Payload):
    """A change whose time has come, and the post that it is of."""

    number: int
    post: LivePost
    master_sha256: str
    """Of the master that was posted."""
    what: Changed
    to: str
    """The title; a visibility; of a thumbnail its name among the video's files."""
    of_brief: bool
    """The brief says it; else somebody asked for it."""


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """What became of one change."""

    before: str = ""
    said: str = ""
    """In a few words, where it was made."""
    error: str = ""
    """Why it was not made; empty where it was."""
    again: bool = False
    """It may be made later: it is tried again."""


class PostChanges(Protocol):
    """What is to be changed at posts that are out, each once."""

    def due(self, now: datetime) -> Sequence[int]:
        """Return the numbers of the changes that could be made now; the first hundred."""
        ...

    def claim(self, now: datetime) -> Sequence[DueChange]:
        """Take those that could be made now, the oldest first; for a while nobody else gets them."""
        ...

    def settle(self, number: int, outcome: ChangeOutcome) -> bool:
        """Record what became of one that was claimed, or what it will replace, before it is made.

        False: somebody called it off since it was claimed, or a later one took its place: it is not made then.

        Of a change that was made and whose process was killed before it said so, what it replaced is
        what was recorded first.
        """
        ...

    def made(self, video_id: str, outlet: str) -> Sequence[MadeChange]:
        """Return what was changed at a video's posts, in order."""
        ...


class PostChanger(Protocol):
    """An outlet where what is out takes another title, thumbnail or visibility."""

    def found(self, post: LivePost, what: Changed) -> str:
        """Return what stands there now; of a thumbnail nothing. Raises what `change` raises."""
        ...

    def change(self, post: LivePost, what: Changed, to: str, file: Path | None) -> ChangeOutcome:
        """Change one thing and nothing else; once more is the same as once.

        Args:
            post: which.
            what: is changed.
            to: the title or the visibility; of a thumbnail its name.
            file: the thumbnail; None of all else.

        Raises:
            PermanentError: the post is gone, or the outlet refuses it.
            TransientError, PublishingWaits: it may be asked again later.
        """
        ...


class PostChangers(Protocol):
    """Outlets, by what they let be changed."""

    def changer(self, name: str) -> PostChanger | None:
        """Return who changes posts of one; None where that cannot be."""
        ...
