"""The desk's one wiring module: opens the factory's real parts for a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factory.lettering import Lettering
from factory_assets.pools import POOLS
from resources import fonts
from resources.budgets import PostgresBudgets
from resources.catalogue import PostgresCatalogue, open_catalogue
from resources.channels import ChannelFolder
from resources.circuits import PostgresCircuits
from resources.confirmations import PostgresEstimates
from resources.dagster_api import DagsterApi
from resources.ffmpeg import binary as ffmpeg_binary
from resources.fonts import missing_fonts
from resources.inbox import Inbox
from resources.launches import PostgresLaunches
from resources.postgres import serving
from resources.postgres import status as embedded_status
from resources.price_files import known_prices
from resources.processes import Service, free_port, wait_until_answers
from resources.running import RunningCard
from resources.settings import PROJECT, Settings
from resources.store import DiskStore
from resources.studio import LocalStudio
from resources.templates import template_folders

if TYPE_CHECKING:
    import dagster as dg

    from resources.vendor_health import Health

__all__ = [
    "DagsterApi",
    "Factory",
    "Service",
    "Settings",
    "channel_folder",
    "embedded_status",
    "ffmpeg_binary",
    "free_port",
    "lettering",
    "media_folder",
    "missing_fonts",
    "open_factory",
    "prepare_folders",
    "running_card",
    "studio_of",
    "vendors_health",
    "wait_until_answers",
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
    inbox: Inbox
    lettering: Lettering

    @cached_property
    def instance(self) -> "dg.DagsterInstance":
        """Dagster over the same database; imported only when a command needs it."""
        import dagster as dg

        from resources.dagster_pools import ensure_pools

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
            inbox=Inbox(settings.inbox),
            lettering=lettering(),
        )


def prepare_folders(settings: Settings) -> None:
    """Make the folders a factory needs, and point Dagster's home at the project's dagster.yaml."""
    for folder in (settings.inbox, settings.outbox, settings.media, settings.dagster_home):
        folder.mkdir(parents=True, exist_ok=True)
    link = settings.dagster_home / "dagster.yaml"
    if not link.is_symlink():
        link.unlink(missing_ok=True)
        link.symlink_to(PROJECT / "dagster.yaml")


def dagster_environment(settings: Settings, url: str) -> dict[str, str]:
    """Return what Dagster's processes, and ours, read from the environment."""
    return {
        "DAGSTER_HOME": str(settings.dagster_home),
        "FACTORY_HOME": str(settings.home),
        "FACTORY_DAGSTER_PG_URL": url,
        "FACTORY_DAGSTER_STORAGE": str(settings.dagster_home / "storage"),
    }


def running_card() -> RunningCard:
    """Return the card on which a running factory says where it answers."""
    return RunningCard(Settings.from_env().internals)


def channel_folder(settings: Settings) -> ChannelFolder:
    """Return the channel files that the settings name."""
    return ChannelFolder(settings.channel_folders, template_folders(settings.template_folders))


def vendors_health(settings: Settings) -> "list[Health]":
    """Ask every vendor that a channel names how it is; imports their adapters, so only here."""
    from resources.price_files import known_prices
    from resources.vendor_health import vendor_health

    return vendor_health(channel_folder(settings).all().values(), known_prices(settings.prices))


def studio_of(settings: Settings) -> LocalStudio:
    """Return the studio, to ask what its providers cost; close it afterwards."""
    return LocalStudio(known_prices(settings.prices))


def lettering() -> Lettering:
    """Return what is known of the fonts that come with the factory."""
    return fonts


def media_folder() -> Path:
    """Return the folder that holds one folder per video."""
    return Settings.from_env().media / "videos"
