"""Channel folders: the user's own come first, and a broken file hides no other."""

from pathlib import Path

import pytest

from factory.errors import BadInput
from resources.home.channel_files import ChannelFolder


def put(folder: Path, file: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / file).write_text(text)


def good(name: str, title: str = "T") -> str:
    return f"name: {name}\ntitle: {title}\nformat: short\n"


@pytest.fixture
def folders(tmp_path: Path) -> ChannelFolder:
    put(tmp_path / "own", "demo.yaml", good("demo", "Mine"))
    put(tmp_path / "own", "broken.yaml", good("broken") + "review: none\n")
    put(tmp_path / "examples", "demo.yaml", good("demo", "Example"))
    put(tmp_path / "examples", "broken.yaml", good("broken"))
    put(tmp_path / "examples", "other.yml", good("other"))
    put(tmp_path / "examples", "other.yaml", good("other"))
    put(tmp_path / "examples", "notes.txt", "nothing")
    put(tmp_path / "examples", ".hidden.yaml", "nothing")
    return ChannelFolder((tmp_path / "own", tmp_path / "examples", tmp_path / "absent"))


def test_the_first_folder_wins(folders: ChannelFolder):
    assert folders.named("demo").title == "Mine"
    assert sorted(folders.all()) == ["demo", "other"]


def test_a_broken_file_is_told_when_its_channel_is_used(folders: ChannelFolder):
    for ask in (folders.named, folders.all().__getitem__):
        with pytest.raises(BadInput, match="review: 'none' is not allowed"):
            ask("broken")


def test_problems_name_each_file(folders: ChannelFolder):
    broken, unused = folders.problems()
    assert "own/broken.yaml" in broken
    assert "other.yml" in unused and "other.yaml" in unused


def test_an_unknown_channel_is_told_with_those_there_are(folders: ChannelFolder):
    with pytest.raises(BadInput, match=r"'dem' is unknown; the channels are: demo, other; did you"):
        folders.named("dem")
    assert "dem" not in folders.all()
    assert folders.all().get("dem") is None


def test_an_edit_is_seen_at_once(folders: ChannelFolder, tmp_path: Path):
    put(tmp_path / "own", "demo.yaml", good("demo", "Changed"))
    assert folders.named("demo").title == "Changed"


def test_a_dangling_link_is_a_problem_of_its_own(tmp_path: Path):
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    assert "gone.yaml" in ChannelFolder((tmp_path,)).problems()[0]
