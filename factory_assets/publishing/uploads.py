"""Uploads: publishes the very bytes that were released, once, and nothing else."""

from functools import partial

import dagster as dg

from factory.ports import Artifacts, Briefs, Outlet, Posts, Reviews, Stages, VideoFiles
from factory_assets.publishing.metadata import post_facts
from factory_assets.publishing.publication import Release
from factory_assets.stage.code_version import code_version
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, in_dagster, stage


@dg.asset(
    key_prefix="uploads",
    partitions_def=VIDEOS,
    deps=["releases"],
    group_name="publishing",
    kinds={"file"},
    owners=["team:studio"],
    retry_policy=RETRIES,
    pool="outbox",
    code_version=code_version(__name__),
    config_schema={},
)
def outbox(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    briefs: dg.ResourceParam[Briefs],
    artifacts: dg.ResourceParam[Artifacts],
    reviews: dg.ResourceParam[Reviews],
    posts: dg.ResourceParam[Posts],
    store: dg.ResourceParam[VideoFiles],
    outbox_outlet: dg.ResourceParam[Outlet],
) -> dg.MaterializeResult:
    """A folder ready for upload by hand: master, thumbnail, captions, listing and dossier.

    Refuses unless the newest verdict, as the release recorded it, released exactly these files,
    the decision still stands, and the time that the brief asks for has come: asked before the
    files are copied, and again when they are shown.
    """
    with stage(context, stages, "uploads/outbox") as (video_id, _):
        release = Release(video_id, briefs, artifacts, reviews, store)
        publication = release.publication()
        post = posts.post(publication, outbox_outlet, partial(release.authorise, publication))
    return dg.MaterializeResult(
        metadata=in_dagster(post_facts(post, publication)),
        data_version=dg.DataVersion(publication.master_sha256),
    )
