"""Ideas that were approved, by a person or by their score: each becomes one video."""

from datetime import UTC, datetime

import dagster as dg

from factory.errors import PermanentError, TransientError
from factory.ideas.brief_of_idea import brief_name
from factory.intake.accept_brief import take_in
from factory.intake.idea_file import brief_of
from factory.ports import ApprovedIdeas, Briefs, Channels, Inbox, Launches
from factory.typography.text_metrics import GlyphCoverage
from factory_assets.stage.jobs import JOBS
from factory_assets.stage.video_partition import VIDEOS
from sensors.run_requests import ask_first, claimed_runs

BY = "sensor approved_ideas"


@dg.sensor(
    jobs=JOBS,
    minimum_interval_seconds=5,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="An approved idea becomes a brief and a video, or says why it cannot.",
)
def approved_ideas(
    context: dg.SensorEvaluationContext,
    ideas: dg.ResourceParam[ApprovedIdeas],
    channels: dg.ResourceParam[Channels],
    inbox: dg.ResourceParam[Inbox],
    briefs: dg.ResourceParam[Briefs],
    launches: dg.ResourceParam[Launches],
    lettering: dg.ResourceParam[GlyphCoverage],
) -> dg.SensorResult | dg.SkipReason:
    """Hand in the brief of each; dead in between, the next tick finds the same video."""
    accepted: list[str] = []
    for idea in ideas.to_make():
        try:
            data, folder = brief_of(idea, channels, inbox)
            videos = take_in(
                data,
                brief_name(idea),
                folder=folder,
                channels=channels,
                briefs=briefs,
                lettering=lettering,
                now=datetime.now(UTC),
                source=f"idea {idea.idea_id}",
                revise=False,
                typed=not idea.brief,
            )
            for video in videos:
                ask_first(launches, video, f"idea {idea.idea_id}", BY)
            ideas.made(idea.idea_id, videos[0].video_id)
        except TransientError:
            continue
        except PermanentError as error:
            context.log.warning(f"idea {idea.idea_id} cannot be made: {error}")
            ideas.refused(idea.idea_id, str(error))
            continue
        accepted += [video.video_id for video in videos]
    if not accepted:
        return dg.SkipReason("no approved idea waits for its video")
    return dg.SensorResult(
        dynamic_partitions_requests=[VIDEOS.build_add_request(accepted)],
        run_requests=claimed_runs(launches, by=BY),
    )
