"""Changing channel files: nobody's edit is lost, and the examples stay as they are."""

import hashlib
from pathlib import Path

import pytest

from factory.errors import BadInput, PermanentError
from resources.home.channel_editor import ChannelEditor
from resources.home.channel_files import ChannelFolder

GOOD = "name: demo\ntitle: Demo\nformat: short\n"


@pytest.fixture
def editor(tmp_path: Path) -> ChannelEditor:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "demo.yaml").write_text(f"# as it came\n{GOOD}")
    own = tmp_path / "own"
    return ChannelEditor(own, ChannelFolder((own, tmp_path / "examples")))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_changed_example_becomes_a_file_of_ones_own(editor: ChannelEditor, tmp_path: Path):
    found = editor.find("demo")
    assert found and not found.own
    written = editor.write("demo", GOOD, found.sha256)
    assert written.path == tmp_path / "own" / "demo.yaml"
    assert (written.sha256, editor.find("demo")) == (sha256(GOOD), written)
    assert (tmp_path / "examples" / "demo.yaml").read_text().startswith("# as it came")
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["demo.yaml"]


def test_a_file_that_an_editor_changed_meanwhile_is_left_alone(
    editor: ChannelEditor, tmp_path: Path
):
    found = editor.find("demo")
    assert found
    own = editor.write("demo", GOOD, found.sha256)
    own.path.write_text(f"{GOOD}# by hand\n")
    with pytest.raises(PermanentError, match="changed by somebody else since it was read"):
        editor.write("demo", GOOD, own.sha256)
    with pytest.raises(PermanentError, match="there is a channel demo already"):
        editor.write("demo", GOOD, "")
    own.path.unlink()
    (tmp_path / "examples" / "demo.yaml").unlink()
    with pytest.raises(PermanentError, match="is gone since it was read"):
        editor.write("demo", GOOD, own.sha256)


def test_what_would_be_refused_is_not_written(editor: ChannelEditor, tmp_path: Path):
    found = editor.find("demo")
    assert found
    with pytest.raises(BadInput, match="line 4: review: 'none' is not allowed"):
        editor.write("demo", f"{GOOD}review: none\n", found.sha256)
    with pytest.raises(BadInput, match="found files named from"):
        text = f"{GOOD}brief_folders: [../pictures]\n".replace("..", "near")
        editor.write("demo", text, found.sha256)
    for name in ("../demo", "Demo", "", "a" * 41):
        with pytest.raises(BadInput, match="is not allowed"):
            editor.write(name, GOOD, "")
    assert list((tmp_path / "own").iterdir()) == []


def test_a_file_keeps_its_rights_and_a_link_its_target(editor: ChannelEditor, tmp_path: Path):
    kept = tmp_path / "kept.yaml"
    kept.write_text(GOOD)
    kept.chmod(0o600)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "demo.yaml").symlink_to(kept)
    editor.write("demo", f"{GOOD}tags: [a]\n", sha256(GOOD))
    assert kept.read_text().endswith("tags: [a]\n")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "own" / "demo.yaml").is_symlink()
