"""Pictures: one for each scene as a unit of work, each by the first or the second choice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from factory.brief.brief import AcceptedBrief
from factory.brief.edits import OwnPicture, PictureEdit, placed
from factory.channel.provider_settings import Pictures
from factory.depiction.depiction import Depiction
from factory.depiction.place_recognition import Gazetteer
from factory.depiction.planner import SceneWords, plan_depictions
from factory.errors import BadInput
from factory.fingerprint import fingerprint, seed_of
from factory.pictures.visuals import PictureDetail, picture_size
from factory.ports import Illustrator, Providers, Seeding, VideoFiles
from factory.presets.palettes import palette_for
from factory.script.script import Scene
from factory.text.picture_lines import asks_for_file
from factory.units_of_work import Done, Notes, Resumable, Unit
from factory.video_formats.formats import Format
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, Work, as_fallback

STILL = ".png"


@dataclass(frozen=True, slots=True)
class DrawnScene:
    """One scene's picture or clip, and the unit of work by whoever made it."""

    scene: Scene
    unit: Unit
    done: Done
    depiction: Depiction | None = None
    """What the planner chose to show; None of pictures that a person gave."""

    @property
    def detail(self) -> PictureDetail:
        """What its maker said of it."""
        return self.done.read(PictureDetail)


def draw_scenes(
    accepted: AcceptedBrief,
    scenes: Sequence[Scene],
    profile: Format,
    providers: Providers,
    fallbacks: FallbackProviders,
    store: VideoFiles,
    gazetteer: Gazetteer,
    taken: Mapping[str, Work] = MappingProxyType({}),
) -> list[DrawnScene]:
    """Have every scene's picture made, in order.

    Scene by scene: what the first choice has finished stays beside what the second makes. A picture
    that a person gave stands in place of both, or one that is taken from another video.

    Raises:
        BadInput: a given picture cannot be used, or is a clip where the format shows stills.
        CircuitOpen: all who could make the rest are left alone.
    """
    edits = edits_of(accepted, scenes)
    first, *others = accepted.pictures.in_order
    maker = maker_of(first, providers)
    depictions = depictions_of(accepted, scenes, profile, gazetteer)
    shown = list(zip(scenes, depictions, strict=True))
    sides = [pictures_of(accepted, first, shown, maker, edits)]
    for second in others:
        works = pictures_of(accepted, second, shown, maker_of(second, providers), edits)
        sides.append([as_fallback(work, maker.provider) for work in works])
    groups = [
        UnitGroup(
            works[0][0].label,
            tuple((work,) for work in works),
            decided_for=accepted.brief.translates,
        )
        for works in zip(*sides, strict=True)
    ]
    for place, scene in enumerate(scenes):
        edit = edits.get(scene.scene_id)
        own = _own(accepted, scene, edit, providers, store)
        if not own and not (edit and edit.redraws):
            own = taken.get(scene.scene_id)
        if own:
            groups[place] = UnitGroup(own[0].label, ((own,),))
    units = [unit for group in groups for works in group.sides for unit, _ in works]
    _check_stills(accepted, profile, units)
    made = fallbacks.perform_all(groups, counted="scene")
    return [
        DrawnScene(scene, unit, done, depiction if unit.provider.synthetic else None)
        for (scene, depiction), ((unit, done),) in zip(shown, made, strict=True)
    ]


def depictions_of(
    accepted: AcceptedBrief, scenes: Sequence[Scene], profile: Format, gazetteer: Gazetteer
) -> list[Depiction]:
    """Return what each scene's picture shows; where pictures last for hours, no type."""
    words = [
        SceneWords(tuple(sentence.text for sentence in scene.sentences), scene.asked or "")
        for scene in scenes
    ]
    return plan_depictions(
        words,
        accepted.brief.language,
        gazetteer,
        accepted.brief.title,
        accepted.brief.description,
        calm=profile.loop is not None,
        headed=profile.titles.hook_seconds > 0,
    )


def edits_of(accepted: AcceptedBrief, scenes: Sequence[Scene]) -> Mapping[str, PictureEdit]:
    """Return what a person changed of the pictures of these scenes, by scene ID."""
    words = [(scene.scene_id, scene.written) for scene in scenes]
    return placed(accepted.by_hand.pictures, words)


def is_given(scene: Scene, edit: PictureEdit | None) -> bool:
    """Whether a scene's picture is a file that a person gave or the brief names: nobody draws it."""
    if edit and edit.own:
        return True
    return bool(scene.asked and asks_for_file(scene.asked)) and not (edit and edit.redraws)


