"""Signing in: by a password, after too many wrong ones, and out again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from factory.people.sign_in import NotYet, SignedIn, WrongPassword
from tests.desk.server.guarded_desk import KEYS, PASSWORD, GuardedDesk

HTML = {"Accept": "text/html"}
DECIDES_IDEA = "/ideas/none"
YES = {"state": "approved"}


@pytest.fixture
def mara(desk: GuardedDesk) -> GuardedDesk:
    desk.people.accounts.add("Mara", "reviewer", PASSWORD, by="test", email="Mara@Example.org")
    return desk


def sign_in(client: TestClient, login: str = "Mara", password: str = PASSWORD, **more: str) -> int:
    form = {"login": login, "password": password, **more}
    return client.post("/signin", data=form).status_code


@pytest.mark.parametrize("login", ["Mara", "mara", " MARA ", "mara@example.org"])
def test_name_or_address_and_password_open_the_desk(mara: GuardedDesk, login: str):
    with mara.browser() as client:
        assert "Sign in" in client.get("/", headers=HTML).text
        assert sign_in(client, login, after="/review") == 303
        assert client.get("/review").status_code == 200
        assert "Mara" in client.get("/").text
        assert client.post("/signout", data={"out": ""}).status_code == 303
        assert client.get("/").status_code == 401


def test_a_disabled_person_is_out_at_once_and_cannot_come_back(mara: GuardedDesk):
    with mara.browser() as one, mara.browser() as other:
        assert sign_in(one) == sign_in(other) == 303
        mara.people.accounts.disable("Mara", by="test")
        assert one.get("/").status_code == other.get("/").status_code == 401
        assert sign_in(one) == 403
        mara.people.accounts.disable("Mara", by="test", disabled=False)
        assert one.get("/").status_code == 401
        assert sign_in(one) == 303


def test_a_new_password_ends_every_session_and_the_old_one(mara: GuardedDesk):
    with mara.browser() as client:
        assert sign_in(client) == 303
        mara.people.accounts.change_password("Mara", "twelve blue herons", by="test")
        assert client.get("/").status_code == 401
        assert sign_in(client) == 403
        assert sign_in(client, password="twelve blue herons") == 303


def test_a_change_of_role_holds_at_the_next_click(mara: GuardedDesk):
    with mara.browser() as client:
        assert sign_in(client) == 303
        assert client.post(DECIDES_IDEA, data=YES).status_code == 403
        mara.people.accounts.change_role("Mara", "operator", by="test")
        assert client.post(DECIDES_IDEA, data=YES).status_code != 403


def test_of_many_first_guesses_at_once_no_more_are_looked_at_than_one_after_the_other(
    mara: GuardedDesk,
):
    def guess(number: int) -> object:
        return mara.people.sign_ins.sign_in("Mara", f"guess {number}", "203.0.113.10")

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(guess, range(24)))
    assert sum(isinstance(answer, WrongPassword) for answer in answers) == 5
    assert sum(isinstance(answer, NotYet) for answer in answers) == 19


def test_ten_thousand_wrong_passwords_get_nowhere_and_lock_nobody_out(mara: GuardedDesk):
    sign_ins = mara.people.sign_ins
    answers = [sign_ins.sign_in("Mara", f"guess {n}", "203.0.113.9") for n in range(10_000)]
    assert [type(answer) for answer in answers[:6]] == [WrongPassword] * 5 + [NotYet]
    assert not any(isinstance(answer, SignedIn) for answer in answers)
    with mara.browser("203.0.113.9") as guesser:
        assert sign_in(guesser) == 403  # the right one, too late to tell
        said = guesser.post("/signin", data={"login": "Mara", "password": PASSWORD}).text
        assert "Too many tries" in said and PASSWORD not in said
    with mara.browser("192.0.2.7") as right:
        assert sign_in(right) == 303
    pause_over = "UPDATE factory.sign_in_tries SET last_at = last_at - interval '11 minutes'"
    with mara.factory.catalogue.engine.begin() as connection:
        connection.exec_driver_sql(pause_over)
    again = type(sign_ins)(mara.factory.catalogue.engine, mara.people.passwords)
    assert isinstance(again.sign_in("Mara", PASSWORD, "203.0.113.9"), SignedIn)


def test_one_address_that_tries_many_names_is_stopped_though_each_is_tried_once(
    mara: GuardedDesk,
):
    sign_ins = mara.people.sign_ins
    answers = [sign_ins.sign_in(f"name {n}", "x", "203.0.113.9") for n in range(60)]
    assert sum(isinstance(answer, NotYet) for answer in answers) == 10
    assert isinstance(sign_ins.sign_in("Mara", PASSWORD, "192.0.2.7"), SignedIn)


def test_what_was_typed_is_not_repeated_and_nothing_tells_who_exists(mara: GuardedDesk):
    with mara.browser() as client:
        known = client.post("/signin", data={"login": "Mara", "password": "wrong <b>secret"})
        nobody = client.post("/signin", data={"login": "Mira", "password": "wrong <b>secret"})
        odd = client.post("/signin", data={"login": "<script>", "password": "x" * 300})
    assert known.status_code == nobody.status_code == odd.status_code == 403
    assert known.text.replace("Mara", "Mira") == nobody.text
    assert "secret" not in known.text
    assert "<script>" not in odd.text
    assert isinstance(mara.people.sign_ins.sign_in("\0", "\0", "192.0.2.8"), WrongPassword)


@pytest.mark.parametrize(
    "after", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y"]
)
def test_signing_in_leads_nowhere_else(mara: GuardedDesk, after: str):
    with mara.browser() as client:
        form = {"login": "Mara", "password": PASSWORD, "after": after}
        answer = client.post("/signin", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_no_other_site_signs_a_browser_in_or_out(mara: GuardedDesk):
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    form = {"login": "Mara", "password": PASSWORD}
    with mara.browser() as client:
        answer = client.post("/signin", data=form, headers=foreign)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert sign_in(client) == 303
        assert client.post("/signout", data={"out": ""}, headers=foreign).status_code == 403
        assert client.get("/").status_code == 200


def test_a_role_cannot_be_claimed(mara: GuardedDesk):
    with mara.browser() as client:
        assert sign_in(client, role="admin", visitor="owner") == 303
        odd = {"X-Role": "admin", "X-Forwarded-User": "owner", "Cookie2": "role=admin"}
        assert client.post(DECIDES_IDEA, data={"role": "admin"}, headers=odd).status_code == 403
        key = {"Authorization": f"Bearer {KEYS['look']}"}
        assert client.post(DECIDES_IDEA, data=YES, headers=key).status_code == 403
        wrong = {"Authorization": "Bearer vf_wrong"}
        assert client.get("/", headers=wrong).status_code == 401
