"""Uploads: each outlet publishes the very bytes that were released, once, and nothing else."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from factory.ports import (
    Appointment,
    Artifacts,
    Briefs,
    Channels,
    LivePosts,
    Outlets,
    PostChanges,
    Posts,
    Reviews,
    Stages,
    Timetable,
    VideoFiles,
)
from factory_assets.publishing.appointments import await_its_time, booked_time
from factory_assets.publishing.dagster_metadata import post_facts
from factory_assets.publishing.first_post import first_post
from factory_assets.publishing.publication_check import PublicationCheck
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.jobs import UPLOADS
from factory_assets.stage.stage import in_dagster, stage

ASKS = (
    "Refuses unless the newest verdict, as the release recorded it, released exactly these files, "
    "the decision still stands, and the time that the brief asks for has come: asked before "
    "anything is sent, and again when it is shown."
)


def upload_to(outlet: str, about: str) -> dg.AssetsDefinition:
    """Return the asset `uploads/<outlet>`, for the videos of channels that name the outlet.

    Args:
        outlet: its name in channel files; its pool has the same.
        about: what a person finds there.
    """

    @video_asset(
        __name__,
        name=outlet,
        key_prefix=UPLOADS,
        description=f"{about} {ASKS}",
        deps=["releases"],
        kinds={"file"},
        owners=["team:studio"],
        pool=outlet,
        output_required=False,
    )
    def upload(
        context: dg.AssetExecutionContext,
        stages: dg.ResourceParam[Stages],
        briefs: dg.ResourceParam[Briefs],
        artifacts: dg.ResourceParam[Artifacts],
        reviews: dg.ResourceParam[Reviews],
        posts: dg.ResourceParam[Posts],
        store: dg.ResourceParam[VideoFiles],
        outlets: dg.ResourceParam[Outlets],
        channels: dg.ResourceParam[Channels],
        timetable: dg.ResourceParam[Timetable],
        post_changes: dg.ResourceParam[PostChanges],
        live_posts: dg.ResourceParam[LivePosts],
    ) -> Iterator[dg.MaterializeResult]:
        if outlet not in briefs.newest(context.partition_key).channel.outlets:
            context.log.info(f"the channel of {context.partition_key} sends nothing to {outlet}")
            return
        check = PublicationCheck(context.partition_key, briefs, artifacts, reviews, store)
        if why := check.left_out(outlet):
            context.log.info(f"{context.partition_key} is not sent to {outlet}: {why}")
            return
        with stage(context, stages, f"{UPLOADS}/{outlet}"):
            first = first_post(check.video_id, outlet, briefs, artifacts, store, live_posts)
            made = post_changes.made(check.video_id, outlet)
            publication = check.publication(made, first)
            there = outlets.outlet(outlet)
            snapshot = briefs.newest(check.video_id).channel
            channel = channels.all().get(snapshot.name, snapshot)
            booked = partial(booked_time, timetable, check.video_id, outlet, channel)
            appointment = Appointment(booked, outlets.appointments(outlet))
            authorise = partial(check.authorise, publication, there)
            post = posts.post(publication, there, authorise, appointment)
            due = outlets.follow_ups(outlet).follow_ups(publication, post)
            followed = posts.follow_up(publication, there, due)
            await_its_time(check.video_id, outlet, post)
        yield dg.MaterializeResult(
            metadata=in_dagster({**post_facts(post, publication), **followed}),
            data_version=dg.DataVersion(publication.master_sha256),
        )

    return upload
