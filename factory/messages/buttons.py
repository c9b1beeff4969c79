"""Buttons: what may be answered to a message that asks for a decision, and what stands on each."""

from factory.reviews.decision import Decision

BUTTONS: tuple[tuple[Decision, str], ...] = (
    ("approved", "Approve"),
    ("changes", "Ask for changes"),
    ("rejected", "Reject"),
    ("held", "Hold"),
)
"""In the order in which they are shown."""
