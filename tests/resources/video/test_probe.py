"""Given videos are read without trusting them, and what cannot be used is refused by name."""

from pathlib import Path

import pytest

from factory.channel.provider_settings import Pictures
from factory.errors import BadInput
from resources.illustrators.picture_folder import FolderIllustrator
from resources.machine import ffmpeg
from resources.video.probe import probe
from tests.fakes.render_inputs import flat


def made(file: Path, *args: str) -> Path:
    ffmpeg.run([*args, str(file)], doing=f"make {file.name}")
    return file


def pattern(seconds: float = 1, size: str = "128x96", rate: int = 25) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}")


TONE = ("-f", "lavfi", "-i", "sine=d=1:r=44100")


def test_a_clip_tells_its_size_length_rate_and_sound(tmp_path: Path):
    clip = made(tmp_path / "c.mp4", *pattern(1, "128x96", 50), *TONE, "-pix_fmt", "yuv420p")
    facts = probe(clip)
    assert (facts.width, facts.height, facts.sound) == (128, 96, True)
    assert (facts.seconds, facts.fps) == (pytest.approx(1, abs=0.001), pytest.approx(50, abs=0.1))


def test_what_a_clip_is_called_does_not_matter(tmp_path: Path):
    clip = made(tmp_path / "c.webm", *pattern(0.6), "-c:v", "libvpx-vp9", "-cpu-used", "8")
    assert probe(clip.rename(tmp_path / "renamed.mp4")).sound is False


def cut_off(folder: Path) -> Path:
    whole = made(folder / "w.mp4", *pattern(), "-pix_fmt", "yuv420p", "-movflags", "+faststart")
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) * 6 // 10])
    return whole


def without_index(folder: Path) -> Path:
    whole = made(folder / "w.mp4", *pattern(), "-pix_fmt", "yuv420p")
    whole.write_bytes(whole.read_bytes()[:3000])
    return whole


def written(name: str, data: bytes):
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


def made_as(name: str, *args: str):
    return lambda folder: made(folder / name, *args)


BAD = {
    "empty": (written("e.mp4", b""), "0 bytes"),
    "text": (written("t.mp4", b"not a video at all\n" * 40), "cannot be read"),
    "a playlist": (written("p.mp4", b"#EXTM3U\n#EXTINF:1,\n/etc/hosts\n"), "cannot be read"),
    "a script of files": (
        written("s.mp4", b"ffconcat version 1.0\nfile /etc/hosts\n"),
        "cannot be read",
    ),
    "cut off": (cut_off, "has been cut off"),
    "without its index": (without_index, "cannot be read"),
    "a song": (made_as("a.mp4", *TONE), "no picture"),
    "one frame": (made_as("o.mp4", *pattern(), "-frames:v", "1"), "lasts 0.04 s"),
    "tiny": (made_as("y.mp4", *pattern(1, "32x32"), "-pix_fmt", "yuv420p"), "32x32 px"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_usable_video_is_refused_with_its_name_and_the_reason(tmp_path: Path, what: str):
    make, reason = BAD[what]
    clip = make(tmp_path)
    with pytest.raises(BadInput) as refused:
        probe(clip)
    assert clip.name in str(refused.value)
    assert reason in str(refused.value)
    assert "wanted" in str(refused.value)


def test_a_folder_gives_stills_and_clips_in_its_order(tmp_path: Path):
    made(tmp_path / "2 b.mp4", *pattern(), *TONE, "-pix_fmt", "yuv420p")
    flat(tmp_path / "10 c.png", (10, 20, 30))
    made(tmp_path / "1 a.gif", *pattern(0.6))
    pictures = Pictures(provider="folder", folder=str(tmp_path), licence="CC0-1.0")
    illustrator = FolderIllustrator()
    recipes = [illustrator.recipe(pictures, "", "", n) for n in range(4)]
    names = ["1 a.gif", "2 b.mp4", "10 c.png", "1 a.gif"]
    assert [recipe["file"] for recipe in recipes] == names
    assert [recipe.get("suffix") for recipe in recipes] == [".gif", ".mp4", None, ".gif"]
    detail = illustrator.draw(recipes[1], 0, 90, 160, tmp_path / "drawn.mp4")
    assert detail.clip and detail.clip.sound
    assert (tmp_path / "drawn.mp4").read_bytes() == (tmp_path / "2 b.mp4").read_bytes()
