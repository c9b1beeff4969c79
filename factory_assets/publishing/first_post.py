"""First post: what is out of the video that another one tells in its language."""

from datetime import UTC, datetime, timedelta
from typing import Final

from factory.captions.translated_subtitles import retold_srt
from factory.errors import PublishingWaits
from factory.listing.listing import Listing
from factory.ports import Artifacts, Briefs, FirstPost, LivePosts, VideoFiles
from factory.script.script import Script
from factory.speech.narration import Narration
from factory_assets.stage.recorded_files import recorded, recorded_sha256

CAPTIONS: Final = "first/captions.srt"
LOOK_AGAIN: Final = timedelta(minutes=15)


def first_post(
    video_id: str,
    outlet: str,
    briefs: Briefs,
    artifacts: Artifacts,
    store: VideoFiles,
    live_posts: LivePosts,
) -> FirstPost | None:
    """Return the post that gets this translation's title, description and subtitles.

    None where the video translates none, its channel does not want that (`youtube: {localised: true}`), or
    the first one will not be out on the same account: it is on another, was taken down, rejected or called off.

    Raises:
        PublishingWaits: the first one, or its newest version, is not out there yet.
        Refused: a file of either video was edited.
        BadInput: it was translated from another version of the first one.
    """
    accepted = briefs.newest(video_id)
    first = accepted.brief.translates
    choices = accepted.channel.youtube
    if not first or outlet != "youtube" or choices is None or not choices.localised:
        return None
    post = live_posts.newest(first, outlet)
    if post and (post.down or post.account != choices.account):
        return None
    newest = recorded_sha256(artifacts, first, "renders", "master.mp4")
    if post is None or post.master_sha256 != newest:
        _await(video_id, first, outlet, live_posts.to_come(first, outlet))
        return None
    narration = Narration.from_json(recorded(artifacts, store, first, "audio", "narration.json"))
    captions = None
    if narration.spoken:
        told = Script.from_json(recorded(artifacts, store, video_id, "scripts", "script.json"))
        style = briefs.newest(first).profile.captions
        store.write(video_id, CAPTIONS, retold_srt(narration, told, style).encode())
        captions = store.local(video_id, CAPTIONS)
    listing = recorded(artifacts, store, first, "listings", "listing.json")
    return FirstPost(first, post.post_id, Listing.from_json(listing), captions)


def _await(video_id: str, first: str, outlet: str, status: str) -> None:
    """Wait for a first video that is still to go out; return where it will not."""
    if status:
        raise PublishingWaits(
            f"{video_id} tells {first} in another language and waits until that is out at {outlet}, whose "
            f"post gets its words: it is {status}; `factory show {first}` says more",
            until=datetime.now(UTC) + LOOK_AGAIN,
            scope=f"first {first}",
        )
