"""Files of videos, handed to a browser so that it shows them and runs none of them."""

from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from desk.server.security_headers import FILES

SHOWN = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".srt": "text/plain",
    ".ass": "text/plain",
    ".txt": "text/plain",
    ".md": "text/plain",
}
"""What a browser shows; any other file is saved, whatever it says it is."""


def file_response(root: Path, name: str) -> FileResponse:
    """Return one file under a folder, in whole or the bytes that were asked for.

    Raises:
        HTTPException: 404 for what is no ordinary file inside the folder: a way out of it by `..`, by
            an absolute name or through a link, a hidden name, a folder.
    """
    parts = PurePosixPath(name).parts
    path = root.joinpath(*parts)
    hidden = any(part.startswith((".", "/")) for part in parts)
    if hidden or not parts or not path.is_file() or not _inside(path, root):
        raise HTTPException(404)
    media_type = SHOWN.get(path.suffix.lower())
    return FileResponse(
        path,
        media_type=media_type or "application/octet-stream",
        filename=None if media_type else path.name,
        headers={"Content-Security-Policy": FILES, "Cache-Control": "private, no-cache"},
    )


def _inside(path: Path, root: Path) -> bool:
    """Whether a file is where it says, so that no link on the way leads elsewhere."""
    return path.resolve() == root.resolve() / path.relative_to(root)
