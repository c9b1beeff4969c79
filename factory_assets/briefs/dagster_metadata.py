"""What a person should know of an accepted brief at a glance."""

from factory.brief.brief import AcceptedBrief
from factory_assets.stage.dagster_metadata import Link, Metadata


def described(accepted: AcceptedBrief, url: str) -> Metadata:
    """Return the facts of one brief; `url` is where it is found."""
    brief, channel = accepted.brief, accepted.channel
    return {
        "title": brief.title,
        "channel": brief.channel,
        "format": brief.format,
        "language": brief.language,
        "words": len(brief.words.split()),
        "review": channel.review,
        "budget_usd": channel.budget_usd_per_video,
        "accepted_at": accepted.accepted_at,
        "file": Link(url),
    }
