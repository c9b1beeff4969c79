"""A process lock is its process's until it lets go or ends, whatever becomes of the connection."""

import sqlalchemy as sa
from sqlalchemy import Engine

from resources.catalogue.catalogue import Catalogue
from resources.database.process_locks import ProcessLocks
from tests.databases import cut_locks

ELSEWHERE = "UPDATE factory.process_locks SET owner = 'another-host.boot.1.2.3'"
UNRENEWED = "UPDATE factory.process_locks SET lease_expires_at = now() - interval '1 hour'"
NO_GRACE_SECONDS = 0.001
"""A server that has just been started leaves each lease its full length."""


def change(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_lock_whose_connection_was_cut_is_taken_when_its_lease_is_over_and_then_not_given_back(
    catalogue: Catalogue,
):
    engine = catalogue.engine
    lost, next_one = ProcessLocks(engine), ProcessLocks(engine, NO_GRACE_SECONDS)
    assert lost.take("alone")
    change(engine, ELSEWHERE)
    cut_locks(engine)
    assert not next_one.take("alone") and not lost.take("alone")
    change(engine, UNRENEWED)
    assert next_one.take("alone")
    lost.let_go("alone")
    assert not lost.take("alone"), "it was another's by then"
    next_one.let_go("alone")
    assert lost.take("alone")
    lost.let_go("alone")
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM factory.process_locks")) == 0


def test_a_halted_process_keeps_its_lock_by_the_connection(catalogue: Catalogue):
    halted, next_one = (
        ProcessLocks(catalogue.engine, NO_GRACE_SECONDS * n) for n in (1_000_000, 1)
    )
    assert halted.take("alone")
    change(catalogue.engine, UNRENEWED)
    assert not next_one.take("alone")
    halted.let_go("alone")
    assert next_one.take("alone")
    next_one.let_go("alone")
