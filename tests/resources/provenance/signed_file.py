"""A small MP4 with room for what is signed in it."""

from pathlib import Path

from factory.provenance.claim import Claim, Part
from resources.machine import ffmpeg
from resources.machine.environment_variables import Settings
from resources.provenance.c2pa_credentials import C2paCredentials
from resources.provenance.signing_keys import SigningKeys
from tests.fakes.manifests import PICTURES, VIDEO_ID, VOICE, a_file

CLAIM = Claim(
    video_id=VIDEO_ID,
    parts=(
        Part(title="voice", file=a_file("narration.wav", "audio/wav"), maker=VOICE),
        Part(title="picture of s001", file=a_file("s001.png", "image/png"), maker=PICTURES),
    ),
    training=False,
)


def credentials_in(home: Path, **settings: object) -> C2paCredentials:
    return C2paCredentials(SigningKeys(Settings(FACTORY_HOME=home, **settings)))  # pyright: ignore[reportCallIssue]


def a_film(folder: Path, room_bytes: int = 60_000, name: str = "film.mp4") -> Path:
    path = folder / name
    source = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=1"]
    how = ["-c:v", "libx264", "-preset", "ultrafast", "-moov_size", str(room_bytes)]
    ffmpeg.run([*source, *how, "-y", str(path)], doing="make a film", program=ffmpeg.binary(None))
    return path
