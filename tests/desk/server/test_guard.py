"""The guard: every address, by everybody, compared with what is stated beside it."""

import asyncio
import re
from collections.abc import Iterator
from itertools import product

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from desk.web.guarded import Guarded, need, stated
from factory.people.role import PERSONS_ROLES, may
from tests.desk.server.guarded_desk import OURS, GuardedDesk
from tests.fakes.catalogued import accepted

VISITORS = ("nobody", *PERSONS_ROLES)
VIDEO = "a-video"
OTHERS = "their-video"


def address(route: Guarded, video: str = VIDEO) -> str:
    filled = route.path.replace("{video_id}", video).replace("{name:path}", f"{video}/poster.jpg")
    return re.sub(r"\{[^}]*\}", "1", filled)


@pytest.fixture(scope="module")
def catalogued(guard: GuardedDesk) -> GuardedDesk:
    for name, tenant in ((VIDEO, "north"), (OTHERS, "south")):
        brief = accepted(name)
        channel = brief.channel.model_copy(update={"tenant": tenant})
        guard.factory.catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))
    return guard


@pytest.fixture(scope="module")
def headers(guard: GuardedDesk) -> dict[str, dict[str, str]]:
    return {visitor: guard.shows(visitor) for visitor in VISITORS}


@pytest.fixture(scope="module")
def program(guard: GuardedDesk) -> Iterator[TestClient]:
    with guard.program() as client:
        yield client


def ask(program: TestClient, route: Guarded, headers: dict[str, str], video: str = VIDEO) -> int:
    path = address(route, video)
    if "POST" in (route.methods or ()):
        return program.post(path, json={}, headers=headers).status_code
    return program.get(path, headers=headers).status_code


def test_every_address_lets_in_exactly_those_that_are_stated_beside_it(
    catalogued: GuardedDesk, headers: dict[str, dict[str, str]], program: TestClient
):
    for route, visitor in product(catalogued.guarded, VISITORS):
        role = route.need.role
        if role is None:
            wanted = 200
        elif visitor == "nobody":
            wanted = 401
        else:
            least = "reviewer" if route.need.decides else role
            wanted = 200 if may(visitor, least) else 403  # pyright: ignore[reportArgumentType]
        found = ask(program, route, headers[visitor])
        assert found == wanted, (route.methods, route.path, visitor)


