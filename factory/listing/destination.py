"""Destination: where a video goes out and how, which whoever approves it has been shown and agrees to."""

from factory.brief.brief import AcceptedBrief
from factory.brief.planned_changes import LaterChange
from factory.channel.outlet_settings import InstagramChoices, TikTokChoices, YouTubeChoices
from factory.records import Payload


class Destination(Payload):
    """Part of a listing, so that an approval, which holds for one listing, holds for one destination.

    The time is none of it: slots move in the calendar, by whoever may move them.
    """

    outlets: tuple[str, ...]
    """By name."""
    youtube: YouTubeChoices | None = None
    """None where it does not go there; so below."""
    tiktok: TikTokChoices | None = None
    instagram: InstagramChoices | None = None
    paid_promotion: bool = False
    later: tuple[LaterChange, ...] = ()
    """What of its post becomes another one when it is out."""


def destination_of(accepted: AcceptedBrief) -> Destination:
    """Return where an accepted video goes, and how."""
    channel = accepted.channel
    return Destination(
        outlets=tuple(sorted(channel.outlets)),
        youtube=channel.youtube if "youtube" in channel.outlets else None,
        tiktok=channel.tiktok if "tiktok" in channel.outlets else None,
        instagram=channel.instagram if "instagram" in channel.outlets else None,
        paid_promotion=channel.compliance.paid_promotion,
        later=accepted.brief.changes,
    )
