"""Uploads: publishes the very bytes that were released, once, and nothing else."""

from datetime import UTC, datetime

import dagster as dg

from factory.ports import Artifacts, Briefs, Events, Outlet, Posts, Reviews, Stages, VideoFiles
from factory.release.authorisation import authorise_publication
from factory.release.verdict import Verdict
from factory_assets.publishing.metadata import post_facts
from factory_assets.stage.code_version import code_version
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.recorded_files import current_brief, recorded, sha256_of
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
    events: dg.ResourceParam[Events],
    reviews: dg.ResourceParam[Reviews],
    posts: dg.ResourceParam[Posts],
    store: dg.ResourceParam[VideoFiles],
    outbox_outlet: dg.ResourceParam[Outlet],
) -> dg.MaterializeResult:
    """A folder ready for upload by hand: master, thumbnail, captions, listing and dossier.

    Refuses unless the newest verdict, as the release recorded it, released exactly these files,
    the decision still stands, and the time that the brief asks for has come.
    """
    with stage(context, stages, "uploads/outbox") as (video_id, _):
        accepted = current_brief(briefs, artifacts, store, video_id)
        verdict = Verdict.from_json(
            recorded(artifacts, store, video_id, "releases", "verdict.json")
        )
        paths = {ref.name: store.local(video_id, ref.name) for ref in verdict.files}
        hashes = {name: sha256_of(path) for name, path in paths.items()}
        authorise_publication(
            verdict,
            hashes,
            reviews.review(video_id, verdict.master_sha256),
            accepted,
            datetime.now(UTC),
        )
        post = posts.post(
            video_id,
            outbox_outlet.name,
            verdict.master_sha256,
            verdict.files_sha256,
            publish=lambda: outbox_outlet.publish(video_id, paths, hashes),
            has=outbox_outlet.has,
        )
        events.announce("posts.published", video_id, {"outlet": "outbox", **post})
    return dg.MaterializeResult(
        metadata=in_dagster(post_facts(post, verdict)),
        data_version=dg.DataVersion(verdict.master_sha256),
    )
