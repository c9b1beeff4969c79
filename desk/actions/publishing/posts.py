"""What is out where, and what a person found out about a post that may be out, or may not."""

from datetime import UTC, datetime

from desk.actions.acting import acting
from desk.actions.making.launching import launch, running_dagster
from factory.errors import BadInput
from factory.ports import Found
from factory.records import Payload
from wiring.factory import Factory, open_factory

TAKEN_DOWN = "taken down"


class PostRow(Payload):
    """One publication of one master at one outlet."""

    video_id: str
    outlet: str
    state: str
    """`published`, `taken down`, `handed over` (a person finishes it there), `settling` (the platform
    is at it), `appointed` (it is there, and the platform shows it at its time), `unknown`, `sending`,
    `failed`, or `not sent`."""
    post_id: str | None
    url: str | None
    published_at: datetime | None
    settled_at: datetime | None
    """When the platform said that it is out."""
    to_do: str | None
    """What a person has to do there."""
    unknown_at: datetime | None
    resolved_by: str | None
    attempts: int
    error: str | None
    follow_ups: dict[str, str]
    """What was done after it, and what came of it."""


def list_posts(*, unknown: bool = False, limit: int = 50) -> tuple[PostRow, ...]:
    """Return posts, newest first; `unknown`: only those of which nobody knows if they are out."""
    with open_factory() as factory:
        rows = factory.catalogue.posts.listed(unknown=unknown, limit=limit)
    return tuple(PostRow(state=_state(row), **row) for row in rows)


def newest_post(factory: Factory, video_id: str, outlet: str) -> PostRow | None:
    """Return the newest post of a video at an outlet."""
    rows = factory.catalogue.posts.listed(video_id=video_id)
    ours = next((row for row in rows if row["outlet"] == outlet), None)
    return PostRow(state=_state(ours), **ours) if ours else None


def resolve_post(video_id: str, outlet: str, *, post_id: str, url: str, not_posted: bool) -> bool:
    """Record what somebody found at the outlet, and let the publication go on from there.

    Args:
        video_id: whose post.
        outlet: where it may be.
        post_id: its ID there, if it is there.
        url: its address there, if the ID is not known.
        not_posted: it is certainly not there, so it may be sent anew.

    Returns:
        Whether the publication goes on at once; else when a factory runs.

    Raises:
        BadInput: not exactly one answer.
        PermanentError: of no such post is it unknown.
    """
    if bool(post_id or url) == not_posted:
        raise BadInput(
            f"{video_id} at {outlet}: wanted one answer: --id or --url of the post that is out, "
            "or --not-posted"
        )
    found = Found(
        by=acting(),
        at=datetime.now(UTC),
        post_id=post_id or url.rstrip("/").rpartition("/")[2].rpartition("=")[2],
        url=url,
    )
    with open_factory() as factory:
        factory.catalogue.posts.resolve(video_id, outlet, found)
        begun = launch(factory, running_dagster(), video_id, "publish", "post resolved")
    return begun == "begun"


def _state(row: dict[str, object]) -> str:
    running, taken_down = row.pop("running", False), row.pop("taken_down", False)
    if taken_down:
        state = TAKEN_DOWN
    elif row["published_at"]:
        out = "handed over" if row["to_do"] else "published"
        state = out if row["settled_at"] else "settling"
    elif row["unknown_at"]:
        state = "unknown"
    elif running:
        state = "sending"
    elif row["post_id"] and not row["error"]:
        state = "appointed"
    else:
        state = "failed" if row["error"] else "not sent"
    return state