def test_no_page_of_another_origin_reaches_anything(catalogued: GuardedDesk):
    with catalogued.browser() as client:
        assert client.get(f"/?token={'o' * 43}").status_code == 303
        for route in catalogued.guarded:
            method = "POST" if "POST" in (route.methods or ()) else "GET"
            for foreign in (
                {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
                {"Origin": "null"},
                {"Origin": "http://127.0.0.1:3001", "Sec-Fetch-Site": "same-site"},
            ):
                answer = client.request(method, address(route), headers=foreign)
                assert answer.status_code == 403, (method, route.path, foreign)


def test_a_cookie_alone_posts_nothing_unless_it_says_where_from(
    catalogued: GuardedDesk, program: TestClient
):
    with catalogued.browser() as client:
        client.get(f"/?token={'o' * 43}")
        ((name, value),) = client.cookies.items()
        shown = f"{name}={value}"
        for route in catalogued.guarded:
            if "POST" in (route.methods or ()) and route.need.role:
                assert ask(program, route, {"Cookie": shown}) == 403
                assert client.post(address(route), json={}).status_code == 200


def test_a_route_that_states_nothing_is_nobodys(catalogued: GuardedDesk):
    async def endpoint() -> None: ...

    scope = {"type": "http", "method": "GET", "path": "/open", "headers": []}
    assert stated([Route("/open", endpoint)], scope) is None
    assert stated([Guarded("/open", endpoint, need("viewer"))], scope)
    assert all(isinstance(route, Guarded) for route in catalogued.guarded)
    with catalogued.browser() as client:
        client.get(f"/?token={'o' * 43}")
        assert client.get("/open").status_code == 404


def test_a_tenants_people_reach_their_own_videos_and_nothing_of_others(
    catalogued: GuardedDesk, program: TestClient
):
    made = catalogued.people.api_tokens.make("north", "admin", days=1, by="test", tenant="north")
    shown = {"Authorization": f"Bearer {made[1]}"}
    for route in catalogued.guarded:
        reach, role = route.need.reach, route.need.role
        if role is None:
            continue
        own, theirs, none = (
            ask(program, route, shown, video) for video in (VIDEO, OTHERS, "no-such")
        )
        if reach == "video":
            assert (own, theirs, none) == (200, 404, 404), route.path
        else:
            assert own == (200 if reach == "own" else 403), route.path
    with catalogued.browser() as client:
        assert client.get("/dagster/", headers=shown).status_code == 403


def test_a_guest_reaches_one_video_by_the_addresses_for_guests_alone(
    catalogued: GuardedDesk, program: TestClient
):
    links = catalogued.people.guest_links
    for decides in (False, True):
        link, _ = links.make(VIDEO, "Ida", hours=1, decides=decides, by="test")
        secret = catalogued.people.sessions.begin(guest_link=link.id)
        guest = catalogued.people.sessions.visitor(secret, {})
        assert guest and guest.tenant == "north"  # the database keeps them to it
        cookie = {"Cookie": f"factory-abc-guest={secret}", **OURS}
        for route in catalogued.guarded:
            wanted = route.need
            if wanted.role is None:
                continue
            open_to = wanted.role == "guest" and (decides or not wanted.decides)
            assert ask(program, route, cookie) == (200 if open_to else 403), route.path
            if wanted.reach == "video":
                assert ask(program, route, cookie, OTHERS) == 403, route.path
        with catalogued.browser() as client:
            for path in ("/dagster/", "/dagster/graphql", "/nothing"):
                status = client.get(path, headers=cookie).status_code
                assert status in (403, 404, 405), path


@pytest.mark.parametrize("visitor", PERSONS_ROLES)
def test_dagster_is_commanded_by_operators_and_admins_alone(
    catalogued: GuardedDesk, headers: dict[str, dict[str, str]], visitor: str
):
    commands = visitor in ("operator", "admin")
    mutation, query = {"query": "mutation { x { __typename } }"}, {"query": "{ version }"}
    with catalogued.browser() as client:
        shown = headers[visitor]
        assert client.get("/dagster/", headers=shown).status_code == 200
        graphql = "/dagster/graphql"
        assert client.post(graphql, json=query, headers=shown).status_code == 200
        wanted = 200 if commands else 403
        assert client.post(graphql, json=mutation, headers=shown).status_code == wanted
        reported = client.post("/dagster/report_asset_materialization/x", json={}, headers=shown)
        assert reported.status_code == wanted


def test_what_is_done_is_recorded_under_the_name_of_who_does_it(catalogued: GuardedDesk):
    with catalogued.browser() as client:
        client.get(f"/?token={'o' * 43}")
        assert client.get("/videos").json()["acting"] == "owner"
    made = catalogued.people.api_tokens.make("nightly", "operator", days=None, by="test")
    with catalogued.browser() as client:
        answer = client.get("/videos", headers={"Authorization": f"Bearer {made[1]}"})
    assert answer.json()["acting"] == "token nightly"
    assert answer.json()["visitor"]["role"] == "operator"


@pytest.mark.parametrize("held_back", [False, True])
def test_whoever_is_shut_out_while_a_body_is_on_the_way_has_nothing_done(
    catalogued: GuardedDesk, held_back: bool
):
    name = f"slow {held_back}"
    _, secret = catalogued.people.api_tokens.make(name, "admin", days=1, by="test")
    shown = [
        (b"host", b"127.0.0.1:3000"),
        (b"authorization", f"Bearer {secret}".encode()),
        (b"content-type", b"application/json"),
    ]
    posted = (one for one in catalogued.guarded if one.need.role and one.methods == {"POST"})
    path = address(next(posted))
    scope = {"type": "http", "method": "POST", "path": path, "headers": shown, "scheme": "http"}
    parts, sent = [b"}", b"{"], list[Message]()

    async def receive() -> Message:
        if len(parts) == 1 and held_back:
            catalogued.people.api_tokens.revoke(name, by="test")
        return {"type": "http.request", "body": parts.pop(), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await catalogued.app({**scope, "query_string": b""}, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == (401 if held_back else 200)
