"""The answers: one definition each, drawn with little and much data, and withheld where a platform forbids it."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from factory.analytics.audience import Audience, AudiencePart
from factory.analytics.channel_analytics import ChannelAnalytics, Viewership, Watched
from factory.analytics.charts.answers import QUESTIONS, answer, answers
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.charts.still import WIDE_PX, still
from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.cost_and_return import cost_and_return
from factory.analytics.derived_metrics import WITHHELD
from factory.analytics.growth import growth, since
from factory.analytics.kind_performance import Performance
from factory.analytics.outliers import Outlier
from factory.analytics.packaging import Clicked, packagings
from factory.analytics.peer_comparison import AgeCurve
from factory.analytics.retention import Retention, RetentionPoint
from factory.analytics.rhythm import RhythmWeek
from factory.analytics.tried_experiment import TriedExperiment
from factory.analytics.weekly_report.page import week_page
from factory.analytics.weekly_report.week import LayerCost, WeekFacts, WeeklyReport

LAST = date(2026, 11, 25)
MARKUP = "<img src=x> & more"


def named() -> dict[str, Any]:
    """Return what names videos, kinds and parts; a title looks like markup."""
    kind = {"channel": "tales", "outlet": "youtube", "attribute": "tag", "value": MARKUP}
    weeks = [(LAST, 0, 1, 2), (LAST - timedelta(days=7), 3, 0, 0)]
    return {
        "layers": (
            LayerCost(role="narrator", provider="elevenlabs", calls=3, usd=2.0),
            LayerCost(role="writer", provider="openai", calls=3, usd=1.0),
        ),
        "kinds": (Performance(**kind, videos=4, times_usual=1.5, low=1.1, high=2.0),),
        "outliers": (
            Outlier(video_id="v2", title=MARKUP, views=900, usual=300, times=3.0, neighbours=10),
        ),
        "rhythm": tuple(
            RhythmWeek(first=first, published=out, missed=missed, to_come=to_come)
            for first, out, missed, to_come in weeks
        ),
        "experiments": (
            TriedExperiment(
                name="shorter: other",
                state="over",
                judged=True,
                words="better",
                change=0.25,
                low=0.1,
                high=0.4,
            ),
            TriedExperiment(
                name="darker", state="running", judged=False, words="Not enough yet: 3 of 9."
            ),
        ),
    }


def watched(days: Sequence[date]) -> dict[str, Any]:
    """Return who clicked, stayed and came from where on these days."""
    clicked = [
        Clicked(
            video_id=f"v{n}",
            title=f"{MARKUP} {n}",
            impressions=1000,
            clicks=20.0 * n,
            views=99,
            viewed=40.0 + n,
        )
        for n in range(1, 6)
    ]
    points = tuple(
        RetentionPoint(at=n / 10, watching=1 - n / 20, relative=0.6) for n in range(1, 11)
    )
    curve = Retention(video_id="v1", outlet="youtube", day=LAST, points=points)
    parts = (AudiencePart(key="YT_SEARCH", views=9), AudiencePart(key="SHORTS", views=90))
    traffic = tuple(
        Audience(day=day, channel="tales", outlet="youtube", dimension="traffic", parts=parts)
        for day in days
    )
    return {
        "packaging": packagings(clicked),
        "watched": Watched(title=MARKUP, curve=curve, scenes=None, usual={}),
        "viewership": Viewership(parts=(), traffic=traffic),
    }


def facts_of(count: int, *, derivable: bool = True) -> ChannelAnalytics:
    """Return everything of a channel that is known for so many days."""
    days = [LAST - timedelta(days=back) for back in range(count - 1, -1, -1)]
    views = {day: 100.0 + n % 7 for n, day in enumerate(days)}
    grown = growth("tales", "youtube", {days[0]: 2.0, LAST: 1.0}, views)
    ages = tuple(float(10 * n) for n in range(1, min(count, 28) + 1))
    newest = AgeCurve(
        video_id="v1",
        title=MARKUP,
        outlet="youtube",
        first_day=LAST - timedelta(days=len(ages) - 1),
        views=ages,
        low=(),
        middle=(),
        high=(),
        peers=0,
    )
    sums: dict[str, Any] = {
        "videos": 5,
        "cost_usd": 3.0,
        "views": sum(views.values()),
        "watch_seconds": 3600,
    }
    return ChannelAnalytics(
        channel="tales",
        outlet="youtube",
        span=count,
        choices=(("tales", "youtube"),),
        derivable=derivable,
        day=LAST,
        missing=(),
        days=tuple(DayViews(day, None if n == 1 else views[day]) for n, day in enumerate(days)),
        changed={LAST: 3},
        newest=newest,
        new_videos=(),
        cost=cost_and_return("tales", "youtube", **sums),
        growth=grown,
        growth_of_newest=grown,
        first_hours=None,
        a_view_is="every start",
        **named(),
        **watched(days),
    )


@pytest.mark.parametrize("count", [3, 60, 730])
def test_every_answer_is_drawn_and_is_a_picture_of_its_own(count: int):
    facts = facts_of(count)
    for one in answers(facts):
        if one.key == "hours":
            assert not one.svg, "no hours were read"
            continue
        assert one.svg, f"{one.key} says {one.says}"
        assert "<img" not in one.svg
        drawn = ET.fromstring(still(one, "tales at youtube"))
        assert drawn.get("width") == str(WIDE_PX)
        assert "<img" not in still(one, "tales at youtube")


def test_what_a_platform_forbids_to_compute_is_not_computed():
    found = {one.key: one for one in answers(facts_of(60, derivable=False))}
    withheld = {key for key, one in found.items() if one.says == WITHHELD and not one.svg}
    assert withheld == {
        "age",
        "growth",
        "newest",
        "kinds",
        "packaging",
        "recoverable",
        "outliers",
        "experiments",
    }
    assert found["days"].svg, "what the platform told is shown"
    assert "half-way" in found["retention"].says


def test_cost_grows_beside_views_and_is_told_for_a_thousand():
    said = answer(facts_of(3), "growth")
    assert (
        "has cost $3.00 and has 303 views at YouTube, to 25 Nov, its last complete day" in said.says
    )
    assert "$9.90" in said.says
    assert "every start is a view" not in said.svg
    assert "every start is a view" in answer(facts_of(730), "growth").svg, (
        "a definition changed on 24 August"
    )
    assert said.ours


def test_what_was_before_the_days_that_are_drawn_stands_in_the_first_of_them():
    found = growth(
        "tales",
        "youtube",
        {LAST - timedelta(days=9): 4.0},
        {LAST - timedelta(days=8): 5.0, LAST: 1.0},
    )
    assert found
    drawn = since(found, LAST - timedelta(days=2))
    assert (len(drawn), drawn[0].usd, drawn[0].views, drawn[-1].views) == (3, 4.0, 5.0, 1.0)


def test_what_was_paid_after_the_last_complete_day_waits_for_its_views():
    found = growth("tales", "youtube", {LAST + timedelta(days=1): 4.0}, {LAST: 5.0})
    assert found
    assert (found.usd, found.views, found.last) == (0, 5.0, LAST)


def test_an_experiment_without_an_answer_has_words_and_no_mark():
    said = answer(facts_of(60), "experiments")
    assert "shorter: other does better, by +25.0%, most likely +10.0% to +40.0%." in said.says
    assert "darker: Not enough yet: 3 of 9." in said.says
    assert said.svg.count("<circle") == 1
    assert ">+25.0%</text>" in said.svg  # its interval is drawn, and the name has the room


def test_the_report_of_a_week_has_every_answer_in_one_file():
    facts = facts_of(60)
    empty = WeekFacts(
        made=(),
        published=(),
        refused=(),
        approved=0,
        decided=0,
        costs=(),
        made_bytes=0,
        next=(),
        best=(),
        worst=(),
    )
    report = WeeklyReport(
        channel="tales",
        first=LAST,
        last=LAST,
        facts=empty,
        odd=(),
        missing=(),
        tried=(),
        made_at=datetime(2026, 11, 30, tzinfo=UTC),
    )
    page = week_page(report, WeekAnswers("youtube", ("tiktok",), tuple(answers(facts))))
    assert all(asked.words in page for asked in QUESTIONS.values())
    assert page.count("<svg") == len(QUESTIONS) - 1
    assert "The desk says the same of TikTok" in page
    assert "25 Nov to 25 Nov 2026" in page
    assert "No idea waits. <code>factory ideas propose</code>" in page
    assert "<img" not in page
    assert "<script" not in page
