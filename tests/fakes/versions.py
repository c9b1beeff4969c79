"""Versions of a video, as the stage keeps them, without anything rendered."""

from pathlib import Path

from factory.records import FileRef
from factory.script.script import Script
from factory_assets.renders.versions import keep_version
from tests.fakes.manifests import a_narration
from tests.fakes.render_manifests import a_render
from wiring.factory import Factory


def reworded(script: Script, words: str) -> Script:
    """Return a script whose first sentence is another."""
    first, *others = script.scenes
    sentence = first.sentences[0].model_copy(update={"text": words})
    scene = first.model_copy(update={"sentences": (sentence, *first.sentences[1:])})
    return script.model_copy(update={"scenes": (scene, *others)})


def rendered(factory: Factory, video_id: str, script: Script, master: str, scratch: Path) -> str:
    """Keep a version whose master is these words; return its hash."""
    (scratch / master).write_bytes(master.encode())
    file: FileRef = factory.store.keep(video_id, "master.mp4", scratch / master)
    render = a_render().model_copy(update={"video_id": video_id, "master": file})
    keep_version(factory.store, script, a_narration(script), render)
    return file.sha256
