"""Sessions: tokens and the cookies they are exchanged for."""

from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.server.sessions import Sessions

TOKENS = {"operator": "o" * 43, "look": "l" * 43}
SESSIONS = Sessions(TOKENS, "abc")  # pyright: ignore[reportArgumentType]


def cookie(sessions: Sessions, *, secure: bool = False) -> str:
    shown = SimpleCookie(sessions.cookie("look", secure=secure))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in shown.items())


def test_a_cookie_is_who_it_was_made_for():
    assert SESSIONS.of_cookies(cookie(SESSIONS), secure=False) == "look"
    assert SESSIONS.of_token("o" * 43) == "operator"


def test_a_new_token_ends_every_session():
    renewed = Sessions({**TOKENS, "look": "n" * 43}, "abc")  # pyright: ignore[reportArgumentType]
    assert renewed.of_cookies(cookie(SESSIONS), secure=False) is None


def test_another_factory_on_this_host_has_cookies_of_its_own():
    other = Sessions(TOKENS, "def")  # pyright: ignore[reportArgumentType]
    assert other.of_cookies(cookie(SESSIONS), secure=False) is None


def test_a_cookie_of_plain_http_is_none_behind_https():
    assert SESSIONS.of_cookies(cookie(SESSIONS), secure=True) is None
    assert SESSIONS.of_cookies(cookie(SESSIONS, secure=True), secure=True) == "look"
    assert "Secure" in SESSIONS.cookie("look", secure=True)


@given(st.text())
def test_whatever_else_is_shown_is_nobody(words: str):
    assert SESSIONS.of_token(words) is None
    assert SESSIONS.of_cookies(words, secure=False) is None
    assert SESSIONS.of_cookies(f"factory-abc={words}", secure=False) is None


@given(st.lists(st.text(alphabet="operatl.0123456789", max_size=12), min_size=4, max_size=4))
def test_a_forged_cookie_is_nobody(parts: list[str]):
    assert SESSIONS.of_cookies(f"factory-abc={'.'.join(parts)}", secure=False) is None


@pytest.mark.parametrize(
    "odd",
    ["a[1]=b", 'json={"a": 1, "b": "c"}', "=", "naked", "name with spaces=1", 'open="quote', "ü=ä"],
)
def test_an_odd_cookie_of_another_program_locks_nobody_out(odd: str):
    mine = cookie(SESSIONS)
    for shown in (
        f"{odd}; {mine}",
        f"{mine}; {odd}",
        f"{odd};{mine};{odd}",
        f"factory-abc=x; {mine}",
    ):
        assert SESSIONS.of_cookies(shown, secure=False) == "look"
