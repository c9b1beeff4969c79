"""People: what roles include, what names and passwords may be, and who reaches what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import BadInput
from factory.people.access import Need, allows
from factory.people.person import checked_email, checked_name, checked_password, checked_role
from factory.people.role import PERSONS_ROLES, ROLES, may
from factory.people.sign_in_throttle import counters
from factory.people.visitor import Visitor


def test_each_role_includes_those_before_it():
    for n, role in enumerate(ROLES):
        assert [may(role, wanted) for wanted in ROLES] == [m <= n for m in range(len(ROLES))]
    assert "guest" not in PERSONS_ROLES


@pytest.mark.parametrize("name", ["Mara", "Mara O'Neil", "José", "二郎", "a.b-c", "x"])
def test_names_of_people_are_names(name: str):
    assert checked_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "owner",
        "Factory",
        "policy",
        "token x",
        "guest Ida",
        "a\nb\x1b[2J",
        "<b>",
        "x" * 61,
        "-a",
    ],
)
def test_what_the_factory_itself_is_called_or_cannot_be_printed_is_no_name(name: str):
    if name == "a\nb\x1b[2J":
        with pytest.raises(BadInput, match="wanted 1 to 60"):
            checked_name(name)
        return
    with pytest.raises(BadInput):
        checked_name(name)


@pytest.mark.parametrize("email", ["mara", "a@b", "a b@c.org", "<a@c.org>", "a@c.org,b@c.org"])
def test_an_address_is_one(email: str):
    assert checked_email(" Mara@Example.org ") == "mara@example.org"
    assert checked_email("") is None
    with pytest.raises(BadInput, match="e-mail address"):
        checked_email(email)


@given(st.text(max_size=9) | st.text(min_size=257, max_size=300))
def test_a_password_that_cannot_hold_is_refused_without_being_repeated(password: str):
    with pytest.raises(BadInput) as refused:
        checked_password(password)
    assert len(password) < 4 or password not in str(refused.value)


def test_a_password_of_one_letter_is_refused():
    with pytest.raises(BadInput, match="too few different"):
        checked_password("a" * 20)
    with pytest.raises(BadInput, match="wanted one of"):
        checked_role("root")


def test_a_guest_reaches_their_video_where_guests_may_and_decides_only_when_asked():
    ida = Visitor(name="guest Ida", role="guest", known_by="guest link", video="a-video")
    looks = Need(role="guest", reach="video")
    decides = Need(role="guest", reach="video", decides=True)
    deciding = ida.model_copy(update={"decides": True})

    def nobodys(_: str) -> None:
        return None

    assert allows(looks, ida, "a-video", nobodys)
    assert not allows(looks, ida, "b-video", nobodys)
    assert not allows(looks, ida, None, nobodys)
    assert not allows(decides, ida, "a-video", nobodys)
    assert allows(decides, deciding, "a-video", nobodys)
    assert not allows(Need(role="guest", reach="own"), deciding, "a-video", nobodys)
    assert not allows(Need(role="viewer", reach="video"), deciding, "a-video", nobodys)


def test_what_is_typed_for_a_name_is_counted_as_a_hash():
    counted = counters("hunter2 is my password", "192.0.2.7")
    assert "hunter2" not in "".join(counted.values())
    assert counters("Mara ", "192.0.2.7") == counters("mara", "192.0.2.7")
    assert len({*counted.values(), *counters("mara", "192.0.2.8").values()}) == 6
