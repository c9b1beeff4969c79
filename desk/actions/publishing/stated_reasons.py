"""Reasons: why a person does what is kept with their name."""

from factory.errors import BadInput

MOST_REASON_CHARS = 2_000


def checked_reason(reason: str) -> str:
    """Return a reason without space around it; raise BadInput where nothing, or too much, is said."""
    if not reason.strip() or len(reason) > MOST_REASON_CHARS:
        raise BadInput(f"why is not said; wanted 1 to {MOST_REASON_CHARS:,} characters")
    return reason.strip()
