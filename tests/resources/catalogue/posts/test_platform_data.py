"""What platforms told is looked at again in time, and deleted where it must be, provably."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from factory.channel.outlet_settings import YouTubeChoices
from factory.errors import NoAccess, Refused
from factory.ports import Forgotten
from resources.catalogue.catalogue import Catalogue
from resources.outlets.youtube.consent_check import YouTubeVerification
from sensors.verified_accounts import verify_everything
from tests.fakes.catalogued import MASTER, accepted
from tests.fakes.outlets import FakeOutlet, NoNotes, a_publication, nothing
from tests.fakes.vendors import Vendors
from tests.fakes.youtube import ACCOUNT, KeptGrants, a_tube, connected

NOW = datetime.now(UTC)
FIGURES = """
    INSERT INTO factory.observations (day, video_id, outlet, revision, source, views)
    SELECT current_date, video_id, outlet, 1, 'youtube', 7 FROM factory.posts
"""


@pytest.fixture
def house(catalogue: Catalogue) -> Catalogue:
    """Two videos that are out, of a channel with an account."""
    catalogue.settings.change("distribution", True)
    for video in ("a-video", "b-video"):
        brief = accepted(video)
        choices = YouTubeChoices(account=ACCOUNT)
        channel = brief.channel.model_copy(update={"youtube": choices})
        catalogue.briefs.accept(brief.model_copy(update={"channel": channel}))
        outlet = FakeOutlet(name="youtube")
        catalogue.posts.post(a_publication(video, MASTER), outlet, nothing)
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text(FIGURES))
    return catalogue


class Platform:
    """Knows one of the two videos, and honours consents, until it does not."""

    def __init__(self, *, honours: bool = True) -> None:
        self.honours = honours
        self.asked: list[str] = []

    def verification(self, name: str) -> "Platform":
        return self

    def account(self, account: str) -> None:
        self.asked.append(account)
        if not self.honours:
            raise NoAccess("the consent is over")

    def there(self, account: str, post_ids: Any) -> frozenset[str]:
        self.asked += post_ids
        return frozenset({"a-video"})

    def revoke(self, account: str) -> None:
        raise AssertionError("nobody asked for that")


def figures(house: Catalogue) -> int:
    with house.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT count(*) FROM factory.observations")) or 0


def verify(house: Catalogue, grants: KeptGrants, platform: Platform, days: int) -> list[str]:
    return verify_everything(grants, house.platform_data, platform, NOW + timedelta(days=days))


def test_consents_and_posts_are_looked_at_again_within_thirty_days_and_not_before(
    house: Catalogue, vendors: Vendors
):
    grants, platform = KeptGrants(connected()), Platform()
    assert verify(house, grants, platform, 20) == []
    told = verify(house, grants, platform, 28)
    assert platform.asked == [ACCOUNT, "a-video", "b-video"]
    assert told[1] == f"{ACCOUNT}: 1 posts are there, 1 are gone"
    assert figures(house) == 1
    assert [e["video_id"] for e in house.events.after(topic="post.gone")] == ["b-video"]


def test_a_consent_that_is_over_for_thirty_days_takes_its_data_with_it(
    house: Catalogue, vendors: Vendors
):
    over = replace(connected(), refused_at=NOW, error="invalid_grant")
    grants, platform = KeptGrants(over), Platform(honours=False)
    verify(house, grants, platform, 20)
    assert figures(house) == 2
    verify(house, grants, platform, 28)
    assert figures(house) == 0


def test_what_is_forgotten_is_gone_and_counted_and_is_never_sent_again(house: Catalogue):
    told = house.platform_data.forget("youtube", ACCOUNT, "mara")
    assert isinstance(told, Forgotten)
    assert (told.deleted["figures"], told.deleted["posts"], told.deleted["events"]) == (2, 2, 2)
    assert set(told.left.values()) == {0}
    with house.engine.connect() as connection:
        kept = str(connection.execute(sa.text("SELECT * FROM factory.posts")).all())
        kept += str(connection.execute(sa.text("SELECT payload FROM factory.events")).all())
    assert "file:///outbox" not in kept
    with pytest.raises(Refused, match="before its channel was forgotten"):
        house.posts.post(a_publication("a-video", MASTER), FakeOutlet(name="youtube"), nothing)
    assert all(row["published_at"] for row in house.posts.listed())
    assert house.platform_data.posts_to_verify(NOW + timedelta(days=99)) == []


def test_youtube_is_asked_for_videos_and_takes_a_consent_back(vendors: Vendors, tmp_path):
    tube = a_tube(vendors, tmp_path / "store", connected())
    platform = YouTubeVerification(tube.accounts)
    post = tube.outlet.begin(tube.publication, NoNotes())
    platform.account(ACCOUNT)
    assert platform.there(ACCOUNT, [post["post_id"], "never"]) == {post["post_id"]}
    platform.revoke(ACCOUNT)
    platform.revoke(ACCOUNT)
    with pytest.raises(NoAccess, match="is disconnected"):
        platform.account(ACCOUNT)
    assert connected().expires_at is None
    vendors.order("testing", vendor="youtube", path="/token")
    ends = connected().expires_at
    assert ends and timedelta(days=6) < ends - NOW < timedelta(days=8)


def test_what_was_counted_of_a_post_goes_with_it_when_it_is_deleted(house: Catalogue):
    house.takedowns.ask(["a-video"], "mara", "a claim")
    (asked,) = house.takedowns.open(["a-video"])
    house.takedowns.done(asked["id"], "private")
    assert figures(house) == 2, "a private post is still there"
    house.takedowns.ask(["b-video"], "mara", "a claim")
    (asked,) = house.takedowns.open(["b-video"])
    house.takedowns.done(asked["id"], "deleted", gone=True)
    assert figures(house) == 1
