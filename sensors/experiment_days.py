"""Experiments by days: soon after midnight on the Pacific coast a video gets the day's title."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from factory.errors import FactoryError
from factory.experiments.experiment import Arm, KeptExperiment, ShownDay
from factory.experiments.today import is_whole, wanted
from factory.ports import Experiments, LivePosts, Titles
from factory.workflow.platform_days import PLATFORM_ZONE, platform_day


@dg.op(description="Gives each video under test the title of the day, or its own again.")
def show_titles(
    context: dg.OpExecutionContext,
    experiments: dg.ResourceParam[Experiments],
    live_posts: dg.ResourceParam[LivePosts],
    titles: dg.ResourceParam[Titles],
) -> None:
    """Show what is due; one video's refusal costs no other its title."""
    for line in show_what_is_due(experiments, live_posts, titles, datetime.now(UTC)):
        context.log.info(line)


def show_what_is_due(
    experiments: Experiments, live_posts: LivePosts, titles: Titles, now: datetime
) -> Iterator[str]:
    """Yield what was shown, or why not, in words."""
    today = platform_day(now)
    posts = {(post.video_id, post.outlet): post for post in live_posts.live(today)}
    for kept, arm in _due(experiments, now):
        experiment = kept.registered
        post = posts.get((experiment.video_id, "youtube"))
        if post is None:
            yield f"{experiment.experiment_id}: {experiment.video_id} is not out on YouTube"
            continue
        try:
            titles.show(post, arm.says)
        except FactoryError as error:
            yield f"{experiment.experiment_id}: {error}"
            continue
        whole = is_whole(today, arm, experiments.shown(experiment.experiment_id), now)
        experiments.record_shown(
            experiment.experiment_id, ShownDay(day=today, arm=arm.name, shown_at=now, whole=whole)
        )
        yield f"{experiment.experiment_id}: {experiment.video_id} shows {arm.name}"


def _due(experiments: Experiments, now: datetime) -> Iterator[tuple[KeptExperiment, Arm]]:
    for kept in experiments.all():
        if kept.registered.design == "days":
            arm = wanted(kept, experiments.shown(kept.registered.experiment_id), now)
            if arm:
                yield kept, arm


@dg.job(
    description="The titles that experiments want shown today.",
    tags={"factory/phase": "experiment"},
)
def experiment_titles() -> None:
    """One step."""
    show_titles()


@dg.schedule(
    name="experiment_days",
    job=experiment_titles,
    cron_schedule="2,32 * * * *",
    execution_timezone=PLATFORM_ZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "Soon after midnight on the Pacific coast, each video under test gets the title of the day; "
        "after the last day its own again."
    ),
)
def experiment_days(
    context: dg.ScheduleEvaluationContext, experiments: dg.ResourceParam[Experiments]
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where a title is due."""
    if not any(_due(experiments, datetime.now(UTC))):
        return dg.SkipReason("no experiment wants another title now")
    return dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%dT%H:%M}")
