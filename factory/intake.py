"""Intake: a file of words becomes an accepted brief with a video ID."""

from datetime import datetime
from pathlib import Path

from factory.brief import AcceptedBrief, accept, parse_brief
from factory.errors import BadInput
from factory.ids import new_video_id
from factory.ports import Channels, Intake


def take_in(
    data: bytes,
    name: str,
    *,
    folder: Path,
    channels: Channels,
    catalogue: Intake,
    now: datetime,
    source: str,
    revise: bool,
) -> AcceptedBrief:
    """Read a brief, give it its video ID and record it.

    The same channel, language and title (or the same `id`) name the same video. What is already
    a video becomes a new revision of it when `revise` is set, and is refused otherwise. Folders
    that the brief names are taken from `folder`.

    Raises:
        BadInput: the brief cannot be accepted; nothing was recorded.
    """
    brief = parse_brief(data, name, channels.all(), now, folder=folder)
    channel = channels.named(brief.channel)
    known = catalogue.find(brief)
    if known and not revise:
        before = catalogue.brief(known)
        if (before.brief, before.source) == (brief, source):
            return before  # handed in again after a crash, between its record and its removal
        raise BadInput(
            f"{name}: {brief.title!r} is already the video {known}; "
            "give it another title (or `id`), or make a new revision of it with `factory make`"
        )
    video_id = (
        known
        or brief.video_id
        or new_video_id(channel.name, brief.title, brief.language, now.date())
    )
    accepted = accept(brief, channel, video_id, source, now)
    catalogue.accept(accepted)
    return accepted
