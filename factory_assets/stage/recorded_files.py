"""What stages recorded: read back only if the bytes are still those, and the brief still holds."""

import hashlib
from pathlib import Path

from factory.brief.brief import AcceptedBrief
from factory.errors import Refused
from factory.ports import Artifacts, Briefs, VideoFiles


def recorded(
    artifacts: Artifacts, store: VideoFiles, video_id: str, stage: str, name: str
) -> bytes:
    """Return a file's bytes as the stage left them.

    Files lie where anybody may edit them; what a stage recorded of them does not.

    Raises:
        Refused: the stage recorded no such file, or the file is another one now.
        PermanentError: the file is gone.
    """
    wanted = artifacts.artifact(video_id, stage, name)
    if wanted is None:
        raise Refused(
            f"{video_id}: the stage {stage} has recorded no {name}; materialise {stage} first"
        )
    data = store.local(video_id, name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != wanted.sha256:
        raise Refused(
            f"{video_id}: {name} hashes to {found[:12]}, the stage {stage} recorded "
            f"{wanted.sha256[:12]}: it was edited or damaged; materialise {stage} again"
        )
    return data


def recorded_sha256(artifacts: Artifacts, video_id: str, stage: str, name: str) -> str:
    """Return a file's SHA-256 as the stage recorded it; empty where it recorded none."""
    file = artifacts.artifact(video_id, stage, name)
    return file.sha256 if file else ""


def current_brief(
    briefs: Briefs, artifacts: Artifacts, store: VideoFiles, video_id: str
) -> AcceptedBrief:
    """Return the newest accepted brief, if it is the one that the video was made from.

    Raises:
        Refused: the stage `briefs` has not seen the newest revision.
        PermanentError: there is no such video.
    """
    newest = briefs.newest(video_id)
    made_from = AcceptedBrief.from_json(
        recorded(artifacts, store, video_id, "briefs", "brief.json")
    )
    if made_from != newest:
        raise Refused(
            f"{video_id}: the brief or its channel was revised since the video was made; "
            "make the video again"
        )
    return newest


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as hex, read now; no cache, because a verdict hangs on it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
