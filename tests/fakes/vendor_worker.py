"""Buys units of work from emulated vendors in processes of their own, which may be killed at any moment.

The units are those of the assets, the journal and the adapters are the real ones. Processes are
forked from one that has imported everything, so that each costs milliseconds.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from factory.channel.provider_settings import Pictures
from factory.errors import FactoryError
from factory.money.price_book import shipped_prices
from factory.ports import Journal, Progress
from factory.script.script import Scene, Sentence
from factory.units_of_work import Do, Done, Resumable, Unit
from factory_assets.audio.sentences import speech
from factory_assets.scripts.model_questions import Questions
from factory_assets.scripts.writer import ScriptWriter
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.visuals.pictures import picture
from resources.dagster_instance.log_progress import LogProgress
from resources.database.connection import open_database
from resources.journal.journal import PostgresJournal
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import accepted
from tests.fakes.circuits import NobodyIsAway
from tests.fakes.forks import FORKS

VOICES = {"openai": "cedar", "google": "en-US-Neural2-D"}
SIZE = (320, 180)


@dataclass(frozen=True)
class Site:
    """A place where the factory calls a vendor."""

    role: str
    vendor: str
    path: str
    """Part of the request's path that orders the work."""
    free: bool = False
    queued: bool = False
    """The vendor takes a job, and goes on with it whoever waits."""

    def __str__(self) -> str:
        return f"{self.role}-{self.vendor}"


SITES = (
    Site("words", "openai", "/chat/completions"),
    Site("voice", "openai", "/audio/speech"),
    Site("voice", "google", "synthesize"),
    Site("pictures", "openai", "/images/generations"),
    Site("pictures", "fal", "/flux/", queued=True),
    Site("clips", "fal", "/text-to-video", queued=True),
    Site("pictures", "pexels", "/search", free=True),
    Site("clips", "pexels", "/search", free=True),
)


@dataclass(frozen=True)
class Order:
    """What a process is to buy, for whom and where."""

    site: Site
    subjects: tuple[str, ...]
    """Each is a unit of its own."""
    video_id: str
    database_url: str
    media: Path
    variables: Mapping[str, str] = field(repr=False)
    hold: bool = False
    """Stop for ever before the vendor is asked."""


class Buyer:
    """One process that buys."""

    def __init__(self, order: Order) -> None:
        self._ear, mouth = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=buy, args=(order, mouth))
        self.process.start()
        mouth.close()

    def asks(self) -> None:
        """Wait until it is about to ask the vendor."""
        said = self._ear.recv()
        assert said == ("asking",), said

    def ends(self) -> tuple[Any, ...]:
        """Wait for the process's end; return its last message, or () if it was killed."""
        last: tuple[Any, ...] = ()
        try:
            while True:
                last = self._ear.recv()
        except EOFError:
            self.process.join()
        return last if last and last[0] in ("done", "failed") else ()

    def kill(self) -> None:
        """Kill -9, as a power cut would."""
        self.process.kill()
        self.process.join()


@contextmanager
def buying(order: Order) -> Iterator[Buyer]:
    """Have a process that buys; it is gone afterwards, whatever it was doing."""
    buyer = Buyer(order)
    try:
        yield buyer
    finally:
        buyer.kill()


def bought(order: Order) -> list[tuple[str, bool]]:
    """Buy in a new process; return each result's hash, and whether it was there already."""
    with buying(order) as buyer:
        last = buyer.ends()
    assert last and last[0] == "done", last
    return last[1]


class Mouth(Protocol):
    """Where a buyer says how it goes."""

    def send(self, said: Any, /) -> None: ...


class _Told(PostgresJournal):
    """A journal that says when a vendor is about to be asked, and may stop there."""

    mouth: Mouth
    hold: bool

    def perform_all(
        self, work: Sequence[tuple[Unit, Do]], *, workers: int, progress: Progress | None
    ) -> list[Done]:
        """See `factory.ports.Journal.perform_all`."""
        telling = [(unit, self._told(do)) for unit, do in work]
        return super().perform_all(telling, workers=workers, progress=progress)

    def _told(self, do: Do) -> Do:
        if isinstance(do, Resumable):
            return Resumable(self._telling(do.do))
        return self._telling(do)

    def _telling(self, do: Callable[..., Any]) -> Callable[..., Any]:
        def told(*given: Any) -> Any:
            self.mouth.send(("asking",))
            while self.hold:
                signal.pause()
            return do(*given)

        return told


def buy(order: Order, mouth: Mouth) -> None:
    """Buy in this process."""
    os.environ.update(order.variables)
    engine = open_database(order.database_url)
    with (
        OpenedProviders(shipped_prices()) as providers,
        _Told(engine, DiskStore(order.media)) as journal,
    ):
        journal.mouth, journal.hold = mouth, order.hold
        try:
            done = _performed(order, providers, journal)
        except FactoryError as error:
            mouth.send(("failed", type(error).__name__, str(error)))
        else:
            mouth.send(("done", [(one.sha256, one.reused) for one in done]))


def _performed(order: Order, providers: OpenedProviders, journal: PostgresJournal) -> list[Done]:
    if order.site.role == "words":
        return [_written(order, subject, providers, journal) for subject in order.subjects]
    units = [_unit(order, subject, providers) for subject in order.subjects]
    return journal.perform_all(units, workers=4, progress=None)


def _written(
    order: Order, subject: str, providers: OpenedProviders, journal: PostgresJournal
) -> Done:
    """Ask the writing room for a listing; return what the journal did."""
    brief = accepted(order.video_id)
    writer = providers.writer(order.site.vendor, "")
    kept: list[Done] = []

    class Kept:
        """The journal, of which the result is wanted as well."""

        def perform_all(self, work: Sequence[tuple[Unit, Do]], **how: Any) -> list[Done]:
            kept.extend(journal.perform_all(work, **how))
            return kept[-len(work) :]

    fallbacks = FallbackProviders(cast(Journal, Kept()), NobodyIsAway(), LogProgress())
    questions = Questions(brief, lambda _: [writer], fallbacks, "listings")
    ScriptWriter(questions, brief.profile).listing(subject, subject)
    return kept[-1]


def _unit(order: Order, subject: str, providers: OpenedProviders) -> tuple[Unit, Do]:
    vendor = order.site.vendor
    sentence = Sentence(sentence_id="s001-1", text=subject, spoken=subject)
    if order.site.role == "voice":
        narrator = providers.narrator(vendor, VOICES[vendor])
        return speech(order.video_id, "en", sentence, narrator, 1.0, 1)
    scene = Scene(
        scene_id="s001",
        beat="body",
        duration_sec=2.0,
        asset_needs=(),
        sentences=(sentence,),
        picture_prompt=subject,
    )
    moving = order.site.role == "clips"
    brief = accepted(order.video_id)
    pictures = Pictures(provider=cast(Any, vendor), moving=moving, clip_seconds=2)
    brief = brief.model_copy(
        update={"brief": brief.brief.model_copy(update={"pictures": pictures})}
    )
    illustrator = providers.illustrator(vendor, moving=moving)
    return picture(brief, brief.pictures, scene, 0, "dusk", SIZE, illustrator)
