"""An open factory: every part there is, each made once, for Dagster and for the desk alike."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from factory.errors import PermanentError
from factory.ports import Accounts
from factory.workflow import events as topics
from factory_assets.stage.graph_names import POOLS
from resources.backups.backup import FolderBackups
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.media_places import PostgresMediaPlaces, prefix_of_video
from resources.catalogue.posts.account_grants import PostgresGrants
from resources.catalogue.posts.post_choices import PostgresPostChoices
from resources.catalogue.posts.youtube_quota import PostgresQuotas
from resources.dagster_instance.archive import DagsterArchive
from resources.database.confinement import confined_to
from resources.database.connection import server_version
from resources.hooks.home_hooks import HomeHooks
from resources.hooks.hooked_stages import HookedStages
from resources.journal.abandoned_work import PostgresAbandonedWork
from resources.journal.charge_resolution import PostgresDoubts
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.estimates import PostgresEstimates
from resources.journal.helping_journal import HelpingJournal
from resources.journal.journal import PostgresJournal
from resources.journal.limit_uses import PostgresLimitUses
from resources.journal.spending_limits import PostgresSpendingLimits
from resources.machine.environment_variables import Settings
from resources.messengers.installed import InstalledMessengers
from resources.outlets.installed import InstalledOutlets
from resources.postgres.server_session import serving
from resources.provider_register import OUTLETS
from resources.tracing import spans
from resources.tracing.collector import name_collector
from wiring.home import Home, this_home

if TYPE_CHECKING:
    import dagster as dg

    from resources.catalogue.title_vectors import KeptTitleVectors
    from resources.feeds.feed_reader import FeedReader
    from resources.people.register import Register
    from resources.storage.disk_store import DiskStore
    from resources.storage.s3_store import S3Store

DATABASE = "FACTORY_DAGSTER_PG_URL"
"""The variable that tells every process of a factory which database is its own."""

POOLS_OF_ALL = (*POOLS, *(outlet.name for outlet in OUTLETS))
"""Those of the stages, and one for each outlet."""


EVENTS_TOGETHER = "1000"
"""Of what a run intends, more than any: its storage notes them in one transaction."""


@dataclass(frozen=True)
class Factory(Home):
    """A home together with its database, each part made when it is first asked for."""

    url: str

    @cached_property
    def catalogue(self) -> Catalogue:
        """The business facts; one pool of connections, whoever asks."""
        return open_catalogue(self.url)

    @cached_property
    def store(self) -> "DiskStore | S3Store":
        """Files of every video, each below its tenant's prefix; results by their hash; scratch room."""
        return self.store_of(lambda video_id: prefix_of_video(self.catalogue.engine, video_id))

    @cached_property
    def media_places(self) -> PostgresMediaPlaces:
        """Where the files of videos lie."""
        return PostgresMediaPlaces(self.catalogue.engine, self.store)

    @staticmethod
    def kept_to(tenant: str | None) -> AbstractContextManager[None]:
        """Keep all that is asked of the database to one tenant until the block ends; None: to none."""
        return confined_to(tenant)

    @cached_property
    def spending_limits(self) -> PostgresSpendingLimits:
        """Spending limits, by the channel files as they are now."""
        return PostgresSpendingLimits(self.catalogue.engine, self.channels)

    @cached_property
    def people(self) -> "Register":
        """Who may come in, and by what."""
        from resources.people.passwords import Passwords
        from resources.people.register import Register

        return Register(self.catalogue.engine, Passwords())

    @cached_property
    def limit_uses(self) -> PostgresLimitUses:
        """How much of their limits channels and tenants have used."""
        return PostgresLimitUses(self.catalogue.engine, self.channels)

    @cached_property
    def messengers(self) -> InstalledMessengers:
        """Who carries messages."""
        accounts = self.people.chat_accounts
        return InstalledMessengers(self.settings, accounts, self.desk_address)

    def desk_address(self) -> str:
        """Return where people find the desk; empty where nobody knows it now."""
        running = self.card.read()
        return self.settings.public_url.rstrip("/") or (running or {}).get("desk", "")

    @cached_property
    def estimates(self) -> PostgresEstimates:
        """Prices of whole videos, and who agreed to them."""
        return PostgresEstimates(self.catalogue.engine)

    @cached_property
    def feeds(self) -> "FeedReader":
        """What is talked about elsewhere."""
        from resources.feeds.feed_reader import FeedReader

        return FeedReader(self.catalogue.engine)

    @cached_property
    def title_meanings(self) -> "KeptTitleVectors":
        """What titles mean, where a model for that is installed."""
        from resources.catalogue.title_vectors import KeptTitleVectors

        return KeptTitleVectors(self.catalogue.engine, self.meaning_model)

    @cached_property
    def hooks(self) -> HomeHooks:
        """The user's own programs around layers."""
        briefs, events = self.catalogue.briefs, self.catalogue.events
        return HomeHooks(
            self.settings.home,
            channel_of=lambda video_id: briefs.newest(video_id).channel.name,
            tell=lambda one: events.announce(
                topics.HOOK_FAILED, one.video_id or None, one.model_dump(mode="json")
            ),
        )

    @cached_property
    def stages(self) -> HookedStages:
        """Stages of videos, with those programs around them."""
        return HookedStages(self.catalogue.stages, self.hooks)

    @cached_property
    def archive(self) -> DagsterArchive:
        """What Dagster keeps of videos that are done with."""
        return DagsterArchive(self.catalogue.engine)

    @cached_property
    def backups(self) -> FolderBackups:
        """Backups in the place that the settings name."""
        return self.backups_in(self.settings.backup_to)

    def backups_in(self, root: Path | None) -> FolderBackups:
        """Return backups in another place."""
        return FolderBackups(self.catalogue.engine, self.settings, root, self.settings.backup_keep)

    @cached_property
    def doubts(self) -> PostgresDoubts:
        """Charges whose answer never came."""
        return PostgresDoubts(self.catalogue.engine)

    @cached_property
    def abandoned_work(self) -> PostgresAbandonedWork:
        """What videos that are over still hold."""
        return PostgresAbandonedWork(self.catalogue.engine)

    @cached_property
    def circuits(self) -> PostgresCircuits:
        """Vendors that are being left alone."""
        return PostgresCircuits(self.catalogue.engine)

    @cached_property
    def accounts(self) -> Accounts:
        """Who let this factory publish for them, and what platforms take a day."""
        from resources.machine.secret_encryption import Seal

        engine = self.catalogue.engine
        grants = PostgresGrants(engine, Seal(self.settings))
        return Accounts(grants, PostgresQuotas(engine), PostgresPostChoices(engine))

    @cached_property
    def outlets(self) -> InstalledOutlets:
        """The places where posts go."""
        return InstalledOutlets(self.settings, self.accounts)

    def journal(self, run_id: str | None) -> PostgresJournal:
        """Return a journal for one run, to be closed with it."""
        engine, channels = self.catalogue.engine, self.channels
        return PostgresJournal(
            engine,
            self.store,
            channels=channels,
            run_id=run_id,
            most_times_estimate=self.settings.most_times_estimate,
        )

    @contextmanager
    def helping(
        self, video_id: str, stage: str, run_id: str, number: int
    ) -> Iterator[HelpingJournal]:
        """See `factory.ports.HelpingJournals.helping`."""
        over = partial(self.catalogue.shared_stages.over, video_id, stage, run_id)
        engine, channels = self.catalogue.engine, self.channels
        with (
            HelpingJournal(
                engine, self.store, run_id=run_id, number=number, over=over, channels=channels
            ) as journal,
            spans.span(f"help {stage}", video_id=video_id, run_id=run_id),
        ):
            journal.go_on()
            yield journal

    @cached_property
    def instance(self) -> "dg.DagsterInstance":
        """Dagster over the same database; imported only when a command needs it."""
        import dagster as dg

        return self._with_pools(dg.DagsterInstance.get())

    @cached_property
    def instance_here(self) -> "dg.DagsterInstance":
        """The same for runs in this process, whose progress is drawn on this process's terminal."""
        from resources.dagster_instance.open_output import instance_with_open_output

        return self._with_pools(instance_with_open_output(self.settings.dagster_home))

    def _with_pools(self, instance: "dg.DagsterInstance") -> "dg.DagsterInstance":
        from resources.dagster_instance.missing_pools import ensure_pools

        ensure_pools(instance, self.catalogue.engine, POOLS_OF_ALL)
        return instance

    def server_version(self) -> str:
        """Return the version of the database's server."""
        return server_version(self.catalogue.engine)


