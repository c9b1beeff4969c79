"""The pages by which an admin lets people and programs in, and what guests see."""

import re

import pytest
from starlette.testclient import TestClient

from tests.desk.server.guarded_desk import KEYS, PASSWORD, GuardedDesk
from tests.fakes.catalogued import accepted

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def running(desk: GuardedDesk, database_url: str, monkeypatch: pytest.MonkeyPatch) -> GuardedDesk:
    """The desk, whose commands find the same database by the environment."""
    monkeypatch.setenv("FACTORY_HOME", str(desk.factory.settings.home))
    monkeypatch.setenv("DATABASE_URL", database_url)
    desk.factory.catalogue.briefs.accept(accepted("a-video", title=f"The clock {MARKUP}"))
    desk.factory.catalogue.briefs.accept(accepted("b-video"))
    return desk


def owner(client: TestClient) -> TestClient:
    assert client.get(f"/?token={KEYS['operator']}").status_code == 303
    return client


def test_an_admin_lets_somebody_in_and_shuts_them_out_again(running: GuardedDesk):
    mara = {"name": "Mara", "role": "operator", "password": PASSWORD, "email": "", "tenant": ""}
    with running.browser() as first, running.browser() as second:
        admin = owner(first)
        assert "Nobody signs in by a password yet" in admin.get("/settings/people").text
        short = admin.post("/settings/people", data={**mara, "password": "tiny-word"})
        assert short.status_code == 400
        assert "wanted 10 to 256" in short.text and "tiny-word" not in short.text
        assert admin.post("/settings/people", data=mara).status_code == 303
        assert (
            second.post("/signin", data={"login": "Mara", "password": PASSWORD}).status_code == 303
        )
        assert second.get("/settings/people").status_code == 403
        own = {"old": PASSWORD, "password": "twelve blue herons"}
        assert second.post("/settings/password", data={**own, "old": "wrong"}).status_code == 400
        assert second.post("/settings/password", data=own).status_code == 303
        assert second.get("/").status_code == 401
        out = {"name": "Mara", "what": "out", "role": "operator"}
        assert admin.post("/settings/people/change", data=out).status_code == 303
        page = admin.get("/settings/people").text
        assert "shut out" in page and "argon2" not in page
        again = {"login": "Mara", "password": "twelve blue herons"}
        assert second.post("/signin", data=again).status_code == 403
    (found,) = running.people.accounts.all()
    assert (found.added_by, found.disabled) == ("owner", True)


def test_a_token_made_on_the_page_is_shown_once_and_opens_until_it_is_revoked(
    running: GuardedDesk,
):
    form = {"name": "nightly", "role": "viewer", "days": "7", "tenant": ""}
    with running.browser() as client, running.program() as program:
        admin = owner(client)
        made = admin.post("/settings/tokens", data=form)
        (secret,) = re.findall(r"vf_[\w-]{43}", made.text)
        assert secret not in admin.get("/settings/people").text
        shown = {"Authorization": f"Bearer {secret}"}
        assert program.get("/videos", headers=shown).status_code == 200
        assert program.post("/settings/tokens", json={}, headers=shown).status_code == 403
        odd = admin.post("/settings/tokens", data={**form, "name": "x", "days": "soon"})
        assert odd.status_code == 400
        assert admin.post("/settings/tokens/revoke", data={"name": "nightly"}).status_code == 303
        assert program.get("/videos", headers=shown).status_code == 401


def test_a_guest_sees_one_video_says_something_about_it_and_is_gone_with_the_link(
    running: GuardedDesk,
):
    form = {"name": "Ida", "hours": "2"}
    with running.browser() as first, running.browser() as second:
        operator, guest = owner(first), second
        made = operator.post("/videos/a-video/guests", data=form)
        (path,) = re.findall(r"http://127.0.0.1:3000(/guest/[\w-]{43})", made.text)
        assert guest.get(path).headers["location"] == "/watch/a-video"
        page = guest.get("/watch/a-video")
        assert page.status_code == 200
        assert "The clock" in page.text and MARKUP not in page.text
        for hidden in ("/", "/videos/a-video", "/watch/b-video", "/media/b-video/poster.jpg"):
            assert guest.get(hidden).status_code == 403, hidden
        assert guest.get("/media/a-video/dossier.json").status_code == 404
        decision = {"decision": "approved", "seen": "ab" * 32}
        assert guest.post("/watch/a-video/decision", data=decision).status_code == 403
        note = {"note": f"At 0:12 it stumbles {MARKUP}"}
        assert guest.post("/watch/a-video/note", data=note).status_code == 303
        shown = operator.get("/videos/a-video").text
        assert "guest Ida: At 0:12 it stumbles" in shown and MARKUP not in shown
        (number,) = re.findall(r"/videos/a-video/guests/(\d+)/end", shown)
        end = f"/videos/a-video/guests/{number}/end"
        assert operator.post(end, data={"end": ""}).status_code == 303
        assert guest.get("/watch/a-video").status_code == 401
        assert guest.get(path).status_code == 401


def test_a_guests_link_ends_by_itself(running: GuardedDesk):
    _, secret = running.people.guest_links.make("a-video", "Ida", hours=1, decides=True, by="x")
    with running.browser() as guest:
        assert guest.get(f"/guest/{secret}").status_code == 303
        with running.factory.catalogue.engine.begin() as connection:
            for table in ("guest_links", "sessions"):
                connection.exec_driver_sql(
                    f"UPDATE factory.{table} SET expires_at = expires_at - interval '2 hours'"
                )
        assert guest.get("/watch/a-video").status_code == 401
        assert guest.get(f"/guest/{secret}").status_code == 401
        assert guest.get("/guest/wrong").status_code == 401
