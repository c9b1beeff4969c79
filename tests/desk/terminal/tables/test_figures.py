"""Figures on a terminal say what the desk's page says: what needs somebody first, by title, in its words."""

from datetime import date
from functools import partial

from desk.actions.learning.figures import MOST_NEW, Figures
from desk.terminal.tables.figures import show_figures
from factory.analytics.cost_and_return import cost_and_return
from factory.analytics.peer_comparison import AgeBand, Verdict
from tests.desk.terminal.printed import printed

ID = "vendors-days-20261126-the-storm-that-redrew-a-coast-{:03}"


def a_band(number: int, verdict: Verdict) -> AgeBand:
    return AgeBand(
        video_id=ID.format(number),
        title=f"The storm that redrew a coast, part {number}",
        outlet="youtube",
        age_days=number % 28,
        views=1200.0,
        low=900.0,
        middle=1000.0,
        high=1100.0,
        peers=9,
        verdict=verdict,
    )


COST = cost_and_return(
    "vendors-days", "youtube", videos=30, cost_usd=4.2, views=9e4, watch_seconds=9e5
)
FIGURES = Figures(
    day=date(2026, 11, 27),
    days=(),
    new_videos=(a_band(1, "prepare a change"), *(a_band(n, "hold") for n in range(2, 31))),
    costs=(COST,),
    kinds=(),
    first_hours=(),
    a_view_is={"youtube": "somebody has begun to watch"},
    withheld=False,
)


def test_a_first_look_is_short_in_the_desks_words_and_says_how_to_see_all():
    lines = printed(partial(show_figures, FIGURES), 80)
    said = "\n".join(lines)
    assert all(len(line) <= 80 for line in lines)
    assert "Which new ones need somebody?" in said
    assert said.index("Prepare another title") < said.index("Leave it as it is")
    assert "hold" not in said and "YouTube" in said
    assert sum("part " in line for line in lines) == MOST_NEW
    assert f"{30 - MOST_NEW} more rows: `factory figures --all`" in said
    ids = [line for line in lines if "vendors-days-20261126" in line]
    assert all(ID.format(number) in line for number, line in enumerate(ids, 1))


def test_all_are_shown_to_whoever_asks_for_all():
    lines = printed(partial(show_figures, FIGURES, everything=True), 80)
    assert sum("part " in line for line in lines) == 30
    assert "--all" not in "\n".join(lines)
