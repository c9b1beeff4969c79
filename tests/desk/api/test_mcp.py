"""Tools for models: the same actions, by the SDK's own client; what costs money waits for a person."""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest
from mcp import Client
from starlette.testclient import TestClient

from desk.api.protocol.action import Call
from desk.api.protocol.mcp_server import TOOLS, server_for
from factory.people.visitor import Visitor
from factory.workflow import events as topics
from tests.desk.terminal.studio import WORDS
from tests.fakes.vendors import Vendors
from wiring.factory import Factory

CHANNEL = """
name: bought
title: Bought voice
format: short
voice: {provider: openai, name: alloy}
music: {kind: none}
review: automatic
compliance: {made_for_kids: false, synthetic_media: true}
"""
WRITER = """
words: {provider: openai, model: gpt-6-luna}
ideas: {from_writer: 2, topics: [The tower]}
"""
MADE = {"channel": "demo", "title": "The clock", "words": WORDS}


def asked(server: Any, do: Callable[[Client], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        async with Client(server) as client:
            return await do(client)

    return anyio.run(ask)


def a_call(factory: Factory, role: Any) -> Call:
    visitor = Visitor(name="a model", role=role, known_by="token")
    return Call(factory, origin="http://desk", visitor=visitor)


def used(factory: Factory, name: str, said: dict[str, Any], role: Any = "admin") -> Any:
    server = server_for(a_call(factory, role))
    return asked(server, lambda client: client.call_tool(name, said))


def test_a_model_sees_the_tools_that_its_role_may_use(idle_factory: Factory):
    viewer = server_for(a_call(idle_factory, "viewer"))
    seen = {one.name for one in asked(viewer, lambda client: client.list_tools()).tools}
    assert seen == {name for name, action in TOOLS.items() if action.role == "viewer"}
    assert used(idle_factory, "make_video", MADE, "viewer").is_error


def test_what_costs_nothing_is_done_and_what_is_wrong_is_told_whole(idle_factory: Factory):
    made = used(idle_factory, "make_video", MADE).structured_content
    shown = used(idle_factory, "show_video", {"video_id": made["videos"][0]["video_id"]})
    assert shown.structured_content["status"] == "queued"
    assert shown.structured_content["launches"][0]["reason"].endswith(" by MCP")
    wrong = used(idle_factory, "make_video", {**MADE, "format": "carousel", "wrods": ""})
    assert wrong.is_error
    assert [one["field"] for one in wrong.structured_content["errors"]] == ["wrods", "format"]


def test_what_costs_money_waits_until_a_person_agrees_to_its_price(
    idle_factory: Factory, program: TestClient, monkeypatch: pytest.MonkeyPatch
):
    for key in ("OPENAI_API_KEY", "FAL_KEY", "PEXELS_API_KEY"):
        monkeypatch.setenv(key, "of-a-test")
    channels = idle_factory.settings.home / "channels"
    channels.mkdir()
    (channels / "bought.yaml").write_text(CHANNEL, encoding="utf-8")
    paid = {**MADE, "channel": "bought"}
    order = used(idle_factory, "make_video", paid).structured_content
    assert order["usd"] > 0 and "factory orders agree" in order["waits_for"]
    assert not idle_factory.catalogue.reports.list_videos()
    place = f"/api/v1/orders/{order['order']}"
    assert program.post(place, json={"usd": order["usd"] + 1}).status_code == 409
    carried = program.post(place, json={"usd": order["usd"]}).json()
    assert carried["order"]["asked_by"] == "a model"
    (video,) = idle_factory.catalogue.reports.list_videos()
    assert carried["answer"]["videos"][0]["video_id"] == video.video_id
    assert program.post(place, json={"usd": order["usd"]}).status_code == 409
    assert program.get("/api/v1/orders").json()["orders"] == []
    assert topics.BRIEF_ACCEPTED in {e["topic"] for e in idle_factory.catalogue.events.after()}


def test_the_ideas_of_a_day_are_asked_for_at_the_price_that_was_agreed_to(
    idle_factory: Factory, program: TestClient, vendors: Vendors
):
    channels = idle_factory.settings.home / "channels"
    channels.mkdir()
    (channels / "bought.yaml").write_text(CHANNEL + WRITER, encoding="utf-8")
    told = program.get("/api/v1/ideas/price").json()
    assert told["usd"] > 0 and told["channels"] == ["bought"]
    less = program.post("/api/v1/ideas", json={"usd": told["usd"] / 2})
    assert less.status_code == 409 and "nobody was asked" in less.json()["detail"]
    order = used(idle_factory, "propose_ideas", {}).structured_content
    assert order["usd"] == told["usd"] and "factory orders agree" in order["waits_for"]
    assert not vendors.seen("openai") and not idle_factory.catalogue.ideas.newest(5)
    agreed = program.post(f"/api/v1/orders/{order['order']}", json={"usd": order["usd"]})
    assert len(agreed.json()["answer"]["ideas"]) == 3
    assert program.get("/api/v1/ideas/price").json()["usd"] == 0, "who was asked is not asked again"
    again = program.post("/api/v1/ideas", json={"usd": 0})
    assert len(again.json()["ideas"]) == 3


def test_over_http_it_answers_whoever_the_door_lets_in(program: TestClient, stranger: TestClient):
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-06-18",
    }
    answer = program.post("/mcp", json=listing, headers=headers).json()
    assert {one["name"] for one in answer["result"]["tools"]} == set(TOOLS)
    assert stranger.post("/mcp", json=listing, headers=headers).status_code == 401
    assert program.get("/mcp").status_code == 404
