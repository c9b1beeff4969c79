"""Taking a Reel down from Instagram: it is deleted there, as Instagram hides nothing."""

from collections.abc import Mapping

from factory.channel.channel import Channel
from factory.errors import NoAccess, PermanentError
from factory.ports import Accounts
from resources.outlets.instagram.graph import TAKES_DOWN, UnknownObject
from resources.outlets.instagram.service import InstagramService


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
        service = InstagramService(self._accounts, channel.instagram.account)
        try:
            service.delete(f"delete the Reel of {video_id}", post["post_id"])
        except UnknownObject:
            return "was gone already"
        except NoAccess as error:
            raise NoAccess(
                f"{error}; it wants the permission {TAKES_DOWN}, which accounts grant that are connected "
                "anew. Or delete it in Instagram's app, and say "
                f"`factory takedown {video_id} --by-hand instagram --reason ...`"
            ) from None
        try:
            service.get(f"look for the Reel of {video_id}", post["post_id"], "id")
        except UnknownObject:
            return "deleted"
        raise PermanentError(f"{video_id} is still there: {post.get('url', 'Instagram')}")
