"""Templates: a folder with a file dresses a channel, and what is wrong with it is said at once."""

from pathlib import Path

import pytest
from PIL import Image

from factory.channel.channel import Channel
from factory.errors import BadInput
from resources.home.channel_files import ChannelFolder
from resources.home.template_folders import SHIPPED, TemplateFolders
from resources.machine import ffmpeg

CHANNEL = "name: vault\ntitle: The Vault\nformat: short\ntemplate: night\n"
TEMPLATE = """\
watermark: {file: mark.png, corner: bottom-left, opacity: 0.5}
grade: cold.cube
caption_style: boxed
hook: none
progress: top
"""


def table(side: int) -> str:
    return f"LUT_3D_SIZE {side}\n" + "0.1 0.2 0.3\n" * side**3


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "templates" / "night"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(TEMPLATE)
    (folder / "cold.cube").write_text(table(2))
    Image.new("RGBA", (80, 40), (255, 255, 255, 200)).save(folder / "mark.png")
    return tmp_path


def channel(home: Path, more: str = "", text: str = CHANNEL) -> Channel:
    (home / "vault.yaml").write_text(text + more)
    templates = TemplateFolders((home / "templates", SHIPPED))
    return ChannelFolder((home,), templates).named("vault")


def refused(home: Path, more: str = "", text: str = CHANNEL) -> str:
    with pytest.raises(BadInput) as caught:
        channel(home, more, text)
    return str(caught.value)


def test_a_folder_is_all_a_template_needs(home: Path):
    dressed = channel(home)
    assert dressed.watermark and dressed.grade and dressed.caption_style
    assert dressed.watermark.file == str(home / "templates" / "night" / "mark.png")
    assert len(dressed.watermark.sha256) == len(dressed.grade.sha256) == 64
    assert dressed.caption_style.like == "boxed"
    assert dressed.hook and dressed.hook.seconds == 0
    assert dressed.progress and dressed.progress.edge == "top"


def test_single_keys_are_the_channels_own(home: Path):
    dressed = channel(home, "watermark: {opacity: 0.9}\ngrade: none\nprogress: none\n")
    assert dressed.watermark and dressed.watermark.opacity == 0.9
    assert dressed.watermark.corner == "bottom-left"
    assert dressed.grade is None
    assert dressed.progress is None


def test_another_file_gives_another_snapshot(home: Path):
    before = channel(home)
    (home / "templates" / "night" / "cold.cube").write_text(table(3))
    after = channel(home)
    assert before.grade and after.grade
    assert before.grade.kept != after.grade.kept


@pytest.mark.parametrize("name", TemplateFolders().names())
def test_every_shipped_template_is_sound(home: Path, name: str):
    assert TemplateFolders().problems() == []
    assert channel(home, text=CHANNEL.replace("night", name)).pieces


def test_a_video_is_known_by_its_own_length_and_a_still_by_its_seconds(home: Path):
    film = "color=0x203040:s=64x64:r=25:d=2.4"
    target = home / "templates" / "night" / "hello.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", film, str(target)], doing="make an intro")
    said = f"intro: {{file: {target}, seconds: 9}}\noutro: {{file: {home}/bye.png, seconds: 2}}\n"
    Image.new("RGB", (64, 64)).save(home / "bye.png")
    dressed = channel(home, said)
    assert dressed.intro and dressed.outro
    assert dressed.intro.lasting_seconds == pytest.approx(2.4, abs=0.05)
    assert dressed.insert_seconds == pytest.approx(4.4, abs=0.05)


def test_an_unknown_template_is_told_with_those_there_are(home: Path):
    message = refused(home, text=CHANNEL.replace("night", "nigth"))
    assert "template: 'nigth' is unknown" in message
    assert "did you mean 'night'?" in message


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("watermark: gone.png\n", "gone.png' is not there; wanted: a PNG"),
        ("watermark: vault.yaml\n", "'vault.yaml' is no picture"),
        ("grade: vault.yaml\n", "has no line such as LUT_3D_SIZE 33"),
        ("intro: vault.yaml\n", "ends in '.yaml'; wanted: a video"),
        ("watermrk: x\n", "watermrk: this key is unknown; did you mean 'watermark'?"),
        ("watermark: {width: 2}\n", "watermark.width: '2' is not allowed; wanted: 0.5 or less"),
        ("caption_style: bold\n", "caption_style: 'bold' is not allowed; wanted: one of bold-pop"),
        ("thumbnail: middle\n", "thumbnail.layout: 'middle' is not allowed"),
        ("progress: {colour: red}\n", "progress.colour: 'red' is not allowed; wanted: a colour"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_wanted(home: Path, said: str, told: str):
    assert told in refused(home, said)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LUT_3D_SIZE 2\n0 0 0\n", "has 1 colours where its size says 8"),
        ("LUT_3D_SIZE 900\n", "has 900 steps a side"),
        ("LUT_3D_SIZE ²\n", "has ² steps a side"),
        (table(2) + "\n" * 300_000, "has more than 300,000 lines"),
        (table(2) + "#" * 20_000_000, "bytes, more than 20,000,000"),
        (table(2).replace("0.3", "x", 1), "has '0.1 0.2 x' as its colour 1"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(home: Path, text: str, told: str):
    (home / "templates" / "night" / "cold.cube").write_text(text)
    assert told in refused(home)


def an_icon(file: Path, size: tuple[int, int] = (400, 100), ground: int = 255) -> Path:
    """Write a pill with bars on it, and as much that is transparent around it."""
    icon = Image.new("RGBA", (size[0] + 80, size[1] + 80), (0, 0, 0, 0))
    icon.paste((0, 0, 0, ground), (40, 40, 40 + size[0], 40 + size[1]))
    for bar in range(60, size[0] - 20, 40):
        icon.paste((255, 255, 255, ground), (40 + bar, 60, 60 + bar, 20 + size[1]))
    icon.save(file)
    return file


def test_a_channel_names_a_picture_for_its_ai_label(home: Path):
    an_icon(home / "icon.png")
    dressed = channel(home, "ai_label: {kind: generated, file: icon.png}\n")
    assert dressed.ai_label and dressed.ai_label.file == str(home / "icon.png")
    assert (dressed.ai_label.ratio, len(dressed.ai_label.sha256)) == (4.0, 64)
    assert dressed.ai_label in dressed.pieces
    plain = channel(home, "ai_label: generated\n")
    assert plain.ai_label and plain.ai_label not in plain.pieces


@pytest.mark.parametrize(
    ("size", "ground", "told"),
    [
        ((900, 100), 255, "is 9.0 times as wide as high"),
        ((400, 100), 120, "is transparent all over"),
        ((400, 100), 200, "is opaque on 0% of its box"),
        ((60, 100), 255, "has no letters that stand out"),
    ],
)
def test_a_label_that_would_not_be_seen_is_refused(
    home: Path, size: tuple[int, int], ground: int, told: str
):
    an_icon(home / "icon.png", size, ground)
    said = refused(home, "ai_label: {kind: generated, file: icon.png}\n")
    assert f"ai_label.file: 'icon.png' {told}" in said
    assert "wanted: a PNG, 32 to 8192 pixels" in said
