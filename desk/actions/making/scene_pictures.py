"""Another picture for one scene: drawn anew, given by a person, or another of the channel's folder."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path, PurePath

from desk.actions.making.corrections import editable_translations
from desk.actions.making.edits import editable, record
from factory.brief.brief import AcceptedBrief
from factory.brief.edits import OwnPicture, PictureEdit
from factory.errors import BadInput, FactoryError
from factory.pictures.visuals import picture_size
from factory.records import Payload
from factory.script.script import Scene, Script
from factory.timeline.loops import pictured_scenes
from factory_assets.visuals.pictures import edits_of, picture
from wiring.factory import Factory

LARGEST_PICTURE = 5_500_000
"""Bytes; a request holds 8 MiB, in which a file is half as long again."""

MOST_WORDS = 300


class PictureChoice(Payload):
    """What can be done about one scene's picture, and what that makes anew."""

    scene_id: str
    number: int
    redraw: str
    """Who draws it anew; empty where nobody does: a file that was given is what it is."""
    redraw_usd: float
    folder: tuple[str, ...]
    """Files of the channel's own folder."""
    segments: int
    """Scenes that are rendered anew: its own, and the one into which its picture fades."""
    first: bool
    """Its picture is the thumbnail's too."""


def picture_choice(factory: Factory, video_id: str, scene_id: str) -> PictureChoice:
    """Return what can be done about a scene's picture.

    Raises:
        BadInput: there is no such scene, or it shows no picture of its own.
        PermanentError: the video may not be changed now.
    """
    accepted, scene, scenes = _scene(factory, video_id, scene_id)
    place = scenes.index(scene)
    redraw, usd = "", Decimal(0)
    with factory.providers() as providers:
        pictures = accepted.pictures
        maker = providers.illustrator(pictures.provider, pictures.model, moving=pictures.moving)
        if maker.provider.synthetic and maker.seeding != "none":
            size = picture_size(accepted.profile.picture)
            unit, _ = picture(accepted, pictures, scene, place, "", size, maker)
            redraw, usd = maker.provider.name, unit.estimate_usd
    return PictureChoice(
        scene_id=scene_id,
        number=place + 1,
        redraw=redraw,
        redraw_usd=float(usd),
        folder=tuple(_folder_files(factory, accepted)),
        segments=min(2, len(scenes) - place),
        first=place == 0,
    )


def redraw_picture(factory: Factory, video_id: str, scene_id: str, by: str) -> None:
    """Have a scene's picture drawn anew, with another seed.

    Raises:
        BadInput: there is no such scene, or nobody draws its picture.
        PermanentError: the video may not be changed now.
    """
    accepted, scene, scenes = _scene(factory, video_id, scene_id)
    if not picture_choice(factory, video_id, scene_id).redraw:
        raise BadInput(
            f"the picture of {scene_id} is found or given, not drawn, so that it would be the same "
            "again; choose another one"
        )
    before = edits_of(accepted, scenes).get(scene_id)
    redraws = (before.redraws if before else 0) + 1
    edit = _edit(scene, by).model_copy(update={"redraws": redraws})
    _keep(factory, accepted, edit, f"picture of {scene_id} drawn anew for {by}")


def give_picture(
    factory: Factory,
    video_id: str,
    scene_id: str,
    name: str,
    data: bytes,
    licence: str,
    attribution: str,
    by: str,
) -> None:
    """Show a file of a person's own in a scene.

    Raises:
        BadInput: it is no picture or clip that can be opened, is too large, or nobody said under
            which licence it stands; nothing is changed.
        PermanentError: the video may not be changed now.
    """
    accepted, scene, _ = _scene(factory, video_id, scene_id)
    if len(data) > LARGEST_PICTURE:
        raise BadInput(
            f"{name[:80]!r} has {len(data):,} bytes; wanted: {LARGEST_PICTURE:,} at most. A larger one "
            "goes into the channel's own folder of pictures"
        )
    licence, attribution = licence.strip()[:MOST_WORDS], attribution.strip()[:MOST_WORDS]
    if not licence:
        raise BadInput(
            "nobody said under which licence the picture stands; wanted: such as CC-BY-4.0, or "
            "`own work`"
        )
    with factory.store.scratch() as scratch:
        path = scratch / _file_name(name)
        path.write_bytes(data)
        factory.check_picture(path, handed_in=True)
        own = _stored(factory, accepted, path, licence, attribution)
    edit = _edit(scene, by).model_copy(update={"own": own})
    _keep(factory, accepted, edit, f"picture of {scene_id} given by {by}")


