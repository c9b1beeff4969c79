"""Where things are on this machine: read from the environment once, by whoever wires."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).resolve().parents[2]
INTERNALS = ".factory"
PUBLIC_URL = "http://127.0.0.1:3001"


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and addresses of one factory.

    Environment:
        FACTORY_HOME: the folder that holds everything (default: the project's own folder).
        DATABASE_URL: an external Postgres; unset, the embedded one starts by itself.
        FACTORY_FFMPEG: another ffmpeg than the wheel's.
        FACTORY_PUBLIC_URL: where a browser finds the media (default: what `factory up` serves).
    """

    home: Path
    database_url: str | None
    ffmpeg: str | None
    public_url: str

    @classmethod
    def from_env(cls) -> Self:
        """Read the environment."""
        return cls(
            home=Path(os.environ.get("FACTORY_HOME") or PROJECT).resolve(),
            database_url=os.environ.get("DATABASE_URL") or None,
            ffmpeg=os.environ.get("FACTORY_FFMPEG") or None,
            public_url=os.environ.get("FACTORY_PUBLIC_URL") or PUBLIC_URL,
        )

    @property
    def inbox(self) -> Path:
        """Briefs dropped here become videos."""
        return self.home / "inbox"

    @property
    def outbox(self) -> Path:
        """Finished videos, ready to be uploaded by hand."""
        return self.home / "outbox"

    @property
    def channel_folders(self) -> tuple[Path, ...]:
        """The user's own channels come first, then the examples."""
        return (self.home / "channels", PROJECT / "examples" / "channels")

    @property
    def prices(self) -> Path:
        """The user's own prices, if there are any; they come before the shipped ones."""
        return self.home / "prices.yaml"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The user's own templates; those of the factory come after them."""
        return (self.home / "templates",)

    @property
    def internals(self) -> Path:
        """Database, media and Dagster's home: nothing a user edits."""
        return self.home / INTERNALS

    @property
    def media(self) -> Path:
        """The store's folder."""
        return self.internals / "media"

    @property
    def postgres(self) -> Path:
        """The embedded server's folder."""
        return self.internals / "postgres"

    @property
    def dagster_home(self) -> Path:
        """Dagster's home: a link to the project's dagster.yaml, logs and storage."""
        return self.internals / "dagster"
