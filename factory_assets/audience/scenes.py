"""A video's curve on its scenes, from the manifests that its stages left."""

from factory.analytics.retention import Retention
from factory.analytics.scene_retention import SceneRetention, scene_retention
from factory.captions.cues import Captions
from factory.errors import FactoryError
from factory.listing.listing import Listing
from factory.ports import VideoFiles
from factory.script.script import Script
from factory.speech.narration import Narration


def on_scenes(curve: Retention, store: VideoFiles) -> SceneRetention | None:
    """Return a curve on its video's scenes; None where its manifests are gone, or of another version."""
    try:
        script = Script.from_json(_read(store, curve.video_id, "script.json"))
        narration = Narration.from_json(_read(store, curve.video_id, "narration.json"))
        listing = Listing.from_json(_read(store, curve.video_id, "listing.json"))
    except (FactoryError, OSError):
        return None
    try:
        captions = Captions.from_json(_read(store, curve.video_id, "captions.json"))
    except (FactoryError, OSError):
        captions = None  # nobody speaks
    return scene_retention(curve, script, narration, captions, listing.chapters)


def _read(store: VideoFiles, video_id: str, name: str) -> bytes:
    return store.local(video_id, name).read_bytes()
