"""What the commands print for people, from facts as they come."""

from typing import Any

import pytest
from rich.console import Console

from desk.actions.typed_commands import typed
from desk.terminal.money_tables import show_money
from desk.terminal.tables import show_made, show_one, show_prices

VIDEO: dict[str, Any] = {
    "title": "Towers",
    "video_id": "towers",
    "status": "awaiting_review",
    "files": {},
    "measured": None,
    "verdict": None,
    "checks": {
        "so_far": True,
        "passed": 64,
        "rules": 65,
        "warnings": [
            {
                "rule": "picture_keeps_moving",
                "found": "40.0% of the frames",
                "wanted": "at most 2% of the frames",
                "advice": "give a smoother clip",
            }
        ],
    },
    "charges": [],
    "waits_because": None,
    "flagged": [],
    "stand_ins": [],
    "units_done": 3,
    "units_reused": 0,
    "units": [{"kind": "frame", "units": 3, "done": 3, "reused": 0}],
    "error": None,
    "next": "look at it",
    "stages": [],
}


def test_whoever_is_to_approve_sees_what_was_found_what_is_wanted_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
):
    show_one(VIDEO)
    said = capsys.readouterr().out
    assert "64 of 65 passed so far" in said
    assert (
        "picture_keeps_moving: found 40.0% of the frames; wanted at most 2% of the frames; "
        "give a smoother clip" in said
    )


def test_in_the_sandbox_a_command_is_typed_so_that_it_reaches_the_sandbox(
    monkeypatch: pytest.MonkeyPatch,
):
    said = "`factory approve v` or `factory up`"
    monkeypatch.delenv("FACTORY_SANDBOX", raising=False)
    assert typed(said) == said
    monkeypatch.setenv("FACTORY_SANDBOX", "http://127.0.0.1:8900")
    assert typed(said) == '`make sandbox DO="approve v"` or `make sandbox`'


def test_units_of_work_are_told_in_peoples_words_and_only_to_whoever_asks(
    capsys: pytest.CaptureFixture[str],
):
    show_one(VIDEO)
    assert "stills: 3 done" in capsys.readouterr().out
    show_made(VIDEO, 1.0, Console())
    assert "stills" not in capsys.readouterr().out


def test_money_has_a_total_says_when_it_was_emulated_and_breaks_no_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "80")
    row = {
        "day": "2026-11-21",
        "channel": "vendors-clips",
        "layer": "visuals",
        "provider": "openai",
        "model": "gpt-image-1-mini-large",
        "calls": 3,
        "spent_usd": 0.25,
        "in_doubt_usd": 0.0,
        "reserved_usd": 0.0,
    }
    show_money({"days": [row, row], "vendors": [], "emulated": True})
    said = capsys.readouterr().out
    assert "Total $0.5000 for 6 calls, emulated: nothing was paid." in said
    assert "vendors-clips" in said
    assert "gpt-image-1-mini-large" in said


def test_a_price_is_told_with_the_limit_that_holds_for_it(capsys: pytest.CaptureFixture[str]):
    plan = {"title": "T", "format": "short", "rows": [], "total_usd": 0.5, "seconds": 50.0}
    show_prices(
        {"videos": [{**plan, "budget_usd": None}, {**plan, "budget_usd": 3}], "total_usd": 1}
    )
    said = " ".join(capsys.readouterr().out.split())
    assert "$0.50 of at most what `factory settings usd_per_video` says ($2.00 unless" in said
    assert "$0.50 of at most $3.00" in said
