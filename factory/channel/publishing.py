"""How a channel publishes: what its file says of each platform, agreed to before anything goes there."""

import re
from collections.abc import Iterator
from typing import Literal

from factory.documents.messages import not_allowed
from factory.records import Payload

CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
PLAYLIST_ID = re.compile(r"(PL|UU|FL|OL)[A-Za-z0-9_-]{10,48}")
OPEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
INSTAGRAM_ID = re.compile(r"\d{5,25}")
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


TikTokPrivacy = Literal[
    "PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"
]


class TikTokChoices(Payload):
    """What TikTok is told about every video of a channel; its guidelines want each toggle off at first."""

    account: str
    """The account's ID at TikTok (`open_id`), as `factory connect tiktok` says it."""
    privacy: TikTokPrivacy | None = None
    """Who sees it. None: a person chooses for each video, as TikTok's guidelines want it."""
    comments: bool = False
    duets: bool = False
    stitches: bool = False
    your_brand: bool = False
    """It promotes the creator's own business."""
    branded_content: bool = False
    """It promotes somebody else's for something in return; never for one's own eyes only."""
    when_refused: Literal["wait", "inbox"] = "wait"
    """Where TikTok takes no direct post of this app: `inbox` sends it to the creator's inbox, where
    a person finishes it in TikTok's app, and every setting but the words is theirs."""
    label_by_hand: bool = False
    """Whoever finishes it there sets the label for generated content: without this promise
    nothing that wants the label goes to the inbox."""


class InstagramChoices(Payload):
    """What Instagram is told about every Reel of a channel."""

    account: str
    """The professional account's ID, as `factory connect instagram` says it."""
    share_to_feed: bool = True
    """Shown among the posts too, beside the Reels."""


def tiktok_problems(choices: TikTokChoices | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for TikTok."""
    if choices is None:
        if "tiktok" in outlets:
            yield not_allowed(
                "tiktok",
                "nothing",
                "`tiktok: {account: ...}`, as outlets names it; `factory connect tiktok` says the "
                "account",
            )
        return
    if not OPEN_ID.fullmatch(choices.account):
        yield not_allowed("tiktok.account", choices.account, "8 to 64 letters, digits, - or _")
    if choices.branded_content and choices.privacy == "SELF_ONLY":
        wanted = "a wider privacy, as TikTok takes no branded content that only its creator sees"
        yield not_allowed("tiktok.privacy", "SELF_ONLY", wanted)


def instagram_problems(choices: InstagramChoices | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for Instagram."""
    if choices is None:
        if "instagram" in outlets:
            yield not_allowed(
                "instagram",
                "nothing",
                "`instagram: {account: '1784...'}`, as outlets names it; "
                "`factory connect instagram` says the account",
            )
        return
    if not INSTAGRAM_ID.fullmatch(choices.account):
        yield not_allowed("instagram.account", choices.account, "5 to 25 digits")


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
