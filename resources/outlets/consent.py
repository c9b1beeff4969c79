"""Consents: how an account lets this factory publish for it, and where the answer is waited for."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import httpx2

from factory.errors import BadInput, NoAccess, TransientError
from factory.ports import Grant
from resources.machine.credentials import is_emulated

WAIT_SECONDS = 300.0
"""How long the answer of a consent page is waited for."""
THANKS = b"<!doctype html><title>Connected</title><p>That is all; you may close this page."


class Consent(Protocol):
    """One consent being asked for, at one outlet."""

    @property
    def redirect(self) -> str:
        """Where the browser is led back to: on this machine, or a page whose address is copied."""
        ...

    @property
    def page(self) -> str:
        """The platform's page where a person consents."""
        ...

    def follow(self) -> str | None:
        """Return the address that an emulated page leads back to; None where a person must consent."""
        ...

    def grant(self, answer: str, by: str) -> Grant:
        """Return what the address says that the browser was led back to.

        Raises:
            BadInput: it is no answer to this question.
            NoAccess: the person said no, or the platform does.
        """
        ...


def followed(page: str, address: str) -> str | None:
    """Return where an emulated page leads back to; None where a person must consent.

    Args:
        page: of the consent.
        address: of the platform, as the environment names it.
    """
    if not is_emulated(address):
        return None
    with httpx2.Client(trust_env=False) as http:
        return http.get(page).headers["location"]


def code_in(answer: str, state: str, redirect: str, title: str) -> str:
    """Return the code in the address that the browser was led back to.

    Raises:
        BadInput: it is no answer to the question with this state.
        NoAccess: the person said no.
    """
    if not is_answer(answer.strip(), state):
        raise BadInput(
            "this address is no answer to the page that was opened just now; copy the whole "
            f"address of the page that the browser was led to (it begins with {redirect}), or "
            "connect anew"
        )
    said = parse_qs(urlsplit(answer.strip()).query)
    if "code" not in said:
        raise NoAccess(f"{title} was not connected: {said.get('error', ['no code'])[0]}")
    return said["code"][0]


def is_answer(address: str, state: str) -> bool:
    """Return whether an address answers the question that was asked with this state."""
    return bool(state) and secrets.compare_digest(_state_in(address).encode(), state.encode())


def _state_in(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("state", [""])[0]


def end_after(seconds: object) -> datetime | None:
    """Return when a consent ends that holds for so many seconds; None where that is not told."""
    return datetime.now(UTC) + timedelta(seconds=int(str(seconds))) if seconds else None


class LoopbackAnswer:
    """Waits on this machine for the browser to be led back."""

    def __init__(self) -> None:
        self._answer, self._state = "", ""
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self._server.timeout = 1.0

    @property
    def address(self) -> str:
        """Where the browser is to be led."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def wait(self, page: str, clock: Callable[[], float]) -> str:
        """Return the address that the browser was led to.

        Any page of any site may lead a browser here; only who knows the state that the consent was
        asked with ends the wait.

        Args:
            page: of the consent.
            clock: seconds, never going back.

        Raises:
            TransientError: nobody came within five minutes.
        """
        until, self._state = clock() + WAIT_SECONDS, _state_in(page)
        try:
            while not self._answer and clock() < until:
                self._server.handle_request()
        finally:
            self.close()
        if not self._answer:
            raise TransientError("nobody consented within five minutes; connect anew")
        return self._answer

    def close(self) -> None:
        """Listen no longer."""
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        waiting = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if not is_answer(self.path, waiting._state):
                    self.send_error(404)
                    return
                waiting._answer = waiting.address.rstrip("/") + self.path
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(THANKS)

            def log_message(self, format: str, *args: object) -> None:
                """Log nothing: the address holds a code."""

        return Handler
