"""What is out is changed at a time by REST and on its page, seen, and called off."""

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from desk.actions.publishing.post_changes import list_changes
from factory.brief.planned_changes import LaterChange
from factory.channel.outlet_settings import YouTubeChoices
from tests.desk.api.test_api import V1, problem, told
from tests.desk.opened_desk import Desk
from tests.fakes.catalogued import accepted as another
from tests.fakes.manifests import VIDEO_ID, a_channel, a_listing, an_accepted_brief
from wiring.factory import Factory

PLACE = f"{V1}/videos/{VIDEO_ID}/later"


def accepted(factory: Factory, **brief: Any) -> None:
    channel = a_channel(outlets=("youtube",), youtube=YouTubeChoices(account="UC" + "a" * 22))
    factory.catalogue.briefs.accept(an_accepted_brief(channel, **brief))
    factory.store.write(VIDEO_ID, "listing.json", a_listing().to_json())


def a_png() -> str:
    written = io.BytesIO()
    Image.new("RGB", (320, 180), "teal").save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def test_a_program_asks_for_changes_sees_them_and_calls_one_off(
    program: TestClient, looker: TestClient, idle_factory: Factory
):
    accepted(idle_factory)
    wanted = {"after": "7 days", "title": "Another title", "visibility": "unlisted"}
    asked = told(program.post(PLACE, json=wanted), "change_post")["changes"]
    assert {(one["what"], one["to"], one["state"], one["at"]) for one in asked} == {
        ("title", "Another title", "planned", None),
        ("visibility", "unlisted", "planned", None),
    }
    picture = {"at": "2030-01-01T12:00Z", "thumbnail": a_png(), "thumbnail_name": "a.png"}
    (shown,) = told(program.post(PLACE, json=picture), "change_post")["changes"]
    with Image.open(idle_factory.store.local(VIDEO_ID, shown["to"])) as kept:
        frame = idle_factory.catalogue.briefs.newest(VIDEO_ID).profile.picture
        assert (kept.format, kept.size) == ("JPEG", frame.thumbnail_size)
    problem(looker.post(PLACE, json=wanted), 403)
    idle_factory.catalogue.briefs.accept(another("another-video"))
    others = PLACE.replace(VIDEO_ID, "another-video")
    problem(program.delete(f"{others}/{asked[0]['number']}"), 409)
    number = asked[0]["number"]
    told(program.delete(f"{PLACE}/{number}"), "call_off_change")
    problem(program.delete(f"{PLACE}/{number}"), 409)
    there = told(looker.get(f"{V1}/later", params={"video_id": VIDEO_ID}), "list_changes")
    assert sorted(one["state"] for one in there["changes"]) == ["called off", "planned", "planned"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"after": "7 days"},
        {"after": "7 days", "at": "2030-01-01T12:00Z", "title": "A"},
        {"after": "some day", "title": "A"},
        {"visibility": "everybody"},
        {"thumbnail": "?"},
        {"thumbnail": base64.b64encode(b"no picture").decode()},
    ],
)
def test_what_cannot_be_changed_is_refused(
    program: TestClient, idle_factory: Factory, wanted: dict[str, str]
):
    accepted(idle_factory)
    problem(program.post(PLACE, json=wanted), 422)
    assert not idle_factory.catalogue.post_changes.listed(VIDEO_ID)


def test_another_revision_of_a_brief_takes_back_what_it_wants_no_more(idle_factory: Factory):
    first = LaterChange(what="title", to="One", after_seconds=60)
    other = LaterChange(what="title", to="Other", after_seconds=60)
    for changes in ((first, other), (first, other), (other,)):
        accepted(idle_factory, changes=changes)
    rows = idle_factory.catalogue.post_changes.listed(VIDEO_ID)
    assert [(row["value"], row["ended_at"] is None) for row in rows] == [
        ("Other", True),
        ("One", False),
    ]


