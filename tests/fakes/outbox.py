"""What the outbox's tests put into it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from factory.listing.listing import Listing
from factory.ports import Publication
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.fakes.manifests import VIDEO_ID, a_listing
from tests.fakes.outlets import NoNotes

NAMES_IN_OUTBOX = [
    "captions.srt",
    "captions.vtt",
    "dossier.json",
    "listing.json",
    "listing.txt",
    "thumbnail.jpg",
    "video.mp4",
]


def released(
    where: Path, master: bytes = b"mp4", listing: Listing | None = None
) -> dict[str, Path]:
    """Write what a verdict names; return the paths by name."""
    content = {
        "master.mp4": master,
        "thumbnail.jpg": b"jpg",
        "captions.srt": b"srt",
        "captions.vtt": b"vtt",
        "listing.json": (listing or a_listing()).to_json(),
        "dossier.json": b"{}",
    }
    where.mkdir(exist_ok=True)
    for name, data in content.items():
        (where / name).write_bytes(data)
    return {name: where / name for name in content}


def hashes(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def publication(
    files: Mapping[str, Path], wanted: Mapping[str, str] | None = None, video_id: str = VIDEO_ID
) -> Publication:
    sha256 = hashes(files) if wanted is None else wanted
    return Publication(
        video_id=video_id,
        master_sha256=sha256["master.mp4"],
        files_sha256="f" * 64,
        paths=files,
        sha256=sha256,
    )


def publish(outlet: OutboxOutlet, files: Mapping[str, Path]) -> Mapping[str, str]:
    going_out = publication(files)
    post = outlet.begin(going_out, NoNotes())
    outlet.finish(going_out, post)
    return post


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
