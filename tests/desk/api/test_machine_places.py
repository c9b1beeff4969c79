"""Who only looks is told no place of the machine, whatever refuses them and whatever lies there."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.actions.machine_places import SOME_PLACE, facts_told_to, told_to
from factory.analytics.weekly_report.week import name_of, week_of
from factory.errors import PermanentError
from factory.people.visitor import LOOKER, OF_LINKS, OWNER
from factory.workflow.platform_days import platform_day
from resources.outlets.outbox.outlet import OutboxOutlet
from tests.desk.opened_desk import BRIEF, opened_desk
from tests.fakes.manifests import a_listing
from tests.fakes.outbox import publication, released
from tests.fakes.reviewable import VIDEO, Reviewable
from wiring.factory import Factory


def naming(folder: str) -> dict[str, str]:
    """Return a brief that names a folder of pictures."""
    said = f"pictures: {{provider: folder, folder: '{folder}', licence: own work}}"
    return {"brief": BRIEF.replace("channel: demo", f"channel: demo\n{said}")}


def test_a_program_that_only_looks_has_no_folder_priced_and_learns_of_none(
    looker: TestClient, idle_factory: Factory
):
    home = idle_factory.settings.home
    (home / "pictures" / "secret-sea").mkdir(parents=True)
    told = [
        looker.post("/api/v1/prices", json=naming(str(folder)))
        for folder in (home / "pictures" / "secret-sea", home / "pictures" / "none", "/etc")
    ]
    assert {one.status_code for one in told} == {422}
    assert len({one.text for one in told}) == 1, "whether it is there or not"
    assert "names no folder" in told[0].text and str(home) not in told[0].text
    assert looker.post("/api/v1/prices", json={"brief": BRIEF}).status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        "'{home}/channels/my own tales.yaml' cannot be read",
        "could not read {home}/pictures/sea: it is a link",
        "A brief may name folders in: {home}/pictures, {home}/examples/sea",
        "<code>file://{home}/outbox/a-video</code>",
        "&#39;{home}/a &amp; b&#39; does not exist",
    ],
)
def test_words_lose_every_place_of_the_home_and_nothing_else(idle_factory: Factory, said: str):
    home = idle_factory.settings.home
    words = said.format(home=home)
    seen = told_to(OF_LINKS[LOOKER], idle_factory, words)
    assert str(home) not in seen and "sea" not in seen and "tales" not in seen
    assert SOME_PLACE in seen and seen.startswith(
        words.partition(str(home))[0].rstrip("'/:;39#& ")[:4]
    )
    assert told_to(OF_LINKS[OWNER], idle_factory, words) == words
    bound = OF_LINKS[OWNER].model_copy(update={"tenant": "north"})
    assert told_to(bound, idle_factory, words) == seen, "nor who belongs to one tenant"


def test_dots_behind_names_names_with_spaces_and_folders_that_settings_name_are_places(
    idle_factory: Factory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    home = idle_factory.settings.home
    named = {"backup_to": Path("/mnt/disk two/backups"), "ffmpeg": "/opt/own/ffmpeg"}
    settings = idle_factory.settings.model_copy(update=named)
    factory = replace(idle_factory, settings=settings)
    for said, seen in (
        (f"written into {home}.", f"written into {SOME_PLACE}."),
        (f"see {home}/outbox/a.b. Then wait", f"see {SOME_PLACE}. Then wait"),
        (f"no {home}/my own sea/a wave.jpg: gone", f"no {SOME_PLACE}: gone"),
        (f"at file://localhost{home}/outbox/a", f"at {SOME_PLACE}"),
        ("at file:///srv/outbox/a-video, by hand", f"at {SOME_PLACE}, by hand"),
        ("file:///srv/outbox/a-video", "file:"),
        ("no room in /mnt/disk two/backups/2026", f"no room in {SOME_PLACE}"),
        ("/opt/own/ffmpeg ended with 1", f"{SOME_PLACE} ended with 1"),
    ):
        assert told_to(OF_LINKS[LOOKER], factory, said) == seen


def test_what_people_wrote_stays_as_they_wrote_it(idle_factory: Factory):
    typed = 'It lies in "/tmp is full" and /tmp/foo'
    listing = a_listing(title="/tmp/foo", description=typed)
    facts = {"listing": listing, "form": {"title": typed}, "why": typed}
    told = facts_told_to(OF_LINKS[LOOKER], idle_factory, facts)
    assert told["listing"] == listing and told["form"] == {"title": typed}
    assert "/tmp" not in told["why"]
    assert facts_told_to(OF_LINKS[OWNER], idle_factory, facts) == facts


def test_links_of_pages_stay_whatever_the_home_is_called(idle_factory: Factory):
    settings = idle_factory.settings.model_copy(update={"home": Path("/videos")})
    with opened_desk(replace(idle_factory, settings=settings), "viewer") as looker:
        page = looker.pages.get("/rules").text
    assert 'href="/videos"' in page and SOME_PLACE not in page


def test_answers_name_places_to_whoever_works_with_them_alone(
    looker: TestClient, program: TestClient, idle_factory: Factory, tmp_path: Path
):
    video, home = Reviewable(idle_factory), idle_factory.settings.home
    video.accept(review="required", outlets=("outbox",))
    video.render(b"mp4")
    going_out = publication(released(tmp_path / "r", listing=a_listing()), video_id=VIDEO)
    outlet = OutboxOutlet(idle_factory.settings.outbox)
    idle_factory.catalogue.posts.post(going_out, outlet, lambda: None)
    with (
        pytest.raises(PermanentError),
        idle_factory.catalogue.stages.stage(VIDEO, "listings", "run-2"),
    ):
        raise PermanentError(f"cannot read {home}/channels/tales.yaml")
    whole, videos = f"/api/v1/videos/{VIDEO}", "/api/v1/videos"
    week = "/api/v1/channels/tales/report?week=" + name_of(
        week_of(platform_day(datetime.now(UTC)))[0]
    )
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "show_video", "arguments": {"video_id": VIDEO}},
    }
    headers = {"Accept": "application/json, text/event-stream"}
    for asked in (whole, videos, week):
        assert str(home) in program.get(asked).text, asked
        seen = looker.get(asked)
        assert seen.status_code == 200 and str(home) not in seen.text, asked
    assert looker.get(whole).json()["posts"][0]["url"] == "file:"
    assert f"cannot read {SOME_PLACE}" in looker.get(whole).json()["broke"]
    assert str(home) in program.post("/mcp", json=call, headers=headers).text
    seen = looker.post("/mcp", json=call, headers=headers)
    assert VIDEO in seen.text and str(home) not in seen.text


def test_addresses_of_the_desk_and_its_programs_are_no_places(idle_factory: Factory):
    words = "GET /api/v1/videos lists those there are; see /channels/demo and docs/ideas.md, and/or /rootless"
    assert told_to(OF_LINKS[LOOKER], idle_factory, words) == words
    assert str(Path.home()) not in told_to(None, idle_factory, f"in {Path.home()}/.ssh")
