"""Two tenants at one desk: whatever one's people ask for, nothing of the other's comes or changes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from desk.api.protocol.action import Action, Call
from desk.api.protocol.mcp_server import TOOLS
from desk.api.protocol.mcp_server import answer as told_by
from desk.api.protocol.routes import api_routes
from desk.api.registry import ACTIONS
from desk.web.guarded import Guarded
from factory.people.visitor import Visitor
from resources.database.tenancy import FOLLOWS, SAID
from tests.desk.server.guarded_desk import OURS, PLACE, GuardedDesk, desk_at
from tests.resources.database.two_tenants import (
    NORTH,
    SOUTH,
    accept,
    channel_of,
    fill,
    mark,
    video_of,
)

STREAMS = {"/events", "/api/v1/events/stream"}
"""They end with whoever listens; both are closed to people of a tenant."""
OF_FILES = {
    *(
        "/api/v1/channels/{name}/file",
        "/channels",
        "/channels/{channel}",
        "/new",
        "/settings",
        "/money",
        "/calendar",
        "/campaigns",
    ),
    *("/media/{name:path}", "/api/v1/videos/{video_id}/files/{name:path}"),
}
"""They show files of the home too, which no database holds back: their need does."""
CHANNEL = """\
name: {channel}
title: Of {mark}
tenant: {tenant}
format: short
"""
LEAST_SHOWN = 25
"""So many addresses show their owner a tenant's marked words: else the walk sees nothing."""
LEAST_SHOWN_TO_A_TENANT = 8


@dataclass(frozen=True)
class Studio:
    """A desk, and what people of the north show there."""

    desk: GuardedDesk
    north: dict[str, str]
    routes: list[Guarded]


