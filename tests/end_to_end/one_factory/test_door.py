"""The door of a running factory, attacked as pages, other users and programs could; then opened."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.end_to_end.door import raw, status
from tests.end_to_end.running_factory import Running

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
    forged = (
        value[:-1] + ("a" if value[-1] != "a" else "b"),
        value.swapcase(),
        f"{value}.admin",
        f"operator.{value}",
        "' OR 1=1 --",
        "%00",
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


ANOTHER_PLACE = """mutation($config: RunConfigData!) { launchRun(executionParams: {
  selector: {
    repositoryName: "__repository__", repositoryLocationName: "video_factory", jobName: "publish"
  }
  runConfigData: $config
  executionMetadata: {tags: [{key: "dagster/partition", value: "attack"}]}
}) { __typename ... on RunConfigValidationInvalid { errors { message } } } }"""


@pytest.mark.parametrize("part", ["resources", "ops"])
def test_no_run_says_who_where_or_at_whose_cost_even_for_an_operator(factory: Running, part: str):
    name = {"resources": "posts", "ops": "releases"}[part]
    place = {"url": {"env": "FACTORY_DAGSTER_PG_URL"}, "api_key": {"env": "OPENAI_API_KEY"}}
    asked = {"query": ANOTHER_PLACE, "variables": {"config": {part: {name: {"config": place}}}}}
    with factory.client() as operator:
        answer = operator.post(GRAPHQL, json=asked)
    assert answer.json()["data"]["launchRun"]["__typename"] == "RunConfigValidationInvalid"
    assert "postgresql" not in answer.text
    assert factory.one("SELECT count(*) FROM public.runs WHERE partition = 'attack'") == 0


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
