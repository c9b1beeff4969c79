"""How a channel publishes: what its file says of each platform, agreed to before anything goes there."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from factory.channel.branding import Insert
from factory.documents.error_words import not_allowed
from factory.records import Payload

CHANNEL_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
PLAYLIST_ID = re.compile(r"(PL|UU|FL|OL)[A-Za-z0-9_-]{10,48}")
OPEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
INSTAGRAM_ID = re.compile(r"\d{5,25}")
CATEGORIES = range(1, 45)
"""Of YouTube: `videoCategories.list`; which of them a country has, YouTube says at the upload."""

NO_PLAYLIST = "none"

Visibility = Literal["private", "unlisted", "public"]
Licence = Literal["youtube", "creativeCommon"]


class YouTubeChoices(Payload):
    """What YouTube is told about every video of a channel."""

    account: str
    """The ID of the YouTube channel that videos go to, `UC...`, as `factory connect youtube` says it."""
    visibility: Visibility = "private"
    """What a video becomes when it is out; until then it is private."""
    category: int = 27
    """27 is Education."""
    playlist: str = ""
    """The ID of a playlist that every video is added to, `PL...`."""
    notify_subscribers: bool = False
    licence: Licence = "youtube"
    embeddable: bool = True
    localised: bool = False
    """Whether a video also gets title, description and subtitles of those that tell it in other languages."""


class YouTubeOfBrief(Payload):
    """What a brief says of its own video in place of the channel's choices; None leaves them."""

    visibility: Visibility | None = None
    category: int | None = None
    playlist: str | None = None
    """`none`: no playlist, whatever the channel says."""
    notify_subscribers: bool | None = None
    licence: Licence | None = None
    embeddable: bool | None = None

    def over(self, choices: YouTubeChoices) -> YouTubeChoices:
        """Return the channel's choices with the brief's laid over them; the account stays."""
        said = {key: value for key, value in self.model_dump().items() if value is not None}
        if said.get("playlist") == NO_PLAYLIST:
            said["playlist"] = ""
        return choices.model_copy(update=said)


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


def _unsaid(outlet: str, example: str, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield that a channel's file says nothing of an outlet, if it publishes there."""
    if outlet in outlets:
        wanted = f"`{outlet}: {example}`, as outlets names it; `factory connect {outlet}` says the account"
        yield not_allowed(outlet, "nothing", wanted)


def tiktok_problems(
    choices: TikTokChoices | None, outlets: tuple[str, ...], branded: Mapping[str, Insert]
) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for TikTok, and with its branded inserts there."""
    if "tiktok" in outlets:
        for key, insert in branded.items():
            wanted = (
                f"none where outlets names tiktok, which takes no video with a brand in it (`{key}: none`, "
                f"another channel for TikTok, or `branded: false` if it shows no name, mark or promotion)"
            )
            yield not_allowed(key, insert.file, wanted)
    if choices is None:
        yield from _unsaid("tiktok", "{account: ...}", outlets)
        return
    if not OPEN_ID.fullmatch(choices.account):
        yield not_allowed("tiktok.account", choices.account, "8 to 64 letters, digits, - or _")
    if choices.branded_content and choices.privacy == "SELF_ONLY":
        wanted = "a wider privacy, as TikTok takes no branded content that only its creator sees"
        yield not_allowed("tiktok.privacy", "SELF_ONLY", wanted)


def instagram_problems(choices: InstagramChoices | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for Instagram."""
    if choices is None:
        yield from _unsaid("instagram", "{account: '1784...'}", outlets)
        return
    if not INSTAGRAM_ID.fullmatch(choices.account):
        yield not_allowed("instagram.account", choices.account, "5 to 25 digits")


def youtube_problems(choices: YouTubeChoices | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's choices for YouTube."""
    if choices is None:
        yield from _unsaid("youtube", "{account: UC..., visibility: private}", outlets)
        return
    if not CHANNEL_ID.fullmatch(choices.account):
        yield not_allowed("youtube.account", choices.account, "UC and 22 letters, digits, - or _")
    yield from _choice_problems(choices.category, choices.playlist)


def youtube_of_brief_problems(
    said: YouTubeOfBrief | None, channel: str, choices: YouTubeChoices | None
) -> Iterator[str]:
    """Yield what is wrong with a brief's own choices for YouTube, of a channel with such choices."""
    if said is None:
        return
    if choices is None:
        yield (
            f"youtube: channel {channel} names no YouTube account; wanted: "
            "`youtube: {account: UC...}` in the channel file, or no such key"
        )
    playlist = "" if said.playlist == NO_PLAYLIST else said.playlist
    yield from _choice_problems(said.category, playlist)


def _choice_problems(category: int | None, playlist: str | None) -> Iterator[str]:
    if category is not None and category not in CATEGORIES:
        yield not_allowed("youtube.category", str(category), "1 to 44, such as 27")
    if playlist and not PLAYLIST_ID.fullmatch(playlist):
        yield not_allowed("youtube.playlist", playlist, "a playlist's ID, PL...")
