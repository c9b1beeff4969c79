"""Posts: what is out where, and what somebody found out about one that may be out, or may not."""

from pydantic import Field

from desk.actions.publishing.posts import PostRow, list_posts, resolve_post
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from factory.records import Payload


class PostsAsked(Payload):
    """Which posts, newest first."""

    unknown: bool = False
    """Only those of which nobody knows whether they are out."""
    limit: int = Field(default=50, ge=1, le=500)


class Posts(Payload):
    """Posts, each with what became of it."""

    posts: tuple[PostRow, ...]


class FoundPost(OneVideo):
    """What somebody found at an outlet: the post, or certainly none."""

    outlet: str
    post_id: str = ""
    url: str = ""
    not_posted: bool = False
    """It is certainly not there, so that it may be sent anew."""


class Resolved(Payload):
    """What was noted."""

    video_id: str
    outlet: str
    goes_on: bool
    """At once; else when a factory runs."""


def _list(call: Call, asked: PostsAsked) -> Posts:
    return Posts(posts=list_posts(unknown=asked.unknown, limit=asked.limit))


def _resolve(call: Call, asked: FoundPost) -> Resolved:
    goes_on = resolve_post(
        asked.video_id,
        asked.outlet,
        post_id=asked.post_id,
        url=asked.url,
        not_posted=asked.not_posted,
    )
    return Resolved(video_id=asked.video_id, outlet=asked.outlet, goes_on=goes_on)


ACTIONS = (
    Action(
        name="list_posts",
        method="GET",
        path="/posts",
        role="viewer",
        about="List what was published where, newest first.",
        asks=PostsAsked,
        answers=Posts,
        do=_list,
        example={"unknown": True},
        commands=("posts",),
    ),
    Action(
        name="resolve_post",
        method="POST",
        path="/videos/{video_id}/posts/{outlet}",
        role="operator",
        about="Say what became of a post of which nobody knows whether it is out.",
        asks=FoundPost,
        answers=Resolved,
        do=_resolve,
        example={**SOME_VIDEO, "outlet": "youtube", "post_id": "dQw4w9WgXcQ"},
        makes=True,
        tool=False,
        commands=("posts resolve",),
    ),
)
