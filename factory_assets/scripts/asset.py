"""Scripts: a video's words in scenes of one beat each."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.brief.editable_file import as_markdown
from factory.documents.messages import listed
from factory.graphics.glyph_coverage import check_script_letters
from factory.intake.quote import priced
from factory.ports import (
    Catalogue,
    Circuits,
    Estimates,
    Journal,
    Progress,
    Providers,
    Store,
)
from factory.records import FileRef
from factory.rules.script import assess_script
from factory.script.manuscript import Manuscript
from factory.script.script import Script, texts_shown
from factory.typography.text_metrics import Lettering
from factory_assets.scripts.drafting import Draft, drafted, room_for
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders, together
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["briefs"],
    group_name="making",
    kinds={"json"},
    owners=["team:words"],
    retry_policy=RETRIES,
    pool="words",
    code_version="2",
    check_specs=check_specs("scripts"),
)
def scripts(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    progress: dg.ResourceParam[Progress],
    estimates: dg.ResourceParam[Estimates],
    lettering: dg.ResourceParam[Lettering],
    circuits: dg.ResourceParam[Circuits],
) -> dg.MaterializeResult:
    """The words of one video: scenes of one beat, each with its sentences and picture prompt.

    The brief's own words, or, where it names only a topic, what the channel's writer makes of it.
    """
    with stage(context, catalogue, "scripts") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        stand_ins = FallbackProviders(journal, circuits, progress)
        room = room_for(accepted, providers, stand_ins, "scripts")
        draft = drafted(accepted, room, catalogue, store)
        moderated = StageModeration(accepted, providers, journal).words(
            "scripts", texts_shown(draft.script)
        )
        script = draft.script.model_copy(update={"moderation": moderated})
        check_script_letters(accepted, script, lettering)
        estimate = priced(script, accepted, providers)
        estimates.record(video_id, estimate, accepted.channel.confirm_above_usd)
        files = _kept(script, draft, store)
        makers = together(script.makers)
        catalogue.record(video_id, "scripts", files, provider=makers, run_id=run_id)
        catalogue.announce(
            "scripts.generated",
            video_id,
            {"script_id": script.script_id, "version": script.version},
        )
    return dg.MaterializeResult(
        metadata={
            "script": dg.MetadataValue.md(_readable(script)),
            "scenes": len(script.scenes),
            "sentences": len(script.sentences),
            "words": script.word_count,
            "seconds": round(sum(scene.duration_sec for scene in script.scenes), 1),
            "provider": listed(maker.described for maker in script.makers),
            "cost_usd": catalogue.cost_usd(video_id),
            "file": dg.MetadataValue.url(store.url(video_id, "script.json")),
            "estimate_usd": estimate.total_usd,
            "estimate": dg.MetadataValue.md(estimate.as_table()),
            **_to_look_at(draft.manuscript),
        },
        check_results=check_results(assess_script(script, draft.told, accepted.profile), "scripts"),
        data_version=dg.DataVersion(files[0].sha256),
    )


def _kept(script: Script, draft: Draft, store: Store) -> list[FileRef]:
    """Write the script; of words by a model also what was found in them, and a brief to edit."""
    video_id = script.video_id
    files = [store.write(video_id, "script.json", script.to_json())]
    if draft.manuscript:
        files.append(store.write(video_id, "manuscript.json", draft.manuscript.to_json()))
        files.append(store.write(video_id, "words.md", as_markdown(draft.told).encode()))
    return files


def _to_look_at(manuscript: Manuscript | None) -> dict[str, dg.MetadataValue]:
    """Return what a person should know of words that a model wrote."""
    if manuscript is None:
        return {}
    facts = "\n".join(f"- {fact}" for fact in manuscript.facts_to_verify) or "none named"
    left = "\n".join(f"- {problem}" for problem in manuscript.problems) or "none found"
    return {
        "facts_to_verify": dg.MetadataValue.md(facts),
        "problems": dg.MetadataValue.md(left),
        "words_wanted": dg.MetadataValue.int(manuscript.wanted_words),
        "sections_rewritten": dg.MetadataValue.int(len(manuscript.rewritten)),
    }


def _readable(script: Script) -> str:
    scenes = "\n\n".join(
        f"{f'### {scene.chapter}{chr(10)}{chr(10)}' if scene.chapter else ''}"
        f"**{scene.scene_id}** ({scene.duration_sec:.0f} s) {scene.text}"
        for scene in script.scenes
    )
    return f"## {script.title}\n\n{scenes}"
