"""Plans of the questions that analytics asks most: how long Postgres takes, and which tables it reads whole."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Engine

from bench.row import Row, at_most
from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.channel_sums import days_before
from factory.analytics.kind_effects import MOST_VIDEOS
from factory.analytics.measured_video import FIRST_WEEK_DAYS
from factory.analytics.packaging import PERIOD_DAYS
from resources.catalogue.figures.growth import CHANGED, PAID_FOR_CHANNEL
from resources.catalogue.figures.sums import COSTS, CURVES, DAYS, FIRST_WEEKS
from resources.catalogue.figures.video_sums import CLICKED, weeks_and_days
from resources.catalogue.figures.weeks import NAMED, WATCHED

CHANNEL: Final = "demo"
MOST_MS: Final = 1000
LARGE: Final = "observations"
"""The table that grows by a row for each video and day; what reads it whole is slower every day."""
Plan = Mapping[str, Any]


def plans(engine: Engine, outlet: str, day: date) -> Iterator[Row]:
    """Explain each question of a channel at an outlet, with its figures, and yield what it took.

    Args:
        engine: of a database that has two years.
        outlet: whose figures it has.
        day: the last of them.
    """
    asked = {"channel": CHANNEL, "outlet": outlet, "video_id": "", "day": day, "last": day}
    week = day - timedelta(days=day.weekday() + 7)
    questions: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
        ("views by age", CURVES, {}),
        ("clicks of four weeks", CLICKED, weeks_and_days(days_before(day, PERIOD_DAYS), day)),
        (
            "first weeks",
            FIRST_WEEKS,
            {"over": day - timedelta(FIRST_WEEK_DAYS), "most": MOST_VIDEOS},
        ),
        ("costs and views", COSTS, {}),
        ("a week's best", WATCHED, {"first": week, "last": week + timedelta(6), "named": NAMED}),
        ("cost by day", PAID_FOR_CHANNEL, {}),
        ("answers changed later", CHANGED, {"first": days_before(day, LOOKED_BACK_DAYS)}),
        ("days of a channel", DAYS, {"first": days_before(day, LOOKED_BACK_DAYS)}),
    )
    for name, question, own in questions:
        took, plan = _explained(engine, question, {**asked, **own})
        whole = sorted({node["Relation Name"] for node in _nodes(plan) if _reads_whole(node)})
        note = f"reads whole: {', '.join(whole) or 'nothing'}; {_by(plan)}"
        yield at_most(MOST_MS, f"EXPLAIN ANALYZE, {name}", took, "ms", note=note)
        yield at_most(0, f"{LARGE} read whole, {name}", float(LARGE in whole), "times")


def _explained(engine: Engine, question: str, asked: Mapping[str, Any]) -> tuple[float, Plan]:
    explain = sa.text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {question}")
    with engine.connect() as connection:
        (found,) = connection.scalar(explain, asked) or ({},)
    return found["Execution Time"], found["Plan"]


def _nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _reads_whole(node: Plan) -> bool:
    return node["Node Type"].endswith("Seq Scan")


def _by(plan: Plan) -> str:
    """Return which indexes a plan goes by, and how much of the database it touches."""
    names = sorted({node["Index Name"] for node in _nodes(plan) if "Index Name" in node})
    blocks = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return f"by {', '.join(names) or 'no index'}; {blocks * 8 / 1024:.0f} MB touched"
