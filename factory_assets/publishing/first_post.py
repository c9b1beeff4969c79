"""First post: what is out of the video that another one tells in its language."""

from factory.captions.retold import retold_srt
from factory.listing.listing import Listing
from factory.ports import Artifacts, Briefs, FirstPost, LivePosts, VideoFiles
from factory.script.script import Script
from factory.speech.narration import Narration
from factory_assets.stage.recorded_files import recorded

CAPTIONS = "first/captions.srt"


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
    the first one is not out on the same account.

    Raises:
        Refused: a file of either video was edited.
        BadInput: it was translated from another version of the first one.
    """
    accepted = briefs.newest(video_id)
    first = accepted.brief.translates
    choices = accepted.channel.youtube
    if not first or outlet != "youtube" or choices is None or not choices.localised:
        return None
    post = live_posts.newest(first, outlet)
    if post is None or post.down or post.account != choices.account:
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
