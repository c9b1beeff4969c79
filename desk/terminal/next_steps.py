"""What a person does next about a video, by how far it is."""

from collections.abc import Callable, Mapping

from factory.documents.error_words import listed
from factory.interchange.video_facts import SHORT_HASH, VideoFacts
from factory.listing.outlet_names import outlet_name
from factory.reviews.seen_hashes import seen_digits
from factory.workflow.phases import following


def next_step(video: VideoFacts) -> str:
    """Return what fits the video's state, with the commands to type."""
    return STEPS[video.status](video)


def _review(video: VideoFacts) -> str:
    name, seen = video.video_id, _seen(video)
    return (
        f"look at it (`factory open {name}`), then `factory approve {name} --seen {seen}` or "
        f'`factory reject {name} --seen {seen} --note "..."`'
    )


def _rejected(video: VideoFacts) -> str:
    return (
        "change the brief and `factory make` it again, or "
        f"`factory approve {video.video_id} --seen {_seen(video)}` withdraws the rejection"
    )


def _failed(video: VideoFacts) -> str:
    if video.failed_stage and video.failed_stage.startswith(("releases", "uploads", "publish")):
        return (
            "mend what the error says, then approve the master again "
            f"(`factory approve {video.video_id} --seen {_seen(video)}`) or "
            "`factory make` its brief again"
        )
    return "mend what the error says, then `factory make` its brief again"


def _step(video: VideoFacts) -> str:
    name = video.video_id
    look = f"`factory open {name}`" if video.phase == "render" else f"`factory show {name}`"
    return f"look at it ({look}), then `factory next {name}` does {following(video.phase or '')}"


def _published(video: VideoFacts) -> str:
    look = f"look at it (`factory open {video.video_id}`)"
    platforms = [outlet_name(one.outlet) for one in video.posts if one.on_platform]
    if platforms:
        return f"{look}; it is out on {listed(platforms)}, and `factory posts` says where"
    return f"{look}, then upload the folder by hand; listing.txt has the words to paste"


def _seen(video: VideoFacts) -> str:
    return seen_digits(video.master_sha256, video.listing_sha256, SHORT_HASH, SHORT_HASH)


STEPS: Mapping[str, Callable[[VideoFacts], str]] = {
    "pending": lambda v: "`factory make` its brief; or `factory new` it while `factory up` runs",
    "queued": lambda v: f"wait: `factory up` makes it; `factory cancel {v.video_id}` calls it off",
    "planning": lambda v: f"wait: it is being made; `factory cancel {v.video_id}` calls it off",
    "rendering": lambda v: f"wait: it is being rendered; `factory cancel {v.video_id}` stops that",
    "awaiting_review": _review,
    "awaiting_budget": lambda v: (
        "wait: `factory up` goes on by itself; or raise the limit with `factory limit`"
    ),
    "awaiting_provider": lambda v: "wait: `factory up` goes on by itself when the vendor is back",
    "awaiting_confirmation": lambda v: f"`factory confirm {v.video_id}` agrees to the price",
    "awaiting_step": _step,
    "changes_asked": _rejected,
    "held": _review,
    "awaiting_original": lambda v: "wait: it goes on by itself when its original has a script",
    "awaiting_outlet": lambda v: "wait: it goes on by itself; `waits` says for what",
    "awaiting_slot": lambda v: f"`factory schedule {v.video_id} --confirm` confirms its time",
    "scheduled": lambda v: (
        f"wait: `factory up` publishes it at {v.publish_at:%Y-%m-%d %H:%M %Z}"
        if v.publish_at
        else "wait: `factory up` publishes it when its time has come"
    ),
    "publishing": lambda v: (
        f"wait for its release, which `factory up` runs; see `factory show {v.video_id}`"
    ),
    "published": _published,
    "rejected": _rejected,
    "cancelled": lambda v: "`factory make` its brief again goes on where it stopped",
    "failed": _failed,
    "deleted": lambda v: "nothing; `factory make` its brief again makes it anew",
}
"""By `factory.workflow.status.STATUS_WORDS`, each of them."""
