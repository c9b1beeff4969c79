"""A resumable upload: its session is noted before the first byte, and it goes on where YouTube stands.

Protocol: developers.google.com/youtube/v3/guides/using_resumable_upload_protocol.
"""

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from googleapiclient.errors import HttpError, ResumableUploadError
from googleapiclient.http import HttpRequest

from factory.documents.foreign_json import parsed_json
from factory.errors import TransientError
from factory.units_of_work import Notes
from resources.outlets.upload_address import checked_upload_address
from resources.outlets.youtube.api_client import (
    WholeChunks,
    YouTubeService,
)
from resources.outlets.youtube.errors import reason_of, refusal_of, youtube_says
from resources.outlets.youtube.outlet_description import YOUTUBE

CHUNK_BYTES = 8 << 20
"""A multiple of 256 KiB, as the protocol wants."""
GONE = frozenset({404, 410})
MOST_FAILURES = 4
"""In a row, without a byte more: then the step's own retries go on."""
PAUSE_SECONDS = 0.5
DOING = "upload the video"


class SessionGone(Exception):
    """YouTube no longer knows the session of an upload."""


class VideoUpload:
    """One video on its way.

    Args:
        service: of the account.
        notes: hold the session's address, which is as good as a key, and whether all was sent.
        path: the file.
        pause: waits for so many seconds.
        chunk_bytes: how much is sent at once; a multiple of 256 KiB.
    """

    def __init__(
        self,
        service: YouTubeService,
        notes: Notes,
        path: Path,
        pause: Callable[[float], None] = time.sleep,
        chunk_bytes: int = CHUNK_BYTES,
    ) -> None:
        self._chunk_bytes = chunk_bytes
        self._service = service
        self._notes = notes
        self._path = path
        self._pause = pause

    def send(self, parts: Mapping[str, Any], *, notify: bool) -> dict[str, Any]:
        """Return the video that YouTube made of the file.

        Args:
            parts: what it is told: `snippet`, `status`, ...
            notify: the channel's subscribers.

        Raises:
            SessionGone: an earlier session, or this one, is over.
            PublishingWaits: the quota is used up.
            WrongAddress: YouTube's answer leads elsewhere; nothing was sent there.
            TransientError: it broke off; the next call goes on at the byte that YouTube has.
        """
        request = self._request(parts, notify)
        session = self._notes.get().get("session")
        if session:
            request.resumable_uri = session
            done = self._ask(request)
            if done is not None:
                return done
        else:
            self._service.count("insert video")
        failures = 0
        while True:
            before = request.resumable_progress
            try:
                with youtube_says(DOING):
                    done = self._next_chunk(request)
                if done is not None:
                    return done
                failures = 0
            except TransientError:
                if request.resumable_uri is None:
                    raise
                failures = 0 if request.resumable_progress > before else failures + 1
                if failures >= MOST_FAILURES:
                    raise
                self._pause(PAUSE_SECONDS * 2**failures)
                done = self._ask(request)
                if done is not None:
                    return done

    def _request(self, parts: Mapping[str, Any], notify: bool) -> HttpRequest:
        """Return the insertion; the session that it gets is noted at once, before any byte."""
        media = WholeChunks(
            str(self._path), mimetype="video/mp4", chunksize=self._chunk_bytes, resumable=True
        )
        noting = _noting(self._notes, self._service.client.address)
        return (
            self._service.api(noting)
            .videos()
            .insert(
                part=",".join(parts),
                body=dict(parts),
                notifySubscribers=notify,
                media_body=media,
            )
        )

    def _next_chunk(self, request: HttpRequest) -> dict[str, Any] | None:
        """Send a chunk, or all that is left: then it is noted first that all was sent."""
        size = self._path.stat().st_size
        if request.resumable_progress + self._chunk_bytes >= size and request.resumable_uri:
            self._note_all_sent()
        elif size <= self._chunk_bytes:
            self._begin(request)
            self._note_all_sent()
        try:
            _, done = request.next_chunk(http=self._service.http, num_retries=0)
        except ResumableUploadError as error:
            raise _meant(error) from None
        except HttpError as error:
            if int(error.resp.status) in GONE and request.resumable_uri:
                raise SessionGone from None
            if int(error.resp.status) == 400 and request.resumable_uri and not reason_of(error):
                # An answer got lost on the way, and the chunk was sent again beyond its place.
                raise TransientError(f"could not {DOING}: a chunk did not join") from None
            raise
        return done

    def _begin(self, request: HttpRequest) -> None:
        """Get a session alone, as Google's client would get it together with sending the first chunk."""
        headers = {
            **request.headers,
            "X-Upload-Content-Type": "video/mp4",
            "X-Upload-Content-Length": str(self._path.stat().st_size),
            "content-length": str(len(request.body or "")),
        }
        answer, content = self._service.http.request(
            request.uri, method="POST", body=request.body, headers=headers
        )
        if int(answer.status) != 200 or "location" not in answer:
            raise refusal_of(DOING, HttpError(answer, content, uri=""))
        request.resumable_uri = answer["location"]

    def _note_all_sent(self) -> None:
        noted = self._notes.get()
        if not noted.get("all_sent"):
            self._notes.put({**noted, "all_sent": True})

    def _ask(self, request: HttpRequest) -> dict[str, Any] | None:
        """Ask how much of the file is there; return the video when it is complete.

        An answer that got lost is so found out, and nothing is sent twice.
        """
        size = self._path.stat().st_size
        headers = {"Content-Length": "0", "Content-Range": f"bytes */{size}"}
        with youtube_says(DOING):
            answer, content = self._service.http.request(
                request.resumable_uri, method="PUT", body=b"", headers=headers
            )
            found = int(answer.status)
            if found in (200, 201):
                return parsed_json(content)
            if found in GONE:
                raise SessionGone
            if found != 308:
                raise HttpError(answer, content, uri="")
        held = re.fullmatch(r"bytes=0-(\d+)", answer.get("range", ""))
        request.resumable_progress = int(held[1]) + 1 if held else 0
        request._in_error_state = False
        return None


def _meant(error: ResumableUploadError) -> HttpError:
    """Return a refused beginning as any other refusal."""
    return HttpError(error.resp, error.content, uri="")


def _noting(notes: Notes, asked: str) -> type[HttpRequest]:
    """Return requests that note the address of their session the moment they are told it.

    One that leads away from where YouTube is asked raises WrongAddress, and is not noted.
    """

    class Noting(HttpRequest):
        _session: str | None = None

        @property
        def resumable_uri(self) -> str | None:
            return self._session

        @resumable_uri.setter
        def resumable_uri(self, address: str | None) -> None:
            if address:
                checked_upload_address(address, YOUTUBE, asked)
            if address and address != self._session and notes.get().get("session") != address:
                notes.put({"session": address})
            self._session = address

    return Noting
