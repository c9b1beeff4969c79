"""Killed anywhere in a post, before, in or after a piece or the last answer: exactly one post."""

import os
import signal
from pathlib import Path

import pytest

from tests.fakes.accounts import FileNotes
from tests.fakes.tiktok import Account, an_account, connected
from tests.fakes.vendors import Vendors

REQUESTS = {"stall": (1, 3), "late": range(6)}
"""A token, the creator, an order, two pieces, a look: killed before one is served, and after it."""


def publish(account: Account, notes: FileNotes) -> None:
    """Do all that is done to publish, as `PostgresPosts` does it."""
    post = account.outlet.begin(account.publication, notes)
    if account.outlet.look(account.publication, post).state != "shown":
        post = account.outlet.finish(account.publication, post)
    assert account.outlet.look(account.publication, post, shown_before=True).state == "shown"


def killed_at(account: Account, notes: FileNotes, number: int) -> None:
    """Publish in a process that is killed while it waits for the answer to a request."""
    child = os.fork()
    if not child:
        try:
            publish(account, notes)
        finally:
            os._exit(0)
    while len(account.vendors.seen("tiktok")) < number:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "it ended before it was killed"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("kind", ["stall", "late"])
def test_killed_at_any_request_there_is_one_post_and_it_is_whole(
    vendors: Vendors, tmp_path: Path, kind: str
):
    for number in REQUESTS[kind]:
        folder = tmp_path / f"{kind}-{number}"
        account = an_account(vendors, folder, connected(), privacy="PUBLIC_TO_EVERYONE")
        vendors.forget()
        account.fault(kind, skip=number, options={"seconds": 0.2})
        notes = FileNotes(folder.with_suffix(".json"))
        killed_at(account, notes, number + 1)
        publish(account, notes)
        assert [post["status"] for post in account.there] == ["PUBLISH_COMPLETE"], (kind, number)
