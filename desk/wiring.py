"""The desk's one wiring module: opens the factory's real parts for a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from resources.catalogue import PostgresCatalogue, open_catalogue
from resources.channels import ChannelFolder
from resources.dagster_api import DagsterApi
from resources.ffmpeg import binary as ffmpeg_binary
from resources.fonts import missing_fonts
from resources.inbox import Inbox
from resources.launches import PostgresLaunches
from resources.postgres import serving
from resources.postgres import status as embedded_status
from resources.processes import Service, free_port, wait_until_answers
from resources.running import RunningCard
from resources.settings import PROJECT, Settings
from resources.store import DiskStore

if TYPE_CHECKING:
    import dagster as dg

__all__ = [
    "DagsterApi",
    "Factory",
    "Service",
    "Settings",
    "channel_folder",
    "embedded_status",
    "ffmpeg_binary",
    "free_port",
    "inbox_of",
    "media_folder",
    "missing_fonts",
    "open_factory",
    "prepare_folders",
    "running_card",
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

    @cached_property
    def instance(self) -> "dg.DagsterInstance":
        """Dagster over the same database; imported only when a command needs it."""
        import dagster as dg

        return dg.DagsterInstance.get()


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
    return ChannelFolder(settings.channel_folders)


def inbox_of(settings: Settings) -> Inbox:
    """Return the folder where briefs arrive."""
    return Inbox(settings.inbox)


def media_folder() -> Path:
    """Return the folder that holds one folder per video."""
    return Settings.from_env().media / "videos"
