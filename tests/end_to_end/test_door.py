"""The door of a running factory, attacked as pages, other users and programs could; then opened."""

import json
import re
import shutil
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, sync_playwright
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.end_to_end.factory_process import run
from tests.end_to_end.running_factory import Running
from tests.end_to_end.waiting import until

pytestmark = pytest.mark.timeout(420)

GRAPHQL = "/dagster/graphql"
MUTATION = """mutation { addDynamicPartition(
  partitionKey: "attack", partitionsDefName: "videos", repositorySelector: {
    repositoryName: "__repository__", repositoryLocationName: "video_factory"
}) { __typename } }"""
COMMAND = json.dumps({"query": MUTATION})
AS_JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def guest(factory: Running) -> Iterator[httpx2.Client]:
    """What the operator's browser sends: the cookie, with whatever a page makes it say."""
    client = httpx2.Client(base_url=factory.desk, trust_env=False, timeout=60)
    assert client.get(f"/?token={factory.key()}").status_code == 303
    yield client
    client.close()


@pytest.fixture(autouse=True)
def nothing_happened(factory: Running) -> Iterator[None]:
    """Whatever is tried: no mutation was carried out."""
    yield
    added = "SELECT count(*) FROM public.dynamic_partitions WHERE partition = 'attack'"
    assert factory.one(added) == 0


def raw(factory: Running, request: bytes, *, wait_seconds: float = 30) -> bytes:
    """Send bytes as they are; return everything that comes until the end of the connection."""
    address = urlsplit(factory.desk)
    with socket.create_connection((address.hostname, address.port), timeout=wait_seconds) as server:
        server.sendall(request)
        answer = b""
        with suppress(ConnectionResetError):  # what it would not read, it throws away
            while part := server.recv(65_536):
                answer += part
        return answer


def a_post(factory: Running, *headers: str) -> bytes:
    """Return the head of a command, by an operator's program, as it goes over the wire."""
    lines = (
        f"POST {GRAPHQL} HTTP/1.1",
        f"Host: {urlsplit(factory.desk).netloc}",
        f"Authorization: Bearer {factory.key()}",
        "Content-Type: application/json",
        *headers,
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_a_picture_in_a_foreign_page_commands_nothing(guest: httpx2.Client):
    foreign = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": "image",
    }
    assert guest.get(f"{GRAPHQL}?query={quote(MUTATION)}", headers=foreign).status_code == 403
    assert guest.get(f"{GRAPHQL}?query={quote(MUTATION)}").status_code == 405
    assert guest.head(f"{GRAPHQL}?query={quote(MUTATION)}").status_code == 405


def test_what_listens_on_another_port_of_this_machine_is_a_stranger(guest: httpx2.Client):
    beside = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert guest.get("/media/", headers=beside).status_code == 403
    elsewhere = {"Origin": "http://127.0.0.1:9", **AS_JSON}
    assert guest.post(GRAPHQL, content=COMMAND, headers=elsewhere).status_code == 403


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "text/plain; application/json",
        "",
    ],
)
def test_what_a_form_can_send_is_no_command(
    factory: Running, guest: httpx2.Client, media_type: str
):
    headers = {"Origin": factory.desk, "Content-Type": media_type}
    query = f"{GRAPHQL}?query={quote(MUTATION)}"
    for address in (GRAPHQL, query):
        assert guest.post(address, content=COMMAND, headers=headers).status_code == 415


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:3900.evil.example"]
)
def test_a_foreign_origin_is_refused_though_the_cookie_is_right(guest: httpx2.Client, origin: str):
    for headers in ({"Origin": origin, **AS_JSON}, {"Origin": origin}):
        assert guest.post(GRAPHQL, content=COMMAND, headers=headers).status_code == 403
    assert guest.get("/", headers={"Origin": origin}).status_code == 403


def test_a_cookie_that_does_not_say_where_it_comes_from_commands_nothing(guest: httpx2.Client):
    assert guest.post(GRAPHQL, content=COMMAND, headers=AS_JSON).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:3900", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_was_made_to_point_here_reads_and_writes_nothing(factory: Running, host: str):
    with factory.client() as program:
        for path in ("/", "/media/", "/health", "/dagster/", f"/?token={factory.key()}"):
            answer = program.get(path, headers={"Host": host})
            assert answer.status_code in (400, 403)
            assert "set-cookie" not in answer.headers
        named = {"Host": host, **AS_JSON}
        assert program.post(GRAPHQL, content=COMMAND, headers=named).status_code in (400, 403)


