"""Ideas: what each channel might tell on a day, scored and compared, one partition a day."""

from datetime import date, timedelta

import dagster as dg

from factory.analytics.performance import performances
from factory.ideas.proposal import proposals
from factory.ports import Channels, Ideas, Metrics
from factory_assets.ideas.tables import proposed
from factory_assets.stage.asset_settings import day_asset
from factory_assets.stage.days import PLANNED_DAYS

THE_DAY_BEFORE = dg.TimeWindowPartitionMapping(start_offset=-1, end_offset=-1)


@day_asset(
    __name__,
    PLANNED_DAYS,
    deps=[dg.AssetDep("idea_performance", partition_mapping=THE_DAY_BEFORE)],
    kinds={"json"},
    owners=["team:studio"],
)
def ideas(
    context: dg.AssetExecutionContext,
    channels: dg.ResourceParam[Channels],
    ideas: dg.ResourceParam[Ideas],
    metrics: dg.ResourceParam[Metrics],
) -> dg.MaterializeResult:
    """What each channel with a list of topics might tell today; a person or a score decides.

    Made again, a day has the same ideas: what is there is not proposed twice.
    """
    day = date.fromisoformat(context.partition_key)
    results = performances(metrics.totals(day - timedelta(days=1)), metrics.videos())
    new = 0
    for channel in channels.all().values():
        if channel.ideas:
            found = proposals(channel, day, ideas.told(channel.name), results)
            new += ideas.propose(found, channel.ideas.approve_above)
    rows = ideas.of_day(day)
    return dg.MaterializeResult(
        metadata={
            "ideas": len(rows),
            "new": new,
            "approved": sum(idea.state == "approved" for idea in rows),
            "proposed": dg.MetadataValue.table([dg.TableRecord(row) for row in proposed(rows)])
            if rows
            else dg.MetadataValue.text(
                "no channel has a topic left to propose: `ideas` in its file (docs/ideas.md)"
            ),
        }
    )
