"""Planted keys are found nowhere after a failing and a passing run: not in words, tables, files or arguments."""

import contextlib
import logging
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from resources.catalogue.catalogue import Catalogue
from resources.provider_register import VENDORS
from tests.end_to_end.factory_process import environment
from tests.fakes.catalogued import accepted
from tests.fakes.vendor_worker import SITES, Order, Site, buy
from tests.fakes.vendors import Vendors

SECRET = "planted7Q3xW9"
CHANNEL = """
name: keyed
title: Keyed
format: clip
words: {provider: openai}
pictures: {provider: fal, moving: true}
music: {kind: none}
review: automatic
compliance: {made_for_kids: false, synthetic_media: true}
"""


class Heard:
    """Keeps what a buyer says, and how every process was called while it bought."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.arguments: list[str] = []

    def send(self, said: Any, /) -> None:
        self.said.append(said)
        own = psutil.Process()
        for one in (own, *own.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # it has just ended
                self.arguments.append(str(one.cmdline()))


def test_a_key_is_found_nowhere_after_a_failing_and_a_passing_run(
    catalogue: Catalogue,
    database_url: str,
    vendors: Vendors,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
):
    caplog.set_level(logging.DEBUG)
    heard = Heard()
    catalogue.briefs.accept(accepted("a-video"))
    plain = {k: v for k, v in vendors.variables.items() if not k.endswith("_KEY")}

    def buys(site: Site, word: str) -> str:
        for one in VENDORS:
            monkeypatch.setenv(one.key_variable, f"{word}-{one.title[:3]}:{word}{SECRET}")
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


def test_a_key_is_found_nowhere_after_whole_videos_were_made(
    catalogue: Catalogue, database_url: str, vendors: Vendors, tmp_path: Path
):
    home = tmp_path / "home"
    (home / "channels").mkdir(parents=True)
    (home / "channels" / "keyed.yaml").write_text(CHANNEL, encoding="utf-8")
    brief = tmp_path / "harbour.md"
    brief.write_text("---\nchannel: keyed\ntopic: A harbour at dawn\n---\n", encoding="utf-8")
    plain = {k: v for k, v in vendors.variables.items() if not k.endswith("_KEY")}

    def made(word: str) -> tuple[int, str, set[str]]:
        planted = {v.key_variable: f"{word}-{v.title[:3]}:{word}{SECRET}" for v in VENDORS}
        planted["OPENAI_API_KEY"] = f"sk-right-{SECRET}"
        said, arguments = tmp_path / f"{word}.txt", set[str]()
        with said.open("w") as terminal:
            process = subprocess.Popen(
                [sys.executable, "-m", "desk", "make", str(brief)],
                env={**environment(home, database_url), **plain, **planted},
                stdout=terminal,
                stderr=subprocess.STDOUT,
            )
        while process.poll() is None:
            arguments |= command_lines()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
        return process.returncode, said.read_text(encoding="utf-8"), arguments

    failed, said, arguments = made("wrong")
    assert failed == 1 and "fal" in said, said
    with catalogue.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM factory.circuits"))  # a refused key opens them
    passed, more, seen = made("right")
    assert passed == 0, more
    assert any("ffmpeg" in line for line in seen)

    places = {
        "terminal": said + more,
        "arguments": str(arguments | seen),
        "tables": stored(catalogue.engine),
        "snapshots": unpacked_snapshots(catalogue.engine),
    }
    assert [name for name, text in places.items() if SECRET in text] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"video.mp4", "dossier.json"} <= {path.name for path in files}
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


def command_lines() -> set[str]:
    """Return how every process of this machine was started."""
    lines: set[str] = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.add(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return lines


def unpacked_snapshots(engine: sa.Engine) -> str:
    """Return Dagster's packed descriptions of jobs and their configuration."""
    with engine.connect() as connection:
        packed = connection.scalars(sa.text("SELECT snapshot_body FROM public.snapshots")).all()
    assert packed
    return "\n".join(zlib.decompress(bytes(one)).decode() for one in packed)


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
