"""Briefs: what is wanted, frozen together with the channel as it was on that day."""

import dagster as dg

from factory.intake.key_check import check_keys
from factory.ports import Access, Artifacts, Briefs, Disk, Stages, Thumbnails, VideoFiles
from factory_assets.briefs.dagster_metadata import described
from factory_assets.briefs.planned_thumbnails import keep_thumbnails
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.branding_files import keep_pieces
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    kinds={"json"},
    owners=["team:studio"],
)
def briefs(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    briefs: dg.ResourceParam[Briefs],
    artifacts: dg.ResourceParam[Artifacts],
    store: dg.ResourceParam[VideoFiles],
    access: dg.ResourceParam[Access],
    thumbnails: dg.ResourceParam[Thumbnails],
    disk: dg.ResourceParam[Disk],
) -> dg.MaterializeResult:
    """The brief as accepted: words, format and budget, with a snapshot of its channel."""
    with stage(context, stages, "briefs") as (video_id, run_id):
        accepted = briefs.newest(video_id)
        check_keys(accepted, access)  # before a cent is spent on the rest
        file = store.write(video_id, "brief.json", accepted.to_json())
        pieces = [
            *keep_pieces(accepted, store),
            *keep_thumbnails(accepted, thumbnails, store, disk),
        ]
        artifacts.record(video_id, "briefs", [file, *pieces], provider=None, run_id=run_id)
    return dg.MaterializeResult(
        metadata=in_dagster(described(accepted, store.url(video_id, file.name))),
        data_version=dg.DataVersion(accepted.brief_sha256),
    )
