"""Whoever is killed while a vendor is asked: the work finishes, nothing finished is bought twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue, open_catalogue
from tests.end_to_end.factory_process import gate
from tests.end_to_end.waiting import until
from tests.fakes.catalogued import accepted
from tests.fakes.vendor_worker import SITES, Order, Site, bought, buying
from tests.fakes.vendors import Vendors

QUEUED = [site for site in SITES if site.queued]
LATE_SECONDS = 20.0
"""Longer than it takes to see the request and kill whoever waits for the answer."""


@pytest.fixture(scope="module")
def catalogue(module_database_url: str) -> Iterator[Catalogue]:
    catalogue = open_catalogue(module_database_url)
    yield catalogue
    catalogue.engine.dispose()


class Shop:
    """A video's orders, what the vendor billed for them and what the ledger says."""

    def __init__(self, catalogue: Catalogue, vendors: Vendors, order: Order) -> None:
        self.vendors = vendors
        self.engine = catalogue.engine
        self.order = order
        self.site = order.site

    def paid(self) -> int:
        return len(self.vendors.paid(self.site.vendor))

    def sees_the_request(self) -> bool:
        seen = self.vendors.seen(self.site.vendor, self.site.path)
        return any(one["billed"] or (self.site.free and one["fault"]) for one in seen)

    def ledger(self) -> dict[str, int]:
        """Return how many charges of the video are in which state."""
        asked = sa.text("SELECT state FROM factory.charges WHERE video_id = :video")
        with self.engine.connect() as connection:
            return dict(Counter(connection.scalars(asked, {"video": self.order.video_id})))

    def claimed_usd(self) -> Decimal:
        asked = sa.text(
            "SELECT sum(coalesce(settled_usd, estimated_usd)) FROM factory.charges WHERE video_id = :v"
        )
        with self.engine.connect() as connection:
            return connection.scalar(asked, {"v": self.order.video_id}) or Decimal(0)

    def finishes(self, *, paid: int, ledger: dict[str, int]) -> None:
        """Resume in a new process that asks twice: what is finished is not bought again."""
        first, second = bought(replace(self.order, subjects=self.order.subjects * 2))
        assert first[0] == second[0]
        assert sorted([first[1], second[1]]) == [False, True]
        assert any(self.order.media.rglob(f"*{first[0]}*"))
        expected = (0, {}) if self.site.free else (paid, ledger)
        assert (self.paid(), self.ledger()) == expected
        assert (self.claimed_usd() > 0) is not self.site.free


@pytest.fixture
def shop(
    catalogue: Catalogue,
    module_database_url: str,
    vendors: Vendors,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Shop:
    site: Site = request.param
    video_id = f"v-{tmp_path.name.replace('_', '-').lower()}"
    catalogue.briefs.accept(accepted(video_id))
    subject = f"The bell of {video_id} rings under the ice."
    order = Order(
        site, (subject,), video_id, module_database_url, tmp_path / "media", vendors.variables
    )
    return Shop(catalogue, vendors, order)


every_site = pytest.mark.parametrize("shop", SITES, ids=str, indirect=True)
every_queue = pytest.mark.parametrize("shop", QUEUED, ids=str, indirect=True)


@every_site
def test_killed_before_the_request_leaves_it_is_bought_once(shop: Shop):
    with buying(replace(shop.order, hold=True)) as buyer:
        buyer.asks()
        buyer.kill()
    assert shop.vendors.seen(shop.site.vendor) == []
    # Nobody can know that it had not left: what was set aside stays spent until somebody looks.
    shop.finishes(paid=1, ledger={"in_doubt": 1, "settled": 1})


@every_site
def test_killed_before_the_answer_it_is_in_doubt_and_bought_again(shop: Shop):
    shop.vendors.order("late", vendor=shop.site.vendor, path=shop.site.path, seconds=LATE_SECONDS)
    with buying(shop.order) as buyer:
        until(shop.sees_the_request, "the request")
        buyer.kill()
    shop.finishes(paid=2, ledger={"in_doubt": 1, "settled": 1})


@every_site
def test_killed_between_answer_and_commit_nothing_is_lost_from_the_ledger(shop: Shop):
    with gate(shop.engine, "work", "NEW.done_at IS NOT NULL") as stop, buying(shop.order) as buyer:
        until(stop.reached, "a process that records")
        buyer.kill()
    if shop.site.queued:
        shop.finishes(paid=1, ledger={"settled": 1})
    else:
        shop.finishes(paid=2, ledger={"in_doubt": 1, "settled": 1})


@every_queue
def test_killed_while_it_waits_for_a_job_the_job_goes_on(shop: Shop):
    shop.vendors.order("slow", vendor=shop.site.vendor, polls=30)
    with buying(shop.order) as buyer:
        until(lambda: bool(shop.vendors.seen("fal", "/status")), "a question for the job")
        buyer.kill()
    shop.finishes(paid=1, ledger={"settled": 1})


@pytest.mark.parametrize("shop", [SITES[1]], ids=str, indirect=True)
def test_the_same_sentence_in_two_videos_is_bought_once(shop: Shop, catalogue: Catalogue):
    catalogue.briefs.accept(accepted("v-another"))
    ((sha256, _),) = bought(shop.order)
    assert bought(replace(shop.order, video_id="v-another")) == [(sha256, True)]
    assert (shop.paid(), shop.ledger()) == (1, {"settled": 1})


@pytest.mark.parametrize("shop", [SITES[1], SITES[4]], ids=str, indirect=True)
def test_two_processes_that_want_the_same_ten_units_buy_each_once(shop: Shop):
    order = replace(shop.order, subjects=tuple(f"Bell {n} rang." for n in range(10)))
    with buying(order) as one, buying(order) as other:
        ends = [one.ends(), other.ends()]
    kinds, results = zip(*ends, strict=True)
    assert kinds == ("done", "done")
    assert [sha for sha, _ in results[0]] == [sha for sha, _ in results[1]]
    # Whoever waited for the other's got it free.
    assert sum(reused for result in results for _, reused in result) == 10
    assert (shop.paid(), shop.ledger()) == (10, {"settled": 10})
