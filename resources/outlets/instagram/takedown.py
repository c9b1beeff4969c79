"""Taking a Reel down from Instagram: it is deleted there, as Instagram hides nothing."""

from collections.abc import Mapping

from factory.channel.channel import Channel
from factory.errors import NoAccess, PermanentError
from factory.ports import Accounts
from factory.ports.takedown import DELETED, GONE
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.existing_reels import reels_there
from resources.outlets.instagram.graph_api import TAKES_DOWN, UnknownObject


class InstagramTakedown:
    """See `factory.ports.Takedown`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def take_down(self, video_id: str, channel: Channel, post: Mapping[str, str]) -> str:
        """See `factory.ports.Takedown.take_down`; what is deleted cannot be brought back."""
        if channel.instagram is None:
            raise PermanentError(
                f"{video_id}: the channel {channel.name} names no Instagram account any more; wanted "
                "`instagram: {account: ...}` in its file, or delete the Reel by hand"
            )
        service, reel = InstagramService(self._accounts, channel.instagram.account), post["post_id"]
        try:
            unknown = not _deleted(service, video_id, reel)
            there = reels_there(service, [reel])
        except NoAccess as error:
            raise _by_hand(video_id, str(error)) from None
        if not there:
            return GONE if unknown else DELETED
        if unknown:
            why = f"Instagram does not let the Reel of {video_id} be deleted, and it is still there"
            raise _by_hand(video_id, why)
        raise PermanentError(f"{video_id} is still there: {post.get('url', 'Instagram')}")


def _deleted(service: InstagramService, video_id: str, reel: str) -> bool:
    """Whether Instagram deleted it; otherwise it is gone, or nothing may be done to it."""
    try:
        service.delete(f"delete the Reel of {video_id}", reel)
    except UnknownObject:
        return False
    return True


def _by_hand(video_id: str, why: str) -> NoAccess:
    return NoAccess(
        f"{why}; it wants the permission {TAKES_DOWN}, which accounts grant that are connected "
        "anew. Or delete it in Instagram's app, and say "
        f"`factory takedown {video_id} --by-hand instagram --reason ...`"
    )
