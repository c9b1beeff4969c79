"""What the tests of the API share: a door without Dagster, and programs before it."""

from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from desk.server.allowed_hosts import Names
from desk.server.app import create_app
from desk.server.visitors import Visitors
from wiring.factory import Factory

DOOR = "http://127.0.0.1:3000"


@pytest.fixture
def door(idle_factory: Factory) -> ASGIApp:
    idle_factory.door_keys.renew()
    names = Names.of(3000, listen="127.0.0.1", hosts=(), public_url="")
    visitors = Visitors(idle_factory.door_keys.tokens(), "test", idle_factory)
    dagster = PlainTextResponse("Dagster")
    return create_app(
        idle_factory,
        dagster,
        names=names,
        visitors=visitors,
        instance="test",
        code_answers=lambda: True,
    )


@pytest.fixture
def stranger(door: ASGIApp) -> Iterator[TestClient]:
    with TestClient(door, base_url=DOOR) as client:
        yield client


@pytest.fixture
def looker(door: ASGIApp, idle_factory: Factory) -> Iterator[TestClient]:
    token = idle_factory.door_keys.token("look")
    with TestClient(door, base_url=DOOR, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


@pytest.fixture
def program(door: ASGIApp, idle_factory: Factory) -> Iterator[TestClient]:
    token = idle_factory.door_keys.token("operator")
    with TestClient(door, base_url=DOOR, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client
