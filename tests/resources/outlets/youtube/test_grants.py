"""A consent is bound to its question, kept sealed, and lost only when Google says that it is over."""

import pytest

from factory.errors import BadInput, NoAccess, PermanentError, TransientError
from factory.ports import Grant
from resources.catalogue.catalogue import Catalogue
from resources.catalogue.posts.account_grants import PostgresGrants
from resources.machine.environment_variables import Settings
from resources.machine.secret_encryption import Seal
from resources.outlets.youtube.account_connection import YouTubeConsent
from tests.fakes.outlets import NoNotes
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, Tube, connected

WHO = ("youtube", ACCOUNT)


def kept(tube: Tube) -> Grant:
    (grant,) = tube.accounts.grants.all()
    return grant


def test_an_answer_to_another_question_connects_nobody(vendors: Vendors):
    other = YouTubeConsent("http://127.0.0.1:1/").follow()
    assert other
    with pytest.raises(BadInput, match="no answer to the page"):
        YouTubeConsent("http://127.0.0.1:1/").grant(other, "mara")


def test_a_code_is_good_once(vendors: Vendors):
    consent = YouTubeConsent("http://127.0.0.1:1/")
    answer = consent.follow()
    assert answer and consent.grant(answer, "mara").account == ACCOUNT
    with pytest.raises(NoAccess, match="Google answered 400"):
        consent.grant(answer, "mara")


def test_a_consent_without_a_refresh_token_keeps_the_earlier_one(
    vendors: Vendors, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path))
    grants = PostgresGrants(catalogue.engine, Seal(Settings.from_env()))
    first = connected()
    grants.connect(first)
    vendors.order("no_refresh_token", vendor="youtube", path="/token")
    with pytest.raises(PermanentError, match="brought no refresh token"):
        grants.connect(connected())
    assert grants.grant(*WHO).refresh_token == first.refresh_token
    with catalogue.engine.connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM factory.grants").all())
    assert first.refresh_token not in stored
    assert (tmp_path / ".factory/door/grants.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / ".factory/door/grants.key").unlink()
    with pytest.raises(PermanentError, match="sealed with another key"):
        grants.grant(*WHO)


def test_what_google_ended_is_disconnected_until_it_is_connected_anew(
    vendors: Vendors, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    monkeypatch.setenv("FACTORY_HOME", str(tmp_path))
    grants = PostgresGrants(catalogue.engine, Seal(Settings.from_env()))
    with pytest.raises(NoAccess, match="is not connected; `factory connect youtube`"):
        grants.grant(*WHO)
    grants.connect(connected())
    grants.used(*WHO, refused="Google says invalid_grant")
    with pytest.raises(NoAccess, match="is disconnected: Google says invalid_grant"):
        grants.grant(*WHO)
    grants.connect(connected())
    assert grants.grant(*WHO).title == "Sandbox"


def test_only_a_consent_that_is_over_disconnects(tube: Tube):
    tube.fault("status", "/token", times=9, options={"status": 500})
    with pytest.raises(TransientError):
        tube.outlet.begin(tube.publication, NoNotes())
    assert kept(tube).refused_at is None
    tube.vendors.forget()
    tube.fault("revoked", "/token")
    with pytest.raises(NoAccess, match="factory connect youtube"):
        tube.outlet.begin(tube.publication, NoNotes())
    assert kept(tube).refused_at


def test_an_empty_refresh_token_overwrites_nothing(tube: Tube):
    before = kept(tube).refresh_token
    tube.fault("empty_token", "/token")
    tube.fault("expired", method="PUT", skip=1)
    tube.outlet.begin(tube.publication, NoNotes())
    assert kept(tube).refresh_token == before
