"""Audience: who watched, what led them there, and where they left; one partition a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import dagster as dg

from factory.analytics.derived_metrics import SETTING, is_derivable
from factory.ports import Audiences, FigureSums, LivePosts, Metrics, Outlets, Switches, VideoFiles
from factory_assets.analytics.asset import daily_metrics
from factory_assets.analytics.daily_figures import Asking
from factory_assets.analytics.stills import stills, stills_of
from factory_assets.audience import tables
from factory_assets.audience.scenes import on_scenes
from factory_assets.stage.asset_decorators import day_asset
from factory_assets.stage.jobs import ANALYTICS
from factory_assets.stage.stage import in_dagster
from factory_assets.stage.step_retries import errors_for_dagster

daily = partial(
    day_asset, __name__, key_prefix=ANALYTICS, kinds={"youtube"}, owners=["team:studio"]
)


def _day(context: dg.AssetExecutionContext) -> date:
    return date.fromisoformat(context.partition_key)


def _table(rows: Sequence[tables.Row]) -> dg.MetadataValue:
    if not rows:
        return dg.MetadataValue.text("nothing was told")
    return dg.MetadataValue.table([dg.TableRecord(row) for row in rows[: tables.SHOWN]])


@daily(deps=[daily_metrics], output_required=False)
def reach(
    context: dg.AssetExecutionContext,
    metrics: dg.ResourceParam[Metrics],
    figure_sums: dg.ResourceParam[FigureSums],
    live_posts: dg.ResourceParam[LivePosts],
    outlets: dg.ResourceParam[Outlets],
) -> Iterator[dg.MaterializeResult]:
    """How often each video's thumbnail was shown, and how many of those clicked it.

    YouTube tells it by a file a day, which a job writes that is made at the first asking; until
    there is one, the day is missing. Files of YouTube Studio fill it, too.
    """
    day = _day(context)
    with errors_for_dagster():
        told = Asking.of(day, outlets, live_posts).reach(metrics)
    rows = [one for one in metrics.between(day, day) if one.figures.impressions is not None]
    if told.waiting and not rows:
        context.log.warning(f"{', '.join(told.waiting)}: no file of {day} yet; it stays missing")
        return
    yield dg.MaterializeResult(
        metadata={
            "videos": len(rows),
            "shown and clicked": _table(tables.reached(rows)),
            **in_dagster(stills(day, figure_sums, "packaging", "recoverable")),
        }
    )


@daily(deps=[daily_metrics])
def audience(
    context: dg.AssetExecutionContext,
    audiences: dg.ResourceParam[Audiences],
    live_posts: dg.ResourceParam[LivePosts],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
) -> dg.MaterializeResult:
    """Countries, ages and devices of each channel's viewers, of the four weeks up to the day."""
    day = _day(context)
    with errors_for_dagster():
        new = Asking.of(day, outlets, live_posts).audience(audiences, ("country", "age", "device"))
    found = [one for one in audiences.audiences(day, day) if one.dimension != "traffic"]
    return dg.MaterializeResult(
        metadata={
            "new answers": new,
            "viewers": _table(tables.viewers(found, accepted=switches.on(SETTING))),
        }
    )


@daily(deps=[daily_metrics])
def traffic(
    context: dg.AssetExecutionContext,
    audiences: dg.ResourceParam[Audiences],
    live_posts: dg.ResourceParam[LivePosts],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
) -> dg.MaterializeResult:
    """What led viewers to each channel's videos on the day: feeds, search, other sites."""
    day = _day(context)
    with errors_for_dagster():
        new = Asking.of(day, outlets, live_posts).audience(audiences, ("traffic",))
    found = [one for one in audiences.audiences(day, day) if one.dimension == "traffic"]
    return dg.MaterializeResult(
        metadata={
            "new answers": new,
            "sources": _table(tables.viewers(found, accepted=switches.on(SETTING))),
            **in_dagster(
                stills_of(day, sorted({(one.channel, one.outlet) for one in found}), "traffic")
            ),
        }
    )


@daily(deps=[daily_metrics])
def retention(
    context: dg.AssetExecutionContext,
    audiences: dg.ResourceParam[Audiences],
    live_posts: dg.ResourceParam[LivePosts],
    outlets: dg.ResourceParam[Outlets],
) -> dg.MaterializeResult:
    """How many of a video's viewers are left at each place of it, 3, 7, 14 and 28 days after it went out.

    One video a request: asked for several, YouTube silently answers for the first.
    """
    day = _day(context)
    with errors_for_dagster():
        told = Asking.of(day, outlets, live_posts).retention(audiences)
    found = audiences.retentions(day, day)
    return dg.MaterializeResult(
        metadata={"asked for": len(told), "curves": _table(tables.curves(found))}
    )


@daily(deps=[retention])
def scene_retention(
    context: dg.AssetExecutionContext,
    audiences: dg.ResourceParam[Audiences],
    figure_sums: dg.ResourceParam[FigureSums],
    store: dg.ResourceParam[VideoFiles],
    switches: dg.ResourceParam[Switches],
) -> dg.MaterializeResult:
    """The curves of the day on scenes, captions and chapters: during which scene most viewers left."""
    day = _day(context)
    accepted = switches.on(SETTING)
    told = audiences.retentions(day, day)
    curves = [one for one in told if is_derivable(one.outlet, accepted=accepted)]
    laid = {one.video_id: on_scenes(one, store) for one in curves}
    found = [one for one in laid.values() if one]
    gone = sorted(video_id for video_id, one in laid.items() if one is None)
    return dg.MaterializeResult(
        metadata={
            "videos": len(found),
            "whose scenes are gone": ", ".join(gone) or "none",
            "scenes that lose viewers (ours)": _table(tables.losing(found)),
            **in_dagster(stills(day, figure_sums, "retention")),
        }
    )


AUDIENCE = (reach, audience, traffic, retention, scene_retention)
"""Every asset of this room."""
