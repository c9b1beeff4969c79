"""Odd requests: whatever an address or a form holds is answered by a page, never by a crash."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.exceptions import HTTPException

from desk.web.video_files import file_response
from tests.desk.opened_desk import BRIEF, Desk
from tests.fakes.catalogued import MASTER, file_ref

NOBODY_SEES = "\0"


@pytest.mark.parametrize("field", ["q", "channel", "format", "language", "state", "since"])
def test_a_filter_with_what_nobody_can_read_is_told_so(desk: Desk, field: str):
    answer = desk.pages.get("/videos", params={field: f"a{NOBODY_SEES}b"})
    assert answer.status_code == 400
    assert "U+0000" in answer.text


def test_a_form_with_what_no_database_keeps_is_refused(desk: Desk):
    video = desk.video()
    answer = desk.pages.post(
        f"/videos/{video}/words", data={"before": "fourteenth", "after": f"a{NOBODY_SEES}"}
    )
    assert (answer.status_code, "NUL" in answer.text) == (409, True)


@pytest.mark.parametrize("name", ["x" * 300, "/".join(["folder"] * 900), f"a{NOBODY_SEES}b"])
def test_a_file_whose_name_no_disk_takes_is_not_there(tmp_path: Path, name: str):
    with pytest.raises(HTTPException) as told:
        file_response(tmp_path, name)
    assert told.value.status_code == 404


@pytest.mark.parametrize("title", ["Notes.yml", "What is a .yaml", "Plan.MD"])
def test_a_title_may_end_as_a_file_does(desk: Desk, title: str):
    words = BRIEF.rpartition("---\n")[2]
    form = {"channel": "demo", "title": title, "words": words}
    assert "Nothing has been spent" in desk.pages.post("/new/price", data=form).text
    made = desk.pages.post("/new", data=form)
    assert made.status_code == 303
    assert title in desk.pages.get(made.headers["location"]).text


FILES = re.compile(r"line \d|\.md\b|front matter|factory make|\bfile\b")


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "The clock", "words": "Too few of them.", "publish_at": "some day"},
        {"title": "x" * 300, "words": "Too few of them."},
        {"words": "No title, and too few."},
        {"title": "The clock that lost a day", "words": BRIEF.rpartition("---\n")[2]},
    ],
)
def test_what_is_wrong_with_what_was_typed_speaks_of_no_file(desk: Desk, typed: dict[str, str]):
    desk.video()
    refused = desk.pages.post("/new", data={"channel": "demo", **typed})
    (told,) = re.findall(r'<p class="lines[^"]*"[^>]*>(.*?)</p>', refused.text, re.DOTALL)
    assert refused.status_code == 400
    assert FILES.findall(told) == []


def test_a_correction_that_leaves_no_video_speaks_of_no_file(desk: Desk):
    video, words = desk.video(), BRIEF.rpartition("---\n")[2]
    with desk.factory.catalogue.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE factory.launches SET ended_at = now(), outcome = 'failed'")
        )
    passage = " ".join(words.split("\n\n")[1].split())
    refused = desk.pages.post(
        f"/videos/{video}/words", data={"before": passage, "after": "x" * 2001}
    )
    assert refused.status_code == 409
    assert "this video cannot be accepted" in refused.text
    assert FILES.findall(refused.text) == []


def test_what_another_version_of_the_factory_kept_is_said_and_breaks_no_page(desk: Desk):
    video = desk.video()
    for name in ("script.json", "visuals.json", "render.json", "verdict.json", "listing.json"):
        desk.factory.store.write(video, name, b'{"written_by": "another version"}')
    shown = desk.pages.get(f"/videos/{video}")
    assert shown.status_code == 200
    assert "Another version of the factory wrote it" in shown.text
    for page in ("/", "/videos", "/review", f"/videos/{video}/progress"):
        assert desk.pages.get(page).status_code == 200


def test_a_master_whose_dossier_nobody_wrote_or_kept_has_its_page(desk: Desk):
    video = desk.video()
    with desk.factory.catalogue.stages.stage(video, "renders", None):
        pass
    master = [file_ref("master.mp4", MASTER)]
    desk.factory.catalogue.artifacts.record(video, "renders", master, provider=None, run_id=None)
    shown = desk.pages.get(f"/videos/{video}")
    assert (shown.status_code, MASTER[:12] in shown.text) == (200, True)
    assert "dossier" not in shown.text


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/later", {f"change.{'9' * 5000}": "x", "decision": "approve"}),
        ("/experiments", {"video": "VIDEO", "expected": ".1", "hoped": ".2", "days": "nan"}),
        ("/experiments", {"video": "VIDEO", "expected": "inf", "hoped": ".2", "days": "7"}),
        ("/orders/abc", {"usd": "sNaN"}),
        ("/orders/abc", {"usd": "1e999"}),
    ],
)
def test_a_number_that_is_none_is_told_so(desk: Desk, address: str, form: dict[str, str]):
    video = desk.video()
    said = {name: value.replace("VIDEO", video) for name, value in form.items()}
    assert 200 <= desk.pages.post(address, data=said).status_code < 500
