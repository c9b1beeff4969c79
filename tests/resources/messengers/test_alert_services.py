"""Alerts by Apprise, before a server of ours that takes them as JSON: told, refused, away."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from factory.errors import PermanentError, TransientError
from factory.messages.message import Message
from resources.messengers.alert_services import AlertServices, conversation_of
from tests.fakes.free_ports import free_port

ALERT = Message(
    heading="Failed", title="audio by piper", facts=("The voice is away.",), link="/videos/a-video"
)
KEY = "a-secret-path"


@dataclass
class Service:
    """What takes alerts, and what it was told."""

    address: str
    status: int = 200
    told: list[dict[str, str]] = field(default_factory=list[dict[str, str]])


@contextmanager
def a_service(port: int) -> Iterator[Service]:
    service = Service(f"json://127.0.0.1:{port}/{KEY}")

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if service.status == 200:
                service.told.append(json.loads(body))
            self.send_response(service.status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", port), Takes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield service
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    with a_service(free_port(24_500)) as running:
        yield running


def test_an_alert_is_told_with_all_that_is_known_and_a_link(service: Service):
    services = AlertServices(f"  {service.address} ntfy://elsewhere ", lambda: "http://desk")
    services.send(ALERT, conversation_of(service.address), None)
    (told,) = service.told
    assert told["title"] == "Failed: audio by piper"
    assert told["message"] == "The voice is away.\nhttp://desk/videos/a-video"


def test_what_refuses_is_tried_again_and_its_key_is_told_nowhere(service: Service):
    services = AlertServices(service.address, str)
    service.status = 503
    conversation = conversation_of(service.address)
    with pytest.raises(TransientError, match="it answered failure") as refused:
        services.send(ALERT, conversation, None)
    assert KEY not in str(refused.value) + conversation
    service.status = 200
    services.send(ALERT, conversation, None)
    assert len(service.told) == 1


def test_an_address_that_is_none_is_a_matter_for_a_person():
    for address in ("nonsense", "nosuchservice://x"):
        with pytest.raises(PermanentError, match="FACTORY_ALERTS_TO has no such address"):
            AlertServices(address, str).send(ALERT, conversation_of(address), None)
    with pytest.raises(PermanentError, match="no such address"):
        AlertServices("json://127.0.0.1:1", str).send(ALERT, "json 00000000", None)
