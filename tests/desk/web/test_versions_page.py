"""Two versions of a video: which there are, what changed in words, and where they go on together."""

from pathlib import Path

from desk.actions.versions import compared, versions_of
from factory.records import FileRef
from factory.script.script import Script
from factory_assets.renders.versions import keep_version
from tests.desk.opened_desk import Desk
from tests.fakes.manifests import a_narration, a_script
from tests.fakes.render_manifests import a_render


def reworded(script: Script, words: str) -> Script:
    first, *others = script.scenes
    sentence = first.sentences[0].model_copy(update={"text": words})
    scene = first.model_copy(update={"sentences": (sentence, *first.sentences[1:])})
    return script.model_copy(update={"scenes": (scene, *others)})


def rendered(desk: Desk, video_id: str, script: Script, master: str, scratch: Path) -> str:
    """Keep a version as the stage does; return its hash."""
    (scratch / master).write_bytes(master.encode())
    file: FileRef = desk.factory.store.keep(video_id, "master.mp4", scratch / master)
    render = a_render().model_copy(update={"video_id": video_id, "master": file})
    keep_version(desk.factory.store, script, a_narration(script), render)
    return file.sha256


def test_versions_stand_side_by_side_with_what_changed(desk: Desk, tmp_path: Path):
    video, script = desk.video(), a_script()
    place = f"/videos/{video}/versions"
    first = rendered(desk, video, script, "first", tmp_path)
    assert "There is one version yet." in desk.pages.get(place).text
    second = rendered(desk, video, reworded(script, "A <b>new</b> word."), "second", tmp_path)
    rendered(desk, video, reworded(script, "A <b>new</b> word."), "second", tmp_path)
    assert [one.sha256 for one in versions_of(desk.factory, video)] == [second, first]
    page = desk.pages.get(place).text
    assert page.count("data-version=") == 2 and page.count("<li data-changed>") >= 1
    assert "<b>new</b>" not in page and "&lt;b&gt;new&lt;/b&gt;" in page
    found = compared(desk.factory, video, first[:12], second[:12])
    assert found and found.steps[0] == (0.0, 0.0)
    assert desk.pages.get(f"/media/{video}/{found.old.file}").content == b"first"
    assert desk.pages.get(f"{place}?old=beef").status_code == 409
