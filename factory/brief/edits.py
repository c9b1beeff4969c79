"""Edits: what a person changed of a made video by hand. They stay until a person takes them back.

They lie beside the brief, not in it: a file that is handed in again, or a machine that writes anew,
leaves them as they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self

from factory.records import Payload


class Edit(Payload):
    """Whose hand it was, and when."""

    by: str
    at: datetime


class TextEdit(Edit):
    """Words in place of those that were found for them."""

    text: str


class TagsEdit(Edit):
    """All tags, in place of those that were found."""

    tags: tuple[str, ...]


class OwnPicture(Payload):
    """A picture or clip that a person gave for one scene."""

    name: str
    """Of the file in the video's folder of the store; nothing else lies in its own folder there."""
    licence: str
    attribution: str = ""


class PictureEdit(Edit):
    """Another picture for one scene."""

    scene_id: str
    words: str
    """What the scene said when it was changed: a scene that moves takes its picture along."""
    redraws: int = 0
    """How often it was drawn anew: each time with a seed of its own."""
    own: OwnPicture | None = None


class Edits(Payload):
    """Everything that people changed by hand of one video."""

    title: TextEdit | None = None
    """Of the listing; what stands in the picture is the brief's."""
    description: TextEdit | None = None
    """Opens the description; chapters, credits and disclosures follow it all the same."""
    tags: TagsEdit | None = None
    pictures: tuple[PictureEdit, ...] = ()

    def with_picture(self, edit: PictureEdit) -> Self:
        """Return them with one scene's picture changed, in place of what was changed of it before."""
        return self.model_copy(update={"pictures": (*self._others(edit.scene_id), edit)})

    def without_picture(self, scene_id: str) -> Self:
        """Return them without what was changed of one scene's picture."""
        return self.model_copy(update={"pictures": self._others(scene_id)})

    def _others(self, scene_id: str) -> tuple[PictureEdit, ...]:
        return tuple(one for one in self.pictures if one.scene_id != scene_id)


NO_EDITS = Edits()


def placed(
    edits: Sequence[PictureEdit], scenes: Sequence[tuple[str, str]]
) -> Mapping[str, PictureEdit]:
    """Return which scene shows which changed picture now, by scene ID.

    A scene that still says what it said keeps its picture wherever it has moved. One whose words
    were corrected since is known by its place. A scene that is gone shows none.

    Args:
        edits: of pictures.
        scenes: of the newest script, each as (scene ID, words), in order.
    """
    found: dict[str, PictureEdit] = {}
    moved: list[PictureEdit] = []
    for edit in edits:
        same = [scene_id for scene_id, words in scenes if words == edit.words]
        if same:
            found[edit.scene_id if edit.scene_id in same else same[0]] = edit
        else:
            moved.append(edit)
    places = {scene_id for scene_id, _ in scenes}
    for edit in moved:
        if edit.scene_id in places:
            found.setdefault(edit.scene_id, edit)
    return found
