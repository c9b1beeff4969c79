"""Killed anywhere in an upload, before, in or after a chunk or the last answer: exactly one video."""

import os
import signal
from pathlib import Path

import pytest

from tests.fakes.accounts import FileNotes
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import Tube, a_tube, connected

REQUESTS = {"stall": (0, 1, 5), "late": range(6)}
"""One that begins, and five chunks: killed before it is served, and after it."""


def killed_at(tube: Tube, notes: FileNotes, number: int) -> None:
    """Publish in a process that is killed while it waits for the answer to a request."""
    child = os.fork()
    if not child:
        try:
            tube.outlet.begin(tube.publication, notes)
        finally:
            os._exit(0)
    while len(tube.vendors.seen("youtube", "/upload/youtube")) < number:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "it ended before it was killed"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("kind", ["stall", "late"])
def test_killed_at_any_request_there_is_one_video_and_it_is_whole(
    vendors: Vendors, tmp_path: Path, kind: str
):
    grant = connected()
    for number in REQUESTS[kind]:
        tube = a_tube(vendors, tmp_path / f"{kind}-{number}", grant)
        vendors.forget()
        tube.fault(kind, skip=number, options={"seconds": 0.2})
        notes = FileNotes(tmp_path / f"{kind}-{number}.json")
        killed_at(tube, notes, number + 1)
        post = tube.outlet.begin(tube.publication, notes)
        assert [video["id"] for video in tube.there] == [post["post_id"]], (kind, number)
        assert tube.there[0]["__sha256"] == tube.publication.master_sha256
