"""Whatever is said to any action, what comes back is an answer or a sentence, and no fault of ours."""

import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin

import pytest

from desk.actions.channels import channel_file
from desk.actions.tenants import known_tenant
from desk.api.protocol.action import Action, Call
from desk.api.protocol.mcp_server import answer
from desk.api.protocol.problem import problem_of
from desk.api.protocol.requests import read
from desk.api.protocol.routes import perform
from desk.api.registry import ACTIONS
from factory.errors import FactoryError, NotFound
from factory.people.visitor import Visitor
from tests.fakes.manifests import an_accepted_brief
from wiring.factory import Factory

HOSTILE: Mapping[type, tuple[object, ...]] = {
    str: ("\0", "\ud800"),
    int: (2**63, 10**30),
    float: (1e308,),
    date: ("0001-01-01", "9999-12-31"),
}
MOMENTS = ("0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00")
"""Of fields that hold one as text."""


def kinds(annotation: Any) -> set[object]:
    """Return the plain types that a field may hold."""
    if get_origin(annotation) in (Union, types.UnionType):
        return {kind for each in get_args(annotation) for kind in kinds(each)}
    return {annotation}


def hostile(action: Action, video_id: str) -> Iterator[dict[str, Any]]:
    """Yield the action's example with one field after the other spoilt."""
    said = {**action.example, **({"video_id": video_id} if "video_id" in action.in_path else {})}
    for name, field in action.asks.model_fields.items():
        found = kinds(field.annotation)
        for value in [one for kind, values in HOSTILE.items() if kind in found for one in values]:
            yield {**said, name: value}
        if str in found and (name in ("at", "since", "week") or name.endswith("_at")):
            yield from ({**said, name: moment} for moment in MOMENTS)
        if dict in {get_origin(kind) for kind in found} | found:
            yield {**said, name: {"a": ["\0"]}}


def done(call: Call, action: Action, said: Mapping[str, Any]) -> None:
    in_path = {key: said[key] for key in action.in_path if key in said}
    elsewhere = {key: value for key, value in said.items() if key not in in_path}
    perform(action, call, read(action, elsewhere, in_path))


def a_call(factory: Factory) -> Call:
    return Call(factory, "http://desk", Visitor(name="a program", role="admin", known_by="token"))


def test_where_a_video_may_be_left_out_none_is_looked_for(idle_factory: Factory):
    about = [
        (one, one.asks.model_fields["video_id"])
        for one in ACTIONS
        if "video_id" in one.asks.model_fields
    ]
    optional = [one for one, field in about if not field.is_required()]
    assert {one.name for one in optional} >= {"list_changes", "experiment_power"}
    for action in optional:
        said = {key: value for key, value in action.example.items() if key != "video_id"}
        try:
            done(a_call(idle_factory), action, said)
        except FactoryError as error:
            assert "there is no video" not in str(error), action.name
    wanted = next(one for one, field in about if field.is_required() and one.do and not one.makes)
    with pytest.raises(NotFound, match="there is no video ''"):
        done(a_call(idle_factory), wanted, {**wanted.example, "video_id": ""})


MISSING: Mapping[str, Callable[[Factory], object]] = {
    "brief": lambda factory: factory.catalogue.briefs.newest("v-none"),
    "video": lambda factory: factory.catalogue.reports.show("v-none"),
    "campaign": lambda factory: factory.catalogue.campaigns.find("none"),
    "experiment": lambda factory: factory.catalogue.experiments.find("none"),
    "idea": lambda factory: factory.catalogue.ideas.decide("none", "approved", "Mara", ""),
    "alert": lambda factory: factory.catalogue.alerts.mute(404, None),
    "token": lambda factory: factory.people.api_tokens.revoke("none", by="Mara"),
    "person": lambda factory: factory.people.accounts.named("none"),
    "guest link": lambda factory: factory.people.guest_links.revoke("v-none", 7, by="Mara"),
    "channel": lambda factory: channel_file(factory, "none"),
    "tenant": lambda factory: known_tenant(factory, "none"),
}


@pytest.mark.parametrize("what", MISSING)
def test_what_is_not_there_is_404_to_a_program_whoever_looked_for_it(
    idle_factory: Factory, what: str
):
    with pytest.raises(NotFound) as refused:
        MISSING[what](idle_factory)
    assert problem_of(refused.value).status == 404


def test_no_value_makes_an_action_fail_by_a_fault_of_ours(idle_factory: Factory):
    accepted, call = an_accepted_brief(), a_call(idle_factory)
    idle_factory.catalogue.briefs.accept(accepted)
    asked, faults = 0, list[str]()
    for action in [one for one in ACTIONS if one.endpoint is None]:
        for said in hostile(action, accepted.video_id):
            asked += 1
            try:
                done(call, action, said)
            except FactoryError:
                continue
            except Exception as error:  # noqa: BLE001 - any other is what is looked for
                faults.append(f"{action.name} {said}: {error!r:.200}")
    assert asked > 300
    assert faults == []


def test_a_model_is_told_of_a_fault_of_ours_without_what_it_holds(
    idle_factory: Factory, caplog: pytest.LogCaptureFixture
):
    with idle_factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE factory.events RENAME TO elsewhere")
    told = answer(a_call(idle_factory), "list_events", {"video_id_is": "a-video"})
    assert told.is_error
    said = told.content[0].model_dump()["text"]
    assert "a fault of the factory's own" in said
    assert "SELECT" not in said
    assert "SELECT" in caplog.text
