"""Money in doubt: counted as spent until a person has looked at the vendor's bill."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from factory.errors import AnswerLost, BadInput, PermanentError
from factory.units_of_work import UnitDetail
from factory.workflow import events
from resources.catalogue.catalogue import Catalogue, open_catalogue
from resources.journal.charge_resolution import PostgresDoubts
from resources.journal.journal import PostgresJournal
from resources.storage.disk_store import DiskStore
from tests.fakes.catalogued import accepted, unit, writes

VIDEO = "a-video"


class Bought:
    """One unit whose answer got lost twice."""

    def __init__(self, catalogue: Catalogue, store: DiskStore) -> None:
        self.catalogue = catalogue
        self.journal = PostgresJournal(catalogue.engine, store)
        self.doubts = PostgresDoubts(catalogue.engine)
        for _ in range(2):
            with pytest.raises(AnswerLost):
                self.journal.perform(unit("one", price_usd=0.5), self.lost)

    def lost(self, target: Path) -> UnitDetail:
        raise AnswerLost("the connection broke after the request left")


@pytest.fixture
def bought(database_url: str, tmp_path: Path) -> Iterator[Bought]:
    catalogue = open_catalogue(database_url)
    catalogue.briefs.accept(accepted(VIDEO))
    yield Bought(catalogue, DiskStore(tmp_path / "media"))
    catalogue.engine.dispose()


def test_the_refusal_to_ask_a_third_time_names_the_command_and_no_table(bought: Bought):
    with pytest.raises(PermanentError, match=r"`factory doubt`.*`factory doubt resolve`") as told:
        bought.journal.perform(unit("one", price_usd=0.5), writes("x"))
    assert "factory.charges" not in str(told.value)
    assert "$1.00" in str(told.value)


def test_doubts_are_listed_all_by_video_and_by_number(bought: Bought):
    first, second = bought.doubts.open()
    assert (first.video_id, first.label, first.usd) == (VIDEO, "one", 0.5)
    assert bought.doubts.open(VIDEO) == [first, second]
    assert bought.doubts.open(str(second.id)) == [second]
    assert bought.doubts.open("another-video") == []


def test_a_resolved_doubt_is_settled_or_gone_and_the_work_goes_on(bought: Bought):
    first, second = bought.doubts.open()
    settled = bought.doubts.resolve(first.id, Decimal("0.041"), "ada")
    released = bought.doubts.resolve(second.id, None, "ada")
    assert (settled.state, settled.usd, released.state) == ("settled", 0.041, "released")
    assert bought.doubts.open() == []
    assert bought.catalogue.costs.cost_usd(VIDEO) == 0.041
    told = [
        e["payload"]
        for e in bought.catalogue.events.after()
        if e["topic"] == events.CHARGE_RESOLVED
    ]
    assert told == [
        {"charge": first.id, "charged_usd": 0.041, "by": "ada"},
        {"charge": second.id, "charged_usd": None, "by": "ada"},
    ]
    assert not bought.journal.perform(unit("one", price_usd=0.5), writes("x")).reused


def test_what_is_not_in_doubt_is_not_resolved_twice(bought: Bought):
    first, _ = bought.doubts.open()
    bought.doubts.resolve(first.id, None, "ada")
    with pytest.raises(BadInput, match=f"charge {first.id} is not in doubt"):
        bought.doubts.resolve(first.id, Decimal(3), "ada")


ABSURD = [
    "999999.99",
    "987654321",
    "NaN",
    "Infinity",
    "-5",
    "1E+30",
]


@pytest.mark.parametrize("said", ABSURD)
def test_a_charge_that_cannot_be_meant_is_in_doubt_at_the_estimate_and_loses_nothing(
    bought: Bought, said: str
):
    def charged(target: Path) -> UnitDetail:
        writes("x")(target)
        return UnitDetail(cost_usd=Decimal(said))

    done = bought.journal.perform(unit("two", price_usd=0.03), charged)
    assert (done.path.read_text(), done.cost_usd) == ("x", 0.03)
    assert bought.journal.perform(unit("two", price_usd=0.03), charged).reused
    *_, doubt = bought.doubts.open(VIDEO)
    assert (doubt.estimated_usd, doubt.settled_usd, doubt.said) == (0.03, None, said)
    (told,) = (
        e["payload"] for e in bought.catalogue.events.after() if e["topic"] == events.CHARGE_DOUBTED
    )
    assert (told["said"], told["estimated_usd"]) == (said, 0.03)
    resolved = bought.doubts.resolve(doubt.id, Decimal("0.03"), "mara")
    assert resolved.settled_usd == 0.03


@pytest.mark.parametrize(("said", "cost"), [("0.29", 0.29), ("0.3", 0.3), ("0.001", 0.001)])
def test_a_charge_of_a_few_times_the_estimate_is_believed(bought: Bought, said: str, cost: float):
    def charged(target: Path) -> UnitDetail:
        writes("x")(target)
        return UnitDetail(cost_usd=Decimal(said))

    assert bought.journal.perform(unit("two", price_usd=0.03), charged).cost_usd == cost
    assert [doubt.label for doubt in bought.doubts.open(VIDEO)] == ["one", "one"]


def test_how_many_times_the_estimate_is_believed_is_a_setting(bought: Bought, tmp_path: Path):
    def charged(target: Path) -> UnitDetail:
        writes("x")(target)
        return UnitDetail(cost_usd=Decimal("0.29"))

    strict = PostgresJournal(
        bought.catalogue.engine, DiskStore(tmp_path / "media"), most_times_estimate=2
    )
    assert strict.perform(unit("two", price_usd=0.03), charged).cost_usd == 0.03
    assert bought.doubts.open(VIDEO)[-1].said == "0.29"
