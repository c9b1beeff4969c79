"""Excerpt: passages of a longer video that become a short one of their own."""

from factory.records import Payload


class Excerpt(Payload):
    """Where the words and pictures of a video come from, if they are another's."""

    video_id: str
    """The longer one."""
    format: str
    """Its format: what was spoken at its pace is not spoken again."""
    scenes: tuple[str, ...]
    """Of its script, in order."""
