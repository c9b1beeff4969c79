"""`make sandbox` beside `make up`: a second home's factory runs, and neither meets the other."""

import os
from collections.abc import Iterator

import httpx2
import pytest

from tests.end_to_end.running_factory import Running, running_factory
from tests.fakes.free_ports import free_port

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def sandbox(factory: Running) -> Iterator[Running]:
    """Another home's factory, started while the first one runs and asking for the same port."""
    with running_factory(emulated=free_port(18800 + os.getpid() % 90)) as running:
        yield running


def test_both_answer_at_addresses_of_their_own_over_databases_of_their_own(
    factory: Running, sandbox: Running
):
    assert factory.desk != sandbox.desk
    assert str(factory.engine.url) != str(sandbox.engine.url)
    for one in (factory, sandbox):
        with one.client() as http:
            assert http.get("/").status_code == 200
    with sandbox.client() as http:
        assert "emulated" in http.get("/").text.lower()


def test_the_key_of_one_opens_nothing_at_the_other(factory: Running, sandbox: Running):
    with httpx2.Client(base_url=sandbox.desk, trust_env=False, timeout=60) as stranger:
        assert stranger.get(f"/?token={factory.key()}").status_code == 401
        wrong = {"Authorization": f"Bearer {factory.key()}"}
        assert stranger.get("/api/v1/videos", headers=wrong).status_code == 401
