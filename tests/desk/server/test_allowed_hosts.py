"""Names: which Host the door answers to, and which origin its pages then have."""

import pytest

from desk.server.allowed_hosts import Names
from factory.errors import PermanentError


def names(**given: object) -> Names:
    return Names.of(3000, **{"listen": "127.0.0.1", "hosts": (), "public_url": "", **given})  # pyright: ignore[reportArgumentType]


def test_this_machine_is_known_by_its_port_only():
    assert set(names().origins) == {"127.0.0.1:3000", "localhost:3000", "[::1]:3000"}


def test_everywhere_is_no_name():
    assert names(listen="0.0.0.0").origins == names().origins


def test_an_address_and_more_names_are_known_by_the_same_port():
    known = names(listen="fd00::7", hosts=("Studio.local", "old.example:8080")).origins
    assert known["[fd00::7]:3000"] == "http://[fd00::7]:3000"
    assert known["studio.local:3000"] == "http://studio.local:3000"
    assert known["old.example:8080"] == "http://old.example:8080"


def test_on_port_80_browsers_leave_the_port_out():
    known = Names.of(80, listen="127.0.0.1", hosts=(), public_url="")
    assert known.origins["localhost"] == "http://localhost"


def test_behind_a_proxy_the_public_address_is_secure_and_this_machine_is_not():
    known = names(public_url="https://factory.example.org/")
    assert known.secure("factory.example.org")
    assert not known.secure("localhost:3000")


@pytest.mark.parametrize(
    "address",
    ["factory.example.org", "ftp://x", "https://", "https://x/desk", "https://u@x", "http://x:y"],
)
def test_a_public_address_that_is_none_is_said_by_name(address: str):
    with pytest.raises(PermanentError, match="FACTORY_PUBLIC_URL"):
        names(public_url=address)
