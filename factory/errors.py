"""Every error the factory raises on purpose.

* FactoryError
  - TransientError     another attempt may succeed (429, 5xx, no connection)
    + AnswerLost       the request left and no answer came; it may have been done, and paid
  - PermanentError     another attempt cannot; a person or a new input must intervene first
    + NotFound         there is no such video, channel, idea, person, token (404 to a program)
    + BadInput         what was handed in cannot be accepted (a brief, a channel, a picture)
    + Unreadable       what was kept cannot be read: another version of the factory wrote it
    + CleanedAway      a result's file was cleaned away; whoever needs it has it made anew
    + PriceUnknown     nobody said what a call costs; nothing was bought
    + NoAccess         a vendor serves nobody under this key: refused, no quota, locked
    + DiskFull         there is no room for the result; what was paid for is asked for again
    + Postponed        nothing is wrong with the video: it waits, and goes on by itself
      * BudgetExceeded      a spending limit stands in the way; nothing was spent
      * CircuitOpen         the vendor failed again and again and is left alone for a while
      * ConfirmationNeeded  a person must agree to the price first
      * OriginalAwaited     a translation waits for the script that it translates
      * PublishingWaits     an outlet is off, busy, out of quota or not connected
    + OutcomeUnknown   it may be out or not, and only a person can tell
    + Refused          the release verdict, or an upload without one
    + Forged           nobody who may has signed it: forged, too old, or sent once more
  - TakenOver          another process does by now what this one did alone; that one goes on
  - NoHelpWanted       a run that helps another shall take no more of its work; nothing is wrong
"""

from datetime import datetime
from typing import Literal


class FactoryError(Exception):
    """Root of the tree: catch this to catch ours and nobody else's.

    Args:
        charged: a vendor did the work and charges for it, although nothing usable came of it.
    """

    def __init__(self, *said: object, charged: bool = False) -> None:
        super().__init__(*said)
        self.charged = charged


LONGEST_RETRY_AFTER_SECONDS = 60.0
"""A step waits so long at most; a vendor that asks for a longer rest gets it by way of the circuit."""


class TransientError(FactoryError):
    """Worth another attempt.

    Args:
        retry_after_seconds: how long the other side asked to be left alone, if it did.
        charged: see `FactoryError`.
    """

    def __init__(
        self, *said: object, retry_after_seconds: float | None = None, charged: bool = False
    ) -> None:
        super().__init__(*said, charged=charged)
        self.retry_after_seconds = retry_after_seconds


class AnswerLost(TransientError):
    """A request left and no answer came: nobody here knows whether it was done, and charged."""


class PermanentError(FactoryError):
    """A person or a new input must intervene first."""


class NotFound(PermanentError):
    """There is no such thing: a video, channel, idea, person, token; the message says what lists those there are."""


class BadInput(PermanentError):
    """Something handed in cannot be accepted; the message says what was found and wanted."""


class Unreadable(PermanentError):
    """What the factory kept cannot be read by this version of it; the message says what to do."""


class CleanedAway(PermanentError):
    """A result is known, and its file was cleaned away; asked for without recalling, it is made anew."""


class NoAccess(PermanentError):
    """A vendor serves nobody under this key now: key refused, no quota left, account locked."""


class PriceUnknown(PermanentError):
    """What a call costs is in no price book; the message is the line to add."""


class DiskFull(PermanentError):
    """No room for what was to be written: nothing is wrong with it, and a vendor may have been paid."""


WaitsFor = Literal["budget", "provider", "confirmation", "original", "outlet", "slot"]


class Postponed(PermanentError):
    """Nothing is wrong: the video waits, and goes on by itself.

    Args:
        until: when to try again; None when only somebody's act can change anything.
        scope: what it waits for, in the words of the table it stands in: `video v-1`, `google`.
        usd: what it wanted to spend.
    """

    waits_for: WaitsFor

    def __init__(
        self, *said: object, until: datetime | None = None, scope: str = "", usd: float = 0.0
    ) -> None:
        super().__init__(*said)
        self.until = until
        self.scope = scope
        self.usd = usd


class BudgetExceeded(Postponed):
    """A spending limit would be passed: the message names it, what is spent and what was asked."""

    waits_for = "budget"


class CircuitOpen(Postponed):
    """A vendor failed again and again: it is left alone until it is tried once more."""

    waits_for = "provider"


class ConfirmationNeeded(Postponed):
    """The price of a video is so high that a person must agree first."""

    waits_for = "confirmation"


class OriginalAwaited(Postponed):
    """A translation waits until the video that it translates has its script."""

    waits_for = "original"


class PublishingWaits(Postponed):
    """An outlet takes nothing now: distribution is off, its quota is used up, it is still at it."""

    waits_for = "outlet"


class SlotAwaited(Postponed):
    """A video goes out when its time has come, or when a person has confirmed its time."""

    waits_for = "slot"


class OutcomeUnknown(PermanentError):
    """A video may be out or may not, and nothing here can tell: it is never sent again blindly."""


class Refused(PermanentError):
    """A video may not be released or published; the message gives every reason."""


class Forged(PermanentError):
    """What came in is not signed by whom it says it comes from, or was before."""


class TakenOver(FactoryError):
    """Another process does by now what this one did alone: nothing more of it is written here, nor tried again."""


class NoHelpWanted(FactoryError):
    """A run that helps another shall take no more of its work: that is over, or somebody waits."""
