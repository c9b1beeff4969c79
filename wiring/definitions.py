"""The code location: everything Dagster may know, wired in one place."""

import dagster as dg

from factory.ports import Progress
from factory_assets.analytics.asset import FIGURES
from factory_assets.audience.asset import AUDIENCE
from factory_assets.audio.asset import audio
from factory_assets.briefs.asset import briefs
from factory_assets.captions.asset import captions
from factory_assets.helping_job import segments
from factory_assets.ideas.asset import ideas
from factory_assets.listings.asset import listings
from factory_assets.publishing.releases import releases
from factory_assets.publishing.reviews import reviews
from factory_assets.publishing.uploads import upload_to
from factory_assets.renders.asset import renders
from factory_assets.scripts.asset import scripts
from factory_assets.stage.jobs import DAILY, JOBS
from factory_assets.visuals.asset import visuals
from resources.dagster_instance.log_progress import LogProgress
from resources.machine.environment_variables import Settings
from resources.provider_register import OUTLETS
from sensors.approved_ideas import approved_ideas
from sensors.archived_videos import archive_videos, archived_videos
from sensors.cleaned_files import clean_files, cleaned_files
from sensors.daily_figures import daily_figures
from sensors.daily_run import daily_run
from sensors.decided_reviews import decided_reviews
from sensors.due_changes import change_posts, due_changes
from sensors.experiment_days import experiment_arms, experiment_days
from sensors.failed_runs import failed_runs
from sensors.hourly_totals import hourly_totals, read_totals
from sensors.missed_slots import missed_slots
from sensors.new_briefs import new_briefs
from sensors.new_figures import new_figures
from sensors.nightly_backups import back_up_factory, backup_schedules, read_newest_backup
from sensors.pending_work import pending_work
from sensors.shared_stages import shared_stages
from sensors.standing_alerts import standing_alerts
from sensors.verified_accounts import verified_accounts, verify_accounts
from sensors.waiting_reviews import waiting_reviews
from sensors.weekly_reports import weekly_report_pages, weekly_reports
from wiring.dagster_resources import resources

SENSORS = [
    new_briefs,
    pending_work,
    decided_reviews,
    failed_runs,
    new_figures,
    approved_ideas,
    missed_slots,
    due_changes,
    waiting_reviews,
    standing_alerts,
]


def build(progress: Progress) -> dg.Definitions:
    """Assemble the factory; reads no secret and opens no connection.

    Args:
        progress: told how far each stage has come.
    """
    settings = Settings.from_env()
    return dg.Definitions(
        assets=[
            briefs,
            scripts,
            audio,
            visuals,
            captions,
            listings,
            renders,
            reviews,
            releases,
            *(upload_to(outlet.name, outlet.does) for outlet in OUTLETS),
            *FIGURES,
            *AUDIENCE,
            ideas,
        ],
        jobs=[
            *JOBS,
            segments,
            *DAILY,
            archive_videos,
            clean_files,
            verify_accounts,
            experiment_arms,
            read_totals,
            change_posts,
            weekly_report_pages,
            back_up_factory,
            read_newest_backup,
        ],
        schedules=[
            archived_videos,
            cleaned_files,
            verified_accounts,
            experiment_days,
            hourly_totals,
            weekly_reports(settings.time_zone),
            daily_figures(settings.daily_at, settings.time_zone),
            daily_run(settings.daily_at, settings.time_zone),
            *backup_schedules(settings.time_zone, place_is_set=settings.backup_to is not None),
        ],
        sensors=[*SENSORS, shared_stages(settings.most_helpers)],
        # One process per run: a step's start costs 0.05 s instead of 4; parallelism is inside.
        executor=dg.in_process_executor,
        resources=resources(progress),
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `workspace.yaml` loads."""
    return build(progress=LogProgress())