def _own(
    accepted: AcceptedBrief,
    scene: Scene,
    edit: PictureEdit | None,
    providers: Providers,
    store: VideoFiles,
) -> Work | None:
    """Return the picture that a person gave or the brief names, as a unit of work; None of others."""
    if not is_given(scene, edit):
        return None
    if edit and edit.own:
        folder = _folder_of(edit.own, accepted, store)
    else:
        folder = accepted.pictures.model_copy(update={"provider": "folder", "fallback": None})
    size = picture_size(accepted.profile.picture)
    return picture(accepted, folder, scene, 0, "", size, maker_of(folder, providers))


def _folder_of(own: OwnPicture, accepted: AcceptedBrief, store: VideoFiles) -> Pictures:
    """Return the folder in which a picture that was given lies alone."""
    return Pictures(
        provider="folder",
        folder=str(store.local(accepted.video_id, own.name).parent),
        licence=own.licence,
        attribution=own.attribution,
    )


def maker_of(pictures: Pictures, providers: Providers) -> Illustrator:
    """Return who makes pictures by a channel's or a brief's choice."""
    return providers.illustrator(pictures.provider, pictures.model, moving=pictures.moving)


def pictures_of(
    accepted: AcceptedBrief,
    pictures: Pictures,
    shown: Sequence[tuple[Scene, Depiction]],
    illustrator: Illustrator,
    edits: Mapping[str, PictureEdit],
) -> list[Work]:
    """Return each scene's picture as a unit of work; none hangs on another scene's words."""
    brief = accepted.brief
    palette = palette_for(f"{brief.title} {brief.description}", pictures.look)
    size = picture_size(accepted.profile.picture)
    alike: Counter[str] = Counter()
    return [
        picture(
            accepted, pictures, scene, index, palette, size, illustrator, redraws, depiction, alike
        )
        for index, (scene, depiction) in enumerate(shown)
        for edit in [edits.get(scene.scene_id)]
        for redraws in [edit.redraws if edit else 0]
    ]


def _check_stills(accepted: AcceptedBrief, profile: Format, units: Sequence[Unit]) -> None:
    moving = [unit.label for unit in units if unit.suffix != STILL]
    if profile.loop and moving:
        raise BadInput(
            f"{accepted.video_id}: the {moving[0]} is a clip, but a {profile.name} shows stills, "
            "each for long; take the clips out of the folder, or choose another format"
        )


def picture(
    accepted: AcceptedBrief,
    pictures: Pictures,
    scene: Scene,
    index: int,
    palette: str,
    size: tuple[int, int],
    illustrator: Illustrator,
    redraws: int = 0,
    depiction: Depiction | None = None,
    alike: Counter[str] | None = None,
) -> Work:
    """Return one scene's picture as a unit of work; each redraw has a seed of its own.

    `alike` counts pictures of one recipe, so that two scenes of the same words get two pictures.
    """
    recipe = illustrator.recipe(pictures, scene.picture_prompt, palette, index, depiction)
    shows = fingerprint("picture", recipe)
    earlier = alike[shows] if alike else 0
    if alike is not None:
        alike[shows] += 1
    again = f"\0{scene.scene_id}\0redraw {redraws}" if redraws else ""
    seed = _seed(illustrator.seeding, accepted, f"{shows} {earlier}", again)
    width, height = size
    unit = Unit(
        video_id=accepted.video_id,
        stage="visuals",
        kind="picture",
        label=f"picture of {scene.scene_id}",
        recipe={
            **recipe,
            "seed": seed,
            "width": width,
            "height": height,
            "provider": illustrator.provider.name,
            "version": illustrator.provider.version,
        },
        suffix=recipe.get("suffix", STILL),
        provider=illustrator.provider,
        estimate_usd=illustrator.price_usd(recipe, width, height),
    )

    def draw(target: Path, notes: Notes) -> PictureDetail:
        return illustrator.draw(recipe, seed, width, height, target, notes)

    return unit, Resumable(draw)


def _seed(seeding: Seeding, accepted: AcceptedBrief, shows: str, again: str) -> int:
    """Return 32 bits; they follow what the picture shows, not its place: a cut scene moves no other."""
    channel, title = accepted.brief.channel, accepted.brief.title
    keys = {"scene": f"{channel}\0{title}\0{shows}", "channel": channel}
    if seeding not in keys:
        return 0
    return seed_of(keys[seeding] + again)
