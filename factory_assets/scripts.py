"""Scripts: a video's words in scenes of one beat each."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from factory.brief import AcceptedBrief
from factory.brief_file import as_markdown
from factory.dressing import check_script_letters
from factory.errors import OriginalAwaited
from factory.formats import Format
from factory.payload import FileRef
from factory.ports import Catalogue, Designer, Estimates, Journal, Progress, Store, Studio
from factory.prices import priced
from factory.rules.script_rules import assess_script
from factory.scenes import WORDS, write_script
from factory.script import Script
from factory.spoken import spoken
from factory.translation import retell
from factory.writing.manuscript import Manuscript
from factory.writing.plan import plan_writing
from factory_assets.partitions import VIDEOS
from factory_assets.stage import RETRIES, check_results, check_specs, stage
from factory_assets.writing_room import WritingRoom, too_far_off, writer_of

LOOK_AGAIN = timedelta(minutes=1)
"""How soon a translation looks for its original again."""


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
    studio: dg.ResourceParam[Studio],
    progress: dg.ResourceParam[Progress],
    estimates: dg.ResourceParam[Estimates],
    designer: dg.ResourceParam[Designer],
) -> dg.MaterializeResult:
    """The words of one video: scenes of one beat, each with its sentences and picture prompt.

    The brief's own words, or, where it names only a topic, what the channel's writer makes of it.
    """
    with stage(context, catalogue, "scripts") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        profile = accepted.profile
        writer = writer_of(accepted, studio)
        room = (
            WritingRoom(accepted, profile, writer, journal, progress, "scripts") if writer else None
        )
        version = catalogue.revision(video_id)
        manuscript = _manuscript(accepted, profile, room)
        told = _told(accepted, profile, manuscript)
        if accepted.brief.translates and room and writer:
            original = _original(accepted, catalogue, store)
            script = retell(
                original,
                room.translation(original),
                accepted,
                profile,
                spoken,
                version=version,
                provider=writer.provider,
            )
        else:
            provider = manuscript.provider if manuscript else WORDS
            script = write_script(
                told, profile, accepted.accepted_at, spoken, version=version, provider=provider
            )
        described = accepted.brief.translates or profile.takes
        if room and accepted.pictures.are_made_to_order and not described:
            prompts = room.picture_prompts(script.title, script.scenes, accepted.pictures.look)
            script = script.with_prompts(prompts)
        check_script_letters(accepted, script, designer)
        estimate = priced(script, accepted, studio)
        estimates.record(video_id, estimate, accepted.channel.confirm_above_usd)
        files = _kept(told, script, manuscript, store)
        catalogue.record(video_id, "scripts", files, provider=script.provider, run_id=run_id)
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
            "provider": f"{script.provider.name} {script.provider.model}".strip(),
            "cost_usd": catalogue.cost_usd(video_id),
            "file": dg.MetadataValue.url(store.url(video_id, "script.json")),
            "estimate_usd": estimate.total_usd,
            "estimate": dg.MetadataValue.md(estimate.as_table()),
            **_to_look_at(manuscript),
        },
        check_results=check_results(assess_script(script, told, profile), "scripts"),
        data_version=dg.DataVersion(files[0].sha256),
    )


def _manuscript(
    accepted: AcceptedBrief, profile: Format, room: WritingRoom | None
) -> Manuscript | None:
    if room is None or not accepted.brief.topic:
        return None
    if profile.takes:
        return room.takes(profile.takes.count, profile.takes.seconds)
    seconds = accepted.brief.narration_seconds
    manuscript = room.manuscript(plan_writing(profile, seconds, accepted.voice.speed))
    too_far_off(manuscript, profile)
    return manuscript


def _original(accepted: AcceptedBrief, catalogue: Catalogue, store: Store) -> Script:
    """Return the script to translate; raise OriginalAwaited while there is none."""
    video_id = accepted.brief.translates
    if catalogue.artifact(video_id, "scripts", "script.json") is None:
        raise OriginalAwaited(
            f"{accepted.video_id} waits for the script of {video_id}, which it tells in "
            f"{accepted.brief.language}",
            until=datetime.now(UTC) + LOOK_AGAIN,
            scope=video_id,
        )
    return Script.from_json(store.read(video_id, "script.json"))


def _told(accepted: AcceptedBrief, profile: Format, manuscript: Manuscript | None) -> AcceptedBrief:
    """Return the brief with the words that were found for its topic."""
    if manuscript is None:
        return accepted
    words = manuscript.words(chapters=profile.chapters.wanted)
    facts = {"words": words, "title": manuscript.outline.title}
    return accepted.model_copy(update={"brief": accepted.brief.model_copy(update=facts)})


def _kept(
    told: AcceptedBrief, script: Script, manuscript: Manuscript | None, store: Store
) -> list[FileRef]:
    """Write the script; of words by a model also what was found in them, and a brief to edit."""
    video_id = script.video_id
    files = [store.write(video_id, "script.json", script.to_json())]
    if manuscript:
        files.append(store.write(video_id, "manuscript.json", manuscript.to_json()))
        files.append(store.write(video_id, "words.md", as_markdown(told).encode()))
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
