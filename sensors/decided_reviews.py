"""Notice decisions: each is shown in the graph, and an approval starts release and upload."""

import dagster as dg

from factory.errors import PermanentError
from factory.ports import Briefs, Launches, Reviews
from factory.reviews.decision import Review
from factory.workflow.phases import earliest
from factory_assets.stage.jobs import JOBS
from sensors.run_requests import claimed_runs

DECISIONS_AT_ONCE = 100


@dg.sensor(
    jobs=JOBS,
    minimum_interval_seconds=5,  # as often as Dagster's daemon looks; less has no effect
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A recorded decision appears on `reviews`; an approval starts release and upload.",
)
def decided_reviews(
    context: dg.SensorEvaluationContext,
    reviews: dg.ResourceParam[Reviews],
    briefs: dg.ResourceParam[Briefs],
    launches: dg.ResourceParam[Launches],
) -> dg.SensorResult | dg.SkipReason:
    """Report every decision that Dagster has not seen yet."""
    decisions = reviews.unreported(DECISIONS_AT_ONCE)
    told: list[Review] = []
    if not decisions:
        return dg.SkipReason("no new decision")
    for number, review in decisions:
        due = None
        if review.decision == "approved":
            try:
                due = earliest("publish", briefs.newest(review.video_id).brief)
            except PermanentError as error:
                context.log.error(
                    f"{review.video_id}: its decision waits, the others go on: {error}"
                )
                continue
        reviews.reported(number, "sensor decided_reviews", due)
        told.append(review)
    events = [
        dg.AssetMaterialization(
            "reviews",
            partition=review.video_id,
            metadata={
                "decision": review.decision,
                "reviewer": review.reviewer,
                "note": review.note,
                "master_sha256": review.master_sha256,
            },
        )
        for review in told
    ]
    return dg.SensorResult(
        asset_events=events, run_requests=claimed_runs(launches, by="sensor decided_reviews")
    )
