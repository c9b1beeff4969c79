"""Scenes as a person sees them beside the player: when, in which words, with which picture."""

from desk.actions.manifests import Manifests
from factory.listing.listing import Listing
from factory.master.render import Render
from factory.master.versions import scene_starts
from factory.pictures.visuals import Visuals
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration
from wiring.factory import Factory


class SceneFacts(Payload):
    """One scene of the newest script."""

    number: int
    """From 1."""
    scene_id: str
    chapter: str | None
    sentences: tuple[str, ...]
    start_seconds: float | None
    """In the master, before there is one in the narration; None while this script has neither."""
    picture: str | None
    """Name of its still in the video's folder of the store; None while there is none."""
    shows: str
    """What of the scene's words its picture shows, and why; empty where nobody planned it."""
    made_by: str
    """Who made the picture; empty while nobody has."""
    licence: str
    attribution: str


def scenes_of(
    factory: Factory, video_id: str, script: Script | None = None
) -> tuple[SceneFacts, ...]:
    """Return the scenes of a script; without one of the newest, none while there is none."""
    kept = Manifests(factory, video_id)
    script = script or kept.read(Script, "script.json")
    if script is None:
        return ()
    visuals = kept.read(Visuals, "visuals.json")
    pictures = {asset.scene_id: asset for asset in visuals.assets} if visuals else {}
    render = kept.read(Render, "render.json")
    starts = (
        scene_starts(render) if render else _spoken_starts(kept.read(Narration, "narration.json"))
    )
    return tuple(
        SceneFacts(
            number=number,
            scene_id=scene.scene_id,
            chapter=scene.chapter,
            sentences=tuple(sentence.text for sentence in scene.sentences),
            start_seconds=starts.get(scene.scene_id),
            picture=(picture.still or picture.file).name if picture else None,
            shows=picture.shown if picture else "",
            made_by=picture.provider.name if picture else "",
            licence=picture.provider.licence if picture else "",
            attribution=picture.attribution if picture else "",
        )
        for number, scene in enumerate(script.scenes, start=1)
        for picture in [pictures.get(scene.scene_id)]
    )


def _spoken_starts(narration: Narration | None) -> dict[str, float]:
    """Return the second at which each scene begins in what is spoken."""
    if narration is None:
        return {}
    return {one.scene_id: one.start / narration.sample_rate for one in narration.scenes}


def listing_of(factory: Factory, video_id: str) -> Listing | None:
    """Return the listing as it was written last; None while there is none."""
    return Manifests(factory, video_id).read(Listing, "listing.json")
