"""Places: where everything of a factory lies, by the folder that is its home."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
INTERNALS = ".factory"
DOOR = "door"


class Places:
    """Folders and files of one factory; nothing is made by asking."""

    home: Path

    @property
    def inbox(self) -> Path:
        """Briefs dropped here become videos."""
        return self.home / "inbox"

    @property
    def outbox(self) -> Path:
        """Finished videos, ready to be uploaded by hand."""
        return self.home / "outbox"

    @property
    def reports(self) -> Path:
        """A page a week for each channel."""
        return self.home / "reports"

    @property
    def channel_folders(self) -> tuple[Path, ...]:
        """The user's own channels come first, then the examples."""
        return (self.home / "channels", PROJECT / "examples" / "channels")

    @property
    def open_to_briefs(self) -> tuple[Path, ...]:
        """Folders of pictures and music that every brief may name."""
        return tuple(self.home / name for name in ("pictures", "clips", "music"))

    @property
    def prices(self) -> Path:
        """The user's own prices, if there are any; they come before the shipped ones."""
        return self.home / "prices.yaml"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The user's own templates; those of the factory come after them."""
        return (self.home / "templates",)

    @property
    def voices(self) -> Path:
        """Voices that were added, a folder for each narrator; they are data, and can be brought anew."""
        return self.home / "voices"

    @property
    def internals(self) -> Path:
        """Database, media and Dagster's home: nothing a user edits."""
        return self.home / INTERNALS

    @property
    def door(self) -> Path:
        """Keys, lock and sockets of a running factory: for this user alone."""
        return self.internals / DOOR

    @property
    def signing(self) -> Path:
        """Certificates and keys of our own that masters are signed under: for this user alone."""
        return self.internals / "signing"

    @property
    def logs(self) -> Path:
        """What the processes of a running factory say."""
        return self.internals / "logs"

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
