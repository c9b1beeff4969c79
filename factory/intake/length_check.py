"""Length before anything is made: whether each platform of the channel takes a video as long as this."""

from collections.abc import Iterator

from factory.brief.brief import AcceptedBrief
from factory.errors import BadInput
from factory.listing.platform_limits import PLATFORMS, length_fault
from factory.text.languages import count_words
from factory.video_formats.formats import seconds_of_words

SURELY = 0.8
"""Of the length that so many words are taken to last: no voice of ours speaks them in less."""


def check_lengths(accepted: AcceptedBrief) -> None:
    """See that no platform of the channel refuses the video for its length, however it turns out.

    What a single account may post is asked for when it is posted.

    Raises:
        BadInput: one surely will; says how long it will be at least, and what to do.
    """
    faults = list(_faults(accepted))
    if faults:
        raise BadInput(
            f"brief {accepted.brief.title[:80]!r} of channel {accepted.channel.name}: "
            f"{'; '.join(faults)}. Make it shorter, or hand it to a channel whose `outlets` leave that "
            "platform out"
        )


def _faults(accepted: AcceptedBrief) -> Iterator[str]:
    brief, profile = accepted.brief, accepted.profile
    words = seconds_of_words(count_words(brief.words), profile.speech) * SURELY
    least = max(profile.length.asked_seconds or profile.length.min_seconds, words)
    for outlet in accepted.channel.outlets:
        platform = PLATFORMS.get(outlet)
        if platform and (fault := length_fault(platform, least)):
            yield f"{fault} (found: a {profile.name} of {least:.0f} s at least)"
