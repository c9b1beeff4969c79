"""One description of each action: the document, its examples and the page agree with the code."""

import json
import re
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desk.api.protocol.action import Action
from desk.api.protocol.openapi import document
from desk.api.protocol.problem import Unfit
from desk.api.protocol.reference_page import curl, reference_page
from desk.api.protocol.requests import read
from desk.api.registry import ACTIONS, COMMANDS_ALONE
from desk.terminal.cli import cli
from factory.workflow.status import ASSET_WORDS, POST_WORDS, STAGE_WORDS, VIDEO_WORDS
from tests.fakes.vendors import PROJECT

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def operation(action: Action) -> dict[str, Any]:
    path = action.address.replace(":path}", "}")
    return document(ACTIONS)["paths"][path][action.method.lower()]


def fits(value: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": document(ACTIONS)["components"]}
    Draft202012Validator(whole).validate(value)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_every_action_is_described_with_examples_that_are_valid(action: Action):
    described = operation(action)
    assert described["operationId"] == action.name
    assert {p["name"] for p in described["parameters"] if p["in"] == "path"} == set(action.in_path)
    for parameter in described["parameters"]:
        if "example" in parameter:
            fits(parameter["example"], parameter["schema"])
    if action.has_body:
        media = described["requestBody"]["content"]["application/json"]
        fits(media["example"], media["schema"])
    in_path = {name: action.example[name] for name in action.in_path}
    said = {name: value for name, value in action.example.items() if name not in in_path}
    assert read(action, said, in_path) == action.asks.model_validate(action.example)
    assert (action.do is None) is (action.endpoint is not None)
    assert action.costs_usd is None or action.makes or action.method == "PATCH"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("uploads", STAGE_WORDS),
        ("asset_status", ASSET_WORDS),
        ("render_status", VIDEO_WORDS),
        ("post_status", POST_WORDS),
    ],
)
def test_the_document_lists_the_words_of_stages_and_parts_of_a_video(field, words):
    schemas = document(ACTIONS)["components"]["schemas"]
    (of_stages,) = [one for name, one in schemas.items() if name.startswith("StageFacts")]
    assert set(of_stages["properties"]["status"]["enum"]) == STAGE_WORDS
    for video in (one for one in schemas.values() if field in one.get("properties", ())):
        said = video["properties"][field]
        assert set((said.get("anyOf") or [said])[0]["enum"]) == words


def test_no_two_actions_share_a_name_or_an_address():
    assert len({one.name for one in ACTIONS}) == len(ACTIONS)
    assert len({(one.method, one.address) for one in ACTIONS}) == len(ACTIONS)


def test_every_schema_of_the_document_is_one():
    for schema in document(ACTIONS)["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    json.dumps(document(ACTIONS), allow_nan=False)


@given(said=st.dictionaries(st.text(max_size=20), JSON, max_size=4), which=st.sampled_from(ACTIONS))
def test_whatever_is_sent_is_read_or_refused_by_its_fields(said: dict[str, Any], which: Action):
    keys = [*which.elsewhere, *said]
    for text in said.values():
        mixed = {key: text for key in keys[:3]}
        try:
            read(which, mixed, {name: which.example[name] for name in which.in_path})
        except Unfit as refused:
            assert refused.faults
            assert all(fault.found for fault in refused.faults)


def test_the_page_names_every_action_and_quotes_what_a_shell_would_take_apart():
    page = bytes(reference_page(ACTIONS).body).decode()
    for action in ACTIONS:
        assert f'id="{action.name}"' in page
        assert curl(action).count("'") % 2 == 0
    assert "<script" not in page


def commands(group: click.Group, before: str = "") -> set[str]:
    found: set[str] = set()
    for name, command in group.commands.items():
        found.add(f"{before}{name}")
        if isinstance(command, click.Group):
            found |= commands(command, f"{before}{name} ")
    return found


def test_whatever_the_command_line_can_do_the_api_can_do_or_says_why_not():
    done = {command for action in ACTIONS for command in action.commands}
    assert commands(cli) == done | set(COMMANDS_ALONE)


def test_every_command_of_the_api_page_is_an_action_of_the_api():
    page = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
    described = document(ACTIONS)["paths"]
    patterns = {path: re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) for path in described}
    commands = [line for line in page.splitlines() if "$DESK/api/v1" in line and "api " in line]
    assert len(commands) > 8
    for command in commands:
        path = re.findall(r"\$DESK(/api/v1[^\"? ]*)", command)[0]
        (named,) = re.findall(r"-X (\w+)", command) or ["POST" if "--data" in command else "GET"]
        found = [one for one, like in patterns.items() if re.fullmatch(like, path)]
        assert any(named.lower() in described[one] for one in found), command
    for scene in re.findall(r"/scenes/(\w+)", "\n".join(commands)):
        assert re.fullmatch(r"s\d{3}", scene), f"{scene} is no scene: they are s001, s002"
