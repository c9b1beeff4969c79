"""A given file is opened as what its bytes show, names no other file, and starts no program."""

import ast
import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from factory.channel.branding import WITH_FILES
from factory.channel.provider_settings import Music
from factory.errors import BadInput
from resources.audio import given_sound
from resources.composers.music_folder import FolderComposer
from resources.home.template_checks import examine
from resources.illustrators import picture_folder
from resources.images import decoding
from resources.machine import ffmpeg
from resources.rendering.thumbnail import ThumbnailDesigner
from resources.user_files.kinds import kind_of
from resources.user_files.listing import MOST_FILES
from resources.video.probe import probe

ROOT = Path(__file__).parents[3]
SCRIPT = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 90 90\n(%pipe%touch started) (w) file\n"
PLAYLISTS = {
    "an HLS playlist": "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nSECRET\n#EXT-X-ENDLIST\n",
    "a concat script": "ffconcat version 1.0\nfile 'SECRET'\n",
    "a DASH manifest": "<MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><BaseURL>SECRET</BaseURL></MPD>",
    "a playlist of SMIL": "<smil><body><audio src='SECRET'/></body></smil>",
    "a session": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n",
    "metadata": ";FFMETADATA1\ntitle=x\n",
    "subtitles": "1\n00:00:00,000 --> 00:00:01,000\nx\n",
}


def tone(file: Path, *args: str) -> Path:
    ffmpeg.run(
        ["-f", "lavfi", "-i", "sine=d=1.2:r=48000", *args, str(file)], doing=f"make {file.name}"
    )
    return file


@pytest.fixture
def playlist(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    secret = tone(tmp_path / "secret.wav")
    file = tmp_path / "song.mp3"
    file.write_text(PLAYLISTS[request.param].replace("SECRET", str(secret)))
    return file


@pytest.mark.parametrize("playlist", PLAYLISTS, indirect=True)
def test_a_file_that_names_others_is_no_music_no_clip_and_no_intro(playlist: Path, tmp_path: Path):
    composer = FolderComposer()
    music = Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0")
    for seed in range(2):
        recipe = composer.recipe(music, seed)
        if recipe["file"] == playlist.name:
            with pytest.raises(BadInput, match=r"song\.mp3.*no sound file: it is"):
                composer.compose(recipe, tmp_path / "bed.wav")
    with pytest.raises(BadInput, match=r"song\.mp3.*cannot be read: it is"):
        probe(playlist)
    video = playlist.rename(tmp_path / "intro.mp4")
    with pytest.raises(BadInput, match=r"intro\.mp4"):
        examine("intro", video)


@pytest.mark.parametrize("key", sorted({*WITH_FILES} - {"grade"}))
@pytest.mark.parametrize("name", ["x.png", "x.jpg"])
def test_a_postscript_program_called_a_picture_is_never_run(key: str, name: str, tmp_path: Path):
    (tmp_path / name).write_text(SCRIPT)
    with pytest.raises(BadInput, match=r"x\.\w+.*PostScript program"):
        examine(key, tmp_path / name)
    with pytest.raises(BadInput, match=r"x\.\w+.*PostScript program"):
        decoding.opened(tmp_path / name)


def test_pillow_is_told_which_readers_it_may_use_wherever_it_opens_a_file():
    for file in sorted((ROOT / "resources").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text())):
            if not isinstance(call, ast.Call) or ast.unparse(call.func) != "Image.open":
                continue
            assert any(word.arg == "formats" for word in call.keywords), (file, call.lineno)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("a.mp3", ()),
        ("a.m4a", ()),
        ("a.wav", ()),
        ("a.flac", ()),
        ("a.ogg", ("-c:a", "libvorbis")),
        ("a.opus", ("-c:a", "libopus")),
        ("a.aac", ()),
        ("a.mp3", ("-id3v2_version", "0")),
        ("a.mka", ()),
    ],
)
def test_every_usual_kind_of_sound_is_known_by_its_bytes(
    name: str, args: tuple[str, ...], tmp_path: Path
):
    file = tone(tmp_path / name, *args).rename(tmp_path / "renamed.wav")
    assert given_sound.decode(file, "music", tmp_path / "decoded") == pytest.approx(1.2, abs=0.1)


@pytest.mark.parametrize("name", ["v.mp4", "v.mov", "v.mkv", "v.avi", "v.mpg", "v.ts", "v.m2ts"])
def test_every_usual_kind_of_video_is_known_by_its_bytes(name: str, tmp_path: Path):
    lavfi = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1", "-c:v", "mpeg2video"]
    codec = ["-r", "25"] if name in ("v.mpg", "v.ts", "v.m2ts") else []
    ffmpeg.run([*lavfi, *codec, str(tmp_path / name)], doing="make a video")
    assert kind_of(tmp_path / name)
    assert probe(tmp_path / name).width == 96


def test_sound_is_bounded_before_it_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(given_sound, "MAX_SECONDS", 1.0)
    song = tone(tmp_path / "long.flac", "-af", "aloop=-1:48000,atrim=end=90")
    with pytest.raises(BadInput, match=r"long\.flac.*wanted: 1 s to 0\.000277"):
        given_sound.decode(song, "music 'long.flac'", tmp_path / "d.wav")
    assert (tmp_path / "d.wav").stat().st_size < 48_000 * 4 * 2.1
    monkeypatch.setattr(given_sound, "MAX_BYTES", 100)
    with pytest.raises(BadInput, match="wanted: 1 to 100"):
        given_sound.decode(song, "music 'long.flac'", tmp_path / "d.wav")


