"""TikTok post: what a person is to see first, and what they chose."""

from pydantic import Field

from desk.actions.publishing.tiktok_post import ComposedPost, ComposerFacts, compose, composer
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from factory.channel.outlet_settings import TikTokPrivacy
from factory.release.tiktok_composer import ChosenPost
from factory.reviews.seen_hashes import PATTERN


class Composed(OneVideo):
    """What a person chose for one post, after they saw what the account offers."""

    seen: str = Field(pattern=f"^{PATTERN}$")
    """`MASTER-LISTING`, as `show_tiktok_composer` says it."""
    privacy: TikTokPrivacy
    comments: bool = False
    duets: bool = False
    stitches: bool = False
    your_brand: bool = False
    branded_content: bool = False
    agreed: bool
    """The person agrees to what `consent` says, or `consent_branded`."""


def _show(call: Call, asked: OneVideo) -> ComposerFacts:
    return composer(call.factory, asked.video_id)


def _choose(call: Call, asked: Composed) -> ComposedPost:
    told = asked.model_dump(include=set(ChosenPost.model_fields))
    chosen = ChosenPost.model_validate(told)
    return compose(call.factory, asked.video_id, asked.seen, chosen, agreed=asked.agreed)


ACTIONS = (
    Action(
        name="show_tiktok_composer",
        method="GET",
        path="/videos/{video_id}/tiktok",
        role="operator",
        about="Show whose TikTok account a video goes to, what it offers now, and what was chosen.",
        asks=OneVideo,
        answers=ComposerFacts,
        do=_show,
        example=SOME_VIDEO,
        commands=("tiktok",),
    ),
    Action(
        name="compose_tiktok_post",
        method="POST",
        path="/videos/{video_id}/tiktok",
        role="operator",
        about="Choose who sees a post on TikTok and what they may do; its publication goes on.",
        asks=Composed,
        answers=ComposedPost,
        do=_choose,
        example={
            **SOME_VIDEO,
            "seen": "0123456789abcdef-fedcba9876543210",
            "privacy": "SELF_ONLY",
            "comments": True,
            "agreed": True,
        },
        makes=True,
        tool=False,
        commands=("tiktok",),
    ),
)
