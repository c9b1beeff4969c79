"""Scripts: a video's words in scenes of one beat each."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.graphics.glyph_coverage import check_script_letters
from factory.intake.quote import priced
from factory.ports import (
    Access,
    Artifacts,
    Briefs,
    Circuits,
    Costs,
    Estimates,
    Events,
    Journal,
    Moderators,
    Progress,
    Providers,
    Stages,
    VideoFiles,
    Waivers,
)
from factory.rules.evidence import Evidence
from factory.script.script import texts_shown
from factory.typography.text_metrics import Lettering
from factory_assets.scripts.dagster_metadata import described
from factory_assets.scripts.draft import keep_draft, script_writer, write_draft
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders, together
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["briefs"],
    kinds={"json"},
    owners=["team:words"],
    pool="words",
    check_specs=check_specs("scripts"),
)
def scripts(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    briefs: dg.ResourceParam[Briefs],
    artifacts: dg.ResourceParam[Artifacts],
    events: dg.ResourceParam[Events],
    costs: dg.ResourceParam[Costs],
    store: dg.ResourceParam[VideoFiles],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    moderators: dg.ResourceParam[Moderators],
    progress: dg.ResourceParam[Progress],
    estimates: dg.ResourceParam[Estimates],
    lettering: dg.ResourceParam[Lettering],
    circuits: dg.ResourceParam[Circuits],
    access: dg.ResourceParam[Access],
    waivers: dg.ResourceParam[Waivers],
) -> dg.MaterializeResult:
    """The words of one video: scenes of one beat, each with its sentences and picture prompt.

    The brief's own words, or, where it names only a topic, what the channel's writer makes of it.
    """
    with stage(context, stages, "scripts") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        fallbacks = FallbackProviders(journal, circuits, progress)
        writer = script_writer(accepted, providers, fallbacks, "scripts")
        draft = write_draft(accepted, writer, briefs, artifacts, store, access)
        moderation = StageModeration(accepted, moderators, journal)
        moderated = moderation.words("scripts", texts_shown(draft.script))
        script = draft.script.model_copy(update={"moderation": moderated})
        check_script_letters(accepted, script, lettering)
        estimate = priced(script, accepted, providers)
        estimates.record(video_id, estimate, accepted.channel.confirm_above_usd)
        files = keep_draft(script, draft, store)
        makers = together(script.makers)
        artifacts.record(video_id, "scripts", files, provider=makers, run_id=run_id)
        events.announce(
            "scripts.generated",
            video_id,
            {"script_id": script.script_id, "version": script.version},
        )
        evidence = Evidence.of(draft.brief, script).model_copy(
            update={"waivers": waivers.of(video_id)}
        )
    return dg.MaterializeResult(
        metadata=in_dagster(
            described(script, draft.manuscript, estimate, costs.cost_usd(video_id), store)
        ),
        check_results=assessed("scripts", evidence),
        data_version=dg.DataVersion(files[0].sha256),
    )
