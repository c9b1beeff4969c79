"""What it costs to sign a master and to read the signature back, against reading and hashing it.

Run `python -m bench signing`; it takes 1 GB on the disk of the temporary folder.
"""

import hashlib
import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.row import Row, at_most, fact
from factory.provenance.claim import Claim, Part
from factory.records import FileRef, Provider
from resources.machine import ffmpeg
from resources.machine.environment_variables import Settings
from resources.provenance.c2pa_credentials import C2paCredentials
from resources.provenance.signing_keys import SigningKeys

MASTER_BYTES = 1_000_000_000
SIGN_SECONDS, LARGEST_MB = 10, 700
PARTS = 200
SECONDS, RATE = 20, 30


def rows() -> list[Row]:
    """Return seconds to sign and to read back, the floor of both, and the largest process."""
    with TemporaryDirectory(prefix="bench-signing-") as scratch:
        folder = Path(scratch)
        credentials = C2paCredentials(SigningKeys(Settings(home=folder)))
        claim = _claim()
        master = _master(folder, credentials.room_bytes(claim))
        hashed = _seconds(lambda: _hash(master))
        signed = _seconds(lambda: credentials.sign(master, claim))
        read = _seconds(lambda: credentials.read(master))
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        size = f"{master.stat().st_size / 1e9:.2f} GB, {PARTS} parts"
        return [
            at_most(SIGN_SECONDS, "1 GB: sign, and read back before it is believed", signed, "s"),
            fact("  read and hash it, once", hashed, "s", note=size),
            fact("  read back alone, as each release does", read, "s"),
            at_most(LARGEST_MB, "1 GB: largest process of signing", largest, "MB"),
        ]


def _claim() -> Claim:
    maker = Provider(role="pictures", name="scenery", model="painted-scenery", trained=False)
    file = FileRef(name="s.png", sha256="0" * 64, bytes=1, media_type="image/png")
    parts = (Part(title=f"picture of s{n:03d}", file=file, maker=maker) for n in range(PARTS))
    return Claim(video_id="bench-20261121-signing-k3f9", parts=tuple(parts), training=False)


def _master(folder: Path, room_bytes: int) -> Path:
    """Write a file of 1 GB with room for what is signed: 20 s of noise, again and again."""
    piece, master = folder / "piece.mp4", folder / "master.mp4"
    source = f"nullsrc=s=640x360:r={RATE}:d={SECONDS},geq=random(1)*255:128:128"
    encoded = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "10", str(piece)]
    ffmpeg.run(["-f", "lavfi", "-i", source, *encoded], doing="make noise")
    rounds = MASTER_BYTES // piece.stat().st_size
    index = 65_536 + 64 * SECONDS * RATE * (rounds + 1)
    repeated = ["-stream_loop", str(rounds), "-i", str(piece), "-c", "copy"]
    ffmpeg.run(
        [*repeated, "-moov_size", str(index + room_bytes), "-f", "mp4", str(master)],
        doing="make 1 GB",
    )
    return master


def _hash(path: Path) -> None:
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
