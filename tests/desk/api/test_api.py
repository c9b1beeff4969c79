"""The API before a real database: what it makes, tells and refuses."""

import time
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from desk.api.media_links import signature
from desk.api.protocol.openapi import document
from desk.api.protocol.problem import MEDIA_TYPE
from desk.api.registry import ACTIONS
from factory.records import FileRef
from factory.workflow.launch import Following
from tests.desk.terminal.studio import WORDS
from tests.fakes.catalogued import accepted
from tests.fakes.manifests import VIDEO_ID, an_accepted_brief
from wiring.factory import Factory

V1 = "/api/v1"
MADE = {"channel": "demo", "title": "The clock", "words": WORDS}


def problem(answer: Any, status: int) -> dict[str, Any]:
    """Return what an answer says that is a problem, and is one to the letter."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    said = answer.json()
    assert said["status"] == status and said["detail"]
    return said


def told(answer: Any, name: str, status: int = 200) -> dict[str, Any]:
    """Return what an answer says, as the document describes it."""
    assert answer.status_code == status, answer.text
    operations = [one for path in document(ACTIONS)["paths"].values() for one in path.values()]
    described = next(one for one in operations if one["operationId"] == name)
    schema = described["responses"][str(status)]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document(ACTIONS)["components"]}
    Draft202012Validator(whole).validate(answer.json())
    return answer.json()


def test_words_become_a_video_once_for_each_key(program: TestClient):
    key = {"Idempotency-Key": "order-1"}
    first = program.post(f"{V1}/videos", json=MADE, headers=key)
    video = told(first, "make_video", 201)["videos"][0]["video_id"]
    again = program.post(f"{V1}/videos", json=dict(reversed(MADE.items())), headers=key)
    assert (again.status_code, again.content) == (201, first.content)
    other = program.post(f"{V1}/videos", json={**MADE, "title": "Another"}, headers=key)
    assert problem(other, 422)["errors"][0]["field"] == "Idempotency-Key"
    listed = told(program.get(f"{V1}/videos"), "list_videos")
    assert [one["video_id"] for one in listed["videos"]] == [video]
    whole = told(program.get(f"{V1}/videos/{video}"), "show_video")
    assert whole["launches"][0]["reason"].endswith(" by REST")
    assert whole["status"] == "queued" and whole["title"] == "The clock"
    assert whole["figures"] == [], "nobody has watched it"


def test_a_refused_request_gives_its_key_back(program: TestClient):
    key = {"Idempotency-Key": "order-2"}
    bad = {**MADE, "format": "carousel"}
    assert program.post(f"{V1}/videos", json=bad, headers=key).status_code == 422
    assert program.post(f"{V1}/videos", json=MADE, headers=key).status_code == 201


def test_everything_that_is_wrong_is_told_at_once(program: TestClient):
    bad = {"channel": "demo", "format": "carousel", "language": "xx", "publish_at": "1999-01-01"}
    said = problem(program.post(f"{V1}/videos", json={**bad, "words": WORDS}), 422)
    assert {fault["field"] for fault in said["errors"]} == {
        *("format", "language", "publish_at", "title")
    }
    assert "short" in next(f["wanted"] for f in said["errors"] if f["field"] == "format")
    assert all(f"`{fault['field']}`" in fault["remedy"] for fault in said["errors"])
    empty = {"channel": "nope", "format": "carousel", "words": ""}
    said = problem(program.post(f"{V1}/videos", json=empty), 422)
    assert {fault["field"] for fault in said["errors"]} >= {"channel", "format", "words"}
    strange = problem(program.post(f"{V1}/videos", json={"wrods": WORDS, "tags": 7}), 422)
    assert {fault["field"] for fault in strange["errors"]} == {"wrods", "tags"}
    first = strange["errors"][0]
    assert (first["found"], first["wanted"]) == ("'wrods'", "words")
    assert first["remedy"] == "rename `wrods` to `words`"
    both = {"channel": "dmeo", "titel": "The clock", "words": WORDS}
    faults = problem(program.post(f"{V1}/videos", json=both), 422)["errors"]
    assert {fault["field"] for fault in faults} == {"titel", "channel"}


@pytest.mark.parametrize("body", ["{", "[1]", "NaN", '{"words": NaN}', "[" * 100_000])
def test_what_is_no_json_object_is_refused(program: TestClient, body: str):
    headers = {"Content-Type": "application/json"}
    problem(program.post(f"{V1}/videos", content=body, headers=headers), 400)


def test_unknown_addresses_and_methods_are_problems_too(program: TestClient, stranger: TestClient):
    problem(program.get("/api/v2/videos"), 404)
    problem(program.get(f"{V1}/videos/no-such-video"), 404)
    problem(program.get(f"{V1}/videos/..%2fx"), 400)
    wrong = program.delete(f"{V1}/videos")
    problem(wrong, 405)
    assert wrong.headers["allow"] == "GET, HEAD, POST"
    problem(stranger.get(f"{V1}/videos"), 401)
    problem(program.post(f"{V1}/videos", content="words=x"), 415)
    twice = program.get(f"{V1}/videos?limit=1&limit=2")
    assert problem(twice, 422)["errors"][0]["field"] == "limit"


def test_who_may_only_look_makes_nothing(looker: TestClient):
    problem(looker.post(f"{V1}/videos", json=MADE), 403)
    problem(looker.patch(f"{V1}/settings/paused", json={"value": True}), 403)
    problem(looker.delete(f"{V1}/videos/{VIDEO_ID}"), 403)
    assert told(looker.get(f"{V1}/settings"), "show_settings")["settings"]["paused"] is False


def test_videos_come_a_page_at_a_time_with_the_filters_of_the_desk(
    program: TestClient, idle_factory: Factory
):
    for number in range(5):
        idle_factory.catalogue.briefs.accept(accepted(f"video-{number}"))
    seen: list[str] = []
    before = ""
    while before is not None:
        asked = {"limit": 2, "before": before, "channel": "tales"}
        page = told(program.get(f"{V1}/videos", params=asked), "list_videos")
        seen += [one["video_id"] for one in page["videos"]]
        before = page["next"]
    assert seen == [f"video-{number}" for number in reversed(range(5))]
    assert not program.get(f"{V1}/videos", params={"q": "nowhere"}).json()["videos"]
    problem(program.get(f"{V1}/videos", params={"state": "odd"}), 422)
    mistyped = problem(program.get(f"{V1}/videos", params={"channel": "dmo"}), 422)
    assert "did you mean 'demo'" in str(mistyped)


def test_a_decision_about_another_master_is_refused(program: TestClient, idle_factory: Factory):
    with_master(idle_factory)
    decisions = f"{V1}/videos/{VIDEO_ID}/decisions"
    stale = problem(program.post(decisions, json={"decision": "approved", "seen": "f" * 16}), 409)
    assert "as `seen`" in stale["detail"] and "--seen" not in stale["detail"]
    noteless = program.post(decisions, json={"decision": "rejected", "seen": "ab" * 8})
    assert problem(noteless, 422)["errors"][0]["field"] == "note"
    asked = {"decision": "rejected", "seen": "ab" * 8, "note": "too dark"}
    told(program.post(decisions, json=asked), "decide", 201)
    (kept,) = told(program.get(decisions), "list_decisions")["decisions"]
    assert (kept["decision"], kept["note"]) == ("rejected", "too dark")


def test_a_file_is_read_by_ranges_and_by_a_link_that_expires(
    program: TestClient, stranger: TestClient, idle_factory: Factory
):
    with_master(idle_factory)
    link = told(program.get(f"{V1}/videos/{VIDEO_ID}/files"), "list_files")["files"]["master.mp4"]
    part = program.get(link["url"], headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert stranger.get(link["link"], headers={"Range": "bytes=7-"}).content == b"789"
    problem(stranger.get(link["url"]), 401)
    problem(stranger.get(link["link"].replace("master.mp4", "render.json")), 404)
    problem(stranger.get(link["link"][:-1] + "x"), 404)
    past = int(time.time()) - 1
    signed = signature(idle_factory, VIDEO_ID, "master.mp4", past, "owner")
    place = f"{V1}/media/{VIDEO_ID}/master.mp4?expires={past}&by=owner&signature={signed}"
    problem(stranger.get(place), 404)
    problem(program.get(f"{V1}/videos/{VIDEO_ID}/files/..%2f..%2fdoor%2foperator.token"), 400)


def test_a_story_is_begun_from_a_topic_and_told_whole(program: TestClient):
    asked = {"topic": "The clock", "language": "en", "channel": "demo", "words": WORDS}
    begun = told(program.post(f"{V1}/stories", json=asked), "create_story", 201)
    assert begun["status"] == "pending"
    story = told(program.get(f"{V1}/stories/{begun['story_id']}"), "show_story")
    assert (story["topic"], story["language"], story["youtube_id"]) == ("The clock", "en", None)
    page = told(program.get(f"{V1}/stories"), "list_stories")
    assert [one["story_id"] for one in page["stories"]] == [begun["story_id"]]
    nobody = {"topic": "The clock", "language": "en", "channel": "demo"}
    said = problem(program.post(f"{V1}/stories", json=nobody), 422)
    assert said["errors"][0]["field"] == "topic"  # nobody writes for this channel
    problem(program.post(f"{V1}/stories", json={"topic": "x", "language": "tlh"}), 422)


def test_a_job_in_steps_waits_for_each(program: TestClient, idle_factory: Factory):
    asked = {"topic": "The clock", "language": "en", "channel": "demo", "words": WORDS}
    job = told(program.post(f"{V1}/jobs/step-script", json=asked), "step_script", 201)
    place = f"{V1}/jobs/{job['job_id']}"
    assert (job["mode"], job["status"], job["state"]) == ("stepwise", "queued", "IDLE")
    problem(program.post(f"{place}/step-video"), 409)
    done(idle_factory, job["job_id"], "script", ("briefs", "scripts"))
    job = told(program.get(place), "show_job")
    assert (job["awaits"], job["state"]) == ("step-video", "ASSEMBLING_VIDEO")
    assert [one["state"] for one in job["history"]] == [
        *("IDLE", "GENERATING_SCRIPT", "ASSEMBLING_VIDEO")
    ]
    told(program.post(f"{place}/step-video"), "step_video")
    planned = ("briefs", "scripts", "audio", "visuals", "captions", "listings")
    done(idle_factory, job["job_id"], "plan", planned, follows="render")
    assert told(program.get(place), "show_job")["awaits"] is None
    done(idle_factory, job["job_id"], "render", ("renders",))
    assert told(program.get(place), "show_job")["awaits"] == "step-finalize"
    assert told(program.post(f"{place}/step-finalize"), "step_finalize")["details"] == "queued"


def test_pause_resume_money_and_channels_are_there(program: TestClient):
    assert told(program.post(f"{V1}/pause"), "pause_factory")["settings"]["paused"] is True
    assert told(program.post(f"{V1}/resume"), "resume_factory")["settings"]["paused"] is False
    assert told(program.post(f"{V1}/prices", json=MADE), "quote_price")["total_usd"] == 0
    told(program.get(f"{V1}/money"), "show_spending")
    told(program.get(f"{V1}/doubts"), "list_doubts")
    told(program.get(f"{V1}/prices/waiting"), "list_waiting_prices")
    program.post(f"{V1}/videos", json=MADE)
    for odd in ("inf", "nan"):
        assert program.patch(f"{V1}/limits/channel/demo", json={"usd": odd}).status_code == 422
    limit = program.patch(f"{V1}/limits/channel/demo", json={"usd": 12.5})
    assert told(limit, "set_limit")["usd"] == 12.5
    names = {
        one["name"] for one in told(program.get(f"{V1}/channels"), "list_channels")["channels"]
    }
    assert "demo" in names
    told(program.get(f"{V1}/channels/demo"), "show_channel")
    problem(program.get(f"{V1}/channels/nobody"), 404)
    told(program.get(f"{V1}/ideas"), "list_ideas")
    told(program.get(f"{V1}/figures"), "show_figures")


def test_events_come_in_pages_of_which_none_is_left_out(program: TestClient):
    program.post(f"{V1}/videos", json=MADE)
    page = told(program.get(f"{V1}/events", params={"limit": 1}), "list_events")
    assert [one["topic"] for one in page["events"]] == ["brief.accepted"]
    rest = program.get(f"{V1}/events", params={"after": page["after"]}).json()
    assert rest["events"] == [] and rest["after"] == page["after"]
    problem(program.get(f"{V1}/events", params={"topic": "odd"}), 422)
    problem(program.get(f"{V1}/events/stream", headers={"Last-Event-ID": "x"}), 422)


def with_master(factory: Factory) -> None:
    factory.catalogue.briefs.accept(an_accepted_brief())
    data = b"0123456789"
    factory.store.write(VIDEO_ID, "master.mp4", data)
    with factory.catalogue.stages.stage(VIDEO_ID, "renders", "run"):
        master = FileRef(
            name="master.mp4", sha256="ab" * 32, bytes=len(data), media_type="video/mp4"
        )
        factory.catalogue.artifacts.record(
            VIDEO_ID, "renders", [master], provider=None, run_id="run"
        )


def done(
    factory: Factory, video: str, phase: str, stages: tuple[str, ...], follows: str | None = None
) -> None:
    """Do a phase that was asked for, as a run would."""
    launch = factory.catalogue.launches.claim_video(video, phase, reason="test", by="test")
    assert launch
    for stage in stages:
        with factory.catalogue.stages.stage(video, stage, "run"):
            pass
    after = Following(follows, "test", "test", None) if follows else None
    factory.catalogue.outcomes.ended(launch.id, "succeeded", follows=after)


def test_a_person_agrees_to_an_order_on_its_page_at_its_price_alone(
    program: TestClient, idle_factory: Factory
):
    asked = {**MADE, "title": "<b>Clock</b>"}
    idle_factory.catalogue.orders.place("make_video", asked, Decimal(0), "claude")
    page = program.get("/orders").text
    assert "&lt;b&gt;Clock&lt;/b&gt;" in page and "Agree to $0.00" in page
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    dearer = program.post("/orders/1", content="usd=0.5", headers=form, follow_redirects=False)
    assert (dearer.status_code, "nothing was done" in dearer.text) == (409, True)
    agreed = program.post("/orders/1", content="usd=0", headers=form, follow_redirects=False)
    assert agreed.status_code == 303
    assert "Nothing waits." in program.get("/orders").text
    assert [one["title"] for one in program.get(f"{V1}/videos").json()["videos"]] == [
        "<b>Clock</b>"
    ]


def test_the_examples_of_making_and_of_pricing_are_taken_as_they_stand(program: TestClient):
    examples = {one.name: one for one in ACTIONS}
    told(program.post(f"{V1}/videos", json=examples["make_video"].example), "make_video", 201)
    priced = examples["quote_price"]
    told(program.post(priced.address, json=priced.example), "quote_price")
