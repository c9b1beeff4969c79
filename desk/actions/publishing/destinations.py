"""Destinations: where a video goes once it is approved, on whose account, and who sees it there."""

from collections.abc import Sequence

from factory.brief.brief import AcceptedBrief
from factory.channel.channel import Channel
from factory.channel.outlet_settings import YouTubeChoices
from factory.listing.outlet_names import outlet_name
from factory_assets.publishing.automatic_approval import SWITCH
from wiring.factory import Factory

SEEN_ON_INSTAGRAM = "seen by everyone who sees the account"
CHOSEN_LATER = "a person chooses who sees it"
SELF = "a folder on this machine"


def destinations_of(factory: Factory, accepted: AcceptedBrief) -> tuple[tuple[str, str], ...]:
    """Return each outlet of a video, and in words whose account is acted on and what becomes of it."""
    titles = {(one.outlet, one.account): one.title for one in factory.accounts.grants.all()}
    channel = accepted.channel
    seen = {
        "youtube": _on_youtube(channel.youtube) if channel.youtube else "",
        "tiktok": (channel.tiktok.privacy or CHOSEN_LATER) if channel.tiktok else "",
        "instagram": SEEN_ON_INSTAGRAM,
        "outbox": SELF,
    }
    found: list[tuple[str, str]] = []
    for outlet in channel.outlets:
        account = channel.account_at(outlet)
        title = titles.get((outlet, account), "not connected" if account else "")
        named = f"{title} ({account})" if account else ""
        found.append((outlet, ", ".join(part for part in (named, seen.get(outlet, "")) if part)))
    return tuple(found)


def release_words(factory: Factory, channel: Channel) -> str:
    """Say whether a person looks at a channel's videos before they go out, and where they go then.

    Without a review they go by themselves as far as the switch `auto_approval` lets them: while it is off,
    to outlets on this machine alone.
    """
    if channel.review != "automatic":
        who = "two people" if channel.review == "two_reviewers" else "a person"
        return f"Waits until {who} approved it, then goes to {_named(channel.outlets)}."
    leaving = () if factory.catalogue.settings.on(SWITCH) else _leaving(factory, channel)
    here = [one for one in channel.outlets if one not in leaving]
    goes = (
        f"Released without review: it goes to {_named(here)} when its checks pass." if here else ""
    )
    waits = (
        f"For {_named(leaving)} a person decides, as the factory lets nothing leave unseen."
        if leaving
        else ""
    )
    return " ".join(filter(None, (goes, waits)))


def _leaving(factory: Factory, channel: Channel) -> list[str]:
    return [one for one in channel.outlets if factory.outlets.outlet(one).distributes]


def _named(outlets: Sequence[str]) -> str:
    *most, last = [outlet_name(one) for one in outlets] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _on_youtube(choices: YouTubeChoices) -> str:
    told = "subscribers are told" if choices.notify_subscribers else ""
    listed = f"playlist {choices.playlist}" if choices.playlist else ""
    return ", ".join(part for part in (choices.visibility, told, listed) if part)
