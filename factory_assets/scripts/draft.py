"""The draft of a script: the brief's own words, a topic's, or another video's: translated, or some of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from factory.brief.brief import AcceptedBrief
from factory.brief.editable_file import as_markdown
from factory.errors import OriginalAwaited
from factory.ports import Access, Artifacts, Briefs, Providers, VideoFiles
from factory.records import FileRef, Provider
from factory.script.excerpted_script import excerpt_script
from factory.script.length_plan import plan_writing
from factory.script.manuscript import Manuscript
from factory.script.scenes import WORDS, write_script
from factory.script.script import Script
from factory.script.translation import retell
from factory.speech.pronunciation import reader
from factory_assets.scripts.model_questions import Questions, writers_of
from factory_assets.scripts.writer import ScriptWriter, too_far_off
from factory_assets.stage.fallback_providers import FallbackProviders

LOOK_AGAIN = timedelta(minutes=1)
"""How soon a translation looks for its original again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A script, and what it was made of."""

    script: Script
    brief: AcceptedBrief
    """With the words that were found for its topic."""
    manuscript: Manuscript | None
    """What a model wrote, where it wrote the words."""


def script_writer(
    accepted: AcceptedBrief, providers: Providers, fallbacks: FallbackProviders, stage: str
) -> ScriptWriter | None:
    """Return who finds words for a brief; None where every brief brings its own."""
    words = accepted.channel.words
    if words.provider == "brief":
        return None
    writers = partial(writers_of, words, providers)
    return ScriptWriter(Questions(accepted, writers, fallbacks, stage), accepted.profile)


def write_draft(
    accepted: AcceptedBrief,
    writer: ScriptWriter | None,
    briefs: Briefs,
    artifacts: Artifacts,
    store: VideoFiles,
    access: Access,
) -> Draft:
    """Write the brief's script, its pictures described.

    Raises:
        OriginalAwaited: it translates a video that has no script yet.
        PermanentError: what the model wrote cannot be used.
    """
    version = briefs.revision(accepted.video_id)
    if accepted.excerpt:
        original = Script.from_json(
            store.local(accepted.excerpt.video_id, "script.json").read_bytes()
        )
        return Draft(excerpt_script(original, accepted, version), accepted, None)
    if accepted.brief.translates and writer:
        return Draft(
            _translation(accepted, writer, version, briefs, artifacts, store), accepted, None
        )
    manuscript = _manuscript(accepted, writer)
    brief = _with_words(accepted, manuscript)
    provider = manuscript.provider if manuscript else WORDS
    script = write_script(
        brief,
        brief.profile,
        accepted.accepted_at,
        reader(accepted),
        version=version,
        provider=provider,
    )
    if writer:
        if access.made_to_order(accepted.pictures):
            script = _with_pictures(accepted, script, writer)
        script = script.model_copy(update={"also_by": _others(script, writer)})
    return Draft(script, brief, manuscript)


def _translation(
    accepted: AcceptedBrief,
    writer: ScriptWriter,
    version: int,
    briefs: Briefs,
    artifacts: Artifacts,
    store: VideoFiles,
) -> Script:
    original = _original(accepted, briefs, artifacts, store)
    texts = writer.translation(original)
    script = retell(
        original,
        texts,
        accepted,
        accepted.profile,
        reader(accepted),
        version=version,
        provider=writer.answered_by[0],
    )
    return script.model_copy(update={"also_by": _others(script, writer)})


def _others(script: Script, writer: ScriptWriter) -> tuple[Provider, ...]:
    """Return the fallback providers that wrote parts of it; by whom it is says `provider`."""
    return tuple(p for p in writer.answered_by if p.instead_of and p != script.provider)


def _with_pictures(accepted: AcceptedBrief, script: Script, writer: ScriptWriter) -> Script:
    """Return the script with better picture prompts, where pictures are made to order."""
    if accepted.profile.takes:
        return script
    return script.with_prompts(
        writer.picture_prompts(script.title, script.scenes, accepted.pictures.look)
    )


def _manuscript(accepted: AcceptedBrief, writer: ScriptWriter | None) -> Manuscript | None:
    if writer is None or not accepted.brief.topic:
        return None
    profile = accepted.profile
    if profile.takes:
        return writer.takes(profile.takes.count, profile.takes.seconds)
    seconds = accepted.brief.narration_seconds
    manuscript = writer.manuscript(plan_writing(profile, seconds, accepted.voice.speed))
    too_far_off(manuscript, profile)
    return manuscript


def _original(
    accepted: AcceptedBrief, briefs: Briefs, artifacts: Artifacts, store: VideoFiles
) -> Script:
    """Return the script to translate; raise OriginalAwaited while there is none of its newest brief."""
    video_id = accepted.brief.translates
    if artifacts.artifact(video_id, "scripts", "script.json"):
        script = Script.from_json(store.local(video_id, "script.json").read_bytes())
        if script.version >= briefs.revision(video_id):
            return script
    raise OriginalAwaited(
        f"{accepted.video_id} waits for the script of {video_id}, which it tells in "
        f"{accepted.brief.language}",
        until=datetime.now(UTC) + LOOK_AGAIN,
        scope=video_id,
    )


def _with_words(accepted: AcceptedBrief, manuscript: Manuscript | None) -> AcceptedBrief:
    """Return the brief with the words that were found for its topic."""
    if manuscript is None:
        return accepted
    words = manuscript.words(chapters=accepted.profile.chapters.wanted)
    facts = {"words": words, "title": manuscript.outline.title}
    return accepted.model_copy(update={"brief": accepted.brief.model_copy(update=facts)})


def keep_draft(script: Script, draft: Draft, store: VideoFiles) -> list[FileRef]:
    """Keep the script; of words by a model also what was found in them, and a brief to edit."""
    video_id = script.video_id
    files = [store.write(video_id, "script.json", script.to_json())]
    if draft.manuscript:
        files.append(store.write(video_id, "manuscript.json", draft.manuscript.to_json()))
        files.append(store.write(video_id, "words.md", as_markdown(draft.brief).encode()))
    return files
