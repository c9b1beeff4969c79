"""The desk's one wiring module: opens the factory's real parts for a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factory.typography.text_metrics import Lettering
from factory_assets.stage.partitions import POOLS
from resources.catalogue.catalogue import PostgresCatalogue, open_catalogue
from resources.catalogue.launch_queue import PostgresLaunches
from resources.catalogue.withdrawals import PostgresWithdrawals
from resources.dagster_instance.graphql import DagsterApi
from resources.home.channel_files import ChannelFolder
from resources.home.inbox import InboxFolder
from resources.home.price_files import known_prices
from resources.home.template_folders import template_folders
from resources.images import fonts
from resources.images.fonts import missing_fonts
from resources.installed_providers import InstalledProviders
from resources.journal.budgets import PostgresBudgets
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.doubts import PostgresDoubts
from resources.journal.price_confirmations import PostgresEstimates
from resources.machine.child_processes import Service, answers_on, listen_near, wait_until
from resources.machine.door_keys import ROLES, DoorKeys, Role
from resources.machine.ffmpeg import binary as ffmpeg_binary
from resources.machine.private_files import private_folder, write_private
from resources.machine.process_identity import seconds_since_start
from resources.machine.running_lock import RunningCard
from resources.machine.settings import DOOR, INTERNALS, PROJECT, Settings
from resources.postgres.server_session import serving
from resources.postgres.server_session import status as embedded_status
from resources.storage.disk_store import DiskStore

if TYPE_CHECKING:
    import dagster as dg

    from resources.provider_health import Health

__all__ = [
    "ROLES",
    "DagsterApi",
    "DoorKeys",
    "Factory",
    "Role",
    "Service",
    "Settings",
    "answers_on",
    "channel_folder",
    "door_keys",
    "embedded_status",
    "ffmpeg_binary",
    "lettering",
    "listen_near",
    "missing_fonts",
    "open_factory",
    "prepare_folders",
    "providers_of",
    "running_card",
    "running_elsewhere",
    "seconds_since_start",
    "vendors_health",
    "wait_until",
    "write_private",
]


@dataclass(frozen=True)
class Factory:
    """An open factory: its database is up, its folders are there."""

    settings: Settings
    url: str
    catalogue: PostgresCatalogue
    launches: PostgresLaunches
    store: DiskStore
    channels: ChannelFolder
    inbox: InboxFolder
    lettering: Lettering

    @cached_property
    def instance(self) -> "dg.DagsterInstance":
        """Dagster over the same database; imported only when a command needs it."""
        import dagster as dg

        from resources.dagster_instance.pools import ensure_pools

        instance = dg.DagsterInstance.get()
        ensure_pools(instance, self.catalogue.engine, POOLS)
        return instance

    @cached_property
    def budgets(self) -> PostgresBudgets:
        """Spending limits, by the channel files as they are now."""
        return PostgresBudgets(self.catalogue.engine, self.channels)

    @cached_property
    def estimates(self) -> PostgresEstimates:
        """Prices of whole videos, and who agreed to them."""
        return PostgresEstimates(self.catalogue.engine)

    @cached_property
    def doubts(self) -> PostgresDoubts:
        """Charges whose answer never came."""
        return PostgresDoubts(self.catalogue.engine)

    @cached_property
    def withdrawals(self) -> PostgresWithdrawals:
        """What was asked for and is called off, what was made and is deleted."""
        return PostgresWithdrawals(self.catalogue.engine)

    @cached_property
    def circuits(self) -> PostgresCircuits:
        """Vendors that are being left alone."""
        return PostgresCircuits(self.catalogue.engine)


@contextmanager
def open_factory(*, wait_for_stop: bool = False) -> Iterator[Factory]:
    """Start the database if nobody has, bring its tables up to date, and wire the parts.

    Args:
        wait_for_stop: return only when an embedded server that nobody else uses is gone.
    """
    settings = Settings.from_env()
    prepare_folders(settings)
    with serving(settings, wait_for_stop=wait_for_stop) as url:
        os.environ.update(dagster_environment(settings, url))
        catalogue = open_catalogue(url)
        yield Factory(
            settings=settings,
            url=url,
            catalogue=catalogue,
            launches=PostgresLaunches(catalogue.engine),
            store=DiskStore(settings.media, settings.public_url),
            channels=channel_folder(settings),
            inbox=InboxFolder(settings.inbox),
            lettering=lettering(),
        )


def prepare_folders(settings: Settings) -> None:
    """Make the folders a factory needs, and point Dagster's home at the project's dagster.yaml."""
    for folder in (settings.inbox, settings.outbox):
        folder.mkdir(parents=True, exist_ok=True)
    # Postgres refuses to be root: the account it runs as passes through here, and sees no names.
    passable = os.getuid() == 0 and settings.database_url is None
    private_folder(settings.internals, 0o711 if passable else 0o700)
    for folder in (settings.media, settings.dagster_home, settings.door, settings.logs):
        private_folder(folder)
    link = settings.dagster_home / "dagster.yaml"
    ours = PROJECT / "dagster.yaml"
    if not link.is_symlink() or link.readlink() != ours:  # another copy of the project made it
        link.unlink(missing_ok=True)
        link.symlink_to(ours)


def dagster_environment(settings: Settings, url: str) -> dict[str, str]:
    """Return what Dagster's processes, and ours, read from the environment."""
    return {
        "DAGSTER_HOME": str(settings.dagster_home),
        "FACTORY_HOME": str(settings.home),
        "FACTORY_DAGSTER_PG_URL": url,
    }


def running_card() -> RunningCard:
    """Return the card on which a running factory says where it answers."""
    return RunningCard(Settings.from_env().door)


def door_keys() -> DoorKeys:
    """Return the keys of this factory's door."""
    return DoorKeys(Settings.from_env().door)


def running_elsewhere() -> Path | None:
    """Return the home of a factory that runs, if none runs in this one: the project's or here."""
    home = Settings.from_env().home
    if RunningCard(home / INTERNALS / DOOR).read():
        return None
    others = (PROJECT, PROJECT / "sandbox", Path.cwd())
    return next(
        (o for o in others if o.resolve() != home and RunningCard(o / INTERNALS / DOOR).read()),
        None,
    )


def channel_folder(settings: Settings) -> ChannelFolder:
    """Return the channel files that the settings name."""
    return ChannelFolder(settings.channel_folders, template_folders(settings.template_folders))


def vendors_health(settings: Settings) -> "list[Health]":
    """Ask every vendor that a channel names how it is; imports their adapters, so only here."""
    from resources.home.price_files import known_prices
    from resources.provider_health import vendor_health

    return vendor_health(channel_folder(settings).all().values(), known_prices(settings.prices))


def providers_of(settings: Settings) -> InstalledProviders:
    """Return the studio, to ask what its providers cost; close it afterwards."""
    return InstalledProviders(known_prices(settings.prices))


def lettering() -> Lettering:
    """Return what is known of the fonts that come with the factory."""
    return fonts
