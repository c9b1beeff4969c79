"""Analytics: what published videos did, one partition a day, every video of that day in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import dagster as dg

from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.channel_days import channel_days as days_of
from factory.analytics.channel_sums import days_before
from factory.analytics.kind_performance import performances
from factory.analytics.peer_comparison import age_bands
from factory.analytics.video_history import histories
from factory.analytics.view_curve import OLDEST_DAYS
from factory.ports import FigureSums, LivePosts, Metrics, Outlets, VideoFiles
from factory_assets.analytics import tables
from factory_assets.analytics.daily_figures import Asking
from factory_assets.analytics.history_files import write_history
from factory_assets.analytics.stills import stills
from factory_assets.stage.asset_decorators import day_asset
from factory_assets.stage.checks import day_check
from factory_assets.stage.jobs import ANALYTICS
from factory_assets.stage.stage import in_dagster
from factory_assets.stage.step_retries import errors_for_dagster

USUAL_VIEWS = "views_are_in_their_usual_range"


daily = partial(day_asset, __name__, kinds={"pandas"}, owners=["team:studio"])


def _day(context: dg.AssetExecutionContext) -> date:
    return date.fromisoformat(context.partition_key)


def _table(rows: Sequence[tables.Row]) -> dg.MetadataValue:
    return dg.MetadataValue.table([dg.TableRecord(row) for row in rows]) if rows else _none()


def _none() -> dg.MetadataValue:
    return dg.MetadataValue.text(
        "nothing is known of this day yet: `factory connect youtube`, or `factory figures import FILE`"
    )


@daily(key_prefix=ANALYTICS, output_required=False)
def daily_metrics(
    context: dg.AssetExecutionContext,
    metrics: dg.ResourceParam[Metrics],
    live_posts: dg.ResourceParam[LivePosts],
    outlets: dg.ResourceParam[Outlets],
) -> Iterator[dg.MaterializeResult]:
    """Views, watch time, likes and the rest of every video and outlet, as platforms told them.

    Connected accounts are asked; what files said is there, too. Kept as told: a later answer is a
    new revision beside the older one (`factory.observations`). A day that its platform is not done
    with is left missing, and asked for again the next morning.
    """
    day = _day(context)
    with errors_for_dagster():
        told = Asking.of(day, outlets, live_posts).figures(metrics)
    rows = metrics.between(day, day)
    if told.waiting and not rows:
        context.log.warning(
            f"{', '.join(told.waiting)}: {day} is not told of yet; it stays missing"
        )
        return
    yield dg.MaterializeResult(
        metadata={
            "posts": told.posts,
            "not told of yet": ", ".join(told.waiting) or "none",
            "videos": len({one.video_id for one in rows}),
            **tables.totals(rows),
            "revised": sum(one.revision > 1 for one in rows),
            "figures": _table(tables.observed(rows)),
        }
    )


@daily(
    key_prefix=ANALYTICS,
    deps=[daily_metrics],
    check_specs=[
        day_check(
            f"{ANALYTICS}/channel_days",
            USUAL_VIEWS,
            "No channel's views of the day are out of line with trend and weekday.",
        )
    ],
)
def channel_days(
    context: dg.AssetExecutionContext, figure_sums: dg.ResourceParam[FigureSums]
) -> dg.MaterializeResult:
    """Each channel's day at each outlet beside its usual, and whether it is odd."""
    day = _day(context)
    found = days_of(figure_sums.days(days_before(day, LOOKED_BACK_DAYS), day), day)
    odd = tables.oddities(found, day)
    return dg.MaterializeResult(
        metadata={
            "channels": _table(tables.days_of_channels(found)),
            "odd (ours)": len(odd),
            **in_dagster(stills(day, figure_sums, "days", "trust")),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name=USUAL_VIEWS,
                passed=not odd,
                severity=dg.AssetCheckSeverity.WARN,
                description="; ".join(odd) or None,
                metadata={"judged": sum(one.judged for one in found)},
            )
        ],
    )


@daily(key_prefix=ANALYTICS, deps=[daily_metrics])
def new_videos(
    context: dg.AssetExecutionContext, figure_sums: dg.ResourceParam[FigureSums]
) -> dg.MaterializeResult:
    """Each new video beside what its channel's others had at its age: hold, inspect, or change."""
    day = _day(context)
    found = age_bands(figure_sums.curves(day), day)
    verdicts = [one.verdict for one in found]
    return dg.MaterializeResult(
        metadata={
            "videos": _table(tables.bands(found)),
            "under their band (ours)": verdicts.count("inspect")
            + verdicts.count("prepare a change"),
            "new for days": OLDEST_DAYS,
            **in_dagster(stills(day, figure_sums, "age", "outliers", "rhythm")),
        }
    )


@daily(key_prefix=ANALYTICS, deps=[daily_metrics])
def cost_and_return(
    context: dg.AssetExecutionContext, figure_sums: dg.ResourceParam[FigureSums]
) -> dg.MaterializeResult:
    """What a thousand views and a watched hour have cost so far, by channel and outlet."""
    day = _day(context)
    drawn = in_dagster(stills(day, figure_sums, "growth", "newest", "layers"))
    costs = _table(tables.costs(figure_sums.costs(day)))
    return dg.MaterializeResult(metadata={"channels": costs, **drawn})


@daily(deps=[daily_metrics])
def idea_performance(
    context: dg.AssetExecutionContext,
    metrics: dg.ResourceParam[Metrics],
    figure_sums: dg.ResourceParam[FigureSums],
) -> dg.MaterializeResult:
    """Which formats, languages, weekdays and sources of ideas did better than their channel's usual."""
    day = _day(context)
    weeks = figure_sums.first_weeks(day)
    found = performances(weeks, metrics.videos({one.video_id for one in weeks}))
    drawn = in_dagster(stills(day, figure_sums, "kinds", "experiments"))
    return dg.MaterializeResult(metadata={"kinds": _table(tables.kinds(found)), **drawn})


@daily(key_prefix=ANALYTICS, deps=[daily_metrics])
def video_files(
    context: dg.AssetExecutionContext,
    metrics: dg.ResourceParam[Metrics],
    store: dg.ResourceParam[VideoFiles],
) -> dg.MaterializeResult:
    """`analytics.json` in each new video's folder: its first four weeks by day, as platforms told them."""
    day = _day(context)
    told = histories(metrics.of_new_videos(days_before(day, OLDEST_DAYS), day))
    written = sum(write_history(one, store) for one in told)
    return dg.MaterializeResult(
        metadata={"files": written, "whose files are gone": len(told) - written}
    )


FIGURES = (daily_metrics, channel_days, new_videos, cost_and_return, idea_performance, video_files)
"""Every asset of this room."""
