"""What Instagram has counted of Reels is asked one by one, and believed only where it can be meant."""

import time
from dataclasses import replace

import pytest

from emulators.instagram.containers import media_id_of
from factory.errors import NoAccess, PublishingWaits, TransientError
from factory.ports import Accounts
from resources.outlets.instagram.totals import InstagramTotals
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants
from tests.fakes.counted import counted
from tests.fakes.instagram import ACCOUNT, connected
from tests.fakes.vendors import Vendors

INSIGHTS = "/insights"
POSTS = [media_id_of(int(time.time()) - 7 * 86_400, n) for n in range(3)]


@pytest.fixture
def totals(vendors: Vendors) -> InstagramTotals:
    return InstagramTotals(Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices()))


def test_each_reel_tells_views_and_accounts_apart(totals: InstagramTotals):
    told = counted(totals, ACCOUNT, POSTS)
    assert set(told) == set(POSTS)
    one = told[POSTS[0]].known()
    assert 0 < one["reach"] < one["views"]
    assert one["interactions"] == one["likes"] + one["comments"] + one["shares"] + one["saves"]


def test_a_reel_that_is_gone_is_left_out(totals: InstagramTotals, vendors: Vendors):
    vendors.order("missing_media", vendor="instagram", path=INSIGHTS)
    assert set(counted(totals, ACCOUNT, POSTS)) == set(POSTS[1:])


def test_a_reel_of_which_no_answer_can_be_meant_costs_no_other_its_reading(
    totals: InstagramTotals, vendors: Vendors
):
    vendors.order("garble", vendor="instagram", path=INSIGHTS, options={"text": '{"data": 7}'})
    asked = totals.totals(ACCOUNT, POSTS)
    told = [next(asked) for _ in POSTS]
    known = [[post for post, one in part.items() if one.known()] for part in told]
    assert known == [[], *([post] for post in POSTS[1:])]
    with pytest.raises(TransientError, match="cannot be meant"):
        next(asked)


@pytest.mark.parametrize(
    ("kind", "options", "error"),
    [
        ("rate_limit", {}, PublishingWaits),
        ("token_ended", {}, NoAccess),
        ("their_fault", {}, TransientError),
        ("drop", {}, TransientError),
        ("garble", {"text": '{"data": [{"name": "views", "values": []}]}'}, TransientError),
        ("garble", {"text": '{"data": {"views": 7}}'}, TransientError),
    ],
)
def test_what_goes_wrong_is_told_by_what_it_means(
    totals: InstagramTotals, vendors: Vendors, kind: str, options: dict[str, str], error: type
):
    vendors.order(kind, vendor="instagram", path=INSIGHTS, options=options)
    with pytest.raises(error):
        counted(totals, ACCOUNT, POSTS[:1])


def test_a_consent_without_the_scope_says_so(vendors: Vendors):
    narrow = replace(connected(), scopes=("instagram_basic",))
    kept = Accounts(KeptGrants(narrow), CountedQuotas(), KeptChoices())
    with pytest.raises(NoAccess, match="instagram_manage_insights"):
        counted(InstagramTotals(kept), ACCOUNT, POSTS[:1])
