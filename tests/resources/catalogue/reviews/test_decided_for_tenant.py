"""What people decided about a video holds for the tenant for whom they decided, and for no other."""

import pytest
import sqlalchemy as sa

from factory.reviews.alternative import AlternativeDecision
from factory.rules.waiver import Waiver
from resources.catalogue.catalogue import Catalogue
from tests.fakes.catalogued import MASTER, NOW
from tests.fakes.outlets import FakeOutlet, a_publication, nothing
from tests.fakes.reviewed import OUTLETS, VIDEO, Reviewed

AGREED_TO_PAY = """
    INSERT INTO factory.estimates (video_id, usd, rows, confirmed_usd, confirmed_by, confirmed_at)
    VALUES (:video, 3, '[]', 3, 'Ada', now()) ON CONFLICT (video_id) DO UPDATE
    SET confirmed_usd = 3, confirmed_by = 'Ada', confirmed_at = now()
"""


@pytest.fixture
def reviewed(catalogue: Catalogue) -> Reviewed:
    return Reviewed(catalogue, "required")


@pytest.fixture
def by_two(catalogue: Catalogue) -> Reviewed:
    return Reviewed(catalogue, "two_reviewers")


def move(reviewed: Reviewed, tenant: str) -> None:
    """Take the brief in anew, of a channel that is another tenant's, and make the same of it."""
    newest = reviewed.catalogue.briefs.newest(VIDEO)
    moved = newest.channel.model_copy(update={"tenant": tenant})
    reviewed.catalogue.briefs.accept(newest.model_copy(update={"channel": moved}))
    reviewed.makes()


def test_an_approval_counts_for_the_tenant_alone_for_whom_it_was_given(reviewed: Reviewed):
    move(reviewed, "north")
    reviewed.decide("approved")
    reviews = reviewed.catalogue.reviews
    assert reviews.approved(VIDEO)
    move(reviewed, "south")
    assert reviews.review(VIDEO, MASTER, "youtube") is None and not reviews.approved(VIDEO)
    assert reviewed.words[:2] == ("awaiting_review", "pending")
    assert not reviewed.asked_to_publish(), "what north approved is told when it is south's"
    reviewed.decide("approved")
    assert reviews.approved(VIDEO) and reviewed.asked_to_publish()


def test_two_reviewers_of_two_tenants_are_not_two_who_agree(by_two: Reviewed):
    move(by_two, "north")
    by_two.decide("approved", "Ada")
    move(by_two, "south")
    assert by_two.decide("approved", "Bo").agreed_with == ""
    assert by_two.decide("approved", "Cy").agreed_with == "Bo"


def test_a_refusal_stays_with_a_video_that_comes_to_another_tenant(reviewed: Reviewed):
    reviewed.decide("rejected")
    move(reviewed, "south")
    assert reviewed.words[:2] == ("rejected", "rejected")


def test_what_is_out_stays_published_when_it_comes_to_another_tenant(reviewed: Reviewed):
    reviewed.decide("approved")
    reviewed.catalogue.settings.change("distribution", True)
    for name in OUTLETS:
        outlet = FakeOutlet(name=name)
        reviewed.catalogue.posts.post(a_publication(VIDEO, MASTER), outlet, nothing)
    move(reviewed, "south")
    assert reviewed.words == ("published", "pending", None)


def test_titles_waivers_and_prices_that_one_tenants_people_agreed_to_bind_no_other(
    reviewed: Reviewed,
):
    catalogue = reviewed.catalogue
    move(reviewed, "north")
    title = AlternativeDecision(
        video_id=VIDEO,
        what="title",
        sha256="ab" * 32,
        says="North's joke",
        decision="approved",
        reviewer="Ada",
        place="desk",
        decided_at=NOW,
    )
    waiver = Waiver(
        video_id=VIDEO,
        rule="advice",
        person="Ada",
        by="Ada",
        reason="looked up",
        waived_at=NOW,
        rules_version="1",
        of="ab" * 32,
    )
    for _ in range(2):
        catalogue.alternatives.decide(title)
        catalogue.waivers.record(waiver)
        assert len(catalogue.alternatives.decisions(VIDEO, "title", "ab" * 32)) == 1
        assert catalogue.waivers.of(VIDEO) == (waiver,)
        with catalogue.engine.begin() as connection:
            connection.execute(sa.text(AGREED_TO_PAY), {"video": VIDEO})
        move(reviewed, "south")
    with catalogue.engine.connect() as connection:
        agreed = connection.scalar(sa.text("SELECT confirmed_usd FROM factory.estimates"))
    assert agreed == 3, "south's own stays, as the second move is none"
    move(reviewed, "west")
    assert catalogue.alternatives.decisions(VIDEO, "title", "ab" * 32) == ()
    assert catalogue.waivers.of(VIDEO) == ()
    with catalogue.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT confirmed_usd FROM factory.estimates")) is None
