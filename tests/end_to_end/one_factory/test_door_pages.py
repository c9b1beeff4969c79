"""What the door hands out: videos' own files, pages, and what browsers may do with them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from desk.web.browser_files import address_of
from tests.end_to_end.browser import opened_browser
from tests.end_to_end.door import raw, status
from tests.end_to_end.factory_process import run
from tests.end_to_end.running_factory import Running
from tests.end_to_end.waiting import until

pytestmark = pytest.mark.timeout(420)


@pytest.fixture(autouse=True)
def nothing_happened(factory: Running) -> Iterator[None]:
    """Whatever is tried: no mutation was carried out."""
    yield
    added = "SELECT count(*) FROM public.dynamic_partitions WHERE partition = 'attack'"
    assert factory.one(added) == 0


@pytest.fixture(scope="module")
def shelf(factory: Running) -> Path:
    """A video's folder with what somebody might have put there."""
    folder = factory.home / ".factory" / "media" / "tenants" / "default" / "videos" / "made-by-hand"
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


@pytest.mark.parametrize(
    "path",
    ["/?token=x%0d%0aSet-Cookie:%20a=b", "/videos?before=x%0d%0aX: y", "/%0d%0aSet-Cookie:%20a=b"],
)
def test_nothing_that_is_asked_becomes_a_header(factory: Running, path: str):
    with factory.client() as program:
        answer = program.get(path.replace(" ", "%20"))
    assert answer.status_code in (400, 401, 404)
    assert "set-cookie" not in answer.headers
    assert "x" not in answer.headers


def test_every_page_tells_the_browser_what_it_may_not_do(factory: Running):
    with factory.client() as program:
        for path in ("/", "/videos", "/dagster/", "/nothing", address_of("desk.css")):
            headers = program.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "unsafe-eval" not in program.get("/dagster/").headers["content-security-policy"]


def test_the_address_of_all_files_leads_to_the_videos(factory: Running):
    with factory.client("look") as program:
        answer = program.get("/media/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/videos")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


def test_the_link_from_the_terminal_opens_the_desk_and_dagster(factory: Running, browser: Browser):
    link = re.findall(r"http\S+token=\S+", run(factory.home, None, "up"))[0]
    page = browser.new_context().new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(link)
    assert page.url == f"{factory.desk}/"
    assert page.title() == "Today – Video factory"
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
    page.goto(f"data:text/html,<a href='{factory.desk}/videos'>videos</a>")
    page.click("a")
    page.get_by_role("heading", name="Videos").wait_for()
    page.goto(f"data:text/html,<iframe src='{factory.desk}/videos'></iframe>")
    assert "Videos" not in page.frames[-1].content()


def test_no_token_is_in_any_file_but_its_own(factory: Running):
    keys = {role: factory.key(role).encode() for role in ("operator", "look")}
    until(lambda: bool(factory.one("SELECT 1")), "the database")
    found = [
        path
        for path in factory.home.rglob("*")
        if path.is_file() and any(key in path.read_bytes() for key in keys.values())
    ]
    shelf = factory.home / ".factory" / "media" / "tenants" / "default" / "videos" / "made-by-hand"
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
