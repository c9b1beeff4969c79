"""Two versions of a video: which there are, what changed in words, and where they go on together."""

from pathlib import Path

from desk.actions.making.versions import compared, versions_of
from tests.desk.opened_desk import Desk
from tests.fakes.manifests import a_script
from tests.fakes.versions import rendered, reworded


def test_versions_stand_side_by_side_with_what_changed(desk: Desk, tmp_path: Path):
    video, script, factory = desk.video(), a_script(), desk.factory
    place, changed = f"/videos/{video}/versions", reworded(script, "A <b>new</b> word.")
    first = rendered(factory, video, script, "first", tmp_path)
    assert "There is one version yet." in desk.pages.get(place).text
    second = rendered(factory, video, changed, "second", tmp_path)
    rendered(factory, video, changed, "second", tmp_path)
    assert [one.sha256 for one in versions_of(factory, video)] == [second, first]
    page = desk.pages.get(place).text
    assert page.count("data-version=") == 2 and page.count("<li data-changed>") >= 1
    assert "<b>new</b>" not in page and "&lt;b&gt;new&lt;/b&gt;" in page
    found = compared(factory, video, first[:12], second[:12])
    assert found and found.steps[0] == (0.0, 0.0)
    assert desk.pages.get(f"/media/{video}/{found.old.file}").content == b"first"
    assert desk.pages.get(f"{place}?old=beef").status_code == 409
