"""Publishes in processes of their own, which may be killed at any moment, as `uploads/<outlet>` does.

Outlets, posts, grants and the production log are the real ones. Processes are forked from one that
has imported everything, so that each costs milliseconds.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from factory.channel.outlet_settings import InstagramChoices, TikTokChoices, YouTubeChoices
from factory.errors import FactoryError
from factory.ports import Accounts, Publication
from resources.catalogue.catalogue import open_catalogue
from resources.catalogue.posts.account_grants import PostgresGrants
from resources.catalogue.posts.post_choices import PostgresPostChoices
from resources.catalogue.posts.youtube_quota import PostgresQuotas
from resources.machine.atomic_files import sha256_of
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal
from resources.outlets.installed import InstalledOutlets
from tests.fakes import instagram, tiktok, youtube
from tests.fakes.forks import FORKS
from tests.fakes.manifests import a_channel
from tests.fakes.outlets import nothing

PLAYLIST = "PLkilledkilled"
CHANNEL = a_channel(
    outlets=("youtube", "tiktok", "instagram"),
    youtube=YouTubeChoices(account=youtube.ACCOUNT, visibility="unlisted", playlist=PLAYLIST),
    tiktok=TikTokChoices(account=tiktok.ACCOUNT, privacy="PUBLIC_TO_EVERYONE"),
    instagram=InstagramChoices(account=instagram.ACCOUNT),
)


@dataclass(frozen=True)
class PublishingOrder:
    """What a process is to publish, and where."""

    video_id: str
    outlet: str
    folder: Path
    """Of the files that were released."""
    database_url: str
    variables: Mapping[str, str] = field(repr=False)
    """The process's environment beside what all have."""

    @property
    def publication(self) -> Publication:
        """What goes out."""
        paths = {path.name: path for path in sorted(self.folder.iterdir())}
        sha256 = {name: sha256_of(path) for name, path in paths.items()}
        return Publication(
            video_id=self.video_id,
            master_sha256=sha256["master.mp4"],
            files_sha256="f" * 64,
            paths=paths,
            sha256=sha256,
            channel=CHANNEL,
        )


class Publisher:
    """One process that publishes."""

    def __init__(self, order: PublishingOrder) -> None:
        self._ear, mouth = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=publish, args=(order, mouth))
        self.process.start()
        mouth.close()

    def ends(self) -> str:
        """Wait for the process's end; return why it failed, empty where it did not."""
        try:
            said = self._ear.recv()
        except EOFError:
            said = "ended without a word"
        self.process.join()
        return said

    def kill(self) -> None:
        """Kill -9, as a power cut would."""
        self.process.kill()
        self.process.join()


class Mouth(Protocol):
    """Where a publisher says how it went."""

    def send(self, said: Any, /) -> None: ...


def publish(order: PublishingOrder, mouth: Mouth) -> None:
    """Publish in this process, and do all that comes after it."""
    os.environ.update(order.variables)
    settings = Settings.from_env()
    catalogue = open_catalogue(order.database_url)
    engine = catalogue.engine
    grants = PostgresGrants(engine, Seal(settings))
    accounts = Accounts(grants, PostgresQuotas(engine), PostgresPostChoices(engine))
    outlets = InstalledOutlets(settings, accounts)
    there, publication = outlets.outlet(order.outlet), order.publication
    try:
        post = catalogue.posts.post(publication, there, nothing)
        due = outlets.follow_ups(order.outlet).follow_ups(publication, post)
        catalogue.posts.follow_up(publication, there, due)
    except FactoryError as error:
        mouth.send(f"{type(error).__name__}: {error}")
    else:
        mouth.send("")
