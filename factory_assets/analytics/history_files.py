"""A video's history as a file beside the video."""

from factory.analytics.video_history import FILE, VideoHistory
from factory.errors import PermanentError
from factory.ports import VideoFiles


def write_history(history: VideoHistory, store: VideoFiles) -> bool:
    """Write a history into its video's folder; whether the video's files are there at all."""
    try:
        store.local(history.video_id, "brief.json")
    except PermanentError:
        return False
    store.write(history.video_id, FILE, history.to_json())
    return True
