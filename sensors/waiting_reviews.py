"""Notice reviews that wait: ask for them, remind, ask others, hold; and carry what is to be told."""

from datetime import UTC, datetime

import dagster as dg

from factory.errors import FactoryError
from factory.ports import (
    Alternatives,
    Artifacts,
    Briefs,
    Costs,
    Messages,
    Messengers,
    Outlets,
    PlannedChanges,
    Reviews,
    ReviewWaits,
    Switches,
    VideoFiles,
    Waivers,
)
from factory_assets.publishing.message_delivery import deliver
from factory_assets.publishing.post_change_agreement import Agreements, Decided
from factory_assets.publishing.post_change_messages import ChangeMessages
from factory_assets.publishing.review_messages import ReviewMessages


@dg.sensor(
    minimum_interval_seconds=10,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for decisions in Slack, Discord and by e-mail, of planned changes too; reminds, escalates, holds.",
)
def waiting_reviews(
    context: dg.SensorEvaluationContext,
    review_waits: dg.ResourceParam[ReviewWaits],
    messages: dg.ResourceParam[Messages],
    messengers: dg.ResourceParam[Messengers],
    briefs: dg.ResourceParam[Briefs],
    artifacts: dg.ResourceParam[Artifacts],
    costs: dg.ResourceParam[Costs],
    reviews: dg.ResourceParam[Reviews],
    store: dg.ResourceParam[VideoFiles],
    waivers: dg.ResourceParam[Waivers],
    planned_changes: dg.ResourceParam[PlannedChanges],
    alternatives: dg.ResourceParam[Alternatives],
    outlets: dg.ResourceParam[Outlets],
    switches: dg.ResourceParam[Switches],
) -> dg.SkipReason:
    """Do what is due; nothing of it is a run."""
    told = ReviewMessages(
        *(review_waits, messages, messengers, briefs, artifacts, costs, reviews, store, waivers),
        outlets,
    )
    decided = Decided(alternatives, reviews, artifacts)
    agreements = Agreements(decided, briefs, outlets, switches, store)
    later = ChangeMessages(
        *(planned_changes, agreements, messages, messengers, briefs, artifacts, reviews)
    )
    done = list(told.keep_up(datetime.now(UTC)))
    try:
        done += later.keep_up()
    except FactoryError as error:  # such as a store that is away; the next tick asks
        context.log.warning(f"nobody was asked about planned changes: {error}")
    for wrong in deliver(messages, messengers, store):
        context.log.warning(wrong)
    return dg.SkipReason("; ".join(done) or "no review is due")