def test_a_person_asks_for_a_change_on_the_page_and_calls_it_off_there(desk: Desk, tmp_path: Path):
    accepted(desk.factory)
    place = f"/videos/{VIDEO_ID}/changes"
    assert desk.pages.post(place, data={"after": "2 days", "title": "Another"}).status_code == 303
    page = desk.pages.get(f"/videos/{VIDEO_ID}").text
    assert "Title: Another. Planned" in page and "2 days after" in page
    (row,) = desk.factory.catalogue.post_changes.listed(VIDEO_ID)
    desk.factory.catalogue.briefs.accept(another("another-video"))
    others = place.replace(VIDEO_ID, "another-video")
    desk.pages.post(f"{others}/{row['number']}/end")
    (still,) = desk.factory.catalogue.post_changes.listed(VIDEO_ID)
    assert still["ended_at"] is None, "it is not that video's change"
    assert desk.pages.post(f"{place}/{row['number']}/end").status_code == 303
    assert "Called off" in desk.pages.get(f"/videos/{VIDEO_ID}").text


def test_a_title_is_approved_on_the_page_and_by_rest_as_it_was_seen(
    desk: Desk, program: TestClient, looker: TestClient
):
    accepted(desk.factory, changes=(LaterChange(what="title", to="Another", after_seconds=60),))
    (row,) = list_changes(desk.factory, VIDEO_ID)
    page = desk.pages.get(f"/videos/{VIDEO_ID}").text
    assert "nobody has approved it yet" in page
    there = f"{PLACE}/{row.number}/decision"
    problem(looker.post(there, json={"decision": "approved"}), 403)
    seen = {"seen": row.sha256}
    problem(program.post(there, json={"decision": "rejected", **seen}), 422)
    for short in ({}, {"seen": ""}, {"seen": row.sha256[:16]}):
        problem(program.post(there, json={"decision": "approved", **short}), 422)
    problem(program.post(there, json={"decision": "approved", "seen": "0" * 64}), 409)
    shouts = {"decision": "rejected", "note": "shouts", **seen}
    told(program.post(there, json=shouts), "decide_change")
    assert ": shouts" in desk.pages.get(f"/videos/{VIDEO_ID}").text
    approved = {"decision": "approved", **seen}
    place = f"/videos/{VIDEO_ID}/changes/{row.number}/decision"
    assert desk.pages.post(place, data=approved).status_code == 303
    assert list_changes(desk.factory, VIDEO_ID)[0].unapproved == ""


def test_many_are_decided_at_once_and_what_changed_since_is_left_alone_and_named(
    desk: Desk, program: TestClient, looker: TestClient
):
    planned = [
        LaterChange(what="title", to=to, after_seconds=60 * n) for n, to in enumerate("ABC", 1)
    ]
    accepted(desk.factory, changes=tuple(planned))
    third, second, first = list_changes(desk.factory, VIDEO_ID)
    there, asked = f"{V1}/later/decisions", [{"number": first.number, "seen": first.sha256}]
    problem(looker.post(there, json={"changes": asked, "decision": "approved"}), 403)
    problem(program.post(there, json={"changes": asked, "decision": "rejected"}), 422)
    asked += [{"number": second.number, "seen": "0" * 64}, {"number": 999, "seen": "0" * 64}]
    done = told(
        program.post(there, json={"changes": asked, "decision": "approved"}), "decide_changes"
    )
    assert done["done"] == [first.number]
    assert [
        "what was looked at" in done["left"][0]["why"],
        "no change" in done["left"][1]["why"],
    ] == [True] * 2
    page = desk.pages.get("/later").text
    assert f'name="change.{third.number}" value="{third.sha256}"' in page
    assert f'name="change.{first.number}"' not in page
    ticked = {f"change.{one.number}": one.sha256 for one in (second, third)}
    unsaid = desk.pages.post("/later", data={**ticked, "decision": "rejected"})
    assert (unsaid.status_code, "why not is not said" in unsaid.text) == (422, True)
    said = desk.pages.post("/later", data={**ticked, "decision": "rejected", "note": "shout"}).text
    assert "2 changes rejected" in said and "It was rejected by test: shout" in said
    assert not any(row.asked for row in list_changes(desk.factory, VIDEO_ID))
