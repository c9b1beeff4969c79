"""Visitors: cookies, links and tokens, genuine, forged, stolen and old."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.server.visitors import Visitors
from tests.desk.server.guarded_desk import KEYS, PASSWORD, GuardedDesk


@pytest.fixture(scope="module")
def visitors(guard: GuardedDesk) -> Visitors:
    return Visitors(KEYS, "abc", guard.factory)


def shown(cookie: str) -> str:
    return cookie.partition(";")[0]


def test_a_link_of_the_door_leads_to_its_owner_until_the_keys_are_new(
    guard: GuardedDesk, visitors: Visitors
):
    cookie = visitors.come_in("", secure=False, link=KEYS["look"])
    looker = visitors.of_cookies(shown(cookie), secure=False)
    assert looker and (looker.name, looker.role) == ("looker", "viewer")
    owner = visitors.of_token(KEYS["operator"])
    assert owner and (owner.name, owner.role) == ("owner", "admin")
    renewed = Visitors({**KEYS, "look": "n" * 43}, "abc", guard.factory)
    assert renewed.of_cookies(shown(cookie), secure=False) is None


def test_another_factory_on_this_host_has_cookies_of_its_own(
    guard: GuardedDesk, visitors: Visitors
):
    cookie = visitors.come_in("", secure=False, link=KEYS["operator"])
    other = Visitors(KEYS, "def", guard.factory)
    assert other.of_cookies(shown(cookie), secure=False) is None


def test_a_cookie_of_plain_http_is_none_behind_https(visitors: Visitors):
    plain = visitors.come_in("", secure=False, link=KEYS["operator"])
    closed = visitors.come_in("", secure=True, link=KEYS["operator"])
    assert visitors.of_cookies(shown(plain), secure=True) is None
    assert visitors.of_cookies(shown(closed), secure=True)
    assert "Secure" in closed and "HttpOnly" in closed and "SameSite=Strict" in closed
    assert "Secure" not in plain and "HttpOnly" in plain and "SameSite=Strict" in plain


@settings(max_examples=10)
@given(st.text())
def test_whatever_else_is_shown_is_nobody(visitors: Visitors, words: str):
    assert visitors.of_token(words) is None
    assert visitors.of_token(f"vf_{words}") is None
    assert visitors.of_cookies(words, secure=False) is None
    assert visitors.of_cookies(f"factory-abc={words}", secure=False) is None


@pytest.mark.parametrize(
    "odd",
    ["a[1]=b", 'json={"a": 1, "b": "c"}', "=", "naked", "name with spaces=1", 'open="quote', "ü=ä"],
)
def test_an_odd_cookie_of_another_program_locks_nobody_out(visitors: Visitors, odd: str):
    mine = shown(visitors.come_in("", secure=False, link=KEYS["operator"]))
    for header in (
        f"{odd}; {mine}",
        f"{mine}; {odd}",
        f"{odd};{mine};{odd}",
        f"factory-abc=x; {mine}",
    ):
        assert visitors.of_cookies(header, secure=False)


def test_a_cookie_stolen_before_the_sign_out_opens_nothing_after_it(visitors: Visitors):
    mine = shown(visitors.come_in("", secure=False, link=KEYS["operator"]))
    gone = visitors.go_out(mine, secure=False)
    assert all("Max-Age=0" in cookie for cookie in gone)
    assert visitors.of_cookies(mine, secure=False) is None


def test_coming_in_anew_ends_the_session_that_the_browser_had(
    guard: GuardedDesk, visitors: Visitors
):
    person = guard.people.accounts.add("Mara", "reviewer", PASSWORD, by="test")
    first = shown(visitors.come_in("", secure=False, link=KEYS["look"]))
    second = shown(visitors.come_in(first, secure=False, person=person.id))
    assert first != second
    assert visitors.of_cookies(first, secure=False) is None
    mara = visitors.of_cookies(second, secure=False)
    assert mara and (mara.name, mara.role, mara.person) == ("Mara", "reviewer", person.id)


def test_no_secret_is_kept_as_it_is(guard: GuardedDesk, visitors: Visitors):
    secret = shown(visitors.come_in("", secure=False, link=KEYS["operator"])).partition("=")[2]
    _, token = guard.people.api_tokens.make("kept", "viewer", days=1, by="test")
    with guard.factory.catalogue.engine.connect() as connection:
        kept = "".join(
            str(tuple(row))
            for table in ("sessions", "api_tokens", "people", "guest_links", "events")
            for row in connection.exec_driver_sql(f"SELECT * FROM factory.{table}")
        )
    for word in (secret, token, PASSWORD, *KEYS.values()):
        assert word not in kept
