"""Changed scenes: what another script of a video shows otherwise, found before anything is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from factory.brief.brief import AcceptedBrief
from factory.ports import Providers
from factory.script.script import Scene, Script
from factory.timeline.loops import pictured_scenes
from factory.units_of_work import Unit
from factory_assets.visuals.pictures import (
    depictions_of,
    edits_of,
    is_given,
    maker_of,
    pictures_of,
)
from wiring.factory import Factory


@dataclass(frozen=True, slots=True)
class ChangedScenes:
    """What differs between two scripts of a video."""

    pictures: Sequence[Unit]
    """Pictures that no scene showed before."""
    rendered: int
    """Scenes to be rendered: other words, another picture, one that fades from such a scene; all of
    them under a progress bar, which tells of the whole."""
    under_bar: bool
    """All of them are, for the progress bar alone; otherwise fewer would be."""
    thumbnail: bool
    """The first picture, on which the thumbnail stands, is among them."""


def changed_scenes(
    factory: Factory,
    providers: Providers,
    before: tuple[AcceptedBrief, Script],
    after: tuple[AcceptedBrief, Script],
) -> ChangedScenes:
    """Return what differs, by what the first choice of each role would be asked for."""
    old, new = (_shown(factory, providers, *one) for one in (before, after))
    known = {unit.fingerprint for _, unit in old if unit}
    changed = [unit for _, unit in new if unit and unit.fingerprint not in known]
    fades = after[0].profile.motion.transition == "crossfade"
    looks = set(_looks(old, fades=fades))
    rendered = sum(look not in looks for look in _looks(new, fades=fades))
    under_bar = bool(rendered and rendered < len(new) and after[0].channel.progress)
    if under_bar:
        rendered = len(new)  # its bar is as long as the share of the whole that has gone by
    return ChangedScenes(
        pictures=changed,
        rendered=rendered,
        under_bar=under_bar,
        thumbnail=bool(changed and new[0][1] is changed[0]),
    )


def _shown(
    factory: Factory, providers: Providers, accepted: AcceptedBrief, script: Script
) -> list[tuple[Scene, Unit | None]]:
    """Return each scene with its picture; None of one that is given: it is what it is."""
    profile, chosen = accepted.profile, accepted.pictures
    scenes = pictured_scenes(script, profile.loop)
    edits = edits_of(accepted, scenes)
    depicted = zip(scenes, depictions_of(accepted, scenes, profile, factory.gazetteer), strict=True)
    works = pictures_of(accepted, chosen, list(depicted), maker_of(chosen, providers), edits)
    return [
        (scene, None if is_given(scene, edits.get(scene.scene_id)) else unit)
        for scene, (unit, _) in zip(scenes, works, strict=True)
    ]


def _looks(shown: Sequence[tuple[Scene, Unit | None]], *, fades: bool) -> list[object]:
    """Return of each scene what its rendered piece hangs on; scenes alike are rendered once."""
    own = [
        (
            tuple(sentence.spoken for sentence in scene.sentences),
            unit.fingerprint if unit else scene.asked or scene.scene_id,
        )
        for scene, unit in shown
    ]
    return [
        (look, previous if fades else None)
        for look, previous in zip(own, [None, *own[:-1]], strict=True)
    ]
