"""The job `segments`: makes units of a long video's stage beside the run that joins them."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.ports import (
    Circuits,
    ContentCredentials,
    Disk,
    HelpingJournals,
    PictureTones,
    Progress,
    Providers,
    Renderer,
    VideoFiles,
)
from factory.script.script import Script
from factory.typography.text_metrics import Lettering
from factory.workflow.launch import PHASE
from factory.workflow.shared_stage import STAGE
from factory_assets.audio.sentences import speak_script
from factory_assets.renders.pieces import make_pieces
from factory_assets.renders.preparation import RenderTools
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.helping import helping
from factory_assets.stage.video_partition import VIDEOS


@dg.op(description="Makes segments, sound and views, or speaks sentences, that another run joins.")
def make_units(
    context: dg.OpExecutionContext,
    helping_journals: dg.ResourceParam[HelpingJournals],
    store: dg.ResourceParam[VideoFiles],
    disk: dg.ResourceParam[Disk],
    renderer: dg.ResourceParam[Renderer],
    credentials: dg.ResourceParam[ContentCredentials],
    lettering: dg.ResourceParam[Lettering],
    picture_tones: dg.ResourceParam[PictureTones],
    providers: dg.ResourceParam[Providers],
    circuits: dg.ResourceParam[Circuits],
    progress: dg.ResourceParam[Progress],
) -> None:
    """Make what nobody makes, until nothing is left; by the code of the stage itself."""
    with helping(context, helping_journals) as (video_id, journal):
        if context.run.tags[STAGE] == "renders":
            tools = RenderTools(store, disk, renderer, credentials, lettering, picture_tones)
            make_pieces(tools.prepare(video_id, journal), progress)
            return
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        script = Script.from_json(store.local(video_id, "script.json").read_bytes())
        fallbacks = FallbackProviders(journal, circuits, progress)
        speak_script(accepted, script, accepted.profile, providers, fallbacks)


@dg.job(
    partitions_def=VIDEOS,
    description="Helps with a stage of a long video; the run that it helps joins what is made.",
    tags={PHASE: "segments"},
)
def segments() -> None:
    """One step."""
    make_units()