def choose_picture(factory: Factory, video_id: str, scene_id: str, name: str, by: str) -> None:
    """Show another file of the channel's own folder in a scene.

    Raises:
        BadInput: the folder has no such file, or it stands under no licence.
        PermanentError: the video may not be changed now.
    """
    accepted, scene, _ = _scene(factory, video_id, scene_id)
    found = {one.path.name: one for one in factory.pictures_of(accepted.pictures)}
    if name not in found:
        raise BadInput(f"the channel's folder has no {name[:80]!r}; load the page again")
    file = found[name]
    factory.check_picture(file.path, handed_in=False)
    own = _stored(factory, accepted, file.path, file.licence, file.attribution)
    edit = _edit(scene, by).model_copy(update={"own": own})
    _keep(factory, accepted, edit, f"picture of {scene_id} chosen by {by}")


def take_back_picture(factory: Factory, video_id: str, scene_id: str, by: str) -> None:
    """Give a scene's picture back to the channel's own way of making it.

    Raises:
        BadInput: nobody has changed it.
        PermanentError: the video may not be changed now.
    """
    accepted, _, scenes = _scene(factory, video_id, scene_id)
    edit = edits_of(accepted, scenes).get(scene_id)
    if edit is None:
        raise BadInput(f"the picture of {scene_id} is the factory's own; nothing to take back")
    for one in (accepted, *_translated(factory, accepted)):
        edits = one.by_hand.without_picture(edit.scene_id)
        record(factory, one, edits, f"picture of {scene_id} given back by {by}")


def _keep(factory: Factory, accepted: AcceptedBrief, edit: PictureEdit, reason: str) -> None:
    """Record it for the video, and for what tells it in other languages with the same pictures."""
    old = edits_of(accepted, _scenes(factory, accepted)).get(edit.scene_id)
    for one in (accepted, *_translated(factory, accepted)):
        if edit.own and one is not accepted:
            path = factory.store.local(accepted.video_id, edit.own.name)
            with factory.media_places.held(one.video_id):
                factory.store.keep(one.video_id, edit.own.name, path)
        edits = one.by_hand.without_picture(old.scene_id) if old else one.by_hand
        record(factory, one, edits.with_picture(edit), reason)


def _translated(factory: Factory, accepted: AcceptedBrief) -> Sequence[AcceptedBrief]:
    """Return the translations that may be changed now, as they are."""
    newest = factory.catalogue.briefs.newest
    return [newest(one.video_id) for one in editable_translations(factory, accepted)]


def _scene(
    factory: Factory, video_id: str, scene_id: str
) -> tuple[AcceptedBrief, Scene, Sequence[Scene]]:
    accepted = editable(factory, video_id)
    if accepted.brief.translates:
        raise BadInput(
            f"{video_id} shows the pictures of {accepted.brief.translates}; change them there, and "
            "they change here"
        )
    scenes = _scenes(factory, accepted)
    for scene in scenes:
        if scene.scene_id == scene_id:
            return accepted, scene, scenes
    raise BadInput(f"{video_id} shows no picture of its own in the scene {scene_id[:20]!r}")


def _scenes(factory: Factory, accepted: AcceptedBrief) -> Sequence[Scene]:
    script = Script.from_json(factory.store.local(accepted.video_id, "script.json").read_bytes())
    return pictured_scenes(script, accepted.profile.loop)


def _edit(scene: Scene, by: str) -> PictureEdit:
    return PictureEdit(scene_id=scene.scene_id, words=scene.written, by=by, at=datetime.now(UTC))


def _folder_files(factory: Factory, accepted: AcceptedBrief) -> Sequence[str]:
    try:
        return [one.path.name for one in factory.pictures_of(accepted.pictures)]
    except FactoryError:
        return []  # what is wrong with the folder is said where it is used


def _file_name(name: str) -> str:
    path = PurePath(name.replace("\\", "/"))
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:60] or "picture"
    return f"{stem}{path.suffix.lower()[:10]}"


def _stored(
    factory: Factory, accepted: AcceptedBrief, path: Path, licence: str, attribution: str
) -> OwnPicture:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    name = f"own/{digest}/{_file_name(path.name)}"
    with factory.media_places.held(accepted.video_id):
        kept = factory.store.keep(accepted.video_id, name, path)
    return OwnPicture(name=kept.name, licence=licence, attribution=attribution)
