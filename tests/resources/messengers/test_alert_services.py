"""Alerts by Apprise, before a server of ours that takes them as JSON: told, refused, away."""

import html
import json
import re
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


EVIL = (
    "@everyone <@123> <!channel> <https://evil.test|Sign in> [Sign in](https://evil.test) ![][1]"
    ' <img src="https://evil.test/seen.png"> <a href="https://evil.test">'
)


@pytest.mark.parametrize("shown_as", ["text", "markdown", "html"])
def test_a_vendors_words_call_nobody_and_show_no_link_wherever_they_are_told(
    service: Service, shown_as: str
):
    address = f"{service.address}?format={shown_as}"
    alert = ALERT.model_copy(
        update={"title": EVIL, "facts": (EVIL, "Ask mara@example.org: 3 < 4.")}
    )
    AlertServices(address, str).send(alert, conversation_of(address), None)
    (told,) = service.told
    for words in (told["title"], told["message"]):
        assert not re.search(r"@everyone|<[@!ahi]|\]\(|\]\[", words), words
    read = html.unescape(told["message"]).replace("\\", "").replace("\u00a0", " ")
    for kept in ("Sign in", "https://evil.test", "mara@example.org: 3 < 4."):
        assert kept in read, "what was said is still read"


def test_no_piece_of_an_address_that_was_written_wrong_is_in_its_name():
    written = "json://u:pa ss-KEY1@status.test/x xoxb-KEY3-forgotten-scheme 123:KEY4://x KEY5:x"
    names = [conversation_of(one) for one in written.split()]
    assert not any("key" in name.lower() for name in names)
    assert [name.split()[0] for name in names] == ["json", *["unknown"] * 4]


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
