"""Renders: segments, sound and join: the finished master of each video, and what it measures."""

from collections.abc import Callable
from functools import partial
from typing import Any

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.graphics.contrast import Tones
from factory.graphics.video_branding import legible_text, screen_text
from factory.listing.chapter_marks import mark_chapters
from factory.master.render import Render
from factory.master.sources import RenderSources
from factory.pictures.visuals import Visuals
from factory.ports import (
    Artifacts,
    ContentCredentials,
    Disk,
    Events,
    Journal,
    PictureTones,
    Progress,
    Renderer,
    Stages,
    Stills,
    VideoFiles,
)
from factory.provenance.claim import Claim
from factory.rules.evidence import Evidence
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.timeline.scenes_or_loops import timeline_of
from factory.typography.text_metrics import Lettering
from factory_assets.renders.cut import with_cut
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.master import render_master
from factory_assets.renders.units import VideoRender
from factory_assets.renders.versions import keep_version
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.metadata import picture
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["audio", "visuals", "captions"],
    kinds={"mp4", "ffmpeg"},
    owners=["team:pictures"],
    pool="render",
    check_specs=check_specs("renders"),
)
def renders(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    artifacts: dg.ResourceParam[Artifacts],
    events: dg.ResourceParam[Events],
    store: dg.ResourceParam[VideoFiles],
    disk: dg.ResourceParam[Disk],
    journal: dg.ResourceParam[Journal],
    renderer: dg.ResourceParam[Renderer],
    credentials: dg.ResourceParam[ContentCredentials],
    stills: dg.ResourceParam[Stills],
    lettering: dg.ResourceParam[Lettering],
    picture_tones: dg.ResourceParam[PictureTones],
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult:
    """The finished master: segments joined without a second encode, sound mixed once, signed, measured."""
    with stage(context, stages, "renders") as (video_id, run_id):
        script, sources = _read(store, video_id)
        timeline = timeline_of(sources.accepted, sources.narration, sources.visuals)
        legible = legible_text(
            sources.accepted,
            script.title,
            sources.captions,
            partial(_tones, sources, store, picture_tones),
        )
        text = screen_text(sources.accepted, script, sources.captions, timeline, lettering, legible)
        graphics = SegmentGraphics(sources.accepted, text, store)
        profile = sources.accepted.profile
        chapters = mark_chapters(script, sources.narration, profile.chapters)
        video = VideoRender(sources, profile, timeline, store, disk, journal, renderer, credentials)
        claim = Claim.of(sources, script)
        render, reused = render_master(video, graphics, chapters, claim, stills, progress)
        render = render.model_copy(update={"contrasts": legible.contrasts})
        render = with_cut(render, video, graphics, chapters, claim, progress)
        file = store.write(video_id, "render.json", render.to_json())
        keep_version(store, script, sources.narration, render)
        files = [file, render.master, render.poster, render.contact_sheet]
        files += [render.cut.file] if render.cut else []
        artifacts.record(video_id, "renders", files, provider=renderer.provider, run_id=run_id)
        events.announce("videos.rendered", video_id, {"sha256": render.master.sha256})
    return dg.MaterializeResult(
        metadata=_metadata(render, reused, partial(store.url, video_id)),
        check_results=assessed("renders", Evidence.of(sources.accepted, sources.narration, render)),
        data_version=dg.DataVersion(render.master.sha256),
    )


def _tones(sources: RenderSources, store: VideoFiles, meter: PictureTones) -> Tones:
    """Return how dark and bright its pictures are in the area where text may stand."""
    safe, video_id = sources.accepted.profile.captions, sources.accepted.video_id
    pictures = [store.local(video_id, asset.poster.name) for asset in sources.visuals.assets]
    return meter.tones(pictures, safe.safe_top, safe.safe_bottom)


def _read(store: VideoFiles, video_id: str) -> tuple[Script, RenderSources]:
    sources = RenderSources(
        accepted=AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes()),
        narration=Narration.from_json(store.local(video_id, "narration.json").read_bytes()),
        visuals=Visuals.from_json(store.local(video_id, "visuals.json").read_bytes()),
        captions=Captions.from_json(store.local(video_id, "captions.json").read_bytes()),
    )
    return Script.from_json(store.local(video_id, "script.json").read_bytes()), sources


def _metadata(render: Render, reused: int, address: Callable[[str], str]) -> dict[str, Any]:
    """Return what Dagster shows of a render; `address` says where one of its files is watched."""
    loudness = render.measurement.loudness
    return {
        **in_dagster(
            {
                "preview": picture("frames", address(render.contact_sheet.name)),
                "poster": picture("poster", address(render.poster.name)),
            }
        ),
        "watch": dg.MetadataValue.url(render.render_url),
        "seconds": render.duration_sec,
        "bytes": render.master.bytes,
        "segments": len(render.segments),
        "segments_reused": reused,
        "integrated_lufs": loudness.integrated_lufs,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "sha256": render.master.sha256,
        "provider": f"{render.provider.name} {render.provider.version}",
        "cost_usd": 0.0,
    }