@pytest.fixture(scope="module")
def studio(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    home = tmp_path_factory.mktemp("tenants")
    surroundings = pytest.MonkeyPatch()  # what commands open is this factory, too
    surroundings.setenv("FACTORY_HOME", str(home))
    surroundings.setenv("DATABASE_URL", module_database_url)
    desk = desk_at(module_database_url, home)
    factory = desk.factory
    factory.prepare()
    factory.door_keys.renew()
    (home / "channels").mkdir()
    for tenant in (NORTH, SOUTH):
        accept(factory.catalogue, tenant)
        fill(factory.catalogue.engine, tenant)
        _write_files(home, factory.settings.media, tenant)
    _, secret = desk.people.api_tokens.make("walker", "admin", days=1, by="test", tenant=NORTH)
    routes = [*desk.guarded, *api_routes(factory)]
    yield Studio(desk, {"Authorization": f"Bearer {secret}"}, routes)
    surroundings.undo()
    factory.catalogue.engine.dispose()


def _write_files(home: Path, media: Path, tenant: str) -> None:
    words = CHANNEL.format(channel=channel_of(tenant), mark=mark(tenant), tenant=tenant)
    (home / "channels" / f"{channel_of(tenant)}.yaml").write_text(words, encoding="utf-8")
    folder = media / "tenants" / tenant / "videos" / video_of(tenant)
    folder.mkdir(parents=True)
    (folder / "captions.srt").write_text(mark(tenant), encoding="utf-8")


def names_of(tenant: str) -> dict[str, Any]:
    """Return what an address, a query or a form says of a tenant's things."""
    video, channel = video_of(tenant), channel_of(tenant)
    return {
        "video_id": video,
        "video_id_is": video,
        "video": video,
        "before": video,
        "channel": channel,
        "scope": "channel",
        "name": channel,
        "idea": f"{mark(tenant)} idea_id",
        "idea_id": f"{mark(tenant)} idea_id",
        "experiment": f"{mark(tenant)} experiment_id",
        "experiment_id": f"{mark(tenant)} experiment_id",
        "scene_id": "s1",
        "outlet": "outbox",
        "note": "a note",
        "decision": "approved",
        "usd": "1",
    }


def filled(route: Guarded, names: Mapping[str, Any], number: int) -> str:
    """Return an address in which each name stands for something."""

    def value(found: re.Match[str]) -> str:
        name, _, kind = found[1].partition(":")
        if kind == "int":
            return str(number)
        if kind == "path":
            of_video = "{video_id}" in route.path
            return "captions.srt" if of_video else f"{names['video_id']}/captions.srt"
        return str(names.get(name, number))

    return re.sub(r"\{([^}]*)\}", value, route.path)


def asked(
    client: TestClient,
    route: Guarded,
    method: str,
    headers: dict[str, str],
    tenant: str,
    number: int,
) -> Response:
    """Ask for a route with everything that can be said naming a tenant's things."""
    names = names_of(tenant)
    path = filled(route, names, number)
    if method in ("GET", "DELETE"):
        action = action_of(route, method)
        fields = action.elsewhere if action else tuple(names)
        query = {name: names[name] for name in fields if name in names}
        return client.request(method, path, params=query, headers=headers)
    if route.path.startswith(("/api", "/mcp")):
        action = action_of(route, method)
        said = {name: names[name] for name in action.elsewhere if name in names} if action else {}
        return client.request(method, path, json=said, headers=headers)
    return client.request(method, path, data=names, headers={**headers, **OURS})


def action_of(route: Guarded, method: str) -> Action | None:
    """Return what the API calls a route, if it is one of its."""
    same = (one for one in ACTIONS if (one.address, one.method) == (route.path, method))
    return next(same, None)


def shown(response: Response, tenant: str) -> str:
    """Return what an answer says, without the names that the question already named."""
    text = response.text + str(dict(response.headers))
    names = sorted({str(one) for one in names_of(tenant).values()}, key=len, reverse=True)
    for name in names:
        text = text.replace(name, "")
    return text


def walk(
    studio: Studio, tenant: str, headers: dict[str, str], methods: set[str]
) -> Iterator[tuple[str, Response]]:
    """Yield each address with its answer, everything in it naming a tenant's things."""
    with studio.desk.program() as client:
        for route in studio.routes:
            if route.path in STREAMS:
                continue
            for method in sorted(methods & (route.methods or set())):
                for number in (1, 2) if ":int}" in route.path else (1,):
                    answer = asked(client, route, method, headers, tenant, number)
                    yield f"{method} {route.path}", answer


def with_an_open_guard(studio: Studio) -> TestClient:
    """Return a program that every address is open to, but whose database is kept to the north."""
    factory = studio.desk.factory
    ours = Starlette(routes=studio.routes)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        visitor = Visitor(name="Mara", role="admin", tenant=NORTH, known_by="password")
        with factory.kept_to(NORTH):
            await ours({**scope, "state": {"visitor": visitor}}, receive, send)

    return TestClient(app, base_url=PLACE, follow_redirects=False, raise_server_exceptions=False)


def rows_of(studio: Studio, tenant: str) -> dict[str, list[str]]:
    """Return every row of a tenant, as texts."""
    with studio.desk.factory.catalogue.engine.connect() as owner:
        return {
            name: sorted(
                owner.scalars(
                    sa.text(f"SELECT t::text FROM factory.{name} t WHERE tenant = :tenant"),
                    {"tenant": tenant},
                )
            )
            for name in (*FOLLOWS, *SAID)
        }


def test_every_address_shows_the_owner_what_the_walk_looks_for(studio: Studio):
    owner = studio.desk.shows("viewer")
    answers = list(walk(studio, SOUTH, owner, {"GET"}))
    assert not [(where, a.status_code) for where, a in answers if a.status_code >= 500]
    seen = {where for where, answer in answers if mark(SOUTH) in shown(answer, SOUTH)}
    assert len(seen) >= LEAST_SHOWN, seen


def test_people_of_a_tenant_are_answered_at_every_address_that_is_open_to_them(studio: Studio):
    answers = list(walk(studio, NORTH, studio.north, {"GET"}))
    assert not [(where, a.status_code) for where, a in answers if a.status_code >= 500]
    seen = {where for where, answer in answers if mark(NORTH) in shown(answer, NORTH)}
    assert len(seen) >= LEAST_SHOWN_TO_A_TENANT, seen
    lists = {"GET /tenants", "GET /videos", "GET /review", "GET /api/v1/videos"}
    assert lists <= {where for where, answer in answers if answer.status_code == 200}
    assert not [where for where, answer in answers if mark(SOUTH) in answer.text]
    beyond = ('href="/dagster', 'href="/money')
    assert not [where for where, answer in answers for one in beyond if one in answer.text]


def test_no_address_shows_or_changes_anything_of_another_tenant(studio: Studio):
    before = rows_of(studio, SOUTH)
    methods = {"GET", "POST", "PATCH", "DELETE", "PUT"}
    for where, answer in walk(studio, SOUTH, studio.north, methods):
        assert answer.status_code < 500, (where, answer.text)
        assert mark(SOUTH) not in shown(answer, SOUTH), where
    assert rows_of(studio, SOUTH) == before


def test_were_every_address_open_the_database_alone_would_hold_the_others_rows_back(studio: Studio):
    shows: set[str] = set()
    client = with_an_open_guard(studio)
    for route in studio.routes:
        if route.path in STREAMS or "GET" not in (route.methods or set()):
            continue
        for number in (1, 2) if ":int}" in route.path else (1,):
            answer = asked(client, route, "GET", {}, SOUTH, number)
            if mark(SOUTH) in shown(answer, SOUTH):
                shows.add(route.path)
    assert shows <= OF_FILES, shows - OF_FILES


def test_no_tool_of_a_model_shows_or_changes_anything_of_another_tenant(studio: Studio):
    visitor = Visitor(name="model", role="admin", tenant=NORTH, known_by="token")
    call = Call(studio.desk.factory, origin="http://desk.example", visitor=visitor)
    before = rows_of(studio, SOUTH)
    for name, action in TOOLS.items():
        names = {**dict(action.example), **names_of(SOUTH)}
        said = {field: names[field] for field in action.asks.model_fields if field in names}
        with studio.desk.factory.kept_to(NORTH):
            told = told_by(call, name, said)
        text = str(told.content)
        for one in sorted({str(v) for v in names_of(SOUTH).values()}, key=len, reverse=True):
            text = text.replace(one, "")
        assert mark(SOUTH) not in text, name
    assert rows_of(studio, SOUTH) == before


def test_a_tenants_people_come_to_their_own_page_which_names_no_address_that_is_closed_to_them(
    studio: Studio,
):
    with studio.desk.program() as client:
        first = client.get("/", headers=studio.north)
        assert (first.status_code, first.headers["location"]) == (303, "/tenants")
        for path in ("/tenants", "/videos", "/review"):
            page = client.get(path, headers=studio.north)
            linked = set(re.findall(r"(?:href|connect|action)=\"(/[^\"]*)\"", page.text))
            closed = {
                one
                for one in linked
                if not one.startswith("/static/") and one not in ("/signout", "/api/docs")
                if client.get(one, headers=studio.north).status_code == 403
            }
            assert page.status_code == 200 and closed == set(), path


def test_the_page_of_tenants_shows_whoever_runs_the_factory_all_of_them(studio: Studio):
    with studio.desk.program() as client:
        page = client.get("/tenants", headers=studio.desk.shows("operator")).text
    for tenant in (NORTH, SOUTH):
        assert f'id="of-{tenant}"' in page and f"Of {mark(tenant)}" in page
