"""`make sandbox` beside `make up`: a second home's factory runs, and neither meets the other."""

import os
from collections.abc import Iterator

import httpx2
import pytest

from tests.end_to_end.running_factory import Running, running_factory
from tests.end_to_end.waiting import until
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


def test_one_browser_is_signed_in_at_both_though_cookies_know_no_ports(
    factory: Running, sandbox: Running
):
    with httpx2.Client(trust_env=False, timeout=60) as browser:
        for one in (factory, sandbox):
            assert browser.get(f"{one.desk}/?token={one.key()}").status_code == 303
        assert {browser.get(f"{one.desk}/").status_code for one in (factory, sandbox)} == {200}


def test_a_brief_belongs_to_the_factory_in_whose_inbox_it_lies(factory: Running, sandbox: Running):
    scratch = sandbox.home / "inbox" / ".bad.partial"
    scratch.write_text("---\nchannel: nobody\n---\nWords.\n", encoding="utf-8")
    scratch.rename(sandbox.home / "inbox" / "bad.md")
    noted = "SELECT count(*) FROM factory.events WHERE topic = 'brief.rejected' AND payload->>'file' = 'bad.md'"
    until(lambda: sandbox.one(noted) == 1, "a brief that the sandbox rejects")
    assert factory.one(noted) == 0
    assert (sandbox.home / "inbox" / "rejected" / "bad.md.reason.txt").is_file()
    assert not (factory.home / "inbox" / "rejected" / "bad.md").exists()
