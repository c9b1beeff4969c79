"""Click: what somebody answered to a message in a chat, as the messenger told it."""

from datetime import datetime
from typing import Final, Literal

from factory.messages.message import Message, MessengerName
from factory.records import Payload
from factory.reviews.decision import Decision

PLANNED: Final = "+"
"""Before that by which planned changes are known that a message showed."""


class Click(Payload):
    """One answer; `kind` says how far it is."""

    kind: Literal["greeting", "press", "note", "nothing"]
    """`greeting`: the messenger only asks who is there. `press`: a button. `note`: the form that asks
    why. `nothing`: nothing that concerns us."""
    messenger: MessengerName
    id: str = ""
    """The messenger's own: the same for a click that arrives twice."""
    account: str = ""
    """Who clicked, by the messenger's ID."""
    account_name: str = ""
    at: datetime | None = None
    """When."""
    decision: Decision | None = None
    video_id: str = ""
    seen: str = ""
    """Which master and listing the message showed, as `seen_on_button` says it; or `PLANNED` and the planned
    changes, as `on_button` says them."""
    note: str = ""
    conversation: str = ""
    sent_as: str = ""
    """The message that was answered."""
    trigger: str = ""
    """What the messenger wants back with a form."""


class Taken(Payload):
    """What came of a click."""

    counted: bool
    """False: it was refused, and `words` say why."""
    words: str
    message: Message | None = None
    """The message as it reads now."""


class Reply(Payload):
    """What the messenger is answered, at once."""

    status: int = 200
    body: dict[str, object] | None = None
