"""Listings: the words and the thumbnail under which a video is published."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.listing.listing import KEYWORDS, texts_listed, write_listing
from factory.pictures.visuals import Visuals
from factory.ports import Catalogue, Circuits, Journal, Progress, Providers, Store, Thumbnails
from factory.rules.listing import assess_listing
from factory.script.script import Script
from factory.speech.narration import Narration
from factory_assets.scripts.drafting import room_for
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["scripts", "audio", "visuals"],
    group_name="making",
    kinds={"json"},
    owners=["team:words"],
    retry_policy=RETRIES,
    pool="words",
    code_version="2",
    check_specs=check_specs("listings"),
)
def listings(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    thumbnails: dg.ResourceParam[Thumbnails],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
) -> dg.MaterializeResult:
    """Title, description with chapters and credits, tags, and a thumbnail in legible type."""
    with stage(context, catalogue, "listings") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        narration = Narration.from_json(store.read(video_id, "narration.json"))
        pictures = Visuals.from_json(store.read(video_id, "visuals.json"))
        profile = accepted.profile
        with store.scratch() as scratch:
            upright = profile.picture.height > profile.picture.width
            thumbnails.thumbnail(
                store.local(video_id, pictures.assets[0].poster.name),
                script.title,
                accepted.channel.thumbnail,
                *((1080, 1920) if upright else (1280, 720)),
                scratch / "thumbnail.jpg",
            )
            thumbnail = store.keep(video_id, "thumbnail.jpg", scratch / "thumbnail.jpg")
        announced = None
        room = room_for(
            accepted, providers, FallbackProviders(journal, circuits, progress), "listings"
        )
        if room:
            announced = room.listing(script.title, " ".join(s.text for s in script.scenes))
        listing = write_listing(
            accepted,
            script,
            narration,
            pictures,
            profile,
            thumbnail,
            announced,
            room.answered_by[0] if room else KEYWORDS,
        )
        moderated = StageModeration(accepted, providers, journal).words(
            "listings", texts_listed(listing)
        )
        listing = listing.model_copy(update={"moderation": moderated})
        file = store.write(video_id, "listing.json", listing.to_json())
        catalogue.record(
            video_id,
            "listings",
            [file, thumbnail],
            provider=listing.provider,
            run_id=run_id,
        )
    return dg.MaterializeResult(
        metadata={
            "preview": dg.MetadataValue.md(f"![thumbnail]({store.url(video_id, thumbnail.name)})"),
            "title": listing.title,
            "provider": listing.provider.described,
            "description": listing.description,
            "tags": ", ".join(listing.tags),
            "chapters": len(listing.chapters),
        },
        check_results=check_results(
            assess_listing(listing, accepted, profile, video_seconds=narration.seconds), "listings"
        ),
        data_version=dg.DataVersion(file.sha256),
    )
