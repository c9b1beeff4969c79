"""What TikTok has counted is believed only where it can be meant, and a refusal says what to do."""

import time
from dataclasses import replace

import pytest

from emulators.tiktok.posts import post_id_of
from factory.errors import NoAccess, PublishingWaits, TransientError
from factory.ports import Accounts
from resources.outlets.tiktok.totals import TikTokTotals
from tests.fakes.accounts import CountedQuotas, KeptChoices, KeptGrants
from tests.fakes.counted import counted
from tests.fakes.tiktok import ACCOUNT, connected
from tests.fakes.vendors import Vendors

QUERY = "/v2/video/query/"
A_WEEK_AGO = int(time.time()) - 7 * 86_400
POSTS = [post_id_of(A_WEEK_AGO, n) for n in range(45)]


@pytest.fixture
def totals(vendors: Vendors) -> TikTokTotals:
    return TikTokTotals(Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices()))


def test_public_posts_are_asked_for_twenty_at_a_time_and_drafts_never(
    totals: TikTokTotals, vendors: Vendors
):
    told = counted(totals, ACCOUNT, [*POSTS, "v_inbox_file~v2-1.7"])
    assert set(told) == set(POSTS)
    assert set(told[POSTS[0]].known()) == {"views", "likes", "comments", "shares"}
    assert len(vendors.seen("tiktok", QUERY)) == 3


def test_a_video_that_is_gone_is_left_out_and_no_zero(totals: TikTokTotals, vendors: Vendors):
    vendors.order("missing_video", vendor="tiktok", path=QUERY, options={"id": POSTS[1]})
    assert set(counted(totals, ACCOUNT, POSTS[:3])) == {POSTS[0], POSTS[2]}


def test_a_token_that_is_over_is_renewed_and_a_limit_is_waited_for(
    totals: TikTokTotals, vendors: Vendors
):
    vendors.order("expired", vendor="tiktok", path=QUERY)
    assert counted(totals, ACCOUNT, POSTS[:1])
    vendors.order("rate_limit", vendor="tiktok", path=QUERY)
    with pytest.raises(PublishingWaits, match="so many requests a minute"):
        counted(totals, ACCOUNT, POSTS[:1])


@pytest.mark.parametrize(
    "videos",
    [
        '[{"id": "POST", "view_count": -4}]',
        '[{"id": "POST", "view_count": "many"}]',
        '[{"id": "POST", "view_count": true}]',
        '[{"title": "no number"}]',
        "7",
        "[7]",
        "null",
        "{}",
    ],
)
def test_an_answer_that_cannot_be_meant_is_none(
    totals: TikTokTotals, vendors: Vendors, videos: str
):
    told = videos.replace("POST", POSTS[0])
    text = f'{{"data": {{"videos": {told}}}, "error": {{"code": "ok"}}}}'
    vendors.order("garble", vendor="tiktok", path=QUERY, options={"text": text})
    with pytest.raises(TransientError, match="cannot be meant"):
        counted(totals, ACCOUNT, POSTS[:1])


def test_a_consent_without_the_scope_says_so(vendors: Vendors):
    narrow = replace(connected(), scopes=("video.publish",))
    kept = Accounts(KeptGrants(narrow), CountedQuotas(), KeptChoices())
    with pytest.raises(NoAccess, match="video.list"):
        counted(TikTokTotals(kept), ACCOUNT, POSTS[:1])
