"""What a Reel says of itself: the channel's choices, its caption, its disclosure."""

from pathlib import Path

from factory.channel.outlet_settings import InstagramChoices
from factory.errors import PermanentError
from factory.listing.listing import Listing
from factory.listing.platform_limits import INSTAGRAM as LIMITS
from factory.listing.post_caption import caption_faults, post_caption
from factory.ports import Publication


def choices_of(publication: Publication) -> InstagramChoices:
    """Return what the video's channel says of Instagram.

    Raises:
        PermanentError: nothing.
    """
    channel = publication.channel
    if channel is None or channel.instagram is None:
        raise PermanentError(
            f"{publication.video_id}: its channel file says nothing under `instagram`; say the "
            "account there, then make the video again from its brief"
        )
    return channel.instagram


def caption_of(publication: Publication) -> str:
    """Return the words below the Reel; PermanentError where Instagram takes none of these."""
    caption = post_caption(_listing(publication))
    if faults := caption_faults(caption, LIMITS):
        raise PermanentError(
            f"{publication.video_id}: Instagram does not take its words: {'; '.join(faults)}; "
            "shorten the description or the tags in the listing"
        )
    return caption


def wants_label(publication: Publication) -> bool:
    """Whether the Reel must be labelled as generated; PermanentError where nobody has answered."""
    answer = _listing(publication).synthetic_media
    if answer is None:
        raise PermanentError(f"{publication.video_id}: its listing leaves a disclosure unanswered")
    return answer


def _listing(publication: Publication) -> Listing:
    path: Path = publication.paths["listing.json"]
    return Listing.from_json(path.read_bytes())