def test_two_hosts_in_one_request_are_none(factory: Running):
    host = urlsplit(factory.desk).netloc.encode()
    twice = b"GET /health HTTP/1.1\r\nHost: %b\r\nHost: evil.example\r\n\r\n" % host
    assert status(raw(factory, twice)) == 400


@pytest.mark.parametrize(
    "shown", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}]
)
def test_nobody_enters_without_a_session(factory: Running, shown: dict[str, str]):
    with factory.client(None) as stranger:
        for path in (
            "/",
            "/media/",
            "/media/x/master.mp4",
            "/dagster/",
            "/dagster/server_info",
            "/nothing",
        ):
            assert stranger.get(path, headers=shown).status_code == 401
        assert (
            stranger.post(GRAPHQL, content=COMMAND, headers={**shown, **AS_JSON}).status_code == 401
        )
        assert stranger.get("/?token=wrong", headers=shown).status_code == 401
        assert stranger.get(f"/media/?token={factory.key()}", headers=shown).status_code == 401


def test_a_forged_cookie_opens_nothing(factory: Running, guest: httpx2.Client):
    ((name, value),) = guest.cookies.items()
    role, expiry, nonce, signature = value.split(".")
    forged = (
        f"{role}.{int(expiry) + 1}.{nonce}.{signature}",
        f"look.{expiry}.{nonce}.{signature}",
        f"{role}.{expiry}.{nonce}.",
        f"{role}..{nonce}.{signature}",
        "....",
        "",
    )
    with factory.client(None) as stranger:
        for cookie in forged:
            answer = stranger.get("/", headers={"Cookie": f"{name}={cookie}"})
            assert answer.status_code == 401


READS = "query Reads { version }"


@pytest.mark.parametrize(
    "request_body",
    [
        {"query": MUTATION},
        {"query": f"{READS} {MUTATION}", "operationName": "Reads"},
        {"query": f"{MUTATION} {READS}"},
        {"query": "#\ufeff\n" + MUTATION},
        [{"query": READS}, {"query": MUTATION}],
        {"query": [MUTATION]},
        {"query": "{" * 20_000},
        {"queries": MUTATION},
    ],
)
def test_who_may_only_look_changes_nothing(factory: Running, request_body: object):
    with factory.client("look") as looker:
        answer = looker.post(GRAPHQL, json=request_body)
        assert answer.status_code in (400, 403)
        asked = looker.post(GRAPHQL, json={"query": READS})
        assert asked.json()["data"]["version"]
        event = "/dagster/report_asset_materialization/renders"
        assert looker.post(event, json={"partition": "attack"}).status_code == 403


def test_dagsters_pages_tell_who_may_only_look_so(factory: Running):
    question = {"query": "{ permissions { permission value } }"}
    with factory.client("look") as looker, factory.client() as operator:
        allowed = {
            name: {
                row["value"]
                for row in one.post(GRAPHQL, json=question).json()["data"]["permissions"]
            }
            for name, one in (("looker", looker), ("operator", operator))
        }
    assert allowed["looker"] == {False}
    assert True in allowed["operator"]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:9", None])
def test_a_websocket_of_a_foreign_page_is_refused(
    factory: Running, guest: httpx2.Client, origin: str | None
):
    with pytest.raises(InvalidStatus) as refused:
        subscribe(factory, guest, origin, GRAPHQL)
    assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus):
        subscribe(factory, guest, factory.desk, "/")


def test_a_websocket_of_our_own_page_carries_no_mutation(factory: Running, guest: httpx2.Client):
    with subscribe(factory, guest, factory.desk, GRAPHQL) as socket_:
        socket_.send(json.dumps({"type": "connection_init", "payload": {}}))
        assert json.loads(socket_.recv(20))["type"] == "connection_ack"
        start = {"id": "1", "type": "start", "payload": {"query": MUTATION, "variables": {}}}
        socket_.send(json.dumps(start))
        assert json.loads(socket_.recv(20))["type"] == "error"


