"""No limit is ever passed, however many ask at the same time, and a video waits for its money."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.channel.channel import Channel
from factory.channel.provider_directory import Directory
from factory.errors import AnswerLost, BudgetExceeded, ConfirmationNeeded
from factory.money.estimate import Estimate
from factory.records import Provider
from factory.units_of_work import Unit, UnitDetail
from factory.workflow.waiting import Wait
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.journal.estimates import PostgresEstimates
from resources.journal.journal import PostgresJournal
from resources.journal.spending_limits import PostgresSpendingLimits
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import accepted, unit, writes

VIDEOS = [f"v-{n}" for n in range(5)]
ESTIMATE = Estimate(title="x", format="short", seconds=30, rows=(), total_usd=7.5, budget_usd=None)


class Files:
    """Channel files that somebody edits."""

    def __init__(self) -> None:
        self.channel = accepted().channel

    def all(self) -> dict[str, Channel]:
        return {self.channel.name: self.channel}

    def named(self, name: str) -> Channel:
        return self.channel

    def directory(self) -> Directory:
        raise AssertionError("money asks nobody who may be named")

    def admitted(self, channel: Channel, beside: Path, folder: str, file: str = "") -> str:
        raise AssertionError("money opens no folder")


class Money:
    """A journal over a catalogue of five videos of one channel."""

    def __init__(self, catalogue: Catalogue, store: DiskStore) -> None:
        self.catalogue = catalogue
        self.files = Files()
        self.spending_limits = PostgresSpendingLimits(catalogue.engine, self.files)
        self.launches = PostgresLaunches(catalogue.engine)
        self.estimates = PostgresEstimates(catalogue.engine)
        self.journal = PostgresJournal(catalogue.engine, store, channels=self.files)
        for video_id in VIDEOS:
            catalogue.briefs.accept(accepted(video_id))

    def buy(self, label: str, usd: float, video_id: str = "v-0", cost: float | None = None) -> None:
        def do(target: Path) -> UnitDetail:
            writes(label)(target)
            return UnitDetail(cost_usd=Decimal(str(usd if cost is None else cost)))

        self.journal.perform(unit(label, video_id=video_id, price_usd=usd), do)

    def sql(self, query: str) -> list[tuple]:
        with self.catalogue.engine.begin() as connection:
            result = connection.execute(sa.text(query))
            return [tuple(row) for row in result] if result.returns_rows else []

    def spent(self) -> tuple[Decimal, Decimal]:
        query = "SELECT sum(spent_usd), sum(reserved_usd) FROM factory.spending"
        return tuple(self.sql(query)[0])  # type: ignore[return-value]


@pytest.fixture
def money(database_url: str, tmp_path: Path) -> Iterator[Money]:
    catalogue = open_catalogue(database_url)
    yield Money(catalogue, DiskStore(tmp_path / "media"))
    catalogue.engine.dispose()


@pytest.mark.parametrize(("scope", "name"), [("video", "v-0"), ("channel", "tales")])
def test_fifty_threads_together_never_pass_a_limit(money: Money, scope: str, name: str):
    money.spending_limits.set(scope, name, Decimal("0.95"), "test")  # type: ignore[arg-type]
    videos = ["v-0"] if scope == "video" else VIDEOS

    def buys(n: int) -> bool:
        try:
            money.buy(f"unit {n}", 0.1, videos[n % len(videos)])
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        bought = sum(pool.map(buys, range(50)))
    assert bought == 9
    assert money.spent() == (Decimal("0.9"), Decimal(0))


def test_a_refusal_names_limit_spent_reserved_and_asked(money: Money):
    money.buy("one", 1.5, cost=1.25)
    with pytest.raises(BudgetExceeded) as refused:
        money.buy("two", 0.8)
    assert "v-0: two, at tones, asks for $0.80" in str(refused.value)
    assert "video v-0 may spend $2.00 in all: $1.25 is spent and $0.00 is reserved" in str(
        refused.value
    )
    assert "factory limit video v-0" in str(refused.value)
    assert (refused.value.until, refused.value.usd) == (None, 0.8)
    assert money.sql("SELECT count(*) FROM factory.work WHERE done_at IS NULL") == [(0,)]


def test_what_is_under_way_is_counted_as_reserved(money: Money):
    def asks_for_more(target: Path) -> UnitDetail:
        with pytest.raises(BudgetExceeded, match=r"\$0\.00 is spent and \$1\.50 is reserved"):
            money.buy("two", 0.8)
        return writes("one")(target)

    money.journal.perform(unit("one", video_id="v-0", price_usd=1.5), asks_for_more)


def test_an_answer_that_got_lost_is_counted_as_spent(money: Money):
    def lost(target: Path) -> UnitDetail:
        raise AnswerLost("no answer")

    with pytest.raises(AnswerLost):
        money.journal.perform(unit("one", video_id="v-0", price_usd=1.5), lost)
    with pytest.raises(BudgetExceeded, match=r"\$1\.50 is spent"):
        money.buy("one", 1.5)


def test_a_video_that_stays_with_a_tenant_is_paid_by_it_when_its_channel_moves(money: Money):
    limited = money.files.channel.model_copy(update={"budget_usd_per_day": 1.0})
    moved = limited.model_copy(update={"tenant": "south"})
    money.files.channel = limited
    money.buy("before", 0.25)
    money.files.channel = moved
    money.catalogue.briefs.accept(accepted("v-9").model_copy(update={"channel": moved}))
    money.spending_limits.set("channel", "tales", Decimal("0.5"), "south")
    money.buy("of the first", 1.25)
    money.buy("of the second", 0.5, "v-9")
    with pytest.raises(BudgetExceeded, match="channel"):
        money.buy("too much", 0.25, "v-9")
    payers = "SELECT tenant, sum(settled_usd) FROM factory.charges GROUP BY tenant ORDER BY tenant"
    assert money.sql(payers) == [("default", Decimal("1.5")), ("south", Decimal("0.5"))]
    spent = {(limit.scope, limit.name): limit.spent_usd for limit in money.spending_limits.in_use()}
    assert spent == {("channel", "tales"): Decimal("0.5"), ("tenant", "south"): Decimal("0.5")}


def test_a_days_limit_begins_anew_at_midnight_and_a_months_with_the_month(money: Money):
    money.files.channel = money.files.channel.model_copy(update={"budget_usd_per_day": 0.5})
    money.buy("one", 0.5)
    with pytest.raises(BudgetExceeded, match=r"channel tales may spend \$0\.50 a day") as refused:
        money.buy("two", 0.1, "v-1")
    until = refused.value.until
    assert until and until > datetime.now(UTC) and (until.hour, until.minute) == (0, 0)
    money.sql("UPDATE factory.charges SET day = day - 1")
    money.buy("two", 0.1, "v-1")
    # On a month's first day all of it is of one day, too: that one's limit is another question.
    money.files.channel = money.files.channel.model_copy(update={"budget_usd_per_day": 5.0})
    money.catalogue.settings.change("usd_per_month", 0.55)
    money.sql("UPDATE factory.charges SET day = date_trunc('month', now() AT TIME ZONE 'UTC')")
    money.sql("UPDATE factory.spending SET day = day")
    with pytest.raises(BudgetExceeded, match="tenant default may spend") as refused:
        money.buy("three", 0.1, "v-2")
    assert refused.value.until and refused.value.until.day == 1


def test_all_spending_can_be_stopped(money: Money):
    money.catalogue.settings.change("spending_stopped", True)
    with pytest.raises(BudgetExceeded, match="all spending is stopped"):
        money.buy("one", 0.01)
    money.journal.perform(unit("free", video_id="v-0"), writes("free"))


def test_a_raised_limit_counts_at_once_wherever_it_is_raised(money: Money):
    with pytest.raises(BudgetExceeded):
        money.buy("one", 3.0)
    money.files.channel = money.files.channel.model_copy(update={"budget_usd_per_video": 3.0})
    money.buy("one", 3.0)
    with pytest.raises(BudgetExceeded):
        money.buy("two", 1.0)
    money.spending_limits.set("video", "v-0", Decimal(4), "Ada")
    money.buy("two", 1.0)


def test_a_correction_by_hand_frees_the_money(money: Money):
    money.buy("one", 2.0)
    money.sql("UPDATE factory.charges SET state = 'released', settled_usd = NULL")
    assert money.spent() == (0, 0)
    money.buy("two", 2.0)
    money.sql("DELETE FROM factory.charges")
    assert money.spent() == (0, 0)


def postponed(money: Money, error: BudgetExceeded | ConfirmationNeeded, video_id: str) -> None:
    """Bring a launch into the state of waiting, as the sensor does."""
    launch = money.launches.claim_video(video_id, "plan", reason="test", by="test")
    assert launch
    with pytest.raises(type(error)), money.catalogue.stages.stage(video_id, "audio", "run-1"):
        raise error
    wait = money.catalogue.stages.wait("run-1")
    assert wait
    money.catalogue.outcomes.postpone(launch.id, wait)


def test_a_video_waits_without_burning_attempts_and_goes_on_when_the_limit_is_raised(money: Money):
    with pytest.raises(BudgetExceeded) as refused:
        money.buy("one", 3.0)
    postponed(money, refused.value, "v-0")
    shown = money.catalogue.reports.show("v-0")
    assert (shown.status, shown.job_status) == ("awaiting_budget", "queued")
    assert "may spend $2.00 in all" in (shown.waits_because or "")
    assert (money.launches.claim(10, "test"), money.spending_limits.wake()) == ([], 0)
    money.spending_limits.set("video", "v-0", Decimal(5), "Ada")
    (launch,) = money.launches.claim(10, "test")
    assert launch.attempts - launch.waits == 1
    assert money.catalogue.reports.show("v-0").status != "awaiting_budget"


def test_a_dear_video_waits_until_a_person_agrees_to_its_price(money: Money):
    money.spending_limits.set("video", "v-0", Decimal(10), "Ada")
    money.estimates.record("v-0", ESTIMATE, None)
    with pytest.raises(ConfirmationNeeded, match=r"about \$7\.50, and above \$5\.00") as refused:
        money.buy("one", 0.1)
    postponed(money, refused.value, "v-0")
    assert money.catalogue.reports.show("v-0").status == "awaiting_confirmation"
    assert [(row["video_id"], row["usd"]) for row in money.estimates.waiting()] == [("v-0", 7.5)]
    money.estimates.confirm(["v-0"], "Ada")
    assert [launch.video_id for launch in money.launches.claim(10, "test")] == ["v-0"]
    money.buy("one", 0.1)
    money.estimates.record("v-0", ESTIMATE.model_copy(update={"total_usd": 9.0}), None)
    with pytest.raises(ConfirmationNeeded):
        money.buy("two", 0.1)


def test_an_agreement_to_a_price_is_used_up_by_what_is_bought_under_it(money: Money):
    money.spending_limits.set("video", "v-0", Decimal(100), "Ada")
    money.estimates.record("v-0", ESTIMATE, None)
    money.estimates.confirm(["v-0"], "Ada")
    money.buy("one", 4.0, cost=3.0)
    money.estimates.record("v-0", ESTIMATE, None)  # asked again, by a phase that begins anew
    money.buy("two", 4.5)
    with pytest.raises(
        ConfirmationNeeded, match=r"Ada agreed to \$7\.50, of which \$7\.50 is bought"
    ):
        money.buy("three", 1.0)
    money.estimates.confirm(["v-0"], "Mara")
    money.buy("three", 1.0)
    fewer = ESTIMATE.model_copy(update={"total_usd": 5.5})
    money.estimates.record("v-0", fewer, None)  # a revision, whose price nobody has seen
    with pytest.raises(ConfirmationNeeded):
        money.buy("four", 1.0)


def test_money_is_shown_by_day_channel_and_layer(money: Money):
    money.buy("one", 0.5, cost=0.4)
    money.buy("two", 0.25, "v-1")
    rows = money.sql("SELECT channel, tenant, calls, spent_usd FROM factory.money_by_day")
    assert rows == [("tales", "default", 2, Decimal("0.65"))]
    rows = money.sql("SELECT layer, role, provider, spent_usd FROM factory.money_by_layer")
    assert rows == [("audio", "voice", "tones", Decimal("0.65"))]


def test_vendors_are_asked_as_often_at_once_as_the_setting_says(money: Money):
    now: list[int] = []
    most: list[int] = []
    remote = Provider(role="voice", name="far", remote=True)

    def do(target: Path) -> UnitDetail:
        now.append(1)
        most.append(len(now))
        detail = writes("x")(target)
        now.pop()
        return detail

    def far(n: int) -> Unit:
        return Unit("v-0", "audio", "speech", f"u{n}", {"n": n}, ".txt", remote)

    money.catalogue.settings.change("requests_at_once", 1)
    money.journal.perform_all([(far(n), do) for n in range(6)], workers=6, progress=None)
    assert max(most) == 1


def test_a_wait_is_no_wait_when_something_else_failed_too(money: Money):
    with pytest.raises(BudgetExceeded), money.catalogue.stages.stage("v-0", "audio", "run-1"):
        raise BudgetExceeded("no money", scope="video v-0", usd=1.0)
    assert money.catalogue.stages.wait("run-1") == Wait(
        waits_for="budget", scope="video v-0", usd=1.0, words="no money"
    )
    with pytest.raises(ValueError), money.catalogue.stages.stage("v-0", "visuals", "run-1"):
        raise ValueError("a bug")
    assert money.catalogue.stages.wait("run-1") is None
