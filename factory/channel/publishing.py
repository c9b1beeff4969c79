"""How a channel publishes: what its file says of each platform, agreed to before anything goes there."""

import re
from collections.abc import Iterator
from typing import Literal

from factory.documents.messages import not_allowed
from factory.records import Payload

CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
PLAYLIST_ID = re.compile(r"(PL|UU|FL|OL)[A-Za-z0-9_-]{10,48}")
CATEGORIES = range(1, 45)
"""Of YouTube: `videoCategories.list`; which of them a country has, YouTube says at the upload."""


class YouTubeChoices(Payload):
    """What YouTube is told about every video of a channel."""

    account: str
    """The ID of the YouTube channel that videos go to, `UC...`, as `factory connect youtube` says it."""
    visibility: Literal["private", "unlisted", "public"] = "private"
    """What a video becomes when it is out; until then it is private."""
    category: int = 27
    """27 is Education."""
    playlist: str = ""
    """The ID of a playlist that every video is added to, `PL...`."""
    notify_subscribers: bool = False
    licence: Literal["youtube", "creativeCommon"] = "youtube"
    embeddable: bool = True


def youtube_problems(choices: YouTubeChoices | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for YouTube."""
    if choices is None:
        if "youtube" in outlets:
            yield not_allowed(
                "youtube",
                "nothing",
                "`youtube: {account: UC..., visibility: private}`, as outlets names it; "
                "`factory connect youtube` says the account",
            )
        return
    if not CHANNEL_ID.fullmatch(choices.account):
        yield not_allowed("youtube.account", choices.account, "UC and 22 letters, digits, - or _")
    if choices.category not in CATEGORIES:
        yield not_allowed("youtube.category", str(choices.category), "1 to 44, such as 27")
    if choices.playlist and not PLAYLIST_ID.fullmatch(choices.playlist):
        yield not_allowed("youtube.playlist", choices.playlist, "a playlist's ID, PL...")
