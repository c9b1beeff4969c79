"""Destinations: where a video goes once it is approved, on whose account, and who sees it there."""

from factory.brief.brief import AcceptedBrief
from factory.channel.outlet_settings import YouTubeChoices
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


def _on_youtube(choices: YouTubeChoices) -> str:
    told = "subscribers are told" if choices.notify_subscribers else ""
    listed = f"playlist {choices.playlist}" if choices.playlist else ""
    return ", ".join(part for part in (choices.visibility, told, listed) if part)
