"""Messages: what people are told outside the desk, by whom it is carried, and what they answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from factory.channel.review_settings import Reviewing
from factory.messages.click import Click, Reply, Taken
from factory.messages.delivery import Delivery
from factory.messages.message import Message, MessengerName
from factory.messages.review_reminders import ReviewWait, Step


class Messages(Protocol):
    """Messages that were asked for, each sent once and changed where it stands."""

    def put(
        self, cause: str, messenger: MessengerName, conversation: str, message: Message
    ) -> None:
        """Ask for a message; one of the same cause there already is changed instead."""
        ...

    def outdated(self, video_id: str = "") -> Sequence[tuple[str, Delivery, bool]]:
        """Return messages that ask about a master that waits no more, or show another listing.

        Of one video, or of all; each with its cause, and whether the master waits still.
        """
        ...

    def claim(self, limit: int) -> Sequence[Delivery]:
        """Return messages that are due, oldest first; nobody else gets them for three minutes."""
        ...

    def done(
        self, delivery: Delivery, *, sent_as: str = "", error: str = "", again_at: datetime | None
    ) -> None:
        """Record how a delivery went; with an error and no time it is given up."""
        ...


class Messenger(Protocol):
    """Carries messages to one kind of conversation."""

    def send(self, message: Message, conversation: str, picture: bytes | None) -> str:
        """Send it; return the messenger's own ID of it.

        Raises:
            TransientError: it may be taken later; nobody knows whether an answer that got lost was.
            PermanentError: it is refused as it is.
        """
        ...

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """Change a sent message to this; errors as of `send`."""
        ...


class Messengers(Protocol):
    """The messengers that are set up."""

    def conversations(self, reviewing: Reviewing | None) -> Sequence[tuple[MessengerName, str]]:
        """Return whom a channel's reviews are brought to; None: the factory's own conversations."""
        ...

    def alerted(self) -> Sequence[tuple[MessengerName, str]]:
        """Return where alerts are told: the factory's own conversations, and what takes nothing else."""
        ...

    def messenger(self, name: MessengerName) -> Messenger:
        """Return one; raise PermanentError where it is not set up."""
        ...


class ClickDoor(Protocol):
    """Where a messenger brings clicks in."""

    def read(self, headers: Mapping[str, str], body: bytes, now: float) -> Click:
        """Return what was clicked.

        Args:
            headers: of the request, in lower case.
            body: of the request, as it came.
            now: seconds since 1970.

        Raises:
            Forged: its signature is missing, wrong or too old.
        """
        ...

    def ask_why(self, click: Click) -> Reply:
        """Show a form that asks why not."""
        ...

    def tell(self, click: Click, taken: Taken) -> Reply:
        """Tell who clicked what came of it."""
        ...


class ReviewWaits(Protocol):
    """Reviews that wait, and what was done about them."""

    def waiting(self, limit: int) -> Sequence[ReviewWait]:
        """Return the masters that wait for a decision, oldest first."""
        ...

    def took(self, wait: ReviewWait, step: Step) -> bool:
        """Record a step; False where another process has taken it meanwhile."""
        ...


class ChatAccounts(Protocol):
    """Accounts of people at messengers."""

    def addresses(self, names: Sequence[str], messenger: MessengerName) -> Sequence[str]:
        """Return how a messenger knows those people, as far as it does."""
        ...
