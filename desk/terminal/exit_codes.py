"""Exit codes: the number that each command of the terminal ends with, for scripts that call it."""

from collections.abc import Mapping
from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""It was refused, or something is wrong; stderr or the list says what."""
ASKED_WRONGLY: Final = 2
"""Click's own: no such command or option, or an argument is missing."""
UNAPPROVED: Final = 3
ALTERED: Final = 4
FOREIGN: Final = 5
STOPPED_BY_PERSON: Final = 130
"""What a shell answers for a command that Ctrl-C has ended: 128 and the signal's number."""

VERIFIED: Final = {
    "approved": DONE,
    "unapproved": UNAPPROVED,
    "unrecorded": UNAPPROVED,
    "altered": ALTERED,
    "foreign": FOREIGN,
}
"""Of `factory verify`, by what it has found."""

ENDS_WITH: Final[Mapping[str, str]] = {
    "make": f"{FAILED}: a video failed; {STOPPED_BY_PERSON}: Ctrl-C stopped it",
    "next": f"{FAILED}: the step failed; {STOPPED_BY_PERSON}: Ctrl-C stopped it",
    "doctor": f"{FAILED}: a part has an error",
    "channels check": f"{FAILED}: the file would be refused",
    "takedown": f"{FAILED}: something is still out",
    "verify": (
        f"{UNAPPROVED}: ours, and not approved or on no record; {ALTERED}: changed after it was "
        f"signed; {FOREIGN}: anybody else's"
    ),
}
"""Commands that end with more than 0, done; 1, refused; and 2, asked wrongly: what each code means."""
