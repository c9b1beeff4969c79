"""A vendor that fails again and again is left alone, and tried once before all come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from factory.errors import CircuitOpen, NoAccess, PermanentError, TransientError
from factory.records import Provider
from factory.units_of_work import Unit, UnitDetail
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.catalogue.launches.launch_queue import PostgresLaunches
from resources.journal.circuit_breaker import FAILURES, PostgresCircuits
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import accepted, writes

FAR = Provider(role="voice", name="far", remote=True)


class Vendor:
    """A remote vendor that answers as it is told."""

    def __init__(self, catalogue: Catalogue, store: DiskStore) -> None:
        self.catalogue = catalogue
        self.journal = PostgresJournal(catalogue.engine, store)
        self.circuits = PostgresCircuits(catalogue.engine)
        self.asked = 0

    def ask(self, label: str, error: Exception | None = None, provider: Provider = FAR) -> None:
        def do(target: Path) -> UnitDetail:
            self.asked += 1
            if error:
                raise error
            return writes(label)(target)

        unit = Unit("v-1", "audio", "speech", label, {"label": label}, ".txt", provider)
        self.journal.perform(unit, do)

    def fails(self, error: Exception, times: int = 1) -> None:
        for n in range(times):
            with pytest.raises((TransientError, PermanentError)):
                self.ask(f"failing {n}", error)

    def passes_time(self) -> None:
        """The pause is over."""
        with self.catalogue.engine.begin() as connection:
            connection.execute(
                sa.text("UPDATE factory.circuits SET open_until = now() - interval '1 s'")
            )

    def pause_seconds(self) -> float:
        with self.catalogue.engine.connect() as connection:
            query = (
                "SELECT extract(epoch FROM open_until - clock_timestamp()) FROM factory.circuits"
            )
            return float(connection.scalar(sa.text(query)) or 0)


@pytest.fixture
def vendor(database_url: str, tmp_path: Path) -> Iterator[Vendor]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted("v-1"))
    yield Vendor(catalogue, DiskStore(tmp_path / "media"))
    catalogue.engine.dispose()


def test_failures_in_a_row_open_the_circuit_and_nobody_asks_any_more(vendor: Vendor):
    vendor.fails(TransientError("503"), FAILURES - 1)
    assert not vendor.circuits.is_open("far")
    with pytest.raises(CircuitOpen, match="left alone until .* The last error: 503") as opened:
        vendor.ask("the last straw", TransientError("503"))
    assert opened.value.scope == "far"
    with pytest.raises(CircuitOpen):
        vendor.ask("another")
    assert vendor.asked == FAILURES


def test_requests_that_were_under_way_together_fail_as_one(vendor: Vendor):
    def meanwhile_others_fail(target: Path) -> UnitDetail:
        vendor.fails(TransientError("503"), FAILURES - 1)
        raise TransientError("503")

    unit = Unit("v-1", "audio", "speech", "slow", {"label": "slow"}, ".txt", FAR)
    with pytest.raises(TransientError):
        vendor.journal.perform(unit, meanwhile_others_fail)
    assert not vendor.circuits.is_open("far")
    vendor.fails(TransientError("503"))
    assert vendor.circuits.is_open("far")


def test_a_request_that_left_before_a_failure_does_not_end_the_row(vendor: Vendor):
    def meanwhile_others_fail(target: Path) -> UnitDetail:
        vendor.fails(TransientError("503"), FAILURES - 1)
        return writes("late")(target)

    unit = Unit("v-1", "audio", "speech", "late", {"label": "late"}, ".txt", FAR)
    vendor.journal.perform(unit, meanwhile_others_fail)
    vendor.fails(TransientError("503"))
    assert vendor.circuits.is_open("far")


def test_a_success_between_ends_the_row(vendor: Vendor):
    vendor.fails(TransientError("503"), FAILURES - 1)
    vendor.ask("fine")
    vendor.fails(TransientError("503"), FAILURES - 1)
    assert not vendor.circuits.is_open("far")


def test_after_the_pause_one_call_probes_and_its_failure_doubles_the_pause(vendor: Vendor):
    vendor.fails(TransientError("503"), FAILURES)
    first = vendor.pause_seconds()
    vendor.passes_time()

    def others_wait(target: Path) -> UnitDetail:
        with pytest.raises(CircuitOpen):
            vendor.ask("meanwhile")
        raise TransientError("still away")

    unit = Unit("v-1", "audio", "speech", "probe", {"label": "probe"}, ".txt", FAR)
    with pytest.raises(CircuitOpen, match="still away"):
        vendor.journal.perform(unit, others_wait)
    assert vendor.pause_seconds() > first * 1.5
    vendor.passes_time()
    vendor.ask("back again")
    vendor.ask("and open to all")
    assert vendor.circuits.states() == []


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (NoAccess("the key is refused"), 900),
        (TransientError("slow down", retry_after_seconds=300), 300),
    ],
)
def test_a_refused_key_and_a_long_rest_open_it_at_once(
    vendor: Vendor, error: Exception, seconds: int
):
    with pytest.raises(CircuitOpen):
        vendor.ask("one", error)
    assert seconds - 30 < vendor.pause_seconds() <= seconds


@pytest.mark.parametrize(
    ("error", "provider"),
    [
        (PermanentError("this prompt is refused"), FAR),
        (TransientError("the engine died"), Provider(role="voice", name="near")),
        (TransientError("slow down", retry_after_seconds=20), FAR),
    ],
)
def test_what_is_no_fault_of_a_remote_vendor_leaves_it_closed(
    vendor: Vendor, error: Exception, provider: Provider
):
    for n in range(FAILURES if not isinstance(error, TransientError) else 2):
        with pytest.raises(type(error)):
            vendor.ask(f"u{n}", error, provider)
    assert not vendor.circuits.is_open(provider.name)


def test_a_launch_that_waits_for_a_vendor_goes_on_when_it_is_back(vendor: Vendor):
    launches = PostgresLaunches(vendor.catalogue.engine)
    launch = launches.claim_video("v-1", "plan", reason="test", by="test")
    assert launch
    with pytest.raises(CircuitOpen), vendor.catalogue.stages.stage("v-1", "audio", "run-1"):
        vendor.ask("one", NoAccess("no quota left"))
    wait = vendor.catalogue.stages.wait("run-1")
    assert wait and wait.until
    vendor.catalogue.outcomes.postpone(launch.id, wait)
    assert vendor.catalogue.reports.show("v-1").status == "awaiting_provider"
    assert launches.claim(1, "test") == []
    vendor.passes_time()
    vendor.ask("somebody else's sentence")
    assert [found.id for found in launches.claim(1, "test")] == [launch.id]