def subscribe(factory: Running, guest: httpx2.Client, origin: str | None, path: str):
    cookies = "; ".join(f"{name}={value}" for name, value in guest.cookies.items())
    return connect(
        f"{factory.desk.replace('http', 'ws', 1)}{path}",
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol("graphql-ws")],
        additional_headers={"Cookie": cookies},
        proxy=None,
    )


@pytest.fixture(scope="module")
def shelf(factory: Running) -> Path:
    """A video's folder with what somebody might have put there."""
    folder = factory.home / ".factory" / "media" / "videos" / "made-by-hand"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("<script>document.title = 'ran'</script>")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")
    (folder / "words.txt").write_text("<script>alert(1)</script>")
    (folder / "ten.bin").write_bytes(b"0123456789")
    (folder / "poster.jpg").write_bytes(b"GIF89a<script>")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "key.txt").symlink_to(factory.home / ".factory" / "door" / "operator.token")
    (folder / "door").symlink_to(factory.home / ".factory" / "door")
    (folder / "inside.txt").symlink_to(folder / "words.txt")
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "/media/../../door/operator.token",
        "/media/made-by-hand/../../../door/operator.token",
        "/media/%2e%2e/%2e%2e/door/operator.token",
        "/media/made-by-hand/..%2f..%2f..%2fdoor%2foperator.token",
        "/media/made-by-hand/..%5c..%5c..%5cdoor%5coperator.token",
        "/media//etc/passwd",
        "/media/%2fetc%2fpasswd",
        "/media/made-by-hand/key.txt",
        "/media/made-by-hand/door/operator.token",
        "/media/made-by-hand/inside.txt",
        "/media/made-by-hand/.hidden.txt",
        "/media/made-by-hand/words.txt%00.jpg",
        "/media/made-by-hand",
        "/media/made-by-hand/",
        "/dagster/logs/../../../door/operator.token",
        "/dagster/logs/..%2f..%2f..%2fdoor%2foperator.token",
    ],
)
def test_nothing_but_a_videos_own_files_is_handed_out(factory: Running, shelf: Path, path: str):
    key = factory.key()
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {urlsplit(factory.desk).netloc}\r\n"
        f"Authorization: Bearer {key}\r\nConnection: close\r\n\r\n"
    )
    answer = raw(factory, request.encode())
    assert status(answer) in (400, 404)
    assert key.encode() not in answer
    assert b"root:" not in answer


def test_a_stored_file_is_looked_at_and_never_runs(factory: Running, shelf: Path):
    with factory.client() as program:
        for name, media_type in (
            ("page.html", "application/octet-stream"),
            ("drawing.svg", "application/octet-stream"),
            ("words.txt", "text/plain; charset=utf-8"),
            ("poster.jpg", "image/jpeg"),
        ):
            answer = program.get(f"/media/made-by-hand/{name}")
            assert answer.headers["content-type"] == media_type
            assert answer.headers["x-content-type-options"] == "nosniff"
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "sandbox" in policy
            assert "script" not in policy
        assert (
            "attachment"
            in program.get("/media/made-by-hand/page.html").headers["content-disposition"]
        )


def test_a_player_gets_the_bytes_it_asks_for(factory: Running, shelf: Path):
    with factory.client("look") as program:
        part = program.get("/media/made-by-hand/ten.bin", headers={"Range": "bytes=2-4"})
        beyond = program.get("/media/made-by-hand/ten.bin", headers={"Range": "bytes=20-"})
        whole = program.head("/media/made-by-hand/ten.bin")
    assert (part.status_code, part.content) == (206, b"234")
    assert beyond.status_code == 416
    assert (whole.headers["content-length"], whole.content) == ("10", b"")


