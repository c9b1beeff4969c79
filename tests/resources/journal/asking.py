"""Who asks the journal, and what is seen of its tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.units_of_work import Notes, Resumable, UnitDetail

ELSEWHERE = "another-machine.boot.1.2.3"


def row(engine: Engine, query: str, **values: Any) -> Any:
    with engine.connect() as connection:
        return connection.execute(sa.text(query), values).one()


def change(engine: Engine, query: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(query))


def charges(engine: Engine) -> list[tuple[str, float, float | None]]:
    with engine.connect() as connection:
        found = connection.execute(
            sa.text("SELECT state, estimated_usd, settled_usd FROM factory.charges ORDER BY id")
        )
        return [
            (r.state, float(r.estimated_usd), r.settled_usd and float(r.settled_usd)) for r in found
        ]


def submits(jobs: list[str], answers: Callable[[str], UnitDetail], target_text: str = "clip"):
    """Return work that submits a job once, notes it, and asks for its answer."""

    def do(target: Path, notes: Notes) -> UnitDetail:
        if not notes.get():
            jobs.append(f"job-{len(jobs) + 1}")
            notes.put({"request_id": jobs[-1]})
        detail = answers(notes.get()["request_id"])
        target.write_text(target_text, encoding="utf-8")
        return detail

    return Resumable(do)
