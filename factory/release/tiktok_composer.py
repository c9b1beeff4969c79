"""What TikTok wants of whoever posts there: to see whose account it is, and to choose for each post.

TikTok's Content Sharing Guidelines: nothing is chosen beforehand, what the creator has switched off
cannot be chosen, and a person agrees to TikTok's terms before a post leaves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from factory.channel.outlet_settings import TikTokPrivacy
from factory.errors import BadInput
from factory.records import Payload

PRIVACY: Final[Mapping[TikTokPrivacy, str]] = {
    "PUBLIC_TO_EVERYONE": "Everyone",
    "MUTUAL_FOLLOW_FRIENDS": "Friends",
    "FOLLOWER_OF_CREATOR": "Followers",
    "SELF_ONLY": "Only you",
}
"""TikTok's words, and what they mean to people."""
CIRCLES: Final[tuple[TikTokPrivacy, ...]] = (
    "SELF_ONLY",
    "MUTUAL_FOLLOW_FRIENDS",
    "FOLLOWER_OF_CREATOR",
    "PUBLIC_TO_EVERYONE",
)
"""From the fewest people to the most; friends are followers who are followed."""
PROCESSING: Final = (
    "After it is posted TikTok works on it for a few minutes before it is seen on the profile."
)
WIDER: Final = (
    "which its channel says and is approved with the video; change `tiktok: {privacy: ...}` in the channel's "
    "file, hand the brief in again, and have that approved"
)
LABELS: Final = {
    "your_brand": "TikTok will label it as promotional content.",
    "branded_content": "TikTok will label it as a paid partnership.",
}


@dataclass(frozen=True, slots=True)
class Creator:
    """What TikTok says of whoever a post will be of: asked before each, as it can change."""

    username: str
    nickname: str
    privacy: tuple[str, ...]
    """What the account offers."""
    comments_off: bool
    duets_off: bool
    stitches_off: bool
    most_seconds: int
    """How long a post may be; 0: TikTok did not say."""

    @classmethod
    def told(cls, data: Mapping[str, Any]) -> Self:
        """Return what TikTok's answer to `creator_info` says."""
        return cls(
            username=str(data.get("creator_username", "")),
            nickname=str(data.get("creator_nickname", "")),
            privacy=tuple(str(one) for one in data.get("privacy_level_options") or ()),
            comments_off=bool(data.get("comment_disabled")),
            duets_off=bool(data.get("duet_disabled")),
            stitches_off=bool(data.get("stitch_disabled")),
            most_seconds=int(data.get("max_video_post_duration_sec") or 0),
        )


class ChosenPost(Payload):
    """What a person chose for one post; everything but the privacy is off at first."""

    privacy: TikTokPrivacy
    comments: bool = False
    duets: bool = False
    stitches: bool = False
    your_brand: bool = False
    branded_content: bool = False


def consent_words(*, branded_content: bool) -> str:
    """Return what a person agrees to by posting."""
    policy = "TikTok's Branded Content Policy and " if branded_content else "TikTok's "
    return f"By posting, you agree to {policy}Music Usage Confirmation."


def is_wider(privacy: TikTokPrivacy, approved: TikTokPrivacy | None) -> bool:
    """Whether more people would see a post than its approved destination says; None leaves it to who chooses."""
    return approved is not None and CIRCLES.index(privacy) > CIRCLES.index(approved)


def check_chosen(
    chosen: ChosenPost,
    creator: Creator,
    *,
    agreed: bool,
    seconds: float | None,
    approved: TikTokPrivacy | None = None,
) -> None:
    """Return only if a post may be made so.

    Args:
        chosen: what a person chose.
        creator: what the account offers now.
        agreed: to `consent_words`.
        seconds: how long the video is, if that is known.
        approved: who may see it as its channel says, which is approved with the video; None: whoever is chosen.

    Raises:
        BadInput: names everything that is not possible.
    """
    wrong = list(_wrong(chosen, creator, agreed, seconds))
    if is_wider(chosen.privacy, approved):
        wrong.append(
            f"privacy: found {chosen.privacy}, more people see that than {approved}, {WIDER}"
        )
    if wrong:
        raise BadInput(f"TikTok, {creator.nickname}: " + "; ".join(wrong))


def _wrong(
    chosen: ChosenPost, creator: Creator, agreed: bool, seconds: float | None
) -> Iterator[str]:
    if chosen.privacy not in creator.privacy:
        yield f"privacy: found {chosen.privacy}; the account offers {', '.join(creator.privacy)}"
    for name, on, off in (
        ("comments", chosen.comments, creator.comments_off),
        ("duets", chosen.duets, creator.duets_off),
        ("stitches", chosen.stitches, creator.stitches_off),
    ):
        if on and off:
            yield f"{name}: the account has switched them off; leave them off"
    if chosen.branded_content and chosen.privacy == "SELF_ONLY":
        yield "branded_content: never for the creator's own eyes only; choose a wider privacy"
    if creator.most_seconds and seconds and seconds > creator.most_seconds:
        yield f"the video lasts {seconds:.0f} s; the account may post {creator.most_seconds} s"
    if not agreed:
        words = consent_words(branded_content=chosen.branded_content)
        yield f"agree: not said; wanted that you agree: {words}"
