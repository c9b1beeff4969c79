"""Ideas: what each channel might tell on a day, scored and compared, one partition a day."""

from datetime import date

import dagster as dg

from factory.ports import (
    Campaigns,
    Channels,
    Circuits,
    Feeds,
    FigureSums,
    Hooks,
    Ideas,
    Journal,
    Metrics,
    Progress,
    Providers,
    TitleMeanings,
)
from factory_assets.ideas.day import propose_day
from factory_assets.ideas.tables import proposed
from factory_assets.stage.asset_decorators import day_asset
from factory_assets.stage.days import PLANNED_DAYS
from factory_assets.stage.fallback_providers import FallbackProviders

THE_DAY_BEFORE = dg.TimeWindowPartitionMapping(start_offset=-1, end_offset=-1)


@day_asset(
    __name__,
    PLANNED_DAYS,
    deps=[dg.AssetDep("idea_performance", partition_mapping=THE_DAY_BEFORE)],
    kinds={"json"},
    owners=["team:studio"],
    pool="words",
)
def ideas(
    context: dg.AssetExecutionContext,
    channels: dg.ResourceParam[Channels],
    ideas: dg.ResourceParam[Ideas],
    metrics: dg.ResourceParam[Metrics],
    figure_sums: dg.ResourceParam[FigureSums],
    providers: dg.ResourceParam[Providers],
    journal: dg.ResourceParam[Journal],
    circuits: dg.ResourceParam[Circuits],
    progress: dg.ResourceParam[Progress],
    hooks: dg.ResourceParam[Hooks],
    campaigns: dg.ResourceParam[Campaigns],
    feeds: dg.ResourceParam[Feeds],
    title_meanings: dg.ResourceParam[TitleMeanings],
) -> dg.MaterializeResult:
    """What each channel with a list of topics might tell today; a person or a score decides.

    Made again, a day has the same ideas: what is there is not proposed twice.
    """
    day = date.fromisoformat(context.partition_key)
    fallbacks = FallbackProviders(journal, circuits, progress)
    done = propose_day(
        day,
        channels,
        ideas,
        metrics,
        figure_sums,
        providers,
        fallbacks,
        campaigns,
        feeds,
        title_meanings,
        hooks,
    )
    for problem in done.problems:
        context.log.warning(problem)
    rows = ideas.of_day(day)
    return dg.MaterializeResult(
        metadata={
            "ideas": len(rows),
            "new": done.new,
            "could not be asked": "; ".join(done.problems) or "nobody",
            "approved": sum(idea.state == "approved" for idea in rows),
            "proposed": dg.MetadataValue.table([dg.TableRecord(row) for row in proposed(rows)])
            if rows
            else dg.MetadataValue.text(
                "no channel has a topic left to propose: `ideas` in its file (docs/ideas.md)"
            ),
        }
    )
