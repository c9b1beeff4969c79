"""Money of units: reserved before, settled after, in doubt where nobody knows."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from factory.errors import PermanentError
from factory.units_of_work import UnitDetail
from resources.catalogue.catalogue import Catalogue
from resources.journal.journal import PostgresJournal
from tests.fakes.catalogued import unit, writes
from tests.resources.journal.asking import charges


def test_money_is_reserved_before_and_settled_after(engine: Engine, journal: PostgresJournal):
    def paid(target: Path) -> UnitDetail:
        assert charges(engine) == [("reserved", 0.5, None)]
        writes("x")(target)
        return UnitDetail(cost_usd=Decimal("0.4"))

    assert journal.perform(unit("one", price_usd=0.5), paid).cost_usd == 0.4
    assert journal.perform(unit("one", price_usd=0.5), paid).cost_usd == 0.0
    assert charges(engine) == [("settled", 0.5, 0.4)]
    assert Catalogue(engine).costs.cost_usd("a-video") == 0.4


def test_what_costs_nothing_is_not_charged(engine: Engine, journal: PostgresJournal):
    journal.perform(unit("one"), writes("x"))
    assert charges(engine) == []


def test_a_refusal_is_released_and_an_unknown_end_is_in_doubt(
    engine: Engine, journal: PostgresJournal
):
    def refused(target: Path) -> UnitDetail:
        raise PermanentError("no such voice")

    def crashed(target: Path) -> UnitDetail:
        raise KeyError("answer")

    for do in (refused, crashed):
        with pytest.raises((PermanentError, KeyError)):
            journal.perform(unit("one", price_usd=0.5), do)
    assert [state for state, *_ in charges(engine)] == ["released", "in_doubt"]
    assert Catalogue(engine).costs.cost_usd("a-video") == 0.5


def test_an_answer_lost_twice_is_not_paid_for_a_third_time(
    engine: Engine, journal: PostgresJournal
):
    def crashed(target: Path) -> UnitDetail:
        raise KeyError("answer")

    for _ in range(2):
        with pytest.raises(KeyError):
            journal.perform(unit("one", price_usd=0.5), crashed)
    with pytest.raises(PermanentError, match=r"2 times .* up to \$1\.00 may be spent"):
        journal.perform(unit("one", price_usd=0.5), writes("x"))
