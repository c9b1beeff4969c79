"""Renders: segments, sound and join: the finished master of each video, and what it measures."""

from collections.abc import Callable
from functools import partial
from typing import Any

import dagster as dg

from factory.listing.chapter_marks import mark_chapters
from factory.master.render import Render
from factory.ports import (
    Artifacts,
    ContentCredentials,
    Disk,
    Events,
    Journal,
    PictureTones,
    Progress,
    Renderer,
    SharedStages,
    Stages,
    Stills,
    VideoFiles,
)
from factory.provenance.claim import Claim
from factory.rules.evidence import Evidence
from factory.rules.registry import RULES
from factory.typography.text_metrics import Lettering
from factory_assets.renders.master import render_master
from factory_assets.renders.preparation import RenderTools
from factory_assets.renders.tiktok_cut import with_cut
from factory_assets.renders.versions import keep_version
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.dagster_metadata import picture
from factory_assets.stage.sharing import sharing
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
    shared_stages: dg.ResourceParam[SharedStages],
) -> dg.MaterializeResult:
    """The finished master: segments joined without a second encode, sound mixed once, signed, measured."""
    with stage(context, stages, "renders") as (video_id, run_id):
        tools = RenderTools(store, disk, renderer, credentials, lettering, picture_tones)
        shared = sharing(journal, shared_stages, video_id, "renders", run_id)
        prepared = tools.prepare(video_id, shared)
        script, video, graphics = prepared.script, prepared.video, prepared.graphics
        sources = video.sources
        chapters = mark_chapters(script, sources.narration, video.profile.chapters)
        claim = Claim.of(sources, script)
        render, reused = render_master(video, graphics, chapters, claim, stills, progress)
        render = render.model_copy(update={"contrasts": prepared.legible.contrasts})
        render = with_cut(render, video, graphics, chapters, claim, progress)
        file = store.write(video_id, "render.json", render.to_json())
        keep_version(store, script, sources.narration, render)
        files = [file, render.master, render.poster, render.contact_sheet]
        files += [render.cut.file] if render.cut else []
        artifacts.record(video_id, "renders", files, provider=renderer.provider, run_id=run_id)
        findings = RULES.assess("renders", Evidence.of(sources.accepted, sources.narration, render))
        refused = any(finding.refuses for finding in findings)
        told = {"sha256": render.master.sha256, "refused": refused}
        events.announce("videos.rendered", video_id, told)
    return dg.MaterializeResult(
        metadata=_metadata(render, reused, partial(store.url, video_id)),
        check_results=check_results(findings, "renders"),
        data_version=dg.DataVersion(render.master.sha256),
    )


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
