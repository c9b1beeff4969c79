"""What the address of a list asks for."""

from datetime import UTC, date, datetime

import pytest

from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.interchange.video_filter import EVERY_VIDEO, GROUPS, VideoFilter
from factory.workflow.status import STATUS_WORDS


def test_an_empty_address_asks_for_every_video():
    fields = ["q", "channel", "state", "format", "language", "since"]
    empty = dict.fromkeys(fields, "")
    assert VideoFilter.of(empty) == VideoFilter.of({}) == EVERY_VIDEO


def test_every_status_is_in_one_group_or_not_asked_for_yet():
    grouped = [status for group in GROUPS.values() for status in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) | {"pending"} == STATUS_WORDS


def test_a_state_is_a_group_or_one_status():
    assert VideoFilter.of({"state": "at-work"}).statuses == GROUPS["at-work"]
    assert VideoFilter.of({"state": "failed"}).statuses == ("failed",)


def test_a_day_begins_at_midnight():
    asked = VideoFilter.of({"since": "2026-11-28"})
    assert asked.since == date(2026, 11, 28)
    assert asked.since_moment == datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"state": "<script>"}, "wanted one of"),
        ({"state": "publishd"}, "did you mean 'published'"),
        ({"format": "shrt"}, "did you mean 'short'"),
        ({"since": "yesterday"}, "wanted a day such as"),
        ({"q": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_meant_is_told(asked: dict[str, str], said: str):
    with pytest.raises(BadInput, match=said):
        VideoFilter.of(asked)


def test_what_nobody_has_is_said_with_what_was_perhaps_meant():
    channels = {"demo": Channel(name="demo", title="Demo", format="short", languages=("en", "de"))}
    assert VideoFilter(channel="demo", language="de").not_known(channels) == ""
    said = VideoFilter(channel="dmo", language="german").not_known(channels)
    assert "did you mean 'demo'" in said and "did you mean 'de'" in said
