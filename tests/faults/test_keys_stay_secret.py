"""Planted keys are found nowhere after a failing and a passing run: not in words, tables, files or arguments."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from resources.catalogue import PostgresCatalogue, open_catalogue
from resources.keys import KEYS
from tests.fakes.catalogued import accepted
from tests.fakes.vendor_worker import SITES, Order, Site, buy
from tests.fakes.vendors import Vendors

SECRET = "planted7Q3xW9"


class Heard:
    """Keeps what a buyer says, and how every process was called while it bought."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.arguments: list[str] = []

    def send(self, said: Any, /) -> None:
        self.said.append(said)
        own = psutil.Process()
        self.arguments += [str(one.cmdline()) for one in (own, *own.children(recursive=True))]


@pytest.fixture
def catalogue(database_url: str) -> Iterator[PostgresCatalogue]:
    catalogue = open_catalogue(database_url)
    yield catalogue
    catalogue.engine.dispose()


def test_a_key_is_found_nowhere_after_a_failing_and_a_passing_run(
    catalogue: PostgresCatalogue,
    database_url: str,
    vendors: Vendors,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
):
    caplog.set_level(logging.DEBUG)
    heard = Heard()
    catalogue.accept(accepted("a-video"))
    plain = {k: v for k, v in vendors.variables.items() if not k.endswith("_KEY")}

    def buys(site: Site, word: str) -> str:
        for key in KEYS.values():
            monkeypatch.setenv(key.variable, f"{word}-{key.vendor[:3]}:{word}{SECRET}")
        order = Order(site, ("A bell rang.",), "a-video", database_url, tmp_path / "media", plain)
        buy(order, heard)
        return heard.said[-1][0]

    ends = {vendor: buys(site, "wrong") for vendor, site in {s.vendor: s for s in SITES}.items()}
    assert set(ends.values()) == {"failed"}
    assert "***" in str(heard.said)
    tables = stored(catalogue.engine)
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM factory.circuits"))  # a refused key opens them
    assert {buys(site, "right") for site in SITES} == {"done"}

    places = {
        "messages": str(heard.said),
        "arguments": str(heard.arguments),
        "logs": caplog.text + str([record.__dict__ for record in caplog.records]),
        "terminal": "".join(capfd.readouterr()),
        "tables": tables + stored(catalogue.engine),
    }
    assert [name for name, text in places.items() if SECRET in text] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= len(SITES)
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


def stored(engine: sa.Engine) -> str:
    """Return every row of every table, as text."""
    listed = sa.text(
        "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables "
        "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    with engine.connect() as connection:
        return "\n".join(
            row
            for table in connection.scalars(listed).all()
            for row in connection.scalars(sa.text(f"SELECT t::text FROM {table} t"))
        )
