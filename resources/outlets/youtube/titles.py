"""The title of a video that is out on YouTube, changed alone."""

from factory.ports import LivePost
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.errors import youtube_says
from resources.outlets.youtube.video_state import live_video

WRITABLE = ("description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage")
"""What of a snippet is sent back as it stands; what is left out would be emptied."""


def retitle(service: YouTubeService, post: LivePost, title: str) -> str:
    """Read a video's snippet, change its title and write it back; return the title of before."""
    found = live_video(service, post, "snippet")
    before = str(found.get("title", ""))
    if before != title:
        kept = {name: found[name] for name in WRITABLE if name in found}
        service.count("update")
        body = {"id": post.post_id, "snippet": {**kept, "title": title}}
        with youtube_says("change the title"):
            service.api().videos().update(part="snippet", body=body).execute()
    return before
