"""No answer of a platform leads a master, or the access to an account, away from the platform."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factory.ports import Accounts, Grant
from resources.outlets.instagram.api_client import InstagramService
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.outlet_description import OutletDescription
from resources.outlets.tiktok.outlet_description import TIKTOK
from resources.outlets.tiktok.upload import CutFile, send_chunk
from resources.outlets.upload_address import checked_upload_address
from resources.outlets.youtube.api_client import YouTubeService
from resources.outlets.youtube.outlet_description import YOUTUBE
from resources.outlets.youtube.upload import VideoUpload
from resources.vendors.transport.guarded import WrongAddress
from tests.fakes.accounts import CountedQuotas, FileNotes, KeptChoices, KeptGrants

ELSEWHERE = "https://example.org/take-it"
LEADS_BACK = [
    (YOUTUBE, "https://youtube.googleapis.com/upload/youtube/v3/videos?upload_id=x"),
    (YOUTUBE, "https://www.googleapis.com/upload/youtube/v3/videos?upload_id=x"),
    (TIKTOK, "https://open-upload-sg.tiktokapis.com/upload/?upload_id=1&upload_token=x"),
    (INSTAGRAM, "https://rupload.facebook.com/ig-api-upload/v25.0/1"),
]
LEADS_AWAY = [
    "http://www.googleapis.com/upload",
    "https://www.googleapis.com:8443/upload",
    "https://googleapis.com.example.org/upload",
    "https://evilgoogleapis.com/upload",
    "https://www.googleapis.com@example.org/upload",
    "https://example.org\\@www.googleapis.com/upload",
    "https://example.org\t.googleapis.com/upload",
    "//www.googleapis.com/upload",
    "file:///etc/passwd",
    "",
]


@pytest.mark.parametrize(("outlet", "given"), LEADS_BACK)
def test_an_address_of_the_platforms_own_is_taken(outlet: OutletDescription, given: str):
    assert checked_upload_address(given, outlet, outlet.usual_address) == given


@pytest.mark.parametrize("given", LEADS_AWAY)
def test_any_other_is_refused_without_its_secret_being_said(given: str):
    with pytest.raises(WrongAddress, match="wanted youtube") as refused:
        checked_upload_address(given, YOUTUBE, YOUTUBE.usual_address)
    assert "upload" not in str(refused.value)


def test_where_a_setting_asks_another_place_that_place_may_be_led_to_and_no_neighbour_of_it():
    asked = "http://127.0.0.1:4000/youtube"
    assert checked_upload_address("http://127.0.0.1:4000/put", YOUTUBE, asked)
    for other in ("http://127.0.0.1:4001/put", "https://127.0.0.1:4000/put"):
        with pytest.raises(WrongAddress):
            checked_upload_address(other, YOUTUBE, asked)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "master.mp4"
    path.write_bytes(b"unpublished")
    return path


def accounts_of(outlet: str) -> Accounts:
    grant = Grant(outlet, "account", "Title", (), "mara", datetime.now(UTC), "refresh")
    return Accounts(KeptGrants(grant), CountedQuotas(), KeptChoices())


def test_tiktok_is_sent_no_chunk_elsewhere(master: Path):
    file = CutFile.of(master)
    with pytest.raises(WrongAddress, match=r"'example\.org'"):
        send_chunk(ELSEWHERE, file, file.last, file.read(file.last))


def test_instagrams_token_goes_nowhere_else(master: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INSTAGRAM_APP", "1:secret")
    with pytest.raises(WrongAddress, match=r"'example\.org'"):
        InstagramService(accounts_of("instagram"), "account").upload(ELSEWHERE, master, 0)


def test_a_session_of_youtubes_that_leads_elsewhere_is_neither_used_nor_noted(
    master: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("YOUTUBE_OAUTH_CLIENT", "1-x:secret")
    notes = FileNotes(tmp_path / "notes")
    with YouTubeService(accounts_of("youtube"), "account") as service:
        upload = VideoUpload(service, notes, master)
        with pytest.raises(WrongAddress, match=r"'example\.org'"):
            upload._request({"snippet": {}}, notify=False).resumable_uri = ELSEWHERE
        assert notes.get() == {}
        notes.put({"session": ELSEWHERE})
        with pytest.raises(WrongAddress, match=r"'example\.org'"):
            upload.send({"snippet": {}}, notify=False)
