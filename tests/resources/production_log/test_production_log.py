"""The production log has one row for each video and outlet, whatever fails and is repeated."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factory.errors import BadInput, NoAccess, PermanentError, TransientError
from factory.ports import FollowUp
from resources.machine.environment_variables import Settings
from resources.outlets.installed import InstalledOutlets, NoFollowUps
from resources.production_log.follow_ups import LoggedFollowUps, length_of
from resources.production_log.spreadsheet import HEADS, Spreadsheet, spreadsheet_id
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import Tube, a_tube, connected

POST = {"post_id": "abc", "url": "https://youtu.be/abc"}


@pytest.fixture
def tube(vendors: Vendors, tmp_path: Path) -> Tube:
    vendors.http.delete("/sheets/__rows")
    return a_tube(vendors, tmp_path / "store", connected())


def rows(tube: Tube) -> list[list[Any]]:
    return tube.vendors.http.get("/sheets/__rows").json()


def logged(tube: Tube, post: dict[str, str] = POST, **changed: Any) -> FollowUp:
    """Return the step that writes the log."""
    follow_ups = LoggedFollowUps(
        Settings.from_env(), "youtube", NoFollowUps(), seconds_of=lambda film: 18.9
    )
    (due,) = follow_ups.follow_ups(replace(tube.publication, **changed), post)
    return due


def test_a_post_is_one_row_with_address_length_and_size_however_often_it_is_written(tube: Tube):
    due = logged(tube)
    assert [due.do(), due.do()] == ["added", "stands there already"]
    heads, row = rows(tube)
    told = dict(zip(heads, row, strict=True))
    assert tuple(heads) == HEADS
    size = tube.publication.paths["master.mp4"].stat().st_size
    assert (told["url"], told["seconds"], told["bytes"]) == (POST["url"], 18.9, size)
    assert (told["video"], told["outlet"]) == (tube.publication.video_id, "youtube")
    moved = logged(tube, {**POST, "url": "https://youtu.be/def"})
    assert (moved.do(), moved.key == due.key) == ("corrected", False)
    assert [row[4] for row in rows(tube)[1:]] == ["https://youtu.be/def"]
    assert logged(tube, video_id="another-video").do() == "added"
    assert len(rows(tube)) == 3


def test_an_answer_that_got_lost_leaves_one_row(tube: Tube):
    tube.vendors.order("lose", vendor="sheets", path=":append")
    due = logged(tube)
    with pytest.raises(TransientError, match="no answer"):
        due.do()
    assert due.do() == "stands there already"
    assert len(rows(tube)) == 2


@pytest.mark.parametrize(
    ("kind", "path", "wanted", "words"),
    [
        ("rate_limit", "/v4", TransientError, "answered 429"),
        ("unavailable", ":append", TransientError, "answered 503"),
        ("not_shared", "/v4", NoAccess, "share the spreadsheet with factory@sandbox"),
        ("key_refused", "/token", NoAccess, "is refused; make another"),
        ("drop", "/v4", TransientError, "no answer"),
    ],
)
def test_what_goes_wrong_is_told_by_what_it_means_and_nothing_is_written_twice(
    tube: Tube, kind: str, path: str, wanted: type[Exception], words: str
):
    tube.vendors.order(kind, vendor="sheets", path=path)
    due = logged(tube)
    with pytest.raises(wanted, match=words):
        due.do()
    assert due.do() == "added"
    assert len(rows(tube)) == 2


def test_a_title_is_never_a_formula(tube: Tube):
    listing = tube.publication.paths["listing.json"]
    listing.write_bytes(listing.read_bytes().replace(b'"title": "', b'"title": "=1+1 '))
    logged(tube).do()
    assert rows(tube)[1][3].startswith("=1+1 ")


def test_what_is_still_to_be_shown_is_not_logged_and_the_outbox_never_is(tube: Tube):
    settings = Settings.from_env()
    hidden = LoggedFollowUps(settings, "youtube", NoFollowUps())
    assert hidden.follow_ups(tube.publication, {**POST, "at": "2026-12-01T18:00:00Z"}) == ()
    outlets = InstalledOutlets(settings, tube.accounts)
    assert isinstance(outlets.follow_ups("youtube"), LoggedFollowUps)
    assert isinstance(outlets.follow_ups("outbox"), NoFollowUps)


def test_a_spreadsheet_is_named_by_address_or_id_and_a_key_is_wanted(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    ident = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"
    assert spreadsheet_id(f"https://docs.google.com/spreadsheets/d/{ident}/edit#gid=0") == ident
    with pytest.raises(BadInput, match="names no spreadsheet"):
        spreadsheet_id("my log")
    monkeypatch.setenv("FACTORY_SHEETS_KEY", "not json")
    with pytest.raises(NoAccess, match="JSON key of a service account"):
        Spreadsheet(Settings.from_env())
    file = tmp_path / "key.json"
    file.write_text("{}")
    monkeypatch.setenv("FACTORY_SHEETS_KEY_FILE", str(file))
    with pytest.raises(PermanentError, match="others can read it"):
        Spreadsheet(Settings.from_env())
    with pytest.raises(PermanentError, match="could not read how long"):
        length_of(file)
