"""The Dagster faces of the adapters: configuration and lifetime, nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import dagster as dg
from pydantic import Field

from factory.ports import (
    Budgets,
    Catalogue,
    Channels,
    Circuits,
    ClipReader,
    Estimates,
    Inbox,
    Journal,
    Launches,
    Outlet,
    Providers,
    Renderer,
    Splicer,
    Stills,
    Store,
    Thumbnails,
)
from factory.typography.text_metrics import Lettering
from resources.audio.splicer import WaveSplicer
from resources.catalogue.catalogue import PostgresCatalogue, open_catalogue
from resources.catalogue.launch_queue import PostgresLaunches
from resources.home import inbox, outbox
from resources.home.channel_files import ChannelFolder
from resources.home.price_files import known_prices
from resources.home.template_folders import template_folders
from resources.images import fonts
from resources.installed_providers import InstalledProviders
from resources.journal.budgets import PostgresBudgets
from resources.journal.circuit_breaker import PostgresCircuits
from resources.journal.journal import PostgresJournal
from resources.journal.price_confirmations import PostgresEstimates
from resources.machine.settings import Settings
from resources.rendering.ffmpeg_renderer import ffmpeg_clip_reader, ffmpeg_renderer
from resources.rendering.stills import StillRenderer
from resources.rendering.thumbnail import ThumbnailDesigner
from resources.storage.disk_store import DiskStore


@cache
def _catalogue(url: str) -> PostgresCatalogue:
    """One pool of connections per process, whatever asks for it."""
    return open_catalogue(url)


@cache
def _store() -> DiskStore:
    settings = Settings.from_env()
    return DiskStore(settings.media, settings.public_url)


class CatalogueResource(dg.ConfigurableResource[Catalogue]):
    """The business facts."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    def create_resource(self, context: dg.InitResourceContext) -> Catalogue:
        """Connect when the first question is asked."""
        return _catalogue(self.url)


class LaunchesResource(dg.ConfigurableResource[Launches]):
    """The queue of phases to run."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    def create_resource(self, context: dg.InitResourceContext) -> Launches:
        """Share the catalogue's connections."""
        return PostgresLaunches(_catalogue(self.url).engine)


class BudgetsResource(dg.ConfigurableResource[Budgets]):
    """Spending limits and their use."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    def create_resource(self, context: dg.InitResourceContext) -> Budgets:
        """Read the channel files anew at every question, so that a raised limit is seen."""
        channels = ChannelFolder(Settings.from_env().channel_folders)
        return PostgresBudgets(_catalogue(self.url).engine, channels)


class EstimatesResource(dg.ConfigurableResource[Estimates]):
    """Prices of whole videos, and who agreed to them."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    def create_resource(self, context: dg.InitResourceContext) -> Estimates:
        """Share the catalogue's connections."""
        return PostgresEstimates(_catalogue(self.url).engine)


class CircuitsResource(dg.ConfigurableResource[Circuits]):
    """Vendors that are being left alone."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    def create_resource(self, context: dg.InitResourceContext) -> Circuits:
        """Share the catalogue's connections."""
        return PostgresCircuits(_catalogue(self.url).engine)


class JournalResource(dg.ConfigurableResource[Journal]):
    """Every unit of work, exactly once."""

    url: str = Field(description="Postgres; give it as dg.EnvVar('FACTORY_DAGSTER_PG_URL').")

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Journal]:
        """Hand out a journal; its heartbeat ends with the run."""
        run_id = context.run.run_id if context.run else None
        channels = ChannelFolder(Settings.from_env().channel_folders)
        engine = _catalogue(self.url).engine
        with PostgresJournal(engine, _store(), channels=channels, run_id=run_id) as journal:
            yield journal


class StoreResource(dg.ConfigurableResource[Store]):
    """Files of every video."""

    def create_resource(self, context: dg.InitResourceContext) -> Store:
        """Return the folder that the settings name."""
        return _store()


class ChannelsResource(dg.ConfigurableResource[Channels]):
    """The channel files there are."""

    def create_resource(self, context: dg.InitResourceContext) -> Channels:
        """Read them anew at every question, so that an edit is seen at once."""
        settings = Settings.from_env()
        return ChannelFolder(settings.channel_folders, template_folders(settings.template_folders))


class InboxResource(dg.ConfigurableResource[Inbox]):
    """The folder where briefs arrive."""

    def create_resource(self, context: dg.InitResourceContext) -> Inbox:
        """Return the folder that the settings name."""
        return inbox.InboxFolder(Settings.from_env().inbox)


class ProvidersResource(dg.ConfigurableResource[Providers]):
    """Voices, makers of pictures, makers of beds."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Providers]:
        """Hand out the studio; its voices end with the run."""
        with InstalledProviders(known_prices(Settings.from_env().prices)) as providers:
            yield providers


class SplicerResource(dg.ConfigurableResource[Splicer]):
    """Joins spoken sentences."""

    def create_resource(self, context: dg.InitResourceContext) -> Splicer:
        """Nothing to configure."""
        return WaveSplicer()


class RendererResource(dg.ConfigurableResource[Renderer]):
    """Encodes, mixes, joins and measures."""

    def create_resource(self, context: dg.InitResourceContext) -> Renderer:
        """Use the ffmpeg that the settings name, or the wheel's own."""
        return ffmpeg_renderer(Settings.from_env().ffmpeg)


class ClipReaderResource(dg.ConfigurableResource[ClipReader]):
    """Looks into given videos."""

    def create_resource(self, context: dg.InitResourceContext) -> ClipReader:
        """Use the ffmpeg that the settings name, or the wheel's own."""
        return ffmpeg_clip_reader(Settings.from_env().ffmpeg)


class ThumbnailsResource(dg.ConfigurableResource[Thumbnails]):
    """Makes the picture under which a video is listed."""

    def create_resource(self, context: dg.InitResourceContext) -> Thumbnails:
        """Use the ffmpeg that the settings name, or the wheel's own."""
        return ThumbnailDesigner(Settings.from_env().ffmpeg)


class LetteringResource(dg.ConfigurableResource[Lettering]):
    """What is known of the fonts that come with the factory."""

    def create_resource(self, context: dg.InitResourceContext) -> Lettering:
        """Nothing to configure."""
        return fonts


class StillsResource(dg.ConfigurableResource[Stills]):
    """Makes the stills that show what is in a video."""

    def create_resource(self, context: dg.InitResourceContext) -> Stills:
        """Use the ffmpeg that the settings name, or the wheel's own."""
        return StillRenderer(Settings.from_env().ffmpeg)


class OutboxResource(dg.ConfigurableResource[Outlet]):
    """A folder ready for upload by hand."""

    def create_resource(self, context: dg.InitResourceContext) -> Outlet:
        """Return the folder that the settings name."""
        return outbox.OutboxOutlet(Settings.from_env().outbox)
