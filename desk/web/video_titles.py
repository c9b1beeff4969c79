"""Video titles: what a video is called where only its ID is at hand."""

from factory.errors import PermanentError
from wiring.factory import Factory


def title_of(factory: Factory, video_id: str) -> str:
    """Return what a video is called; its ID where no brief of it was taken in."""
    try:
        return factory.catalogue.briefs.newest(video_id).brief.title
    except PermanentError:
        return video_id
