"""A vendor's answer names an address: what may be fetched from there, and how much of it."""

from pathlib import Path

import pytest

from factory.errors import PermanentError, TransientError
from resources.vendors import download as downloading
from resources.vendors.download import download
from tests.fakes.vendors import Vendors

OWN = "https://queue.fal.run"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost:5432/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.0.0.7/picture.png",
        "https://2130706433/",
        "file:///etc/passwd",
        "ftp://v3.fal.media/x",
        "//v3.fal.media/x",
        "http://[",
        "",
    ],
)
def test_an_answer_cannot_make_the_factory_read_what_is_not_the_vendors(url: str, tmp_path: Path):
    with pytest.raises(PermanentError, match="nothing was fetched from there") as caught:
        download(url, tmp_path / "file", "fetch it", OWN)
    assert caught.value.charged
    assert not (tmp_path / "file").exists()


def test_a_redirect_cannot_either(vendors: Vendors, tmp_path: Path):
    elsewhere = {"location": "http://127.0.0.1:9/secret"}
    vendors.order("status", vendor="fal", path="/files/", status=302, headers=elsewhere)
    url = f"{vendors.base}/fal/files/b/x"
    with pytest.raises(PermanentError, match="nothing was fetched from there"):
        download(url, tmp_path / "file", "fetch it", f"{vendors.base}/fal")


def test_a_file_that_is_too_large_is_not_fetched_to_its_end(vendors: Vendors, tmp_path: Path):
    vendors.order("status", vendor="fal", path="/files/", status=200, body="x" * 5000)
    url = f"{vendors.base}/fal/files/b/x"
    with pytest.raises(PermanentError, match="more than 4,000 bytes"):
        download(url, tmp_path / "file", "fetch it", f"{vendors.base}/fal", 4000)


def test_a_file_that_trickles_in_is_given_up(
    vendors: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(downloading, "LONGEST_SECONDS", 0.0)
    vendors.order("status", vendor="fal", path="/files/", status=200, body="x" * 5000)
    with pytest.raises(TransientError, match="bytes came in 0 s"):
        download(f"{vendors.base}/fal/files/b/x", tmp_path / "file", "fetch", f"{vendors.base}/fal")
