"""Messages by e-mail, to a server of this test that fails as servers do."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from factory.errors import NoAccess, PermanentError, TransientError
from factory.messages.message import Message
from resources.messengers.email.messenger import EmailMessenger, mail_of
from tests.fakes.certificates import certify

QUESTION = Message(
    heading="To decide",
    title="The <b>bell</b>\nBcc: everybody@evil.test",
    facts=("0:42 long, $0.78",),
    calls=("Ada",),
    link="/review/a-video",
    video_id="a-video",
    master_sha256="ab" * 32,
)
JPEG = b"\xff\xd8\xff\xe0 a poster"


class Sink(socketserver.StreamRequestHandler):
    """A mail server that keeps what it gets, and answers `replies` to the commands they name."""

    kept: list[tuple[list[str], EmailMessage]]
    replies: dict[str, str]

    def handle(self) -> None:
        self.say("220 sink")
        to: list[str] = []
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if reply := self.replies.get(word):
                self.say(reply)
            elif word == "EHLO":
                self.say("250-sink\r\n250-AUTH PLAIN\r\n250 SIZE")
            elif word == "DATA":
                self.say("354 go on")
                self.kept.append((to, self.mail()))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                to += [line.partition("<")[2].rstrip(">")] if word == "RCPT" else []
                self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def mail(self) -> EmailMessage:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        found = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


@contextmanager
def server(
    secure: ssl.SSLContext | None = None, **replies: str
) -> Iterator[tuple[str, list[tuple[list[str], EmailMessage]]]]:
    kept: list[tuple[list[str], EmailMessage]] = []
    sink = type("OwnSink", (Sink,), {"kept": kept, "replies": replies})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), sink) as opened:
        if secure:
            opened.socket = secure.wrap_socket(opened.socket, server_side=True)
        threading.Thread(target=opened.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{opened.server_address[1]}", kept
        opened.shutdown()


def messenger(address: str, password: str = "") -> EmailMessenger:
    who = f"me:{password}@" if password else ""
    return EmailMessenger(
        f"smtp://{who}{address}",
        "factory@example.org",
        lambda: "https://desk.test",
        lambda n: ["ada@example.org"],
    )


def test_a_mail_has_poster_and_a_link_to_the_desk_and_an_answer_follows_it():
    with server() as (address, kept):
        mail = messenger(address)
        sent_as = mail.send(QUESTION, "mara@example.org, eve@example.org", JPEG)
        mail.change(
            QUESTION.model_copy(update={"decided": "Held by Ada."}), "mara@example.org", sent_as
        )
    (to, asked), (_, told) = kept
    assert to == ["mara@example.org", "eve@example.org", "ada@example.org"]
    assert asked["Bcc"] is None
    assert asked["Subject"].startswith("To decide: The <b>bell</b> Bcc")
    page = asked.get_body(("html",))
    assert page
    words = page.get_content()
    assert "https://desk.test/review/a-video" in words
    assert "&lt;b&gt;bell" in words
    (poster,) = [part for part in asked.walk() if part.get_content_type() == "image/jpeg"]
    assert poster.get_content() == JPEG
    assert told["In-Reply-To"] == sent_as
    assert told["Subject"].startswith("Held by Ada.")


@pytest.mark.parametrize(
    ("replies", "error", "says"),
    [
        ({"MAIL": "451 try later"}, TransientError, "451"),
        ({"MAIL": "421 shutting down"}, TransientError, "421"),
        ({"RCPT": "550 no such user"}, PermanentError, "550"),
        ({"DATA": "554 spam"}, PermanentError, "554"),
    ],
)
def test_what_a_server_refuses_for_now_is_tried_again_and_what_for_good_is_not(
    replies: dict[str, str], error: type[Exception], says: str
):
    with server(None, **replies) as (address, kept), pytest.raises(error, match=says):
        messenger(address).send(QUESTION, "mara@example.org", None)
    assert kept == []


def test_a_password_goes_over_no_open_line():
    with server() as (address, _), pytest.raises(NoAccess, match="no STARTTLS") as raised:
        messenger(address, "hunter2-hunter2").send(QUESTION, "mara@example.org", None)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("trusted", [False, True])
def test_a_password_goes_to_no_server_whose_certificate_nobody_vouches_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
):
    certificate = tmp_path / "server.pem"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certify(certificate, tmp_path / "server.key"))
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with server(secure=context, AUTH="235 it is you") as (address, kept):
        over_tls = EmailMessenger(
            f"smtps://me:hunter2-hunter2@{address}", "factory@example.org", str, lambda n: []
        )
        refused = pytest.raises(
            TransientError,
            match=r"certificate of 127\.0\.0\.1 is vouched for by nobody .* in SSL_CERT_FILE",
        )
        with nullcontext() if trusted else refused:
            over_tls.send(QUESTION, "mara@example.org", None)
    assert len(kept) == trusted


def test_a_server_that_is_away_is_tried_again():
    with server() as (address, _):
        pass
    with pytest.raises(TransientError):
        messenger(address).send(QUESTION, "mara@example.org", None)


def test_a_page_goes_with_its_message_as_a_file():
    week = Message(
        heading="The week", title="demo, 2026-W47", page="<!doctype html><p>\u00fcber</p>"
    )
    mail = mail_of(week, "https://desk.test", "factory@example.org", ["ada@example.org"], None)
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (
        "demo-2026-W47.html",
        "text/html",
    )
    assert attached.get_content().strip() == week.page
    assert "demo, 2026-W47" in str(mail["Subject"])
    again = week.model_copy(update={"page": "<p>made later</p>"})
    assert again.sha256 == week.sha256