@pytest.mark.parametrize(("across", "down"), [(14_143, 14_143), (20_000, 10_001)])
def test_the_limit_of_pixels_is_the_one_its_message_names(across: int, down: int, tmp_path: Path):
    file = tmp_path / "large.png"
    Image.new("1", (across, down)).save(file, compress_level=1)
    with pytest.raises(BadInput, match=r"large\.png.*200 million"):
        decoding.opened(file)


def test_a_picture_just_inside_the_limit_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Image.new("1", (20_000, 9_900)).save(tmp_path / "x.png", compress_level=1)
    looked: list[tuple[int, int]] = []
    monkeypatch.setattr(decoding, "_plain", lambda it, _: looked.append(it.size) or it)
    decoding.opened(tmp_path / "x.png")
    assert looked == [(20_000, 9_900)]


def test_what_is_handed_in_is_smaller_than_what_lies_in_a_folder(tmp_path: Path):
    file = tmp_path / "x.png"
    Image.new("1", (8_000, 5_001)).save(file, compress_level=1)
    for handed_in in (
        lambda: picture_folder.check_given(file, handed_in=True),
        lambda: ThumbnailDesigner().fitted(file, 1280, 720, tmp_path / "t.jpg"),
    ):
        with pytest.raises(BadInput, match=r"8000 x 5001 pixels; at most 40 million"):
            handed_in()


def test_a_transparent_picture_takes_no_more_memory_than_is_counted_on(tmp_path: Path):
    file = tmp_path / "x.png"
    Image.new("RGBA", (4_000, 3_000), (16, 32, 48, 128)).save(file, compress_level=1)
    code = (
        "import re, sys; from pathlib import Path; from resources.images import decoding\n"
        "status = Path('/proc/self/status')\n"
        "used = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) * 1024\n"
        "before = used(); decoding.opened(Path(sys.argv[1]))\n"
        "print((used() - before) / 12_000_000)"
    )
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, check=True)
    assert 4 < float(done.stdout) <= decoding.PEAK_BYTES


def test_large_pictures_of_a_folder_are_opened_by_turns_however_many_ask_at_once(tmp_path: Path):
    file = tmp_path / "x.png"
    Image.new("RGBA", (4_000, 3_000), (16, 32, 48, 128)).save(file, compress_level=1)
    code = (
        "import re, sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path\n"
        "from resources.images import decoding\n"
        "status = Path('/proc/self/status')\n"
        "used = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) * 1024\n"
        "before = used(); size = lambda _: decoding.opened(Path(sys.argv[1])).size\n"
        "list(ThreadPoolExecutor(8).map(size, range(8)))\n"
        "print((used() - before) / 12_000_000)"
    )
    done = subprocess.run([sys.executable, "-c", code, file], capture_output=True, check=True)
    assert float(done.stdout) <= (decoding.AT_ONCE + 1) * decoding.PEAK_BYTES


def test_large_labels_of_a_channel_are_looked_into_by_turns_and_no_table_is_read_beyond_its_bounds(
    tmp_path: Path,
):
    file, table = tmp_path / "x.png", tmp_path / "x.cube"
    Image.new("RGBA", (4_000, 3_000), (16, 32, 48, 255)).save(file, compress_level=1)
    table.write_bytes(b"LUT_3D_SIZE 2\n" + b"0\n" * 9_000_000)
    code = (
        "import re, sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path\n"
        "from contextlib import suppress; from factory.errors import BadInput\n"
        "from resources.images import decoding; from resources.home.template_checks import examine\n"
        "status = Path('/proc/self/status')\n"
        "used = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) * 1024\n"
        "before = used()\n"
        "def look(asked):\n"
        "    with suppress(BadInput): examine(asked[0], Path(asked[1]))\n"
        "list(ThreadPoolExecutor(9).map(look, [('ai_label', sys.argv[1])] * 8 + [('grade', sys.argv[2])]))\n"
        "print((used() - before) / 12_000_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file, table], capture_output=True, check=True
    )
    assert float(done.stdout) <= (decoding.AT_ONCE + 1) * decoding.PEAK_BYTES


def test_a_folder_of_more_files_than_anybody_has_is_refused_before_they_are_sorted(tmp_path: Path):
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.png").touch()
    with pytest.raises(BadInput, match="holds more than 20,000 files"):
        picture_folder.listed(tmp_path)
    (tmp_path / "0.png").unlink()
    assert len(picture_folder.listed(tmp_path)) == MOST_FILES


def test_no_more_handed_in_pictures_are_open_at_once_than_there_is_memory_for(tmp_path: Path):
    file = tmp_path / "x.png"
    Image.new("RGB", (64, 36), "teal").save(file)
    too_many = threading.Barrier(decoding.AT_ONCE + 1)

    def look(_: int) -> bool:
        with decoding.handed_in(file), suppress(threading.BrokenBarrierError):
            too_many.wait(timeout=0.3)
            return True
        return False

    with ThreadPoolExecutor(decoding.AT_ONCE + 1) as threads:
        assert not any(threads.map(look, range(decoding.AT_ONCE + 1)))
    with decoding.handed_in(file) as whole:
        assert whole.size == (64, 36)


def test_damaged_notes_in_a_photograph_do_not_cost_it(tmp_path: Path):
    photo = Image.new("RGB", (40, 20), (200, 40, 40))
    orientation = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exposure = struct.pack(">HHII", 0x829A, 10, 1, 38)  # a signed fraction: -1/0
    notes = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + orientation + exposure
    notes += struct.pack(">Iii", 0, -1, 0)
    photo.save(tmp_path / "x.jpg", exif=notes)
    assert decoding.opened(tmp_path / "x.jpg").size == (20, 40)
