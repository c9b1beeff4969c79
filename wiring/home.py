"""Home: what a factory has on its machine, database apart: folders, tools, providers.

What draws, encodes or talks over the network is imported when it is first asked for: its libraries
take longer to load than most commands need to answer.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factory.channel.provider_settings import Pictures
from factory.graphics.overlay import Overlay
from factory.money.price_book import PriceBook
from factory.ports import ClipReader, Recogniser, Recordings, Renderer
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import Picture
from factory.workflow.layer_hook import LayerHook
from resources.audio.splicer import WaveSplicer
from resources.home.channel_editor import ChannelEditor
from resources.home.channel_files import ChannelFolder
from resources.home.inbox import InboxFolder
from resources.home.price_files import known_prices
from resources.home.report_folder import ReportFolder
from resources.home.template_folders import template_folders
from resources.hooks.home_hooks import read_hooks
from resources.images import fonts
from resources.machine import claim_owners
from resources.machine.door_keys import DoorKeys
from resources.machine.environment_variables import Settings
from resources.machine.ffmpeg import binary
from resources.machine.paths import DOOR, INTERNALS, PROJECT
from resources.machine.private_files import private_folder
from resources.machine.running_lock import RunningCard
from resources.narrators.local_voices import LocalVoices
from resources.opened_providers import OpenedProviders
from resources.storage.disk_store import DiskStore

if TYPE_CHECKING:
    from resources.dagster_instance.graphql import DagsterApi
    from resources.gazetteer.gazetteer import OfflineGazetteer
    from resources.illustrators.picture_folder import OwnFile
    from resources.images.perceptual_hash import PerceptualHashes
    from resources.images.picture_tones import StillTones
    from resources.meanings.minilm import MiniLm
    from resources.provenance.c2pa_credentials import C2paCredentials
    from resources.provenance.signing_keys import SigningKeys
    from resources.rendering.stills import StillRenderer
    from resources.rendering.thumbnail import ThumbnailDesigner
    from resources.storage.s3_store import S3Store


@dataclass(frozen=True)
class Home:
    """The parts that need no database, each made when it is first asked for."""

    settings: Settings

    def store_of(self, prefix_of: Callable[[str], str]) -> "DiskStore | S3Store":
        """Return the store in which the files of a video lie below what is looked up for it."""
        settings = self.settings
        disk = DiskStore(settings.media, settings.public_url, prefix_of)
        if not settings.media_store:
            return disk
        from resources.storage.s3_bucket import Bucket
        from resources.storage.s3_store import S3Store

        bucket = Bucket(settings.media_store, settings.s3_endpoint)
        return S3Store(disk, bucket, settings.media / "unsent")

    @property
    def channels(self) -> ChannelFolder:
        """The channel files there are, read anew at every question: an edit is seen at once."""
        settings, here = self.settings, self.voices.directory
        templates = template_folders(settings.template_folders)
        return ChannelFolder(settings.channel_folders, templates, settings.open_to_briefs, here)

    @property
    def voices(self) -> LocalVoices:
        """The voices of this machine, and those that can be added."""
        return LocalVoices(self.settings.voices)

    def own_hooks(self) -> Sequence[LayerHook]:
        """Return the user's own programs around layers; raise BadInput where its file is refused."""
        return read_hooks(self.settings.home)

    @property
    def channel_editor(self) -> ChannelEditor:
        """Changes channel files, in the user's own folder."""
        return ChannelEditor(self.settings.channel_folders[0], self.channels)

    @staticmethod
    def preview(picture: Path) -> bytes:
        """Return a picture made to fit a page, as JPEG."""
        from resources.images.preview import preview

        return preview(picture)

    @staticmethod
    def check_picture(path: Path, *, handed_in: bool) -> None:
        """See that a file is a picture or clip that can be shown; raise BadInput saying what it is."""
        from resources.illustrators.picture_folder import check_given

        check_given(path, handed_in=handed_in)

    @staticmethod
    def pictures_of(pictures: Pictures) -> "list[OwnFile]":
        """Return the files of a channel's own folder of pictures, each with its licence."""
        from resources.illustrators.picture_folder import own_files

        return own_files(pictures)

    @property
    def reports(self) -> ReportFolder:
        """A page a week for each channel."""
        return ReportFolder(self.settings.reports)

    @property
    def inbox(self) -> InboxFolder:
        """The folder where briefs arrive."""
        return InboxFolder(self.settings.inbox)

    @property
    def splicer(self) -> WaveSplicer:
        """Joins spoken sentences."""
        return WaveSplicer()

    @property
    def recordings(self) -> Recordings:
        """Finds a script in a person's reading of it."""
        from resources.audio.recordings import AlignedRecordings

        return AlignedRecordings()

    @cached_property
    def recogniser(self) -> Recogniser:
        """Writes down what it hears, where it is installed."""
        from factory_assets.stage.concurrency import WORKERS
        from resources.audio.recogniser import WhisperRecogniser

        return WhisperRecogniser(WORKERS)

    @cached_property
    def meaning_model(self) -> "MiniLm":
        """Tells what titles mean, where it is installed."""
        from resources.meanings.minilm import MiniLm

        return MiniLm()

    @cached_property
    def renderer(self) -> Renderer:
        """Encodes, mixes, joins and measures."""
        from resources.rendering.ffmpeg_renderer import ffmpeg_renderer

        return ffmpeg_renderer(self.settings.ffmpeg)

    @cached_property
    def clip_reader(self) -> ClipReader:
        """Looks into given videos."""
        from resources.rendering.ffmpeg_renderer import ffmpeg_clip_reader

        return ffmpeg_clip_reader(self.settings.ffmpeg)

    @cached_property
    def thumbnails(self) -> "ThumbnailDesigner":
        """Makes the picture under which a video is listed."""
        from resources.rendering.thumbnail import ThumbnailDesigner

        return ThumbnailDesigner(self.settings.ffmpeg)

    @cached_property
    def picture_tones(self) -> "StillTones":
        """How dark and bright pictures are where text may stand."""
        from resources.images.picture_tones import StillTones

        return StillTones()

    @cached_property
    def gazetteer(self) -> "OfflineGazetteer":
        """Knows where places are."""
        from resources.gazetteer.gazetteer import OfflineGazetteer

        return OfflineGazetteer()

    @cached_property
    def stills(self) -> "StillRenderer":
        """Makes the stills that show what is in a video."""
        from resources.rendering.stills import StillRenderer

        return StillRenderer(self.settings.ffmpeg)

    @cached_property
    def picture_hashes(self) -> "PerceptualHashes":
        """Knows pictures again."""
        from resources.images.perceptual_hash import PerceptualHashes

        return PerceptualHashes()

    @cached_property
    def credentials(self) -> "C2paCredentials":
        """Signs masters, and reads what is signed in files."""
        from resources.provenance.c2pa_credentials import C2paCredentials

        return C2paCredentials(self.signing_keys)

    @cached_property
    def signing_keys(self) -> "SigningKeys":
        """Under whose certificate masters are signed."""
        from resources.provenance.signing_keys import SigningKeys

        return SigningKeys(self.settings)

    def frame(self, picture: Path, overlay: Overlay, size: Picture, target: Path) -> None:
        """Write one frame as it will stand in a video; see `finished_frame`."""
        from resources.rendering.finished_frame import finished_frame

        finished_frame(picture, overlay, size, target, self.ffmpeg)

    @property
    def card(self) -> RunningCard:
        """The card on which a running factory says where it answers."""
        return RunningCard(self.settings.door)

    @property
    def door_keys(self) -> DoorKeys:
        """The keys of this factory's door."""
        return DoorKeys(self.settings.door)

    def running_dagster(self) -> "DagsterApi | None":
        """Return Dagster behind the door, if a factory runs."""
        running = self.card.read()
        if running is None:
            return None
        from resources.dagster_instance.graphql import DagsterApi

        return DagsterApi(running["dagster"], self.door_keys.token("operator"))

    @property
    def lettering(self) -> Lettering:
        """What is known of the fonts that come with the factory."""
        return fonts

    @property
    def ffmpeg(self) -> Path:
        """The ffmpeg that the settings name, or the wheel's own."""
        return binary(self.settings.ffmpeg)

    def prices(self) -> PriceBook:
        """Return every price that is known, the user's own first; read anew each time."""
        return known_prices(self.settings.prices)

    def providers(self) -> OpenedProviders:
        """Return whoever plays the roles; close it afterwards."""
        return OpenedProviders(self.prices(), self.settings.voices)

    def running_elsewhere(self) -> Path | None:
        """Return the home of a factory that runs, if none runs in this one: the project's or here."""
        home = self.settings.home
        if self.card.read():
            return None
        others = (PROJECT, PROJECT / "sandbox", Path.cwd())
        return next(
            (o for o in others if o.resolve() != home and RunningCard(o / INTERNALS / DOOR).read()),
            None,
        )

    @property
    def _dagster_yaml(self) -> str:
        """Which of the project's three says how Dagster runs here."""
        if self.settings.kubernetes_jobs:
            return "dagster.kubernetes.yaml"
        return "dagster.celery.yaml" if self.settings.broker_url else "dagster.yaml"

    def prepare(self) -> None:
        """Make the folders there must be, and point Dagster's home at how it runs here."""
        settings = self.settings
        for folder in (settings.inbox, settings.outbox):
            folder.mkdir(parents=True, exist_ok=True)
        # Postgres refuses to be root: the account it runs as passes through here, and sees no names.
        passable = os.getuid() == 0 and settings.database_url is None
        private_folder(settings.internals, 0o711 if passable else 0o700)
        for folder in (settings.media, settings.dagster_home, settings.door, settings.logs):
            private_folder(folder)
        link = settings.dagster_home / "dagster.yaml"
        ours = PROJECT / self._dagster_yaml
        if not link.is_symlink() or link.readlink() != ours:  # another copy of the project made it
            link.unlink(missing_ok=True)
            link.symlink_to(ours)


def this_home() -> Home:
    """Return the parts that the environment of this process names."""
    return Home(Settings.from_env())


def seconds_since_start() -> float:
    """Return for how long this process has run, its imports included."""
    return claim_owners.seconds_since_start()
