"""Versions: each master is kept beside those before it, so that a person can compare them."""

from datetime import UTC, datetime

from factory.errors import PermanentError, Unreadable
from factory.master.render import Render
from factory.master.versions import INDEX, Version, Versions
from factory.ports import VideoFiles
from factory.script.script import Script
from factory.speech.narration import Narration


def keep_version(store: VideoFiles, script: Script, narration: Narration, render: Render) -> None:
    """Keep a master under its own name, and note its words.

    Its bytes are those of the finished work, which the store keeps anyway: a second name, not a copy.
    """
    version = Version.of(script, narration, render, datetime.now(UTC))
    master = store.local(render.video_id, render.master.name)
    store.keep(render.video_id, version.file, master)
    known = _known(store, render.video_id).with_newest(version)
    store.write(render.video_id, INDEX, known.to_json())


def _known(store: VideoFiles, video_id: str) -> Versions:
    """Return those before; none where there are none, or another factory wrote them."""
    try:
        return Versions.from_json(store.local(video_id, INDEX).read_bytes())
    except (PermanentError, Unreadable):
        return Versions()
