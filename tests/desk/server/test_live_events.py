"""Live events over a real connection: who comes back gets what they missed, in order, and once."""

import json
from collections.abc import Iterator
from contextlib import ExitStack

import httpx2
import pytest
import sqlalchemy as sa

from tests.desk.server.served_desk import Served, served
from tests.fakes.catalogued import accepted
from wiring.factory import Factory

VIDEO = "a-video"
MANY = 20
"""Pages, and as many programs."""
MOST_CONNECTIONS = 5
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


@pytest.fixture
def desk(idle_factory: Factory) -> Iterator[Served]:
    idle_factory.catalogue.briefs.accept(accepted(VIDEO))
    with served(idle_factory) as answering:
        yield answering


class Listener:
    """A program that listens until it has heard enough."""

    def __init__(self, desk: Served, last: str = "", path: str = "/events") -> None:
        headers = {"Authorization": f"Bearer {desk.key}"}
        self._headers = {**headers, "Last-Event-ID": last} if last else headers
        self._address = f"{desk.address}{path}"

    def __enter__(self) -> Iterator[tuple[str, str, str]]:
        self._client = httpx2.Client(trust_env=False, timeout=30)
        self._stream = self._client.stream("GET", self._address, headers=self._headers)
        return self._told(self._stream.__enter__().iter_lines())

    def __exit__(self, *error: object) -> None:
        self._stream.__exit__(None, None, None)
        self._client.close()

    @staticmethod
    def _told(lines: Iterator[str]) -> Iterator[tuple[str, str, str]]:
        """Yield number, name and topic of each event."""
        fields: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
                continue
            if "event" in fields:
                topic = json.loads(fields["data"]).get("topic", "")
                yield fields.get("id", ""), fields["event"], topic
            fields = {}


def test_nothing_is_lost_between_two_connections(desk: Served, idle_factory: Factory):
    announce = idle_factory.catalogue.events.announce
    with Listener(desk) as events:
        assert next(events) == ("", "hello", "")
        announce("stage.started", VIDEO, {})
        seen, name, topic = next(events)
        assert (name, topic) == ("news", "stage.started")
        assert next(events) == (seen, f"video-{VIDEO}", topic)
    for missed in ("stage.finished", "videos.rendered"):
        announce(missed, VIDEO, {})
    with Listener(desk, last=seen) as events:
        assert next(events)[1] == "hello"
        back = [next(events) for _ in range(4)]
        announce("run.failed", VIDEO, {})
        back += [next(events) for _ in range(2)]
    assert [(name, topic) for _, name, topic in back if name == "news"] == [
        ("news", "stage.finished"),
        ("news", "videos.rendered"),
        ("news", "run.failed"),
    ]
    numbers = [int(number) for number, name, _ in back if name == "news"]
    assert numbers == sorted(set(numbers)) and numbers[0] > int(seen)


def test_forty_who_listen_hear_the_same_and_take_no_connection_of_the_database_each(
    desk: Served, idle_factory: Factory
):
    catalogue = idle_factory.catalogue
    with ExitStack() as open_streams:
        pages = [open_streams.enter_context(Listener(desk)) for _ in range(MANY)]
        programs = [
            open_streams.enter_context(Listener(desk, path="/api/v1/events/stream"))
            for _ in range(MANY)
        ]
        assert {next(events)[1] for events in pages} == {"hello"}
        catalogue.events.announce("stage.started", VIDEO, {})
        heard = {next(events)[::2] for events in (*pages, *programs)}
        assert len(heard) == 1
        assert heard.pop()[1] == "stage.started"
        with catalogue.engine.connect() as connection:
            assert connection.scalar(sa.text(CONNECTIONS)) <= MOST_CONNECTIONS
