"""Killed anywhere in an upload, before, in or after a chunk or the last answer: exactly one video."""

import os
import signal
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest

from resources.machine.atomic_files import sha256_of
from resources.outlets.youtube.outlet import YouTubeOutlet
from resources.outlets.youtube.upload import CHUNK_BYTES
from tests.fakes.accounts import FileNotes, nobody_waits
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import UNIT, Tube, a_tube, connected

REQUESTS = {"stall": (0, 1, 5), "late": range(6)}
"""One that begins, and five chunks: killed before it is served, and after it."""
LARGE_BYTES = 500_000_000


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


@pytest.mark.slow
def test_half_a_gigabyte_goes_on_in_the_middle_in_another_process_and_no_byte_twice(
    vendors: Vendors, tmp_path: Path
):
    tube = a_tube(vendors, tmp_path / "large", connected())
    tube = replace(tube, outlet=YouTubeOutlet(tube.accounts, nobody_waits))
    _grow(tube, LARGE_BYTES)
    notes = FileNotes(tmp_path / "large.json")
    chunks = ceil(LARGE_BYTES / CHUNK_BYTES)
    vendors.forget()
    tube.fault("late", skip=chunks // 2, options={"seconds": 0.2})
    killed_at(tube, notes, 1 + chunks // 2)
    assert tube.there == []
    post = tube.outlet.begin(tube.publication, notes)
    (video,) = tube.there
    assert (video["id"], video["__sha256"]) == (post["post_id"], tube.publication.master_sha256)
    # What of a broken chunk is no multiple of 256 KiB is not kept there.
    assert LARGE_BYTES <= video["__arrived"] < LARGE_BYTES + UNIT
    (begun,) = (one for one in vendors.seen("youtube", "/upload") if one["method"] == "POST")
    assert begun["path"].endswith("/videos")


def _grow(tube: Tube, size: int) -> None:
    """Make the master as large as wanted with a hole, which takes no room on a disk."""
    publication, path = tube.publication, tube.publication.paths["master.mp4"]
    os.truncate(path, size)
    sha256 = sha256_of(path)
    told = {**publication.sha256, "master.mp4": sha256}
    tube.publication = replace(publication, master_sha256=sha256, sha256=told)
