"""What the commands print for people, from facts as they come."""

import re
from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from desk.actions.making.briefs import PricePlan
from desk.actions.money import Spending
from desk.terminal.progress import rows
from desk.terminal.tables.money import show_doubts, show_money
from desk.terminal.tables.videos import show_list, show_made, show_one, show_prices
from desk.terminal.typed_commands import typed
from desk.terminal.wrapping import wrapped
from factory.interchange.spending_row import SpendingRow
from factory.interchange.video_facts import ChargeFacts, CheckFacts, UnitCounts
from factory.money.estimate import Estimate, PriceRow
from factory.rules.finding import Finding
from tests.fakes.manifests import sha
from tests.fakes.shown import a_shown_video

CHECKS = CheckFacts(
    so_far=True,
    passed=64,
    rules=65,
    not_asked=13,
    warnings=(
        Finding(
            rule="picture_keeps_moving",
            passed=False,
            found="40.0% of the frames",
            wanted="at most 2% of the frames",
            advice="give a smoother clip",
            severity="warning",
        ),
    ),
)
STILLS = UnitCounts(stage="renders", kind="frame", units=3, done=3, reused=0)
A_CHARGE = ChargeFacts(
    id=7,
    video_id="towers",
    stage="visuals",
    label="picture of s001",
    role="pictures",
    provider="openai",
    model="m",
    fingerprint="f",
    estimated_usd=0.0425,
    settled_usd=None,
    state="in_doubt",
    reserved_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    settled_at=None,
)
VIDEO = a_shown_video(checks=CHECKS, units=(STILLS,))


def test_whoever_is_to_approve_sees_what_was_found_what_is_wanted_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
):
    show_one(VIDEO)
    said = capsys.readouterr().out
    assert "64 of 65 passed so far; 13 more rules are about what this video does not have" in said
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
    noted = '`factory reject v --note "too dark"`'
    assert typed(noted) == """`make sandbox DO='reject v --note "too dark"'`"""


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
    row = SpendingRow(
        day=date(2026, 11, 21),
        tenant="",
        channel="vendors-clips",
        layer="visuals",
        role="pictures",
        provider="openai",
        model="gpt-image-1-mini-large",
        calls=3,
        settled_usd=0.25,
        spent_usd=0.25,
        in_doubt_usd=0.0,
        reserved_usd=0.0,
    )
    show_money(Spending(days=(row, row), vendors=(), emulated=True))
    said = capsys.readouterr().out
    assert "Total $0.50 for 6 calls, emulated: nothing was paid." in said
    assert "vendors-clips" in said
    assert "OpenAI" in said and "openai" not in said
    assert "gpt-image-1-mini-large" in said


def test_a_price_is_told_with_the_limit_that_holds_for_it(capsys: pytest.CaptureFixture[str]):
    plan = Estimate(
        title="T", format="short", rows=(), total_usd=0.5, seconds=50.0, budget_usd=None
    )
    row = PriceRow(
        role="voice",
        provider="openai",
        second="piper",
        units=3,
        unit="sentences",
        each_usd=0.1,
        total_usd=0.3,
    )
    dear = plan.model_copy(update={"budget_usd": 3.0, "rows": (row,)})
    show_prices(PricePlan(videos=(plan, dear), total_usd=1))
    said = " ".join(capsys.readouterr().out.split())
    assert "$0.50 of at most what `factory settings usd_per_video` says ($2.00 unless" in said
    assert "$0.50 of at most $3.00" in said
    assert "OpenAI, or else piper" in said


def test_lists_and_summaries_show_the_hash_that_a_decision_wants(
    capsys: pytest.CaptureFixture[str],
):
    seen = sha("master.mp4")[:16]
    for show in (
        lambda: show_list([VIDEO]),
        lambda: show_one(VIDEO),
        lambda: show_made(VIDEO, 1.0, Console()),
    ):
        show()
        assert seen in capsys.readouterr().out


