"""Listings: the words and the thumbnail under which a video is published."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.listing.listing import texts_listed, title_of, write_listing
from factory.pictures.visuals import Visuals
from factory.ports import (
    Artifacts,
    Circuits,
    Journal,
    Moderators,
    Progress,
    Providers,
    Stages,
    Thumbnails,
    VideoFiles,
)
from factory.rules.evidence import Evidence
from factory.script.script import Script
from factory.speech.narration import Narration
from factory_assets.listings.listing_text import described, listing_words
from factory_assets.listings.thumbnail import keep_thumbnail
from factory_assets.scripts.draft import script_writer
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["scripts", "audio", "visuals"],
    kinds={"json"},
    owners=["team:words"],
    pool="words",
    check_specs=check_specs("listings"),
)
def listings(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    artifacts: dg.ResourceParam[Artifacts],
    store: dg.ResourceParam[VideoFiles],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    moderators: dg.ResourceParam[Moderators],
    thumbnails: dg.ResourceParam[Thumbnails],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
) -> dg.MaterializeResult:
    """Title, description with chapters and credits, tags, and a thumbnail in legible type."""
    with stage(context, stages, "listings") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        script = Script.from_json(store.local(video_id, "script.json").read_bytes())
        narration = Narration.from_json(store.local(video_id, "narration.json").read_bytes())
        pictures = Visuals.from_json(store.local(video_id, "visuals.json").read_bytes())
        title = title_of(accepted, script)
        thumbnail = keep_thumbnail(accepted, title, pictures, thumbnails, store, journal)
        fallbacks = FallbackProviders(journal, circuits, progress)
        writer = script_writer(accepted, providers, fallbacks, "listings")
        words, provider = listing_words(script, writer)
        listing = write_listing(
            accepted, script, narration, pictures, accepted.profile, thumbnail, words, provider
        )
        moderation = StageModeration(accepted, moderators, journal)
        moderated = moderation.words("listings", texts_listed(listing))
        listing = listing.model_copy(update={"moderation": moderated})
        file = store.write(video_id, "listing.json", listing.to_json())
        files = [file, thumbnail]
        artifacts.record(video_id, "listings", files, provider=listing.provider, run_id=run_id)
    return dg.MaterializeResult(
        metadata=in_dagster(described(listing, store)),
        check_results=assessed("listings", Evidence.of(accepted, narration, listing)),
        data_version=dg.DataVersion(file.sha256),
    )
