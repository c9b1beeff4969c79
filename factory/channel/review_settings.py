"""Reviewing: by which policy a channel's videos are released, whom it asks, and how long that may take."""

from typing import Annotated, Literal

from pydantic import Field

from factory.records import Payload

Policy = Literal["required", "two_reviewers", "automatic"]
"""`two_reviewers`: two different people approve the same master. `automatic`: nobody need look."""

Addressee = Annotated[str, Field(min_length=1, max_length=200)]


class Reviewing(Payload):
    """How a channel asks for decisions; what it leaves out is the factory's own."""

    hours: float = Field(default=24, gt=0, le=24 * 90)
    """A review that waits so long is reminded of, twice at most."""
    again_hours: float = Field(default=8, gt=0, le=24 * 90)
    """Between two reminders, and before another reviewer is asked."""
    escalate_to: tuple[Addressee, ...] = ()
    """People of the factory who are asked then; they have `hours` too, and then it is held."""
    slack: str = Field(default="", max_length=80)
    """ID of the Slack conversation that is asked, in place of the factory's."""
    discord: str = Field(default="", max_length=80)
    """ID of the Discord channel that is asked, in place of the factory's."""
    email: tuple[Addressee, ...] = ()
    """Addresses that are written to, in place of the factory's."""
