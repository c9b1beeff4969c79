"""Ideas: looking at them, deciding, and proposing a day's now."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from desk.actions.acting import acting
from factory.errors import BadInput, FactoryError, PermanentError
from factory.ideas.idea import IdeaStatus, KeptIdea
from factory.money.dollars import whole_dollars
from factory.records import Payload
from factory.workflow.platform_days import check_day
from factory_assets.ideas.ideas_of_a_day import propose_day
from factory_assets.ideas.writer import most_usd, thoughts_before
from factory_assets.stage.fallback_providers import FallbackProviders
from wiring.factory import Factory, open_factory

LONGEST_NOTE = 2000


def list_ideas(channel: str, state: str, limit: int) -> Sequence[KeptIdea]:
    """Return `ideas_of` an open factory."""
    with open_factory() as factory:
        return ideas_of(factory, channel, state, limit)


def ideas_of(factory: Factory, channel: str, state: str, limit: int) -> Sequence[KeptIdea]:
    """Return the newest ideas, those that nobody has decided about before the others, the best first.

    Args:
        factory: whose.
        channel: of this one alone; empty: of all.
        state: of these alone; empty: of all.
        limit: how many of the newest.

    Raises:
        BadInput: there is no such channel, and nothing was ever proposed for one.
    """
    found = factory.catalogue.ideas.newest(limit, channel, state)
    if channel and not found:
        factory.channels.named(channel)
    return sorted(found, key=lambda idea: (idea.state != "new", -idea.score))


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


class IdeasPrice(Payload):
    """What the ideas of a day cost at most that are not there yet."""

    usd: float
    channels: tuple[str, ...]
    """The names of those whose writers are asked; none where it costs nothing."""
    problems: tuple[str, ...] = ()
    """Of channels whose writer cannot be asked, which costs nothing; their topics are proposed all the same."""


def price_of_day(factory: Factory, day: date) -> IdeasPrice:
    """Return what proposing a day costs at most; a writer who was asked for it already is not asked again."""
    ideas = factory.catalogue.ideas
    kept = ideas.of_day(day)
    open_ones = [
        one
        for one in factory.channels.all().values()
        if one.ideas and one.ideas.from_writer and not thoughts_before(one.name, kept)
    ]
    if not open_ones:
        return IdeasPrice(usd=0.0, channels=())
    with factory.providers() as providers:
        paid, problems = dict[str, Decimal](), list[str]()
        for one in open_ones:
            try:
                paid[one.name] = most_usd(one, day, ideas.told(one.name), providers)
            except FactoryError as error:
                problems.append(f"{one.name}: {error}")
    asked_of = tuple(name for name, usd in paid.items() if usd)
    usd = float(sum(paid.values()))
    return IdeasPrice(usd=usd, channels=asked_of, problems=tuple(problems))


class _Untold:
    """Progress of one call, which nobody watches."""

    def begin(self, stage: str, total: int, unit: str) -> None: ...

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None: ...

    def step(self, stage: str, doing: str) -> None: ...

    def end(self, stage: str, note: str = "") -> None: ...


class DayOfIdeas(Payload):
    """The ideas of a day, and whose writer could not be asked."""

    ideas: tuple[KeptIdea, ...]
    problems: tuple[str, ...]


def day_meant(day: date | None) -> date:
    """Return the day that is asked for, today (UTC) if none is named.

    Raises:
        BadInput: nobody means that day.
    """
    return check_day(day or datetime.now(UTC).date())


def propose_in(factory: Factory, day: date) -> DayOfIdeas:
    """Propose the ideas of a day in a factory that is open, and return all it has.

    Raises:
        BadInput: no channel has a list of topics.
    """
    if not any(channel.ideas for channel in factory.channels.all().values()):
        raise BadInput(
            "no channel has a list of topics, so nothing can be proposed; write `ideas` into a "
            "channel file (docs/ideas.md)"
        )
    ideas, metrics = factory.catalogue.ideas, factory.catalogue.metrics
    sums, campaigns = factory.catalogue.figure_sums, factory.catalogue.campaigns
    with factory.journal(None) as journal, factory.providers() as providers:
        fallbacks = FallbackProviders(journal, factory.circuits, _Untold())
        done = propose_day(
            day,
            factory.channels,
            ideas,
            metrics,
            sums,
            providers,
            fallbacks,
            campaigns,
            factory.feeds,
            factory.title_meanings,
            factory.hooks,
        )
    return DayOfIdeas(ideas=tuple(ideas.of_day(day)), problems=done.problems)


def propose_for(factory: Factory, day: date, agreed_usd: float) -> DayOfIdeas:
    """Propose a day's ideas at the price that was shown.

    Raises:
        BadInput: no channel has a list of topics.
        PermanentError: it costs more by now; nobody was asked.
    """
    now = price_of_day(factory, day).usd
    if round(now, 6) > round(agreed_usd, 6):
        raise PermanentError(
            f"the ideas of {day} cost at most {whole_dollars(now)} by now, {whole_dollars(agreed_usd)} was agreed to; "
            "nobody was asked. Agree to the new price"
        )
    return propose_in(factory, day)
