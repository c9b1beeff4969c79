"""A brief names no folder but those beside it, the home's and its channel's."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factory.brief.brief import AcceptedBrief, accept
from factory.brief.brief_file import parse_brief
from factory.errors import BadInput
from factory.intake.accept_brief import beside
from resources.composers.music_folder import FolderComposer
from resources.home.channel_files import ChannelFolder
from resources.illustrators.picture_folder import FolderIllustrator
from resources.provider_register import DIRECTORY
from tests.fakes.render_inputs import flat

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
WORDS = "The keeper climbed the tower once more. " * 12
Take = Callable[..., AcceptedBrief]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("inbox/mine", "inbox/.hidden", "pictures/sea", "channels", "private", "shared"):
        (tmp_path / name).mkdir(parents=True)
        flat(tmp_path / name / "a.png", (10, 20, 30))
    return tmp_path


@pytest.fixture
def take(home: Path) -> Take:
    def read(folder: str, key: str = "pictures", channel: str = "") -> AcceptedBrief:
        text = f"name: vault\ntitle: The Vault\nformat: short\n{channel}"
        (home / "channels" / "vault.yaml").write_text(text)
        channels = ChannelFolder((home / "channels",), None, (home / "pictures",))
        data = f"---\ntitle: T\n{key}: {{folder: {folder}, licence: own}}\n---\n{WORDS}".encode()
        inbox = home / "inbox"
        admit = beside(inbox, channels)
        brief = parse_brief(data, "a.md", channels.all(), NOW, DIRECTORY, inbox, admit)
        return accept(brief, channels.named("vault"), "v-1", "a.md", NOW)

    return read


@pytest.mark.parametrize("key", ["pictures", "music"])
@pytest.mark.parametrize(
    "folder",
    [
        "../private",
        "../../../../../../root",
        "/",
        "/etc",
        "/proc/self/cwd",
        "/dev/shm",
        "mine/../../private",
        ".hidden",
        "../inbox/.hidden",
        "~/pictures",
        "link",
        "mine/link",
        "..",
        "../channels",
    ],
)
def test_a_brief_reaches_no_folder_that_nobody_gave_it(
    folder: str, key: str, home: Path, take: Take
):
    (home / "inbox" / "link").symlink_to(home / "private")
    (home / "inbox" / "mine" / "link").symlink_to(home / "private")
    with pytest.raises(BadInput, match=rf"{key}\.folder: .*wanted: one beside the brief, or named"):
        take(folder, key)


@pytest.mark.parametrize("folder", ["mine", "./mine", "../pictures/sea", "../pictures"])
def test_a_brief_names_what_lies_beside_it_and_the_homes_pictures(folder: str, take: Take):
    assert take(folder).pictures.folder


def test_a_channel_opens_more_folders_by_name_and_its_own_are_open(home: Path, take: Take):
    assert take("../shared", channel="brief_folders: [../shared]\n").pictures.by_brief
    own = "pictures: {folder: ../private, licence: own}\n"
    assert take(str(home / "private"), channel=own).pictures.folder == str(home / "private")


def test_a_link_into_an_open_folder_is_named_as_the_folder_itself(home: Path, take: Take):
    (home / "inbox" / "sea").symlink_to(home / "pictures" / "sea")
    assert take("sea").pictures.folder == str(home / "pictures" / "sea")


def test_a_file_in_a_briefs_folder_may_not_be_a_link_to_elsewhere(home: Path, take: Take):
    link = home / "inbox" / "mine" / "b.png"
    link.symlink_to(home / "private" / "a.png")
    with pytest.raises(BadInput, match=r"'b\.png' in .* is a link to a file elsewhere"):
        take("mine")
    link.unlink()
    accepted = take("mine")
    link.symlink_to(home / "private" / "a.png")
    with pytest.raises(BadInput, match=r"'b\.png' in .* is a link to a file elsewhere"):
        FolderIllustrator().recipe(accepted.pictures, "", "", 1)


def test_a_folder_put_in_place_of_the_accepted_one_is_not_read(home: Path, take: Take):
    pictures, music = take("mine").pictures, take("mine", "music").music
    (home / "inbox" / "mine").rename(home / "gone")
    (home / "inbox" / "mine").symlink_to(home / "private")
    with pytest.raises(BadInput, match="reached through a link by now"):
        FolderIllustrator().recipe(pictures, "", "", 0)
    with pytest.raises(BadInput, match="reached through a link by now"):
        FolderComposer().recipe(music, 0)


def test_a_folder_that_is_not_there_is_said_before_anything_is_spent(take: Take):
    with pytest.raises(BadInput, match=r"pictures\.folder: .*does not exist"):
        take("mine/gone")


def test_no_file_can_say_that_links_may_be_followed(take: Take):
    with pytest.raises(BadInput, match="unknown"):
        take("mine, _by_brief: false")
    again = AcceptedBrief.from_json(take("mine").to_json())
    assert again.pictures.by_brief
