"""Feeds: asked for what is new, kept as they were where they fail, and never from this machine's own network."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from resources.catalogue.catalogue import Catalogue
from resources.feeds.feed_reader import FeedReader

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


class Site:
    """A site with a feed, which says how it was asked."""

    def __init__(self) -> None:
        self.titles = ["Lighthouse moved"]
        self.status = 200
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                known = self.headers.get("if-none-match", "")
                site.asked.append(f"{self.path} {known}".strip())
                if self.path == "/old":
                    self._say(301, b"", location="/feed")
                elif self.path == "/round":
                    self._say(302, b"", location="/round")
                elif self.path == "/away":
                    self._say(302, b"", location="file:///etc/passwd")
                elif self.path == "/nowhere":
                    self._say(302, b"", location=f"https://{'a' * 64}.org/")
                elif self.path == "/nothing":
                    self._say(302, b"", location="https://[x/")
                elif known == site.tag and site.status == 200:
                    self._say(304, b"")
                else:
                    items = "".join(f"<item><title>{one}</title></item>" for one in site.titles)
                    self._say(site.status, f"<rss>{items}</rss>".encode(), etag=site.tag)

            def _say(self, status: int, body: bytes, **headers: str) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def tag(self) -> str:
        return f'"{len(self.titles)}"'

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


def test_a_feed_is_asked_once_an_hour_for_what_is_new_and_keeps_what_it_said(
    catalogue: Catalogue, site: Site
):
    reader, feed = FeedReader(catalogue.engine, public_only=False), f"{site.url}/feed"

    def read(hours: float) -> tuple[list[str], list[str]]:
        entries, problems = reader.entries([feed], NOW + timedelta(hours=hours))
        return sorted(one.title for one in entries), list(problems)

    assert read(0) == (["Lighthouse moved"], [])
    assert read(0.5) == (["Lighthouse moved"], [])
    assert site.asked == ["/feed"]
    assert read(2) == (["Lighthouse moved"], [])
    assert site.asked[1:] == ['/feed "1"']
    site.titles.append("Eleven days")
    assert read(4) == (["Eleven days", "Lighthouse moved"], [])
    site.status = 503
    site.titles.append("Never told")
    titles, (problem,) = read(6)
    assert titles == ["Eleven days", "Lighthouse moved"]
    assert "answered 503" in problem
    entries, _ = reader.entries([feed], NOW + timedelta(days=29, hours=23))
    assert {one.at for one in entries} == {NOW, NOW + timedelta(hours=4)}
    site.status = 200
    for hours in (31 * 24, 31 * 24 + 2, 62 * 24):
        titles, _ = read(hours)
        assert titles == (["Never told"] if hours < 62 * 24 else []), "what still stands is not new"
    assert FeedReader(catalogue.engine).entries([], NOW) == ((), [])


def test_an_address_that_leads_elsewhere_is_followed_a_little_and_nowhere_it_must_not(
    catalogue: Catalogue, site: Site
):
    reader = FeedReader(catalogue.engine, public_only=False)
    entries, problems = reader.entries(
        [f"{site.url}/{name}" for name in ("old", "round", "away")], NOW
    )
    assert [one.title for one in entries] == ["Lighthouse moved"]
    assert [problem.partition(": it ")[2] for problem in problems] == [
        "leads on more than 3 times",
        "leads to file:/etc/passwd, which is no web address",
    ]
    (_, (refused,)) = FeedReader(catalogue.engine).entries([f"{site.url}/feed"], NOW)
    assert "none of the public network's" in refused


@pytest.mark.parametrize("public_only", [True, False])
def test_what_is_no_host_is_the_fault_of_the_feed_that_names_it(
    catalogue: Catalogue, site: Site, public_only: bool
):
    reader = FeedReader(catalogue.engine, public_only=public_only)
    named = ("http://..../x", f"http://{'a' * 64}.org/x", "https://[::1")
    led = () if public_only else (f"{site.url}/nowhere", f"{site.url}/nothing")
    entries, problems = reader.entries([*named, *led], NOW)
    assert (list(entries), len(problems)) == ([], len(named) + len(led))
