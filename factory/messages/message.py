"""Message: what people are told outside the desk."""

import hashlib
import json
from typing import Literal

from factory.records import Payload
from factory.reviews.alternative import together_sha256

MessengerName = Literal["slack", "discord", "email", "apprise"]
MESSENGERS: tuple[MessengerName, ...] = ("slack", "discord", "email")
"""Those that are asked for reviews, too; `apprise` takes alerts alone."""


class AskedChange(Payload):
    """A title, thumbnail or visibility that a post is to be given later, and that is asked about."""

    number: int
    what: str
    """`title`, `thumbnail` or `visibility`."""
    sha256: str
    """By it a decision knows it."""


class Message(Payload):
    """One message, the same wherever it is read."""

    heading: str
    """What it wants: `To decide`, `Reminder`, `Failed`."""
    title: str
    """What it is about."""
    facts: tuple[str, ...] = ()
    """One line each."""
    calls: tuple[str, ...] = ()
    """People of the factory who are named."""
    link: str = "/"
    """Where on the desk one reads on."""
    picture: str = ""
    """Name of a picture in the video's folder."""
    video_id: str = ""
    master_sha256: str = ""
    """The master that is asked about; empty: there is nothing to decide."""
    listing_sha256: str = ""
    """The listing that it is shown with."""
    changes: tuple[AskedChange, ...] = ()
    """The planned changes that are asked about, all at once; then no master is."""
    decided: str = ""
    """What became of it; then nothing is asked any more."""

    page: str = ""
    """A whole page that goes with it, as HTML; only a mail carries one."""

    @property
    def asks(self) -> bool:
        """Whether it can be answered."""
        return bool(self.master_sha256 or self.changes) and not self.decided

    @property
    def changes_sha256(self) -> str:
        """By what an answer names all the planned changes that were shown."""
        return together_sha256((one.number, one.sha256) for one in self.changes)

    @property
    def sha256(self) -> str:
        """Its identity: one that differs is sent anew, or changed where it stands.

        Its page is none of it: a report is told once, however often it is made.
        """
        unsaid = {"page"} if self.changes else {"page", "changes"}
        facts = self.model_dump(mode="json", exclude=unsaid)
        said = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def plain(self) -> str:
        """It as text alone."""
        head = f"{self.heading}: {self.title}"
        calls = [f"For {', '.join(self.calls)}."] if self.calls else []
        return "\n".join([head, *calls, *self.facts, *([self.decided] if self.decided else [])])