@cache
def _factory_at(home: Path, url: str) -> Factory:
    """Return the one factory of this process in a home, over a database."""
    settings = Settings.from_env()
    name_collector(settings)
    return Factory(settings, url)


def this_factory() -> Factory:
    """Return the factory that the environment of this process names, and nothing else can name.

    Raises:
        PermanentError: the process was not started by a factory.
    """
    settings = Settings.from_env()
    if settings.dagster_pg_url is None:
        raise PermanentError(
            f"the factory's database was asked for, but {DATABASE} is not set; start Dagster with "
            "`factory up`, or set it to the address of the factory's Postgres"
        )
    return _factory_at(settings.home, settings.dagster_pg_url.get_secret_value())


@contextmanager
def open_factory(*, wait_for_stop: bool = False) -> Iterator[Factory]:
    """Start the database if nobody has, bring its tables up to date, and hand out the factory.

    Args:
        wait_for_stop: return only when an embedded server that nobody else uses is gone.
    """
    home = this_home()
    home.prepare()
    with serving(home.settings, wait_for_stop=wait_for_stop) as url:
        os.environ.update(_environment(home.settings, url))
        factory = this_factory()
        factory.catalogue.engine.connect().close()
        yield factory


def _environment(settings: Settings, url: str) -> dict[str, str]:
    """Return what Dagster's processes, and ours, read from the environment."""
    return {
        "DAGSTER_HOME": str(settings.dagster_home),
        "DAGSTER_EVENT_BATCH_SIZE": EVENTS_TOGETHER,
        "FACTORY_HOME": str(settings.home),
        DATABASE: url,
    }