def test_lines_of_units_add_up_to_the_work_that_was_done(capsys: pytest.CaptureFixture[str]):
    bed = UnitCounts(stage="audio", kind="bed", units=1, done=1, reused=0)
    show_one(a_shown_video(units=(STILLS, bed), units_done=4))
    said = capsys.readouterr().out
    assert "4 units done" in said
    assert sum(map(int, re.findall(r": (\d+) done", said))) == 4


def test_facts_hold_no_colour_no_padding_and_no_command_of_the_terminal():
    assert "factory " not in VIDEO.model_dump_json()
    assert "[" not in "".join(str(value) for value in (VIDEO.title, VIDEO.status))


def test_money_in_doubt_is_listed_with_the_command_that_resolves_it(
    capsys: pytest.CaptureFixture[str],
):
    show_doubts([A_CHARGE])
    said = capsys.readouterr().out
    assert "7  towers: picture of s001, $0.04" in said
    assert "`factory doubt resolve NUMBER --charged USD`" in said
    show_one(a_shown_video(charges=(A_CHARGE,)))
    assert "pictures, OpenAI m: 1 in doubt, $0.04" in capsys.readouterr().out
    show_doubts([])
    assert "Nothing is in doubt." in capsys.readouterr().out


def test_a_charge_that_cannot_be_meant_is_shown_with_what_the_vendor_says(
    capsys: pytest.CaptureFixture[str],
):
    show_doubts([A_CHARGE.model_copy(update={"said": "999999.99", "estimated_usd": 0.004})])
    said = capsys.readouterr().out
    assert "less than a cent at OpenAI" in said
    assert "the vendor says it cost '999999.99' dollars, which is not believed" in said


def test_what_viewers_did_is_said_by_outlet_and_marked_as_computed_here(
    capsys: pytest.CaptureFixture[str],
):
    told = {"views": 1234.0, "likes": 5.0, "watch_seconds": 7200.0, "average_view_share": None}
    day = date(2026, 11, 20)
    at_tiktok = {"outlet": "tiktok", "first": day, "last": day, "missing": 0, **told}
    of_days = {"share_withheld": False, "days_are_ours": True, "days": ()}
    show_one(a_shown_video(figures=({**at_tiktok, **of_days},)))
    said = " ".join(capsys.readouterr().out.split())
    assert "tiktok: 1,234 views, 5 likes, 2.0 h watched; to 2026-11-20, computed here" in said


def test_what_pictures_show_is_one_line_after_making_and_a_line_per_scene_for_whoever_asks(
    capsys: pytest.CaptureFixture[str],
):
    shown = [f"s{n:03}: {what} (it says '{what}')" for n, what in enumerate(("a wall", "sand"), 9)]
    video = VIDEO.model_copy(update={"shown": tuple(shown)})
    show_made(video, 1.0, Console())
    made = capsys.readouterr().out
    assert "show a wall, sand; `factory show towers` says why" in made
    assert "it says" not in made
    show_one(video)
    said = capsys.readouterr().out
    assert re.search(r"scene 9 +shows a wall \(it says 'a wall'\)", said)
    assert re.search(r"scene 10 +shows sand", said)


def test_a_command_too_long_for_its_column_leaves_no_ragged_lines():
    console = Console(width=66, force_terminal=True, record=True, color_system=None)
    command = "`factory approve a-tower-on-the-dunes --seen 123456789abc`"
    rows(console, "T", [("next", f"look at it, then {command} or change it")])
    *_, name, first, second, third = console.export_text().rstrip().splitlines()
    assert name.strip() == "next"
    assert [first, second, third] == [
        "    look at it, then",
        f"    {command} or",
        "    change it",
    ]


def test_of_a_list_what_goes_over_the_edge_stands_below_its_first_word():
    assert wrapped("what:\n  - one two three four\nend", 16) == (
        "what:\n  - one two\n    three four\nend"
    )
