"""What each platform accepts as a listing: limits as data, each with its source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factory.documents.durations import as_written
from factory.text.title_and_tag_limits import FORBIDDEN_IN_TITLES, MOST_TITLE_CHARS


def characters(text: str) -> int:
    """Count Unicode characters."""
    return len(text)


def utf8_bytes(text: str) -> int:
    """Count bytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def utf16_units(text: str) -> int:
    """Count UTF-16 units: an emoji outside the basic plane counts as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def youtube_tag_length(tags: Sequence[str]) -> int:
    """Count tags as YouTube does: commas between them count, a tag with a space counts 2 more."""
    quotes = sum(2 for tag in tags if " " in tag)
    return sum(len(tag) for tag in tags) + quotes + max(0, len(tags) - 1)


@dataclass(frozen=True, slots=True)
class LengthLimit:
    """At most so many of a unit, counted in the platform's own way."""

    most: int
    unit: str
    count: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Platform:
    """The limits of one platform; None where it has no such field or limit."""

    name: str
    title: LengthLimit | None
    description: LengthLimit
    """TikTok's title and Instagram's caption hold what we call the description."""
    most_tag_characters: int | None
    most_hashtags: int | None
    forbidden_characters: str
    most_thumbnail_bytes: int | None
    source: str
    least_seconds: float = 0.0
    most_seconds: float | None = None
    """How long a video may be there, whatever the account; TikTok tells each creator a limit of their own."""


YOUTUBE = Platform(
    name="YouTube",
    title=LengthLimit(MOST_TITLE_CHARS, "characters", characters),
    description=LengthLimit(5000, "bytes", utf8_bytes),
    most_tag_characters=500,
    most_hashtags=60,  # with more, YouTube ignores every one of them
    forbidden_characters=FORBIDDEN_IN_TITLES,
    # 50 MB since 2026-09-14; 2 MB is taken by every platform and client, and loads on a phone.
    most_thumbnail_bytes=2 * 1024 * 1024,
    source="YouTube Data API v3, videos resource and thumbnails.set, revision 2026-11-04",
)

TIKTOK = Platform(
    name="TikTok",
    title=None,
    description=LengthLimit(2200, "UTF-16 units", utf16_units),
    most_tag_characters=None,
    most_hashtags=None,
    forbidden_characters="",
    most_thumbnail_bytes=None,
    source="TikTok Content Posting API reference, direct post, post_info.title; media transfer guide",
    most_seconds=600,
)

INSTAGRAM = Platform(
    name="Instagram",
    title=None,
    description=LengthLimit(2200, "characters", characters),
    most_tag_characters=None,
    most_hashtags=30,
    forbidden_characters="",
    most_thumbnail_bytes=None,
    source="Instagram Graph API, POST /{ig-user}/media, caption and Reel specifications",
    least_seconds=3,
    most_seconds=900,
)


def length_fault(platform: Platform, seconds: float, most_of_account: float = 0) -> str:
    """Say why a platform takes no video of this length; empty where it does.

    Args:
        platform: which.
        seconds: how long the video is.
        most_of_account: the account's own limit; 0: none is known.
    """
    limits = [one for one in (platform.most_seconds, most_of_account) if one]
    most = min(limits, default=None)
    if seconds < platform.least_seconds:
        return (
            f"it lasts {seconds:.1f} s; {platform.name} takes {platform.least_seconds:g} s at least"
        )
    if most is not None and seconds > most:
        whose = "this account may post" if most == most_of_account else f"{platform.name} takes"
        return f"it lasts {as_written(round(seconds))}; {whose} {as_written(most)} at most"
    return ""


PLATFORMS = {platform.name.lower(): platform for platform in (YOUTUBE, TIKTOK, INSTAGRAM)}
