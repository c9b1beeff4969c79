"""Takedown: what is out is seen by nobody any more."""

from collections.abc import Mapping
from typing import Final, Protocol

from factory.channel.channel import Channel

DELETED: Final = "deleted"
GONE: Final = "was gone already"
"""What came of a post that does not exist any more, which nothing can show again."""


class Takedown(Protocol):
    """How an outlet hides a post that is out there."""

    def take_down(self, video_id: str, channel: Channel, post: Mapping[str, str]) -> str:
        """Let nobody see a post any more; once more is the same as once.

        Args:
            video_id: whose post.
            channel: whose video, as it is now.
            post: what the outlet answered when it was published: `post_id`, `url`.

        Returns:
            What came of it, in a few words, such as `private`; of a post that does not exist any more
            `DELETED` or `GONE`.

        Raises:
            TransientError, PublishingWaits: it may be asked again later.
            PermanentError: it cannot be done from here.
        """
        ...
