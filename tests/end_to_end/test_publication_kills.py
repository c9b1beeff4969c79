"""Killed -9 at the calls that publish, and at the log's row: one post, one row, all that comes after it.

`make post-kills` does the same at any call, by chance.
"""

import random
from pathlib import Path

import pytest

from tests.end_to_end.publication_kills import Found, PublicationKills
from tests.end_to_end.schedules import Grounds
from tests.fakes.vendors import Vendors
from tests.fakes.wire import Stop, a_wire

LAST_ANSWER = {
    "youtube": Stop(3, "after", "/upload/youtube/v3/videos"),
    "tiktok": Stop(3, "after", "/upload/"),
    "instagram": Stop(0, "after", "/media_publish"),
}


@pytest.mark.parametrize("outlet", LAST_ANSWER)
def test_killed_before_the_last_answer_and_in_the_logs_row_there_is_one_post_and_one_row(
    database_url: str,
    vendors: Vendors,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    outlet: str,
):
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path))
    with a_wire(vendors.port) as wire:
        kills = PublicationKills(Grounds(tmp_path, database_url, vendors), wire, random.Random(1))
        kills.publish(outlet, LAST_ANSWER[outlet], Stop(0, "after", ":append"))
        kills.close()
    assert kills.killed.total() == 2
    assert kills.found == Found()
