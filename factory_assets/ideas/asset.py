"""Ideas: what each channel might tell on a day, scored and compared, one partition a day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import dagster as dg

from factory.ports import (
    Campaigns,
    Channels,
    Circuits,
    Events,
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
from factory_assets.ideas.channels_of_a_day import announce_day, missed_in
from factory_assets.ideas.ideas_of_a_day import DayProposed, propose_day
from factory_assets.ideas.tables import proposed
from factory_assets.stage.asset_decorators import day_asset
from factory_assets.stage.day_partition import PLANNED_DAYS
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
    events: dg.ResourceParam[Events],
    title_meanings: dg.ResourceParam[TitleMeanings],
) -> dg.MaterializeResult:
    """What each channel with a list of topics might tell today; a person or a score decides.

    Made again, a day has the same ideas: what is there is not proposed twice. Days that the daily run
    missed are made up for first, the oldest first, where the channel says so: what they propose is not
    proposed again.
    """
    day = date.fromisoformat(context.partition_key)
    propose = partial(
        propose_day,
        channels=channels,
        ideas=ideas,
        metrics=metrics,
        figure_sums=figure_sums,
        providers=providers,
        fallbacks=FallbackProviders(journal, circuits, progress),
        campaigns=campaigns,
        feeds=feeds,
        meanings=title_meanings,
        hooks=hooks,
    )
    for missed in missed_in(context.run.tags):
        facts = _propose(context, missed, propose, channels, ideas, events, missed=True)
        facts = {**facts, "missed": f"made up for by the run of {day}"}
        made = dg.AssetMaterialization(context.asset_key, partition=str(missed), metadata=facts)
        context.instance.report_runless_asset_event(made)
    facts = _propose(context, day, propose, channels, ideas, events, missed=False)
    return dg.MaterializeResult(metadata=facts)


def _propose(
    context: dg.AssetExecutionContext,
    day: date,
    propose: Callable[..., DayProposed],
    channels: Channels,
    ideas: Ideas,
    events: Events,
    *,
    missed: bool,
) -> Mapping[str, Any]:
    """Propose the ideas of a day to whom it is for; say in the log, and return, what came of it."""
    left_out = announce_day(day, channels, events, missed=missed)
    done = propose(day, left_out=left_out)
    if missed:
        context.log.info(f"{day} was missed, and is made up for; new ideas: {done.new}")
    for problem in (*done.problems, *(f"{name}: {why}" for name, why in left_out.items())):
        context.log.warning(problem)
    rows = ideas.of_day(day)
    return {
        "ideas": len(rows),
        "new": done.new,
        "could not be asked": "; ".join(done.problems) or "nobody",
        "left out": "; ".join(f"{name}: {why}" for name, why in left_out.items()) or "nobody",
        "approved": sum(idea.state == "approved" for idea in rows),
        "proposed": dg.MetadataValue.table([dg.TableRecord(row) for row in proposed(rows)])
        if rows
        else dg.MetadataValue.text(
            "no channel has a topic left to propose: `ideas` in its file (docs/ideas.md)"
        ),
    }
