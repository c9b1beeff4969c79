"""Renders: segments, sound and join: the finished master of each video, and what it measures."""

import hashlib

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.graphics.video_branding import screen_text
from factory.listing.chapter_marks import mark_chapters
from factory.master.render import Render, Segment, ingredients
from factory.pictures.visuals import Visuals
from factory.ports import Catalogue, Cutter, Journal, Progress, Stills, Store
from factory.rules.master import assess_render
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.timeline.loops import plan_loops
from factory.timeline.timeline import plan
from factory_assets.renders.assembly import RenderAssembly
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.inspection import MasterInspection
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["audio", "visuals", "captions"],
    group_name="making",
    kinds={"mp4", "ffmpeg"},
    owners=["team:pictures"],
    retry_policy=RETRIES,
    pool="render",
    code_version="1",
    check_specs=check_specs("renders"),
)
def renders(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
    journal: dg.ResourceParam[Journal],
    cutter: dg.ResourceParam[Cutter],
    stills: dg.ResourceParam[Stills],
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult:
    """The finished master: segments joined without a second encode, sound mixed once, measured."""
    with stage(context, catalogue, "renders") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        profile = accepted.profile
        narration = Narration.from_json(store.read(video_id, "narration.json"))
        pictures = Visuals.from_json(store.read(video_id, "visuals.json"))
        captions = Captions.from_json(store.read(video_id, "captions.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        timeline = (
            plan_loops(narration, pictures, profile, profile.loop, seed=_seed(accepted))
            if profile.loop
            else plan(narration, pictures, profile, seed=_seed(accepted))
        )
        text = screen_text(accepted, script, captions, timeline, stills)
        dress = SegmentGraphics(accepted, text, store)
        room = RenderAssembly(
            video_id,
            profile,
            timeline,
            store,
            journal,
            cutter,
            dress,
            narration.inserts,
        )

        progress.begin("renders", timeline.encoded_frames, "frame")
        segments = room.segments(pictures, progress)
        sound = room.sound(narration, pictures)
        marks = mark_chapters(script, narration, profile.chapters)
        master = room.master(segments, sound, captions, marks)
        screening = MasterInspection(video_id, profile, timeline, store, journal, cutter, stills)
        measurement = screening.measurement(master, segments, sound, captions)
        progress.end("renders", f"{timeline.frames} frames in {len(segments)} segments")

        poster, sheet = screening.stills(segments)
        render = Render(
            video_id=video_id,
            manifest_id=pictures.manifest_id,
            master=store.keep(video_id, "master.mp4", master.path),
            render_url=store.url(video_id, "master.mp4"),
            poster=poster,
            contact_sheet=sheet,
            thumbnail_url=store.url(video_id, "thumbnail.jpg"),
            duration_sec=round(measurement.video_seconds, 3),
            timeline=timeline,
            segments=tuple(
                Segment(
                    scene_id=shot.scene_id,
                    frames=shot.frames,
                    repeats=shot.repeats,
                    fingerprint=done.fingerprint,
                    sha256=done.sha256,
                    bytes=done.bytes,
                )
                for shot, done in zip(timeline.shots, segments, strict=True)
            ),
            measurement=measurement,
            made_from=ingredients(accepted, narration, pictures, captions),
            provider=cutter.provider,
            created_at=accepted.accepted_at,
        )
        file = store.write(video_id, "render.json", render.to_json())
        files = [file, render.master, poster, sheet]
        catalogue.record(video_id, "renders", files, provider=cutter.provider, run_id=run_id)
        catalogue.announce("videos.rendered", video_id, {"sha256": render.master.sha256})
    return dg.MaterializeResult(
        metadata={
            "preview": dg.MetadataValue.md(f"![frames]({store.url(video_id, sheet.name)})"),
            "poster": dg.MetadataValue.md(f"![poster]({store.url(video_id, poster.name)})"),
            "watch": dg.MetadataValue.url(render.render_url),
            "seconds": render.duration_sec,
            "bytes": render.master.bytes,
            "segments": len(segments),
            "segments_reused": sum(done.reused for done in segments),
            "integrated_lufs": measurement.loudness.integrated_lufs,
            "true_peak_dbtp": measurement.loudness.true_peak_dbtp,
            "sha256": render.master.sha256,
            "provider": f"{cutter.provider.name} {cutter.provider.version}",
            "cost_usd": 0.0,
        },
        check_results=check_results(assess_render(render, narration, profile), "renders"),
        data_version=dg.DataVersion(render.master.sha256),
    )


def _seed(accepted: AcceptedBrief) -> int:
    key = f"{accepted.brief.channel}\0{accepted.brief.title}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
