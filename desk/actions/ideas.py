"""Ideas: looking at them, deciding, and proposing a day's now."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from desk.actions.acting import acting
from factory.analytics.performance import performances
from factory.errors import BadInput
from factory.ideas.idea import IdeaStatus, KeptIdea
from factory.ideas.proposal import proposals
from wiring.factory import Factory, open_factory

LONGEST_NOTE = 2000


def list_ideas(channel: str, state: str, limit: int) -> Sequence[KeptIdea]:
    """Return ideas, the newest day first."""
    with open_factory() as factory:
        return factory.catalogue.ideas.newest(limit, channel, state)


def decide_idea(idea_id: str, state: IdeaStatus, note: str) -> KeptIdea:
    """Approve or reject an idea in the name of the account that asks."""
    with open_factory() as factory:
        return decide(factory, idea_id, state, acting(), note)


def decide(factory: Factory, idea_id: str, state: IdeaStatus, by: str, note: str) -> KeptIdea:
    """Approve or reject an idea; an approved one becomes a video where a factory runs.

    Raises:
        BadInput: the note is too long.
        PermanentError: there is no such idea.
        Refused: a video is made of it already.
    """
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"the note has {len(note)} characters; wanted at most {LONGEST_NOTE}")
    return factory.catalogue.ideas.decide(idea_id, state, by, note.strip())


def propose_now(day: date | None) -> Sequence[KeptIdea]:
    """Propose the ideas of a day, today (UTC) if none is named, and return all it has.

    Raises:
        BadInput: no channel has a list of topics.
    """
    when = day or datetime.now(UTC).date()
    with open_factory() as factory:
        channels = [one for one in factory.channels.all().values() if one.ideas]
        if not channels:
            raise BadInput(
                "no channel has a list of topics, so nothing can be proposed; write `ideas` into a "
                "channel file (docs/ideas.md)"
            )
        metrics, ideas = factory.catalogue.metrics, factory.catalogue.ideas
        results = performances(metrics.totals(when - timedelta(days=1)), metrics.videos())
        for channel in channels:
            found = proposals(channel, when, ideas.told(channel.name), results)
            ideas.propose(found, channel.ideas.approve_above if channel.ideas else None)
        return ideas.of_day(when)
