"""A vendor's answer names an address: what may be fetched from there, and how much of it."""

from pathlib import Path

import pytest

from factory.errors import PermanentError, TransientError
from resources.vendors import download as downloading
from resources.vendors.download import download
from resources.vendors.transport.addresses import why_not_public
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
    monkeypatch.setattr(downloading, "LONGEST_SECONDS", 0.4)
    vendors.order("drip", vendor="fal", path="/files/")
    with pytest.raises(TransientError, match="broke off after .* bytes and 0 s"):
        download(f"{vendors.base}/fal/files/b/x", tmp_path / "file", "fetch", f"{vendors.base}/fal")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "192.0.2.1", "240.0.0.1", "::", "::1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "2001:0:0a00:1::1", "2001:db8::1"),
        *("168.63.129.16", "192.0.0.192", "192.88.99.1", "fec0::1", "3fff::1"),
        *("::ffff:168.63.129.16", "64:ff9b::a83f:8110", "2002:a83f:8110::"),
    ],
)
def test_every_special_range_is_none_of_the_public_networks(address: str):
    assert why_not_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_public_is_so_in_whatever_way_it_is_written(address: str):
    assert not why_not_public(address)
