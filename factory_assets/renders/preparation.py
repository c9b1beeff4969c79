"""A render prepared: what a video is rendered from, read and laid out, before anything is made."""

from dataclasses import dataclass
from functools import partial

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.graphics.video_branding import LegibleText, legible_text, screen_text
from factory.master.sources import RenderSources
from factory.pictures.visuals import Visuals
from factory.ports import ContentCredentials, Disk, Journal, PictureTones, Renderer, VideoFiles
from factory.script.script import Script
from factory.speech.narration import Narration
from factory.timeline.scenes_or_loops import timeline_of
from factory.typography.text_metrics import Lettering
from factory_assets.renders.graphics import SegmentGraphics
from factory_assets.renders.picture_tones import picture_tones_of
from factory_assets.renders.units import VideoRender


@dataclass(frozen=True, slots=True)
class PreparedRender:
    """One video, ready to be rendered."""

    script: Script
    video: VideoRender
    graphics: SegmentGraphics
    legible: LegibleText


@dataclass(frozen=True, slots=True)
class RenderTools:
    """Who keeps, measures and makes."""

    store: VideoFiles
    disk: Disk
    renderer: Renderer
    credentials: ContentCredentials
    lettering: Lettering
    picture_tones: PictureTones

    def prepare(self, video_id: str, journal: Journal) -> PreparedRender:
        """Read a video's manifests and lay out its picture; whoever does that finds the same units.

        Args:
            video_id: which.
            journal: has each unit done once.
        """
        script, sources = _read(self.store, video_id)
        accepted, captions = sources.accepted, sources.captions
        timeline = timeline_of(accepted, sources.narration, sources.visuals)
        tones = partial(picture_tones_of, sources, self.store, self.picture_tones, journal)
        legible = legible_text(accepted, script, captions, tones)
        text = screen_text(accepted, script, captions, timeline, self.lettering, legible)
        video = VideoRender(
            sources,
            accepted.profile,
            timeline,
            self.store,
            self.disk,
            journal,
            self.renderer,
            self.credentials,
        )
        graphics = SegmentGraphics(accepted, text, self.store)
        return PreparedRender(script, video, graphics, legible)


def _read(store: VideoFiles, video_id: str) -> tuple[Script, RenderSources]:
    sources = RenderSources(
        accepted=AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes()),
        narration=Narration.from_json(store.local(video_id, "narration.json").read_bytes()),
        visuals=Visuals.from_json(store.local(video_id, "visuals.json").read_bytes()),
        captions=Captions.from_json(store.local(video_id, "captions.json").read_bytes()),
    )
    return Script.from_json(store.local(video_id, "script.json").read_bytes()), sources