def test_only_three_methods_are_known(factory: Running):
    with factory.client() as program:
        for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            answer = program.request(method, "/media/", headers=AS_JSON)
            assert answer.status_code == 405
            assert answer.headers["allow"] == "GET, HEAD, POST"
            assert not [name for name in answer.headers if name.startswith("access-control")]
        assert program.head("/").status_code == 200
        assert program.post("/media/", json={}).status_code == 405


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(factory: Running):
    assert status(raw(factory, a_post(factory, "Content-Length: 99999999999"))) == 413
    chunks = b"".join(b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(129))
    chunked = a_post(factory, "Transfer-Encoding: chunked") + chunks
    refused = raw(factory, chunked + b"0\r\n\r\n")
    assert not refused or status(refused) == 413
    both = a_post(factory, "Transfer-Encoding: chunked\r\nContent-Length: 3")
    assert status(raw(factory, both + b"{}\n0\r\n\r\n", wait_seconds=60)) in (400, 408)


def test_slow_bodies_and_silent_connections_are_given_up(factory: Running):
    began = time.monotonic()
    slow = a_post(factory, "Content-Length: 1000") + b"{"
    with ThreadPoolExecutor() as both:
        body = both.submit(raw, factory, slow, wait_seconds=60)
        silent = both.submit(raw, factory, b"GET / HTTP/1.1\r\nHost: 127", wait_seconds=60)
    assert status(body.result()) == 408
    assert silent.result() == b""
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "path",
    ["/?token=x%0d%0aSet-Cookie:%20a=b", "/media/?before=x%0d%0aX: y", "/%0d%0aSet-Cookie:%20a=b"],
)
def test_nothing_that_is_asked_becomes_a_header(factory: Running, path: str):
    with factory.client() as program:
        answer = program.get(path.replace(" ", "%20"))
    assert answer.status_code in (400, 401, 404)
    assert "set-cookie" not in answer.headers
    assert "x" not in answer.headers


def test_every_page_tells_the_browser_what_it_may_not_do(factory: Running):
    with factory.client() as program:
        for path in ("/", "/media/", "/dagster/", "/nothing", "/static/door.css"):
            headers = program.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "unsafe-eval" not in program.get("/dagster/").headers["content-security-policy"]


def test_the_gallery_is_a_page_even_when_it_is_empty(factory: Running):
    with factory.client("look") as program:
        page = program.get("/media/")
        assert program.get("/media/?before=no%20such%20video").status_code == 404
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def test_the_link_from_the_terminal_opens_the_desk_and_dagster(factory: Running, browser: Browser):
    link = re.findall(r"http\S+token=\S+", run(factory.home, None, "up"))[0]
    page = browser.new_context().new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(link)
    assert page.url == f"{factory.desk}/"
    assert page.title() == "Desk · Video factory"
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("link", name="Dagster").first.click()
    page.get_by_text("Catalog").first.wait_for(timeout=120_000)
    assert page.url.startswith(f"{factory.desk}/dagster")
    assert not errors


def test_a_link_on_another_site_leads_to_the_page_with_the_cookie_that_it_wants(
    factory: Running, browser: Browser
):
    page = browser.new_context().new_page()
    page.goto(f"{factory.desk}/?token={factory.key()}")
    page.goto(f"data:text/html,<a href='{factory.desk}/media/'>videos</a>")
    page.click("a")
    page.get_by_role("heading", name="Videos").wait_for()
    page.goto(f"data:text/html,<iframe src='{factory.desk}/media/'></iframe>")
    assert "Videos" not in page.frames[-1].content()


def test_no_token_is_in_any_file_but_its_own(factory: Running):
    keys = {role: factory.key(role).encode() for role in ("operator", "look")}
    until(lambda: bool(factory.one("SELECT 1")), "the database")
    found = [
        path
        for path in factory.home.rglob("*")
        if path.is_file() and any(key in path.read_bytes() for key in keys.values())
    ]
    shelf = factory.home / ".factory" / "media" / "videos" / "made-by-hand"
    own = {factory.home / ".factory" / "door" / f"{role}.token" for role in keys}
    assert {path for path in found if shelf not in path.parents} == own


def test_what_the_factory_keeps_is_closed_to_other_users(factory: Running):
    internals = factory.home / ".factory"
    for name in ("door", "logs", "media", "dagster"):
        assert (internals / name).stat().st_mode & 0o077 == 0, name
    for path in (*(internals / "door").iterdir(), *(internals / "logs").iterdir()):
        # A socket is opened by writing.
        assert path.stat().st_mode & (0o022 if path.is_socket() else 0o077) == 0, path
    assert internals.stat().st_mode & 0o066 == 0
