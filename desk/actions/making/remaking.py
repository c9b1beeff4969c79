"""Remaking: what a person sees of a video while another version of it is being made."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from desk.actions.making.scenes import SceneFacts, scenes_of
from desk.actions.making.versions import versions_of
from factory.brief.brief import AcceptedBrief
from factory.brief.edits import placed
from factory.errors import FactoryError, PermanentError
from factory.interchange.video_facts import VideoFacts
from factory.master.versions import Version
from factory.script.scenes import write_script
from factory.script.script import Script
from factory.speech.pronunciation import reader
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class Remaking:
    """The scenes as they will be, and the version that can be seen meanwhile."""

    scenes: Sequence[SceneFacts]
    """Of the newest words; beginning where they do in the version that can be seen."""
    anew: AbstractSet[str]
    """IDs of scenes that this version does not show so."""
    earlier: Version | None
    """The last that was made; None where there is a finished one now, or never was one."""


def remaking_of(factory: Factory, video: VideoFacts, accepted: AcceptedBrief) -> Remaking:
    """Return what is seen of a video; without another version at work, its scenes as they are."""
    earlier = _earlier(factory, video) if video.master_sha256 is None else None
    scenes = scenes_of(factory, video.video_id, _script_ahead(factory, video, accepted))
    if earlier is None:
        return Remaking(scenes, frozenset(), None)
    starts = {heard.words: heard.start_seconds for heard in reversed(earlier.sentences)}
    said = [(scene.scene_id, " ".join(scene.sentences)) for scene in scenes]
    redrawn = {
        scene_id
        for scene_id, edit in placed(accepted.by_hand.pictures, said).items()
        if edit.at > earlier.made_at
    }
    anew = {one.scene_id for one in scenes if any(words not in starts for words in one.sentences)}
    seen = [
        one.model_copy(
            update={"start_seconds": starts.get(one.sentences[0]) if one.sentences else None}
        )
        for one in scenes
    ]
    return Remaking(seen, frozenset(anew | redrawn), earlier)


def _earlier(factory: Factory, video: VideoFacts) -> Version | None:
    """Return the newest version whose file is still there."""
    for version in versions_of(factory, video.video_id):
        try:
            factory.store.local(video.video_id, version.file)
        except PermanentError:
            continue  # cleaned away
        return version
    return None


def _script_ahead(factory: Factory, video: VideoFacts, accepted: AcceptedBrief) -> Script | None:
    """Return the script of a brief's own words that its stage has not written yet."""
    brief = accepted.brief
    if video.scripts not in ("pending", "running") or not brief.words or brief.topic:
        return None
    if brief.translates or accepted.excerpt:
        return None
    try:
        return write_script(accepted, accepted.profile, accepted.accepted_at, reader(accepted))
    except FactoryError:
        return None  # why is told by the stage
