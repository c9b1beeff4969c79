"""Drafting: how a brief comes by its script: its own words, a topic's, or another video's retold."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from factory.brief.brief import AcceptedBrief
from factory.errors import OriginalAwaited
from factory.ports import Catalogue, Providers, Store
from factory.records import Provider
from factory.script.length_plan import plan_writing
from factory.script.manuscript import Manuscript
from factory.script.scenes import WORDS, write_script
from factory.script.script import Script
from factory.script.translation import retell
from factory.speech.normalisation import spoken
from factory_assets.scripts.model_questions import Questions, writers_of
from factory_assets.scripts.writer import ScriptWriter, too_far_off
from factory_assets.stage.fallback_providers import FallbackProviders

LOOK_AGAIN = timedelta(minutes=1)
"""How soon a translation looks for its original again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A script, and what it was made of."""

    script: Script
    told: AcceptedBrief
    """The brief with the words that were found for its topic."""
    manuscript: Manuscript | None
    """What a model wrote, where it wrote the words."""


def room_for(
    accepted: AcceptedBrief, providers: Providers, stand_ins: FallbackProviders, stage: str
) -> ScriptWriter | None:
    """Return where words are written for a brief; None where every brief brings its own."""
    writers = writers_of(accepted, providers)
    if not writers:
        return None
    return ScriptWriter(Questions(accepted, writers, stand_ins, stage), accepted.profile)


def drafted(
    accepted: AcceptedBrief, room: ScriptWriter | None, catalogue: Catalogue, store: Store
) -> Draft:
    """Return the brief's script, its pictures described.

    Raises:
        OriginalAwaited: it translates a video that has no script yet.
        PermanentError: what the model wrote cannot be used.
    """
    version = catalogue.revision(accepted.video_id)
    if accepted.brief.translates and room:
        return Draft(_retold(accepted, room, version, catalogue, store), accepted, None)
    manuscript = _manuscript(accepted, room)
    told = _told(accepted, manuscript)
    provider = manuscript.provider if manuscript else WORDS
    script = write_script(
        told, told.profile, accepted.accepted_at, spoken, version=version, provider=provider
    )
    if room:
        script = _with_pictures(accepted, script, room)
        script = script.model_copy(update={"also_by": _others(script, room)})
    return Draft(script, told, manuscript)


def _retold(
    accepted: AcceptedBrief,
    room: ScriptWriter,
    version: int,
    catalogue: Catalogue,
    store: Store,
) -> Script:
    original = _original(accepted, catalogue, store)
    texts = room.translation(original)
    script = retell(
        original,
        texts,
        accepted,
        accepted.profile,
        spoken,
        version=version,
        provider=room.answered_by[0],
    )
    return script.model_copy(update={"also_by": _others(script, room)})


def _others(script: Script, room: ScriptWriter) -> tuple[Provider, ...]:
    """Return the stand-ins that wrote parts of it; by whom it is says `provider`."""
    return tuple(p for p in room.answered_by if p.instead_of and p != script.provider)


def _with_pictures(accepted: AcceptedBrief, script: Script, room: ScriptWriter) -> Script:
    """Return the script with better picture prompts, where pictures are made to order."""
    if accepted.profile.takes or not accepted.pictures.are_made_to_order:
        return script
    return script.with_prompts(
        room.picture_prompts(script.title, script.scenes, accepted.pictures.look)
    )


def _manuscript(accepted: AcceptedBrief, room: ScriptWriter | None) -> Manuscript | None:
    if room is None or not accepted.brief.topic:
        return None
    profile = accepted.profile
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


def _told(accepted: AcceptedBrief, manuscript: Manuscript | None) -> AcceptedBrief:
    """Return the brief with the words that were found for its topic."""
    if manuscript is None:
        return accepted
    words = manuscript.words(chapters=accepted.profile.chapters.wanted)
    facts = {"words": words, "title": manuscript.outline.title}
    return accepted.model_copy(update={"brief": accepted.brief.model_copy(update=facts)})
