"""Media: files of videos by their address, and links that open one for a while without a token."""

import hashlib
import hmac
import mimetypes
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.api.protocol.action import PREFIX, Action, Call, OneVideo
from desk.web.stored_elsewhere import folder_of, link_of
from desk.web.video_files import file_response
from factory.errors import NotFound, PermanentError
from factory.people.access import Need, allows
from factory.records import Payload
from wiring.factory import Factory

HOUR = 3600
LONGEST_SECONDS = 7 * 24 * HOUR
EXAMPLE = {"video_id": "demo-20261128-the-clock-that-lost-a-day-k3f9", "name": "master.mp4"}


class FileLink(Payload):
    """Where a file is found."""

    url: str
    """For who shows a token."""
    link: str
    """For anybody, until it expires or who asked for it may see the video no more."""
    expires_at: int
    """Seconds since 1970, UTC."""
    media_type: str
    bytes: int


class FilesAsked(OneVideo):
    """Whose files, and for how long their links shall open."""

    seconds: int = Field(default=HOUR, ge=1, le=LONGEST_SECONDS)


class Files(Payload):
    """The files that a video's stages recorded, by their names."""

    video_id: str
    files: dict[str, FileLink]


class OneFile(OneVideo):
    """A file, by its name in the video's folder."""

    name: str


class SignedFile(OneFile):
    """A file and the signature that opens it."""

    expires: int
    by: str
    """Who asked for the link."""
    signature: str


def links_of(call: Call, video_id: str, seconds: int = HOUR) -> dict[str, FileLink]:
    """Return where each file of a video is found; those that are gone are left out."""
    artifacts = call.factory.catalogue.reports.show(video_id).artifacts
    there = {one.name for one in artifacts if _is_there(call.factory, video_id, one.name)}
    kept = {one.name: one for one in artifacts if one.name in there}
    return {name: file_link(call, video_id, name, one.bytes, seconds) for name, one in kept.items()}


def file_link(call: Call, video_id: str, name: str, size: int, seconds: int = HOUR) -> FileLink:
    """Return where one file is found."""
    expires = int(time.time()) + seconds
    place = f"{video_id}/{quote(name)}"
    by = call.visitor.reference
    signed = signature(call.factory, video_id, name, expires, by)
    return FileLink(
        url=f"{call.origin}{PREFIX}/videos/{video_id}/files/{quote(name)}",
        link=f"{call.origin}{PREFIX}/media/{place}?expires={expires}&by={quote(by)}&signature={signed}",
        expires_at=expires,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        bytes=size,
    )


def linker(call: Call, video_id: str) -> Callable[[str], str]:
    """Return what gives the address that opens a file of a video for a while, by its name."""
    return lambda name: file_link(call, video_id, name, 0).link


def signature(factory: Factory, video_id: str, name: str, expires: int, by: str) -> str:
    """Return what opens a file until a moment; by the key of the door, which each start renews.

    Whose video it is and the place of its file are part of it: where it has come to another tenant, nothing
    opens it, be its files moved by then or not. So is who asked, by `Visitor.reference`: it opens no longer
    than they may see the video.
    """
    whose = factory.people.tenant_of(video_id) or ""
    said = f"media\n{whose}\n{factory.store.place(video_id)}\n{name}\n{expires}\n{by}".encode()
    key = factory.door_keys.token("operator").encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def _is_there(factory: Factory, video_id: str, name: str) -> bool:
    try:
        return factory.store.local(video_id, name).is_file()
    except PermanentError:
        return False


def _files(call: Call, asked: FilesAsked) -> Files:
    return Files(video_id=asked.video_id, files=links_of(call, asked.video_id, asked.seconds))


async def _file(factory: Factory, request: Request) -> Response:
    video_id, name = request.path_params["video_id"], request.path_params["name"]
    try:
        elsewhere = link_of(factory, f"{video_id}/{name}")
        if elsewhere:
            return RedirectResponse(elsewhere)
        return file_response(*folder_of(factory, f"{video_id}/{name}"))
    except HTTPException as error:
        raise NotFound(f"{video_id[:63]} has no such file") from error


async def _signed(factory: Factory, request: Request) -> Response:
    video_id, name = request.path_params["video_id"], request.path_params["name"]
    expires = next(_numbers(request.query_params.get("expires", "")), 0)
    by = request.query_params.get("by", "")
    wanted = signature(factory, video_id, name, expires, by)
    given = request.query_params.get("signature", "")
    same = hmac.compare_digest(wanted.encode(), given.encode())
    if expires < time.time() or not same or not _still_sees(factory, by, video_id):
        raise NotFound("this link has expired, or is none of ours; ask for the files anew")
    return await _file(factory, request)


def _still_sees(factory: Factory, by: str, video_id: str) -> bool:
    """Whether who asked for a link may see its video now: not once disabled, revoked or moved."""
    visitor = factory.people.standing.of(by)
    wanted = Need(role="viewer", reach="video")
    return visitor is not None and allows(wanted, visitor, video_id, factory.people.tenant_of)


def _numbers(given: str) -> Iterator[int]:
    if given.isascii() and given.isdigit() and len(given) < 12:
        yield int(given)


ACTIONS = (
    Action(
        name="list_files",
        method="GET",
        path="/videos/{video_id}/files",
        role="viewer",
        about="List a video's files, with links that open them for a while without a token.",
        asks=FilesAsked,
        answers=Files,
        do=_files,
        example={"video_id": EXAMPLE["video_id"], "seconds": HOUR},
    ),
    Action(
        name="read_file",
        method="GET",
        path="/videos/{video_id}/files/{name:path}",
        role="viewer",
        about="Read a file of a video, in whole or the bytes that `Range` asks for.",
        asks=OneFile,
        endpoint=_file,
        produces="application/octet-stream",
        example=EXAMPLE,
        tool=False,
    ),
    Action(
        name="open_link",
        method="GET",
        path="/media/{video_id}/{name:path}",
        role="viewer",
        about="Read a file by a signed link, in whole or the bytes that `Range` asks for.",
        asks=SignedFile,
        endpoint=_signed,
        produces="application/octet-stream",
        example={**EXAMPLE, "expires": 1_800_000_000, "by": "person-1", "signature": "0" * 64},
        tool=False,
        open_to_all=True,
    ),
)
