"""What YouTube has counted so far costs one unit for fifty videos."""

from datetime import timedelta

import pytest

from emulators.youtube.videos import today, video_id_of
from factory.errors import PublishingWaits, TransientError
from factory.ports import Accounts
from resources.outlets.youtube.totals import YouTubeTotals
from tests.fakes.accounts import KeptChoices
from tests.fakes.counted import counted
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, CountedQuotas, KeptGrants, connected

POSTS = [video_id_of(today() - timedelta(days=2), n.to_bytes(6)) for n in range(60)]


def test_fifty_videos_are_one_request_and_one_unit(vendors: Vendors):
    quotas = CountedQuotas()
    accounts = Accounts(KeptGrants(connected()), quotas, KeptChoices())
    told = counted(YouTubeTotals(accounts), ACCOUNT, [*POSTS, "never"])
    assert set(told) == set(POSTS)
    assert quotas.used == {"youtube_units": 2}
    assert set(told[POSTS[0]].known()) == {"views", "likes", "comments"}


def test_likes_that_a_channel_hides_are_unknown_and_a_used_up_quota_is_waited_for(
    vendors: Vendors,
):
    accounts = Accounts(KeptGrants(connected()), CountedQuotas(), KeptChoices())
    vendors.order("likes_hidden", vendor="youtube", path="/videos")
    told = counted(YouTubeTotals(accounts), ACCOUNT, POSTS[:1])
    assert told[POSTS[0]].likes is None
    vendors.order("garble", vendor="youtube", path="/videos")
    with pytest.raises(TransientError, match="cannot be meant"):
        counted(YouTubeTotals(accounts), ACCOUNT, POSTS[:1])
    vendors.order("quotaExceeded", vendor="youtube", path="/videos")
    with pytest.raises(PublishingWaits):
        counted(YouTubeTotals(accounts), ACCOUNT, POSTS[:1])
