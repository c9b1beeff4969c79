"""A refresh token that changes with each use is kept at once; only what TikTok ended is disconnected."""

from datetime import UTC, datetime

import pytest

from emulators.tiktok.posts import post_id_of
from factory.errors import BadInput, NoAccess, TransientError
from resources.outlets.tiktok.account_connection import TikTokConsent
from resources.outlets.tiktok.api_client import TikTokService
from resources.outlets.tiktok.consent_check import TikTokVerification
from resources.outlets.tiktok.direct_post import creator_of
from tests.fakes.accounts import nobody_waits
from tests.fakes.tiktok import ACCOUNT, Account, connected
from tests.fakes.vendors import Vendors


def asked(account: Account) -> str:
    """Ask something by a service of its own, as another process would."""
    return creator_of(TikTokService(account.accounts, ACCOUNT, nobody_waits)).nickname


def token(account: Account) -> str:
    return account.accounts.grants.grant("tiktok", ACCOUNT).refresh_token


def test_a_consent_names_its_account_its_scopes_and_its_end(vendors: Vendors):
    grant = connected()
    assert (grant.account, grant.title) == (ACCOUNT, "Sandbox")
    assert "video.publish" in grant.scopes and grant.expires_at


def test_an_answer_to_another_question_connects_nobody(vendors: Vendors):
    other = TikTokConsent("http://127.0.0.1:1/").follow()
    assert other
    with pytest.raises(BadInput, match="no answer to the page"):
        TikTokConsent("http://127.0.0.1:1/").grant(other, "mara")


def test_each_new_refresh_token_is_kept_and_an_empty_one_overwrites_nothing(account: Account):
    first = token(account)
    asked(account)
    second = token(account)
    assert second and second != first
    account.fault("empty_token", "/token")
    asked(account)
    assert token(account) == second
    asked(account)
    assert token(account) not in ("", second)


def test_a_token_that_another_process_renewed_meanwhile_disconnects_nobody(account: Account):
    slow = TikTokService(account.accounts, ACCOUNT, nobody_waits)
    asked(account)
    asked(account)
    assert creator_of(slow).nickname == "Sandbox"


def test_only_a_consent_that_is_over_disconnects(account: Account):
    account.fault("status", "/token", options={"status": 500})
    with pytest.raises(TransientError):
        asked(account)
    account.fault("revoked", "/token")
    with pytest.raises(NoAccess, match="factory connect tiktok"):
        asked(account)
    (grant,) = account.accounts.grants.all()
    assert grant.refused_at and "invalid_grant" in grant.error


@pytest.mark.parametrize("told", ["{}", '{"videos": null}', '{"videos": [7]}'])
def test_an_answer_without_videos_says_of_no_post_that_it_is_gone(account: Account, told: str):
    text = f'{{"data": {told}, "error": {{"code": "ok"}}}}'
    account.fault("garble", "/v2/video/query/", options={"text": text})
    public = post_id_of(int(datetime.now(UTC).timestamp()))
    with pytest.raises(TransientError, match="cannot be meant"):
        TikTokVerification(account.accounts).there(ACCOUNT, [public])


def test_posts_are_looked_for_and_a_consent_is_given_back(account: Account):
    looking = TikTokVerification(account.accounts)
    looking.account(ACCOUNT)
    now = int(datetime.now(UTC).timestamp())
    public, private = post_id_of(now), "v_pub_file~v2-1.77"
    assert looking.there(ACCOUNT, [public, private, "7"]) == {public, private}
    looking.revoke(ACCOUNT)
    with pytest.raises(NoAccess, match="disconnected"):
        asked(account)
    looking.revoke(ACCOUNT)
