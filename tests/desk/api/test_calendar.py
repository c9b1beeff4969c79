"""Programs read the calendar and give videos other times."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.actions.publishing.calendar import moment_of
from factory.channel.channel import Channel
from factory.channel.slot_schedule import Schedule
from factory.errors import BadInput
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

V1 = "/api/v1"
TALES = """name: tales
title: Tales
format: short
outlets: [outbox]
schedule:
  time_zone: Europe/Berlin
  slots: {outbox: {daily: ["18:00"]}}
"""


@pytest.fixture
def tales(idle_factory: Factory) -> Channel:
    folder = Path(idle_factory.settings.home) / "channels"
    folder.mkdir(exist_ok=True)
    (folder / "tales.yaml").write_text(TALES)
    channel = Channel(name="tales", title="Tales", format="short", schedule=Schedule())
    for video in ("a-video", "b-video"):
        brief = accepted(video)
        idle_factory.catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))
    return channel


def test_a_time_is_given_moved_and_refused_and_free_slots_are_shown(
    program: TestClient, looker: TestClient, tales: Channel
):
    where = f"{V1}/videos/a-video/schedule"
    (first,) = program.post(where, json={"next": True}).json()["times"]
    (then,) = program.post(where, json={"next": True}).json()["times"]
    hours = datetime.fromisoformat(then["at"]) - datetime.fromisoformat(first["at"])
    assert (first["outlet"], hours) == ("outbox", timedelta(days=1))
    assert (then["booked_by"], then["confirmed_by"]) == ("owner", "")
    shown = looker.get(f"{V1}/calendar", params={"days": 4, "channel": "tales"}).json()
    assert shown["time_zone"] == "Europe/Berlin" and shown["distribution"] is False
    states = [(one["state"], one["video_id"]) for one in shown["entries"]]
    assert ("booked", "a-video") in states and states.count(("free", None)) >= 2
    taken = program.post(f"{V1}/videos/b-video/schedule", json={"at": then["at"]})
    assert taken.status_code == 422 and "another video goes out at" in taken.json()["detail"]
    assert looker.post(where, json={"next": True}).status_code == 403
    assert program.post(where, json={}).status_code == 422
    assert program.get(f"{V1}/calendar", params={"channel": "nobody"}).status_code == 422


def test_a_time_without_a_zone_is_the_channels_and_one_that_is_skipped_is_refused():
    zone = Schedule(time_zone="Europe/Berlin").zone
    assert moment_of("2027-06-01T18:00", zone) == datetime(2027, 6, 1, 16, tzinfo=UTC)
    assert moment_of("2027-06-01T18:00-04:00", zone) == datetime(2027, 6, 1, 22, tzinfo=UTC)
    with pytest.raises(BadInput, match="skip it that day"):
        moment_of("2027-03-28T02:30", zone)
    with pytest.raises(BadInput, match="wanted: such as"):
        moment_of("tomorrow", zone)
