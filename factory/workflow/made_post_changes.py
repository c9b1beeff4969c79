"""Made changes: what was changed at posts that are out, and what stands there since."""

from collections.abc import Sequence

from factory.brief.planned_changes import Changed
from factory.records import Payload


class MadeChange(Payload):
    """A change that was made: from then on it stands in place of what stood there."""

    what: Changed
    before: str
    """What stood there; of a thumbnail nothing is known."""
    to: str


def stands(said: str, what: Changed, made: Sequence[MadeChange]) -> str:
    """Return what stands in a post now, where `said` was published.

    A change holds only over what it was made of: a title that a person has given the listing since
    is newer than it.
    """
    for change in made:
        if (change.what, change.before) == (what, said):
            said = change.to
    return said
