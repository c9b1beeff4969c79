"""Jobs of picture vendors: noted, left, found again, and never bought twice."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factory.errors import (
    PermanentError,
    TransientError,
)
from resources.vendors.fal import job_answers
from resources.vendors.fal.pictures import FalIllustrator
from resources.vendors.fal.queue import FalQueue
from tests.fakes.notes import KeptNotes
from tests.fakes.vendors import Vendors
from tests.resources.vendors.drawing import FRAME, MAKERS, PRICES, STYLE, clip_of, drawn, failure

FALS = {"fal": "fal-ai/flux", "clips": "fal-ai/wan-25-preview"}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("fal", {"images": []}),
        ("fal", {"images": None}),
        ("fal", {"images": [{"width": 3}]}),
        ("fal", ["an array"]),
        ("clips", {"video": None}),
        ("clips", {"video": {"url": 7}}),
    ],
    ids=str,
)
def test_a_job_that_ended_without_a_file_is_charged_and_not_asked_for_for_ever(
    vendors: Vendors, name: str, body: Any, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order(
        "status", vendor="fal", path="/requests/", method="GET", skip=3, status=200, body=body
    )
    caught = failure(name, tmp_path / "made", notes)
    assert type(caught) is PermanentError, caught
    assert caught.charged
    assert notes.kept == {}


def test_an_answer_of_fals_that_is_no_json_is_asked_for_again(vendors: Vendors, tmp_path: Path):
    notes = KeptNotes()
    vendors.order("garble", vendor="fal", path="/requests/", skip=3)
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    vendors.order("garble", vendor="fal", path="/status")
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    drawn("fal", tmp_path / "made", notes)
    assert len(vendors.paid()) == 1


def test_a_result_that_stays_no_json_is_given_up_in_the_end(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    notes = KeptNotes()
    monkeypatch.setattr(job_answers, "FILE_IS_GONE_SECONDS", -1.0)
    vendors.order("garble", vendor="fal", path="/requests/", skip=3)
    caught = failure("fal", tmp_path / "made", notes)
    assert type(caught) is PermanentError
    assert caught.charged
    assert notes.kept == {}


@pytest.mark.parametrize("units", ["-5", "nan", "inf", "many"])
def test_units_that_make_no_sense_cost_what_was_set_aside(
    vendors: Vendors, units: str, tmp_path: Path
):
    notes = KeptNotes()
    drawn("fal", tmp_path / "1.png", notes)
    job, key = notes.kept["response_url"], {"authorization": "Key a:b"}
    made = vendors.http.get(job, headers=key).json()
    answer = {"status": 200, "body": made, "headers": {"x-fal-billable-units": units}}
    vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    with closing(MAKERS["fal"]()) as maker:
        recipe = maker.recipe(STYLE, "lighthouse", "", 0)
        detail = maker.draw(recipe, 7, *FRAME, tmp_path / "2.png", notes)
        assert (detail.cost_usd or 0) == maker.price_usd(recipe, *FRAME)


@pytest.mark.parametrize("name", FALS)
def test_a_job_is_noted_before_it_is_waited_for_and_found_again(
    vendors: Vendors, name: str, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=500)
    assert type(failure(name, tmp_path / "made", notes)) is TransientError
    assert notes.kept["request_id"]
    assert notes.kept["status_url"].startswith(f"{vendors.base}/fal/{FALS[name]}")
    drawn(name, tmp_path / "made", notes)  # all anew, but for the notes
    assert len(vendors.paid()) == 1


def test_a_job_that_takes_long_is_left_and_found_again(vendors: Vendors, tmp_path: Path):
    vendors.order("slow", vendor="fal", polls=6)
    notes, queue = KeptNotes(), FalQueue(patience_seconds=0.1, wait=lambda seconds: None)
    maker = FalIllustrator(PRICES, queue=queue)
    recipe = maker.recipe(STYLE, "lighthouse", "", 0)
    with closing(maker), pytest.raises(TransientError, match="it goes on"):
        maker.draw(recipe, 7, *FRAME, tmp_path / "made", notes)
    with closing(FalIllustrator(PRICES)) as another:
        another.draw(recipe, 7, *FRAME, tmp_path / "made", notes)
    assert len(vendors.paid()) == 1


def test_the_key_goes_nowhere_but_to_fal(vendors: Vendors, tmp_path: Path):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=500)
    failure("fal", tmp_path / "made", notes)
    notes.kept["status_url"] = "https://elsewhere.example/status"
    lured = failure("fal", tmp_path / "made", notes)
    assert isinstance(lured, PermanentError)
    assert lured.charged
    assert "leads to elsewhere.example" in str(lured)


@pytest.mark.parametrize("size", [7, 10**9, -1, "many", True])
def test_a_file_that_is_not_as_long_as_fal_says_is_taken_in_the_end_if_it_is_whole(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: Any
):
    notes = KeptNotes()
    drawn("clips", tmp_path / "1.mp4", notes)
    made = vendors.http.get(notes.kept["response_url"], headers={"authorization": "Key a:b"}).json()
    made["video"]["file_size"] = size
    answer = {"status": 200, "body": made}
    vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    if type(size) is int and size > 0:
        assert type(failure("clips", tmp_path / "2.mp4", notes)) is TransientError
        vendors.order("status", vendor="fal", path="/requests/", skip=1, **answer)
    monkeypatch.setattr(job_answers, "FILE_IS_GONE_SECONDS", -1.0)
    assert clip_of(drawn("clips", tmp_path / "2.mp4", notes)).seconds >= 2
    assert len(vendors.paid()) == 1


@pytest.mark.parametrize("fault", ["expired", "cut_short", "drop"])
def test_a_file_that_does_not_come_whole_is_fetched_again_and_not_bought_again(
    vendors: Vendors, fault: str, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order(fault, vendor="fal", path="/files/")
    caught = failure("clips", tmp_path / "made", notes)
    assert type(caught) is TransientError
    assert not caught.charged
    assert clip_of(drawn("clips", tmp_path / "made", notes)).seconds >= 2
    assert len(vendors.paid()) == 1


def test_a_file_that_is_gone_for_good_is_no_longer_asked_for(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(job_answers, "FILE_IS_GONE_SECONDS", -1.0)
    notes = KeptNotes()
    vendors.order("expired", vendor="fal", path="/files/")
    caught = failure("clips", tmp_path / "made", notes)
    assert type(caught) is PermanentError
    assert caught.charged
    assert notes.kept == {}


@pytest.mark.parametrize("fault", ["completed_error", "refused"])
def test_a_job_that_failed_is_not_waited_for_again(vendors: Vendors, fault: str, tmp_path: Path):
    notes = KeptNotes()
    vendors.order(fault, vendor="fal")
    failure("fal", tmp_path / "made", notes)
    assert notes.kept == {}


def test_a_status_without_logs_is_no_error(vendors: Vendors, tmp_path: Path):
    vendors.order("no_logs", vendor="fal")
    assert not drawn("fal", tmp_path / "made").blank


def test_a_key_that_is_refused_while_a_job_runs_does_not_lose_the_job(
    vendors: Vendors, tmp_path: Path
):
    notes = KeptNotes()
    vendors.order("status", vendor="fal", path="/status", status=401)
    assert type(failure("fal", tmp_path / "made", notes)) is TransientError
    assert notes.kept["request_id"]
